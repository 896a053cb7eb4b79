"""Whether a run swings to and fro, by measurement: how often it turns back on its way, and how far it goes between."""

from __future__ import annotations

import numpy as np

from ..numbers import Array
from .outcomes import ARRIVED

SWINGS = 4  # as many as must come in the second half of a run: a path that bends once or twice does not swing
FAR = ARRIVED  # what a swing must be longer than: less than that is rest


def oscillates(x: Array, y: Array) -> bool:
    """Whether a path `(n,)` swings: in its second half x or y goes to and fro four times by more than 0.05 each."""
    half = len(x) // 2
    return any(swings(along[half:]) >= SWINGS for along in (x, y))


def swings(along: Array) -> int:
    """How many of the ways between two turns of one coordinate `(n,)` are longer than 0.05.

    A turn is where the move to the next place has the other sign than the last move that was one; what comes before
    the first turn and after the last counts as a way too.
    """
    with np.errstate(all="ignore"):
        moves = np.sign(np.diff(along))
    moved = np.flatnonzero(moves)
    turns = moved[1:][moves[moved[1:]] != moves[moved[:-1]]]
    ends = along[np.concatenate([[0], turns, [len(along) - 1]])] if len(along) else along
    return int((np.abs(np.diff(ends)) > FAR).sum()) if turns.size else 0
