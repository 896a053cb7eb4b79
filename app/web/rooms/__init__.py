"""Rooms for pages and programs: what is asked of one, who may ask, and what each is told."""
