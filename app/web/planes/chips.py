"""A chip for each run: its legend, where it stands, its batch and its knobs."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.numerals import decimal
from ..figures.palette import Stroke
from ..page.widgets import Slider, slider
from ..regressions.parts import batch_slider
from .scene import Track


@dataclass(frozen=True)
class TrackChip:
    """One run."""

    index: int
    f: str
    title: str
    stroke: Stroke
    outcome: str
    bad: bool
    size: int
    batch: Slider
    knobs: list[Slider]


def track_chip(index: int, n: int, step: int, track: Track, batch: int, title: str, stroke: Stroke) -> TrackChip:
    """The chip of one run."""
    one, bad = track.optimizer, track.broke is not None and track.broke <= step
    outcome = f"blows up by step {track.broke}" if bad else f"loss {decimal(float(track.losses[step]))}"
    return TrackChip(
        index, str(one), title, stroke, outcome, bad, batch,
        batch_slider(batch, n), [slider(one, knob) for knob in one.knobs()],
    )  # fmt: skip
