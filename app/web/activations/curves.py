"""Activations over an array of x, as the API answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache

import numpy as np

from ...core.activations import Activation
from ...core.activations.base import Array
from ..http.tables import NUMBER, distinct
from .answer import CurveAnswer, CurvesAnswer, KinkAnswer, PointAnswer
from .query import ActivationsQuery

CURVE_COLUMNS = ("number", "f", "x", "value", "slope", "at", "left", "right", "jump")
CURVES_TABLE = (
    f"A row for each x of each curve; columns `{','.join(CURVE_COLUMNS)}`. `number` counts the curves from 0, `f` is "
    "the activation in the notation, and a second one that is the same gets ` (2)`, so that `pivot(index='x', "
    "columns='f', values='value')` holds them apart. Besides the x that are asked for there is a row for `at`, marked"
    " True, and one for each kink, with the slopes `left` and `right` of it and the `jump` of the value itself. Of up"
    " to 400 kB, and in pieces where it is beyond 256 KiB; `points` keeps it short."
)
ROW_BYTES = 3 * NUMBER + 24  # of a row besides the name, where there is no kink
KINKS = 12  # rows that `at` and the kinks may add, and what is told beside them


def curves(entries: Sequence[Activation], x: Array, at: float | None = None) -> CurvesAnswer:
    """Value, slope and kinks of each entry over x (n,), and at one further x."""
    with np.errstate(all="ignore"):  # here, because it does not reach the worker threads from outside
        answers = [curve_answer(f := str(one), *one.curve(x), kinks(one, f), point_answer(one, at)) for one in entries]
    return CurvesAnswer.model_construct(x=x.tolist(), at=at, curves=answers)


def curve(entry: Activation, x: Array, at: float | None) -> CurveAnswer:
    """One entry over x, each of its parts worked out by itself."""
    value, slope = map(np.asarray, (entry.value(x), entry.slope(x)))
    return curve_answer(str(entry), value, slope, kink_answers(entry), point_answer(entry, at))


def curve_answer(f: str, value: Array, slope: Array, kinks: list[KinkAnswer], at: PointAnswer | None) -> CurveAnswer:
    """What is said of one entry. What overflows is left to the JSON writer, which has null for it."""
    return CurveAnswer.model_construct(
        f=f,
        value=value.tolist(),
        slope=slope.tolist(),
        kinks=kinks,
        overflow=not finite(value, slope),
        at=at,
    )


@lru_cache(maxsize=512)
def kinks(entry: Activation, notation: str) -> list[KinkAnswer]:
    """The kinks, kept because to look for them takes longer than the curve; by the notation too, where -0 is not 0."""
    return kink_answers(entry)


def kink_answers(entry: Activation) -> list[KinkAnswer]:
    """The kinks, looked for."""
    return [KinkAnswer.model_construct(**asdict(kink)) for kink in entry.kinks()]


def point_answer(entry: Activation, at: float | None) -> PointAnswer | None:
    """One entry at one x."""
    if at is None:
        return None
    return PointAnswer.model_construct(value=float(entry.value(at)), slope=float(entry.slope(at)))


def finite(*arrays: Array) -> bool:
    """Whether every number of every array is finite."""
    return all(bool(np.isfinite(array).all()) for array in arrays)


def table(query: ActivationsQuery) -> Iterator[list[object]]:
    """One row an x of each curve: those of the query, its `at`, and the kinks between its ends."""
    yield list(CURVE_COLUMNS)
    for number, (name, entry) in enumerate(zip(distinct(query.f), query.f, strict=True)):
        jumps = {kink.x: kink for kink in kinks(entry, str(entry)) if query.low <= kink.x <= query.high}
        x = np.unique([*query.x().tolist(), *jumps, *([] if query.at is None else [query.at])])
        with np.errstate(all="ignore"):
            value, slope = map(np.asarray, entry.curve(x))
        for place, f, df in zip(x.tolist(), value.tolist(), slope.tolist(), strict=True):
            kink = jumps.get(place)
            sides = [None] * 3 if kink is None else [kink.left, kink.right, kink.jump]
            yield [number, name, place, f, df, place == query.at, *sides]


def table_bytes(query: ActivationsQuery) -> int:
    """The most that the table takes."""
    return (query.points + KINKS) * sum(len(str(one)) + ROW_BYTES for one in query.f)
