"""Slopes: see how activations, losses and optimizers behave, by touching them."""
