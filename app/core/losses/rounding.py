"""What a long sum loses: a billion, a million times one millionth, and a billion taken away again."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .naive import Floats

LARGE, GRAIN, TIMES = 1e9, 1e-6, 1_000_000


@lru_cache(maxsize=3)
def lost_in_a_sum(floats: Floats = "float64") -> float:
    """1e9 + 1e-6 + ... + 1e-6 - 1e9 with a million additions, one after the other; 1 if nothing were lost.

    In float64 each addition is rounded to a multiple of 2^-23: 0.95367431640625. In float32 nothing of it is left, and
    in float16 a billion is no number: nan.
    """
    kind = np.dtype(floats)
    terms = np.full(TIMES + 1, GRAIN, dtype=kind)
    with np.errstate(all="ignore"):
        terms[0] = kind.type(LARGE)
        return float(np.add.accumulate(terms)[-1] - terms[0])
