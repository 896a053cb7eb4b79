"""The optimizers under test, and a walk of the plainest kind: a loop and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.core.catalogue import Entry
from app.core.optimizers import OPTIMIZERS, Optimizer
from app.core.surfaces import Surface
from tests.core.samples import inside


def every_setting(entry: type[Entry]) -> list[Any]:
    """An entry at its defaults, at both ends of every knob, and with all knobs low and all high."""
    ends = {knob.name: inside(knob) for knob in entry.knobs()}
    found: dict[Entry, None] = {entry(): None}
    for name, pair in ends.items():
        found |= {entry.with_settings({name: end}): None for end in pair}
    for side in (0, 1):
        found[entry.with_settings({name: pair[side] for name, pair in ends.items()})] = None
    return list(found)


RUNS: list[Optimizer] = [run for entry in OPTIMIZERS.values() for run in every_setting(entry)]


def walk(run: Optimizer, slope: Callable[[Any], Any], x: Any, steps: int, lr: Any = None) -> Iterator[tuple[Any, ...]]:
    """The point and the state after each step on a function of one coordinate, whose slope is given."""
    lr = run.lr if lr is None else lr
    state: Any = run.begin()
    for t in range(1, steps + 1):
        x, *state = run.step(lr, t, x, slope(run.probe(lr, x, *state)), *state)
        yield x, *state


def path(run: Optimizer, surface: Surface, start: tuple[Any, Any], steps: int) -> Iterator[tuple[Any, Any, Any, Any]]:
    """The point and the look-ahead point after each step: x, y, x ahead, y ahead."""
    (x, y), lr = start, run.lr
    of_x: Any = run.begin()
    of_y: Any = run.begin()
    for t in range(1, steps + 1):
        g_x, g_y = surface.gradient(run.probe(lr, x, *of_x), run.probe(lr, y, *of_y))
        x, *of_x = run.step(lr, t, x, g_x, *of_x)
        y, *of_y = run.step(lr, t, y, g_y, *of_y)
        yield x, y, run.probe(lr, x, *of_x), run.probe(lr, y, *of_y)
