"""The catalogue, the documentation, the error messages."""
