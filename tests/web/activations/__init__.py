"""The activations, asked as a program asks."""
