"""From scores to a loss: softmax, cross-entropies, the linear model, and their gradients by hand."""

from __future__ import annotations

from .along import Along, along
from .binary import BinaryLoss, binary_cross_entropy
from .checks import InputError, distribution
from .cross import CrossEntropy, cross_entropy, one_hot, smooth
from .given import binary_divergence, divergence
from .linear import Gradients, LinearLoss, linear_model
from .naive import Limits, naive_limits, naive_softmax
from .soft import Softmax
from .sparse import Sparsemax, sparsemax
from .turned import softmax

__all__ = [
    "Along",
    "BinaryLoss",
    "CrossEntropy",
    "Gradients",
    "InputError",
    "Limits",
    "LinearLoss",
    "Softmax",
    "Sparsemax",
    "along",
    "binary_cross_entropy",
    "binary_divergence",
    "cross_entropy",
    "distribution",
    "divergence",
    "linear_model",
    "naive_limits",
    "naive_softmax",
    "one_hot",
    "smooth",
    "softmax",
    "sparsemax",
]
