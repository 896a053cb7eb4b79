"""Activations over an array of x, as the API answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache

import numpy as np

from ...core.activations import Activation
from ...core.activations.base import Array
from .answer import CurveAnswer, CurvesAnswer, KinkAnswer, PointAnswer


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


def table(answer: CurvesAnswer) -> Iterator[list[object]]:
    """One row an x, after the head `x`, `relu value`, `relu slope`, ..."""
    yield ["x", *(f"{curve.f} {what}" for curve in answer.curves for what in ("value", "slope"))]
    columns = [column for curve in answer.curves for column in (curve.value, curve.slope)]
    yield from ([x, *rest] for x, *rest in zip(answer.x, *columns, strict=True))
