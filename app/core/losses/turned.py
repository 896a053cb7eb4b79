"""A softmax along another axis than the last: the same numbers, in the places of the logits they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array
from .checks import InputError, reached, scores
from .soft import Softmax, softmax_of_rows


@dataclass(frozen=True)
class Turned(Softmax):
    """What `rows`, whose classes are along the last axis, says along `axis` >= 0.

    What belongs to a logit has the shape of the logits, what belongs to all along the axis lacks that, `peak` and
    `rest` have it as 1, and in a Jacobian `(..., K, K)` both axes of the classes come last.
    """

    rows: Softmax
    axis: int

    @classmethod
    def of(cls, rows: Softmax, axis: int) -> Turned:
        """That softmax, turned."""
        logits, p, rest = (np.moveaxis(one, -1, axis) for one in (rows.logits, rows.probabilities, rows.rest))
        return cls(logits, rows.temperature, p, rest, rows.top, rows, axis)

    @cached_property
    def peak(self) -> Array:
        """The largest logit along the axis."""
        return np.moveaxis(self.rows.peak, -1, self.axis)

    @cached_property
    def gaps(self) -> Array:
        """(z - max z) / T."""
        return np.moveaxis(self.rows.gaps, -1, self.axis)

    @cached_property
    def complements(self) -> Array:
        """1 - p_i."""
        return np.moveaxis(self.rows.complements, -1, self.axis)

    @cached_property
    def log_probabilities(self) -> Array:
        """ln p_i."""
        return np.moveaxis(self.rows.log_probabilities, -1, self.axis)

    @property
    def log_sum_exp(self) -> Array:
        """ln sum_j e^(z_j / T)."""
        return self.rows.log_sum_exp

    @property
    def entropy(self) -> Array:
        """H in nats."""
        return self.rows.entropy

    @property
    def jacobian(self) -> Array:
        """d p_i / d z_j."""
        return self.rows.jacobian

    @property
    def log_jacobian(self) -> Array:
        """d ln p_i / d z_j."""
        return self.rows.log_jacobian


def softmax(logits: ArrayLike, temperature: float = 1.0, *, axis: int = -1) -> Softmax:
    """The softmax of finite logits of any shape along an axis; every probability is right to a few units in its last.

    A logit of -inf is a class that is left out. Whatever belongs to a logit comes in the shape of the logits.
    Raises InputError for no logits, a row without a largest that is finite, a temperature outside [0, 1e300] and an
    axis that is not there. Boltzmann, 1868; Bridle, 1990.
    """
    z = scores(logits)
    along = from_the_front(axis, z.ndim)
    reached(z.max(axis=along))
    if along == z.ndim - 1:
        return softmax_of_rows(z, temperature)
    return Turned.of(softmax_of_rows(np.ascontiguousarray(np.moveaxis(z, along, -1)), temperature), along)


def from_the_front(axis: object, dimensions: int) -> int:
    """The axis, counted from the front. Raises InputError unless there is one of that number."""
    if isinstance(axis, bool) or not isinstance(axis, int | np.integer):
        raise InputError("axis", f"axis must be a whole number, got {axis!r:.40}")
    if not -dimensions <= axis < dimensions:
        choices = f"from {-dimensions} to {dimensions - 1}, as the logits have {dimensions}"
        raise InputError("axis", f"axis must be a number {choices}, got {axis}")
    return int(axis) % dimensions
