"""From scores to a loss: softmax, cross-entropies, the linear model, and their gradients by hand."""

from __future__ import annotations

from app.core.losses.binary import BinaryLoss, binary_cross_entropy
from app.core.losses.checks import InputError, distribution
from app.core.losses.cross import CrossEntropy, cross_entropy, one_hot, smooth
from app.core.losses.given import binary_divergence, divergence
from app.core.losses.linear import Gradients, LinearLoss, linear_model
from app.core.losses.naive import Limits, naive_limits, naive_softmax
from app.core.losses.soft import Softmax, softmax
from app.core.losses.sparse import Sparsemax, sparsemax

__all__ = [
    "BinaryLoss",
    "CrossEntropy",
    "Gradients",
    "InputError",
    "Limits",
    "LinearLoss",
    "Softmax",
    "Sparsemax",
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
