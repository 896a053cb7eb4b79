"""A figure as JSON for Plotly: numbers with as many digits as the picture can show, and hardly more."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic_core import to_json

from .area import Figure, Words, names_of
from .lines import Array

DIGITS = 6  # significant ones that a number keeps in any case, for whoever reads it


def written(figure: Figure) -> bytes:
    """The figure as JSON; what is not finite is null."""
    data = [short_trace(one, figure["layout"]) for one in figure["data"]]
    return to_json({"data": data, "layout": figure["layout"]}, inf_nan_mode="null")


def short_trace(trace: Words, layout: Words) -> Words:
    """The trace with its arrays as lists of short numbers; one without a name is in no legend, as "trace 7"."""
    widths = dict.fromkeys(trace, 0.0)
    for key, name in zip("xy", names_of(trace), strict=True):
        axis = layout.get(f"{name[0]}axis{name[1:]}", {})  # a scene has axes of its own
        low, high = (0.0, 0.0) if axis.get("type") == "log" else axis.get("range", (0.0, 0.0))
        widths[key] = high - low
    told = {key: short(one, widths[key]) if isinstance(one, np.ndarray) else one for key, one in trace.items()}
    return told if told.get("name") else {**told, "showlegend": False}


def short(values: Array, width: float = 0.0) -> list[Any]:
    """The numbers to six significant digits, or to a hundred-thousandth of `width` if that is finer."""
    with np.errstate(all="ignore"):
        size = np.abs(values)
        size = np.minimum(size, width) if width else size
        power = np.clip(DIGITS - 1 - np.floor(np.log10(size)), -22, 22)
        scale = 10.0 ** np.abs(power)
        found = np.where(power < 0, np.rint(values / scale) * scale, np.rint(values * scale) / scale)
        found = np.where(np.isfinite(found) & (np.abs(values) > 1e-16), found, values)
    listed: list[Any] = found.tolist()
    return listed
