"""What every answer needs, whatever its topic."""
