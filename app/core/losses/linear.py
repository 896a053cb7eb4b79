"""The linear model Y = W X + b under softmax and cross-entropy, with all its gradients by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array
from .checks import InputError, doubles_of
from .cross import CrossEntropy, cross_entropy


@dataclass(frozen=True)
class Gradients:
    """The slopes of the mean loss: by `logits` (N, K) or (K,), `weights` (K, D), `bias` (K,), `x` (N, D) or (D,)."""

    logits: Array
    weights: Array
    bias: Array
    x: Array


@dataclass(frozen=True)
class LinearLoss:
    """What a linear model says of its inputs, and what it costs."""

    logits: Array
    cross_entropy: CrossEntropy
    gradients: Gradients


def linear_model(
    x: ArrayLike,
    weights: ArrayLike,
    bias: ArrayLike,
    target: ArrayLike,
    *,
    gamma: float = 0.0,
    class_weight: ArrayLike | None = None,
) -> LinearLoss:
    """Loss and gradients of W x + b for one input x (D,) with its class, or for rows (N, D) with a class each.

    With g = (p - y) / N, the slope by the logits: dW = sum_n g_n x_n^T, db = sum_n g_n, dx_n = W^T g_n. A focal
    `gamma` and weights of the classes (K,) count as in `cross_entropy`, whose mean is over the weights of the targets.
    Logits carry the rounding of their own sum, D eps sum_d |w_d x_d|.
    Raises InputError where the shapes do not fit, and for a class that is not there.
    """
    rows, w, b = doubles_of("x", x), doubles_of("weights", weights), doubles_of("bias", bias)
    check(rows, w, b)
    with np.errstate(over="ignore", invalid="ignore"):  # what leaves the floats is refused as logits
        logits = rows @ w.T + b
    loss = cross_entropy(logits, target, gamma=gamma, class_weight=class_weight)
    g = loss.gradient_of_mean
    by_row, each = np.atleast_2d(g), np.atleast_2d(rows)
    return LinearLoss(logits, loss, Gradients(g, by_row.T @ each, by_row.sum(axis=0), g @ w))


def check(x: Array, weights: Array, bias: Array) -> None:
    """Raise InputError unless x is (D,) or (N, D), weights (K, D) and bias (K,), none of them empty."""
    if weights.ndim != 2 or not weights.size:
        raise InputError("weights", "weights must be a matrix: a row of numbers for each class")
    classes, features = weights.shape
    if x.ndim not in (1, 2) or not x.size:
        raise InputError("x", "x must be one input, a list of numbers, or a list of such inputs")
    if x.shape[-1] != features:
        raise InputError("x", f"x must have {features} numbers, as each row of weights has, got {x.shape[-1]}")
    if bias.shape != (classes,):
        raise InputError("bias", f"bias must have {classes} numbers, one for each row of weights, got {bias.size}")
