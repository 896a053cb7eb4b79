"""Plain gradient descent on least squares in blocks: many steps as one affine map, to the last digits the same.

One step on a batch of B rows is w - (lr / B) A^T (A w - b). The residuals of the rows of a block, each as it is when
its turn comes, solve a triangular system that does not depend on w:

    r_i + sum over earlier steps' rows j of (lr_j / B) (a_i . a_j) r_j = a_i . w - b_i

so that r = Z_A w - Z_b, and the block maps w to w + Q w - q with Q = -A^T D Z_A and q = -A^T D Z_b, where D holds
lr / B. The systems of all blocks are solved at once; what remains of the loop is one small product for each block.
"""

from __future__ import annotations

import numpy as np

from ..numbers import Array

TOGETHER_ROWS = 32  # rows of a block: more steps in one map against larger triangles


def steps_in_a_block(batch: int, every: int) -> int:
    """How many steps one map takes: as many as fit, such that a block ends wherever an iterate is to be kept."""
    return next(k for k in range(max(1, TOGETHER_ROWS // batch), 0, -1) if every % k == 0)


def maps(x: Array, y: Array, rates: Array) -> tuple[Array, Array]:
    """The maps of blocks of s steps with B rows each: x `(..., s, B, p)`, y `(..., s, B)`, rates `(s,)` or `(..., s)`.

    Answers Q `(..., p, p)` and q `(..., p)`; the block takes w to w + Q w - q.
    """
    steps, batch, p = x.shape[-3:]
    rows = x.reshape(*x.shape[:-3], steps * batch, p)
    solved = np.concatenate([rows, y.reshape(*y.shape[:-2], steps * batch, 1)], axis=-1)
    weight = np.repeat(rates / batch, batch, axis=-1)[..., None, :]  # of each row, along the columns
    across = np.swapaxes(rows, -1, -2) * weight
    if steps > 1:
        pulls = rows @ across
        for first in range(batch, steps * batch, batch):
            now = slice(first, first + batch)
            solved[..., now, :] -= pulls[..., now, :first] @ solved[..., :first, :]
    whole = -(across @ solved)
    return whole[..., :p], whole[..., p]
