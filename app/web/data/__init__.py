"""Data sets: a sample of each."""
