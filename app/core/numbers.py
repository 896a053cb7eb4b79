"""What a formula takes and answers: `Real`, a number or an array of them, in any shape.

It is a union and no type variable, as the two meet within one formula: an array of learning rates beside one start, a
derivative that is the same everywhere beside two that are not; and mypy follows NumPy's ufuncs through a union, where
a type variable ends in Any. Who needs a float says `float(...)`, who needs an array says `np.asarray(...)`.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Real: TypeAlias = float | Array


def reals(given: ArrayLike) -> Array:
    """What is given as an array of doubles, in its shape.

    Raises TypeError for what is no real number, ValueError for rows unlike, OverflowError beyond the doubles.
    """
    found = np.asarray(given)
    if found.dtype.kind in "biuf":
        return found.astype(np.float64, copy=False)
    if found.dtype == object and not any(isinstance(one, str) for one in found.flat):
        return np.array([float(one) for one in found.flat]).reshape(found.shape)  # beyond 64 bits, fractions, decimals
    raise TypeError(f"got {found.dtype}")


def check_real(name: str, given: Real) -> None:
    """Raise TypeError unless it is a real number or an array of them."""
    try:
        if isinstance(given, bool):
            raise TypeError
        if not isinstance(given, float | int):
            reals(given)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"{name} must be a number, got {given!r}") from None
