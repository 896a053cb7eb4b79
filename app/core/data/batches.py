"""Batches: which rows each step looks at, from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Order = Literal["shuffled", "drawn", "given"]
Picks = NDArray[np.int64]


def batches(n: int, batch: int, order: Order, seed: int, together: int) -> Iterator[Picks]:
    """Which of n rows each step looks at, without end: arrays `(together, batch)`, a step each.

    "shuffled": all rows once an epoch, each epoch in an order of its own, but for the last n % batch of that order,
    which make no batch; "given": the same in the order of the rows; "drawn": every row of every batch from all n,
    whatever was drawn before. The steps do not depend on how many come together.
    Raises ValueError unless 1 <= batch <= n.
    """
    if not 1 <= batch <= n:
        raise ValueError(f"batch must lie in [1, {n}], the number of rows, got {batch}")
    random = np.random.default_rng((seed, n))
    while order == "drawn":
        yield random.integers(0, n, (together, batch))
    whole = n // batch * batch
    ready = np.empty((0, batch), dtype=np.int64)
    while True:
        epochs = -(-(together - len(ready)) * batch // whole)
        rows = [random.permutation(n)[:whole] if order == "shuffled" else np.arange(whole) for _ in range(epochs)]
        ready = np.concatenate([ready, *(one.reshape(-1, batch) for one in rows)])
        while len(ready) >= together:
            yield ready[:together]
            ready = ready[together:]
