"""From scores to a loss: the page and its calls."""
