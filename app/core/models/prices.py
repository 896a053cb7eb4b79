"""What a step of a fit costs on this machine, made plainly: measured, as a fit itself goes by shorter ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from ..data.base import PIECE
from ..optimizers import Optimizer
from .fits import Plan, in_parts, stepwise
from .marks import Marks

ROUNDS_TIMED, STEPS_TIMED = 5, 16


def step_seconds(optimizer: Optimizer, on: Plan) -> Iterator[float]:
    """Seconds of one step of one run, made as one would write it: some measurements, a turn each; the least counts.

    Of a batch of more than some hundred rows a part is timed, and the rest takes as long for its size.
    """
    batch = min(on.batch, PIECE)
    steps = STEPS_TIMED if batch < PIECE else 1
    plan = replace(on, batch=batch, steps=steps, marks=Marks(steps), order="drawn", seeds=on.seeds[:1])
    way = in_parts if on.batch > PIECE else stepwise
    for _ in range(ROUNDS_TIMED):
        start = perf_counter()
        for _ in way(optimizer, plan):
            pass
        yield (perf_counter() - start) / steps * on.batch / batch
