"""What linear regression need know of its rows: X^T X, X^T y and y^T y, however many rows there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..data import Samples
from ..numbers import Array


@dataclass(frozen=True)
class NormalEquations:
    """Means over n rows: H = X^T X / n `(p, p)`, the curvature; c = X^T y / n `(p,)`; and y^T y / n."""

    hessian: Array
    cross: Array
    square: float

    @cached_property
    def best(self) -> Array:
        """The weights of the least loss `(p,)`, the shortest of them where there are many."""
        return np.asarray(np.linalg.lstsq(self.hessian, self.cross, rcond=None)[0], dtype=np.float64)

    @cached_property
    def least(self) -> float:
        """The least loss that any weights have on these rows."""
        return float(self.square - self.cross @ self.best) / 2

    @cached_property
    def curvatures(self) -> Array:
        """The eigenvalues of H, smallest first."""
        return np.asarray(np.linalg.eigvalsh(self.hessian), dtype=np.float64)

    def gradient(self, weights: Array) -> Array:
        """The gradient on all rows, H w - c, `(..., p)`."""
        return weights @ self.hessian - self.cross

    def excess(self, weights: Array) -> Array:
        """The loss above the least, (w - best)^T H (w - best) / 2, `(...)`."""
        away = weights - self.best
        height: Array = (away @ self.hessian * away).sum(axis=-1) / 2
        return height


class Sums:
    """The normal equations of rows that come part by part, added up in doubles."""

    def __init__(self, p: int) -> None:
        self._total, self._count = np.zeros((p + 1, p + 1)), 0

    def add(self, samples: Samples) -> None:
        """Some more rows."""
        for part in samples.pieces():
            table = np.concatenate([part.x, part.y[:, None]], axis=1, dtype=np.float64)
            self._total += table.T @ table
        self._count += len(samples)

    @property
    def equations(self) -> NormalEquations:
        """Those of all rows so far."""
        mean = self._total / self._count
        return NormalEquations(mean[:-1, :-1].copy(), mean[:-1, -1].copy(), float(mean[-1, -1]))


def normal_equations(samples: Samples) -> NormalEquations:
    """The normal equations of some rows."""
    sums = Sums(samples.x.shape[1])
    sums.add(samples)
    return sums.equations
