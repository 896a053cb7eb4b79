"""The activation functions under test, and the inputs they are tried on."""

from __future__ import annotations

import numpy as np

from app.core.activations import ACTIVATIONS, Activation
from app.core.catalogue import Knob


def inside(knob: Knob) -> tuple[float, float]:
    """Both ends of a knob, moved just inside where an end is excluded."""
    low = np.nextafter(knob.low, np.inf) if knob.open in {"low", "both"} else knob.low
    high = np.nextafter(knob.high, -np.inf) if knob.open in {"high", "both"} else knob.high
    return float(low), float(high)


def every_entry() -> list[Activation]:
    """Every entry at its defaults, at both ends of every knob, and with all knobs low and all high."""
    found: dict[Activation, None] = {}
    for entry in ACTIVATIONS.values():
        found[entry()] = None
        ends = {knob.name: inside(knob) for knob in entry.knobs()}
        for name, pair in ends.items():
            found |= {entry.with_settings({name: end}): None for end in pair}
        for side in (0, 1):
            found[entry.with_settings({name: pair[side] for name, pair in ends.items()})] = None
    return list(found)


ENTRIES = every_entry()

SIZES = np.concatenate([[0.0, 5e-324, 1e-310], np.geomspace(1e-300, 1e308, 305), np.linspace(0.05, 40.0, 400)])
WIDE = np.concatenate([-SIZES[::-1], SIZES])
