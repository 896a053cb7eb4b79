"""What is marked in a lesson's picture: levels, stretches of an axis, places."""

from __future__ import annotations

import math

import numpy as np

from ...lessons.pictures import Axis, Picture, Rule, Spot
from ..figures.area import Words
from ..figures.palette import ACTIVATIONS, OPTIMIZERS, Stroke
from ..figures.style import Look

ROLES = {
    "truth": Stroke("accent", "", "circle"),
    "yours": Stroke("muted", "7 5", "square"),
    "follows": Stroke("muted", "2 3", "square"),  # from what the learner said
    "given": Stroke("ink", "", "circle"),
    "theory": Stroke("edge", "2 4", "diamond"),
    "other": Stroke("rmsprop", "10 4 2 4", "x"),
    "bad": Stroke("warn", "", "x"),
    "faint": Stroke("edge", "", "circle"),  # behind all others
}


def role(name: str) -> Stroke:
    """How a line is drawn, by its role or by the name of what it is."""
    return ROLES.get(name) or OPTIMIZERS.get(name) or ACTIVATIONS[name]


def half_of_bar(shown: Picture) -> float:
    """Half the width of the bars of a picture, which leaves a gap to the next of any."""
    stand = [*(one.x for one in shown.bars), *(one.x[:1] for one in shown.lines if one.bar)]
    places = np.unique(np.concatenate(stand))
    return 0.4 * (float(np.diff(places).min()) if len(places) > 1 else 1.0)


def ends_of_axis(told: Axis) -> tuple[float, float]:
    """What an axis shows, in powers of ten where it is logarithmic."""
    return (math.log10(told.low), math.log10(told.high)) if told.log else (told.low, told.high)


def rule_across(one: Rule, look: Look) -> Words:
    """A line across the whole picture."""
    pen = role(one.role)
    other = "y" if one.along == "x" else "x"
    ends: Words = {f"{one.along}0": one.at, f"{one.along}1": one.at, f"{one.along}ref": one.along}
    ends |= {f"{other}0": 0, f"{other}1": 1, f"{other}ref": f"{other} domain"}
    return {"type": "line", **ends, "layer": "below",
            "line": {"color": look(pen.colour), "width": look.px(1.4), "dash": "dot"}}  # fmt: skip


def hatched(shown: Picture, look: Look) -> list[Words]:
    """Stretches of an axis."""
    found: list[Words] = []
    for one in shown.zones:
        low, high = shown.up.low, shown.up.high
        x, y = (one.low, one.high), (low, high)
        if one.along == "y":
            x, y = (shown.across.low, shown.across.high), (one.low, one.high)
        around = {"x": [x[0], x[1], x[1], x[0]], "y": [y[0], y[0], y[1], y[1]]}
        pattern = {"shape": "/", "fgcolor": look(role(one.role).colour, 0.3), "size": 7, "solidity": 0.2}
        told = {"type": "scatter", "mode": "lines", "fill": "toself", "fillpattern": pattern, "hoverinfo": "skip"}
        pen = {"width": 0, "color": look("paper")}
        found.append({**told, **around, "fillcolor": look("paper", alpha=0), "line": pen, "showlegend": False})
    return found


def spotted(one: Spot, look: Look) -> Words:
    """A place."""
    pen = role(one.role)
    ring = {"color": look("paper"), "width": look.px(2)}
    marker = {"symbol": pen.symbol, "size": look.px(13), "color": look(pen.colour), "line": ring}
    return {"type": "scatter", "mode": "markers", "x": [one.x], "y": [one.y], "marker": marker, "cliponaxis": False,
            "hoverinfo": "skip", "showlegend": False}  # fmt: skip
