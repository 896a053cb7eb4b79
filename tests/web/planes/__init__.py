"""The page of two weights and its call."""
