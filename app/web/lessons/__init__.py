"""Lessons: predict, run, see the gap, understand, vary, check."""
