"""Print the worst error of every setting against the bound, over many random doubles; minutes, so not a test.

python -m tests.golden.dense 3000 gelu mish        (points per setting; names, or all)
"""

from __future__ import annotations

import sys

import numpy as np

from app.core.activations import ACTIVATIONS
from tests.golden.activations import settings, truth


def inputs(count: int) -> list[float]:
    """A third over all exponents, a third from 1e-4 to 800 in size, a third evenly from -45 to 45."""
    random = np.random.default_rng(0)
    third = count // 3
    sizes = np.concatenate([2.0 ** random.uniform(-1074, 1023.9, third), np.exp(random.uniform(-9.2, 6.7, third))])
    return [*(sizes * random.choice([-1.0, 1.0], 2 * third)), *random.uniform(-45, 45, third)]


def worst(notation: str, count: int) -> tuple[float, float, float, float]:
    """The largest error of value and of slope, as shares of the bound, and where."""
    x = np.array(inputs(count))
    value, slope = ACTIVATIONS.read(notation).both(x)
    true = np.array([truth(notation, float(one)) for one in x])
    with np.errstate(invalid="ignore", over="ignore"):
        pairs = ((value, true[:, 0], true[:, 2]), (slope, true[:, 1], true[:, 3]))
        v, s = (np.where(got == right, 0, np.abs(got - right) / allowed) for got, right, allowed in pairs)
    return v.max(), x[v.argmax()], s.max(), x[s.argmax()]


if __name__ == "__main__":
    wanted = sys.argv[2:] or list(ACTIVATIONS)
    for one in dict.fromkeys(settings()):
        if one.split("(")[0] in wanted:
            v, at_v, s, at_s = worst(one, int(sys.argv[1]))
            print(f"{one:40s} value {v:6.3f} at {at_v:<12.6g} slope {s:6.3f} at {at_s:.6g}", flush=True)
