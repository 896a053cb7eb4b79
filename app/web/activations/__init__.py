"""The activations page and its calls."""
