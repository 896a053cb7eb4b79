"""Races of optimizers: the page, the calls, the stream."""
