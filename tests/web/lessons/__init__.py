"""Lessons: their API, their pages, and what neither tells before it is asked."""
