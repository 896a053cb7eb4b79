"""Lines as SVG path data: thinned to what an eye can tell, each point told by its distance from the one before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 0.2  # of a px, about: how far a thinned line may be from where it belongs
SAFE = 1.4  # in place of 2: bends change along a line
FAR = 3.0  # pictures: what is farther away is cut there, well outside of what is seen


def thinned(line: Array, tolerance: float = TOLERANCE, ends: Flags | None = None) -> Array:
    """A line (n, 2) with few of its points, from which all others are at most `tolerance` away.

    Of several lines in one, `ends` are the first points and the last.
    """
    if len(line) < 4:
        return line
    kept = guessed(line, tolerance) if ends is None else guessed(line, tolerance) | ends
    while (worse := strays(line, kept, tolerance)).any():
        kept |= worse
    found: Array = line[kept] if ends is None else parted(line[kept], ends[kept])
    return found


def parted(line: Array, ends: Flags) -> Array:
    """Lines in one, with a nan after each."""
    last = np.flatnonzero(ends)[1::2]
    return np.insert(line, last + 1, np.nan, axis=0)


def guessed(line: Array, tolerance: float) -> Flags:
    """Which points the bends of a line ask for, told from neighbours alone.

    Of an arc whose points are each `off` from the chord of their neighbours, m steps are m^2 off / 4 from theirs. So
    sqrt(off / tolerance) / 2 says which share of the points is needed, and where its sum passes a whole number one is.
    """
    before, after = (step := np.diff(line, axis=0))[:-1], step[1:]
    chord = np.hypot(*(before + after).T)
    off = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) / (chord + 1e-12)
    off[(before * after).sum(axis=1) < 0] = np.inf  # it turns back
    needed = np.minimum(np.sqrt(off / tolerance) / SAFE, 1.0)
    passed = np.diff(np.floor(np.cumsum(needed)), prepend=0.0) > 0
    found: Flags = np.concatenate([[True], passed | (needed > 0.99), [True]])
    return found


def strays(line: Array, kept: Flags, tolerance: float) -> Flags:
    """Of each piece between two kept points the point farthest from it, where that is too far: at a corner, say."""
    ends = np.flatnonzero(kept)
    piece = np.minimum(np.cumsum(kept) - 1, len(ends) - 2)
    first, way = line[ends[:-1]], np.diff(line[ends], axis=0)
    rest, along = line - first[piece], way[piece]
    share = np.clip((rest * along).sum(axis=1) / ((way * way).sum(axis=1) + 1e-300)[piece], 0.0, 1.0)
    far = np.hypot(*(rest - share[:, None] * along).T)
    worst = np.maximum.reduceat(far, ends[:-1])
    found: Flags = (worst > tolerance)[piece] & (far >= worst[piece])
    return found


def parts(line: Array) -> list[Array]:
    """The stretches (n, 2) between the points that are not there."""
    gone = np.isnan(line).any(axis=1)
    if not gone.any():
        return [line] if len(line) else []
    return [part[~np.isnan(part).any(axis=1)] for part in np.split(line, np.flatnonzero(gone)) if len(part) > 1]


def path(line: Array, size: tuple[float, float], grain: float, closed: bool = False) -> str:
    """Path data of a line (n, 2) in a picture of that size, in whole grains; a nan begins a new stretch."""
    wide, high = size
    with np.errstate(invalid="ignore"):
        across = np.clip(line[:, 0], -FAR * wide, (1 + FAR) * wide)
        down = np.clip(line[:, 1], -FAR * high, (1 + FAR) * high)
    kept = parts(np.stack([across, down], axis=1))
    return "".join(stretch(thinned(part, grain), grain, closed) for part in kept if len(part))


def stretch(line: Array, grain: float, closed: bool) -> str:
    """One connected stretch; before a minus there is no need of a space."""
    grains = np.rint(line / grain).astype(int)
    moves = np.diff(grains, axis=0)
    told = " ".join(f"{a * grain:g} {d * grain:g}" for a, d in moves[moves.any(axis=1)].tolist())
    start = f"M{grains[0, 0] * grain:g} {grains[0, 1] * grain:g}" + (f"l{told}" if told else "")
    return start.replace(" -", "-") + ("Z" if closed else "")
