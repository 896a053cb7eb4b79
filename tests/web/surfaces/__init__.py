"""Surfaces, asked as a program asks."""
