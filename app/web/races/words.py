"""A race in sentences: what a screen reader says, headline first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...core.descent.outcomes import lowest_minima
from ...core.descent.swings import oscillates
from ...core.descent.walk import Run
from ...core.numerals import decimal
from ...core.schedules import Constant
from .query import RaceQuery


def summary(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> list[str]:
    """The landscape, then a sentence for each run."""
    shown, title = query.window, type(query.surface).title
    digits = 3 + max(0, math.ceil(math.log10(max(map(abs, shown.edges().values())) / min(shown.wide, shown.high))))
    left, right, bottom, top = (decimal(edge, digits) for edge in shown.edges().values())
    spans = f"x from {left} to {right}, y from {bottom} to {top}"
    lowest = lowest_minima(query.surface)
    places = " and ".join(f"({decimal(one.x)}, {decimal(one.y)})" for one in lowest[:4])
    minima = f"Lowest at {places}." if lowest else "It has no lowest point."
    x, y = query.conditions.start
    start = f"All runs start at ({decimal(x)}, {decimal(y)}), where the loss is {decimal(float(runs[0].value[0]))}."
    bends = " Its curvature is told by differences of its gradient." if query.surface.by_differences else ""
    first = f"{title}, {spans}. {minima}{bends} {start}{how_clipped(query)}{how_scheduled(query)}"
    pairs = zip(runs, names, strict=True)
    return [first, *(told_of(run, name, bool(query.noise)) for run, name in pairs)]


def how_clipped(query: RaceQuery) -> str:
    """How gradients are clipped, if they are."""
    each = f"each component at {decimal(query.clip_value)}" if query.clip_value else ""
    whole = f"their length at {decimal(query.clip_norm)}" if query.clip_norm else ""
    told = ", then ".join(filter(None, [each, whole]))
    return f" Gradients are clipped: {told}." if told else ""


def how_scheduled(query: RaceQuery) -> str:
    """What becomes of the learning rates, if they change."""
    one, last = query.schedule, query.steps
    if isinstance(one, Constant):
        return ""
    ends = " and ".join(f"{decimal(one.factor(t - 1, last))} at step {t}" for t in (1, last))
    return f" Schedule: {type(one).title}; each learning rate is what is set times a factor, {ends}."


def told_of(run: Run, name: str, noisy: bool = False) -> str:
    """One run in a sentence: its end, and the way there."""
    end, steps = run.ending, len(run.x) - 1
    losses = f"loss from {decimal(float(run.value[0]))} to {decimal(float(run.value[-1]))}"
    if end.outcome == "diverged":
        return f"{name} blows up at step {end.step}, because {end.reason}."
    here = f"({decimal(float(run.x[-1]))}, {decimal(float(run.y[-1]))})"
    arrival = f" It is within 0.05 of a lowest minimum from step {end.arrived} on." if end.arrived is not None else ""
    reason = f", {end.reason}" if end.reason else ""
    swing = " It oscillates." if end.arrived is None and not noisy and oscillates(run.x, run.y) else ""
    return f"{name}: {steps} steps, {losses}, ends at {here}{reason}.{arrival}{swing}"


TUNED_BY = (
    "Usual rates: those of SGD, momentum, Nesterov, AdaGrad, RMSProp and Adam were tuned for each landscape from its "
    "own start, so that a run settles within 0.05 of a minimum in few steps without leaping there by luck; all others "
    "are PyTorch’s defaults."
)


def chosen_rates(best: Sequence[tuple[str, tuple[float, int] | None]], steps: int) -> list[str]:
    """By which rule the usual rates were chosen, and of each run the rate that arrives soonest, with its steps."""
    told = [
        f"{name} at {decimal(one[0])}, after {one[1]}" if one else f"{name} at no rate of its slider"
        for name, one in best
    ]
    scent = f"The curve over each rate shows the loss after {steps} steps, the lower the smaller. From this start"
    return [TUNED_BY, f"{scent} the soonest to arrive: {'; '.join(told)}."]
