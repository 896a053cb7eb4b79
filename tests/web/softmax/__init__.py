"""From scores to a loss, asked as a program asks."""
