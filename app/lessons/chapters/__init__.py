"""The lessons, one a file, each found where it stands."""
