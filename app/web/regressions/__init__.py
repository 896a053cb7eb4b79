"""Regressions on many rows: batch, mini-batch and one at a time."""
