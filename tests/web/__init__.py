"""The HTTP side, asked as a client asks it."""
