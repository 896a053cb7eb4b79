"""Activations over an array of x, as the API answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from app.core.activations import Activation
from app.core.activations.base import Array
from app.web.answers import CurveAnswer, CurvesAnswer, KinkAnswer, PointAnswer


def curves(entries: Sequence[Activation], x: Array, at: float | None = None) -> CurvesAnswer:
    """Value, slope and kinks of each entry over x (n,), and at one further x."""
    with np.errstate(all="ignore"):  # here, because it does not reach the worker threads from outside
        answers = [curve(entry, x, at) for entry in entries]
    return CurvesAnswer.model_construct(x=x.tolist(), at=at, curves=answers)


def curve(entry: Activation, x: Array, at: float | None) -> CurveAnswer:
    """One entry over x. What overflows is left to the JSON writer, which has null for it."""
    value, slope = entry.value(x), entry.slope(x)
    return CurveAnswer.model_construct(
        f=str(entry),
        value=value.tolist(),
        slope=slope.tolist(),
        kinks=[KinkAnswer.model_construct(**asdict(kink)) for kink in entry.kinks()],
        overflow=not finite(value, slope),
        at=None
        if at is None
        else PointAnswer.model_construct(value=float(entry.value(at)), slope=float(entry.slope(at))),
    )


def finite(*arrays: Any) -> bool:
    """Whether every number of every array is finite."""
    return all(bool(np.isfinite(array).all()) for array in arrays)
