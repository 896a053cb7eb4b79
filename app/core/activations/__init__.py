"""Every activation function, those of the slides first."""

from __future__ import annotations

from app.core.activations.base import Activation, Kink
from app.core.activations.slides import ELU, LeakyReLU, Maxout, ReLU, Sigmoid, Tanh
from app.core.catalogue import Catalogue

ACTIVATIONS: Catalogue[Activation] = Catalogue("activation", Sigmoid, Tanh, ReLU, LeakyReLU, Maxout, ELU)

__all__ = ["ACTIVATIONS", "ELU", "Activation", "Kink", "LeakyReLU", "Maxout", "ReLU", "Sigmoid", "Tanh"]
