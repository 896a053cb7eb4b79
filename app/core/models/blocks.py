"""Plain gradient descent on least squares, to the last digits the same as its loop: in blocks, many steps as one map.

One step on a row a with the target b is w - lr (a . w - b) a. The residuals of the rows of a block, each as it is when
its turn comes, solve a triangular system that does not depend on w:

    r_i + sum over earlier rows j of lr_j (a_i . a_j) r_j = a_i . w - b_i

so that r = Z_A w - Z_b, and the block maps w to w + Q w - q with Q = -A^T D Z_A and q = -A^T D Z_b, where A holds the
rows and D the rates. The systems of all blocks are solved at once; what remains of the loop is one small product for
each block. That pays for single rows of a few runs. Otherwise `strides` makes each step by itself, all else being done
before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from ..data.base import Features
from ..numbers import Array

BLOCK_STEPS, LEAST_STEPS = 32, 4  # steps of a block: more in one map against larger triangles


def steps_in_a_block(every: int) -> int:
    """How many steps one map takes: as many as fit, such that a block ends wherever an iterate is to be kept."""
    return next(k for k in range(BLOCK_STEPS, 0, -1) if every % k == 0)


def strides(weights: Array, x: Features, y: Array, rates: Array, ends: Collection[int]) -> Iterator[tuple[int, Array]]:
    """The steps, counted from 1, that are among `ends`, and the weights `(runs, p)` after each, in one place.

    x `(steps, runs, B, p)`, y `(steps, runs, B)`. The target is one column more, whose weight is -1. One run is spared
    what several need.
    """
    runs, batch, p = x.shape[1:]
    longer = np.concatenate([weights.reshape(runs, p), np.full((runs, 1), -1.0)], axis=1)
    rows = np.concatenate([x, y[..., None]], axis=-1, dtype=np.float64)
    steep = x * (rates / batch)[:, None, None, None]
    now, less = longer[:, :p], np.subtract
    if runs == 1:
        longer, now = longer[0], now[0]
        for k, (here, down) in enumerate(zip(rows[:, 0], steep[:, 0], strict=True), 1):
            less(now, here.dot(longer).dot(down), now)
            if k in ends:
                yield k, now
    else:
        for k, (here, down) in enumerate(zip(rows, steep, strict=True), 1):
            less(now, np.vecmat(np.matvec(here, longer), down), now)
            if k in ends:
                yield k, now


def leaps(weights: Array, x: Features, y: Array, rates: Array, steps: int) -> Iterator[tuple[int, Array]]:
    """The last step of each block of so many, and the weights `(runs, p)` after it; x and y as `strides` takes them."""
    runs, p = x.shape[1], x.shape[-1]
    rows = np.swapaxes(x[:, :, 0], 0, 1).astype(np.float64).reshape(runs, -1, steps, p)
    ways, shifts = maps(rows, y[:, :, 0].T.reshape(runs, -1, steps), rates.reshape(-1, steps))
    now = weights.reshape(runs, p)
    for k in range(ways.shape[1]):
        now = now + np.matvec(ways[:, k], now) - shifts[:, k]
        yield (k + 1) * steps, now


def maps(x: Array, y: Array, rates: Array) -> tuple[Array, Array]:
    """The maps of blocks of s steps, of one row each: x `(..., s, p)`, y `(..., s)`, rates `(..., s)`.

    Answers Q `(..., p, p)` and q `(..., p)`; the block takes w to w + Q w - q.
    """
    steps, p = x.shape[-2:]
    solved = np.concatenate([x, y[..., None]], axis=-1)
    across = np.swapaxes(x, -1, -2) * rates[..., None, :]
    pulls = x @ across
    for now in range(1, steps):
        solved[..., now : now + 1, :] -= pulls[..., now : now + 1, :now] @ solved[..., :now, :]
    whole = -(across @ solved)
    return whole[..., :p], whole[..., p]
