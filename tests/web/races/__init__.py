"""Races, in one answer and as a stream."""
