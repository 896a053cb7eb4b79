"""What every answer needs, asked of the layers and of a real server."""
