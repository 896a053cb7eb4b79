"""Descent: one walk on floats, one fleet on arrays, and what is worked out with them.

`walk` makes a run, `loops` are its inner loops, `clipping` bounds its gradients, `outcomes` say how it ended, `swings`
whether it goes to and fro; `sweeps` try a knob's whole range, `bands` many seeds, `counting` waits for an event, and
`contests` are the slide's four panels.
"""

from __future__ import annotations

from .conditions import Conditions
from .walk import Run, Walk, beginning, fleet, land, race, run

__all__ = ["Conditions", "Run", "Walk", "beginning", "fleet", "land", "race", "run"]
