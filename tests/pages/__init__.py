"""The pages, in a real browser and as plain HTML."""
