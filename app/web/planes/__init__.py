"""Least squares of two weights from above: the loss of all rows, that of a batch, and which way some rows pull."""
