"""Figures in sentences: what a screen reader says, and what the properties mean in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

from ...core.activations import Activation
from ...core.activations.base import Array
from ...core.activations.properties import Properties, properties
from ...core.numerals import decimal
from ..page.plots import file_name

ULPS = 4  # so far beside the x of a lowest point the rounding of a slope still hides its sign


def file_of(entries: Sequence[Activation], question: str | None = None) -> str:
    """What a file of functions is called, by the question that is asked."""
    return file_name("activations", question or "", *(one.name for one in entries))


def read(one: Activation, x: float | Array) -> tuple[Array, Array]:
    """Value and slope at x `(...)` as they are to be read: what goes through 0 within a few digits' last place is 0.

    So at the lowest point of a curve, whose x no float tells exactly, a slope of 1e-17 is not taken for one.
    """
    x = np.asarray(x, dtype=np.float64)
    near = ULPS * np.spacing(np.abs(x))
    here, below, above = (one.curve(place) for place in (x, x - near, x + near))
    smooth = ~np.isin(x, one.breaks())
    value, slope = (
        np.where(smooth & (np.sign(low) * np.sign(high) < 0), 0.0, middle)
        for middle, low, high in zip(here, below, above, strict=True)
    )
    return value, slope


def facts(facts: Properties, layers: int) -> list[tuple[str, str]]:
    """The computed properties, a name and a few words each."""
    centred = "yes" if facts.zero_centred else "no"
    through = decimal(facts.max_slope**layers if facts.max_slope < 1e3 else inf)
    return [
        ("range", interval(facts)),
        ("steepest slope", steepest(facts)),
        ("zero-centred", f"{centred}, mean {decimal(0.0 if facts.zero_centred else facts.mean)} for N(0, 1)"),
        ("saturates", saturation(facts)),
        ("monotonic", "yes" if facts.monotonic else "no"),
        ("kinks", ", ".join(f"at {decimal(kink.x)}" for kink in facts.kinks) or "none"),
        ("slope < 0.01", f"{decimal(100 * facts.small_slope_share, 2)} % of N(0, 1) inputs"),
        (f"after {layers} layers" if layers > 1 else "after 1 layer", f"gradient × {through} at most"),
    ]


def turns(facts: Properties) -> list[tuple[str, str, float]]:
    """Where the curve turns at its lowest and at its highest: which of them, in words, and the x itself."""
    places = (("lowest", facts.low, facts.lowest_at), ("highest", facts.high, facts.highest_at))
    told = ((name, decimal(value, 4, full=True), x) for name, value, x in places if x is not None)
    return [(name, f"{value} at {decimal(x, 4, full=True)}", x) for name, value, x in told]


def interval(facts: Properties) -> str:
    """The range as mathematics writes it; infinity is never attained."""
    left = "(" if facts.low_open else "["
    right = ")" if facts.high_open else "]"
    return f"{left}{decimal(facts.low)}, {decimal(facts.high)}{right}"


def steepest(facts: Properties) -> str:
    """The largest slope and where it is."""
    where = f"at {decimal(facts.max_slope_at)}" if facts.max_slope_at is not None else "approached"
    return f"{decimal(facts.max_slope)} {where}"


def saturation(facts: Properties) -> str:
    """Beyond which x the slope stays under 1 % of its peak."""
    left, right = facts.saturates_left, facts.saturates_right
    if left is not None and right is not None:
        if abs(left + right) < 1e-6 * abs(right):
            return f"beyond |x| = {decimal(right)}"
        return f"below {decimal(left)}, above {decimal(right)}"
    if left is not None:
        return f"below {decimal(left)}"
    return f"above {decimal(right)}" if right is not None else "never"


def summary(entries: Sequence[Activation], names: Sequence[str], low: float, high: float, at: float) -> list[str]:
    """Headline, then a sentence for each function."""
    heading = f"Activation functions and their slopes, x from {decimal(low)} to {decimal(high)}: {', '.join(names)}."
    return [heading, *(_sentence(one, name, at) for one, name in zip(entries, names, strict=True))]


def _sentence(one: Activation, name: str, at: float) -> str:
    known = properties(one)
    value, slope = (decimal(float(part)) for part in read(one, at))
    here = f"{value}, slope {slope}"
    steep = f"steepest slope {steepest(known)}"
    told = ", ".join([f"Range {interval(known)}", *(f"{which} {words}" for which, words, _ in turns(known)), steep])
    return f"{name}: at x = {decimal(at)} it is {here}. {told}, saturates {saturation(known)}."
