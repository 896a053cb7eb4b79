"""What lessons run."""
