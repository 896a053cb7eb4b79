"""Surfaces: heights, points, the landscape."""
