"""The picture of regressions: how far above the least each is, over what it has cost, both by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NAME, decade_axis, layout, note
from ..figures.palette import Stroke, runners
from ..figures.style import Look
from ..races.losses import nothing, spread
from .comparison import Comparison
from .course import Course
from .names import names_of_fits
from .query import RegressionQuery

ACROSS = {"samples": "samples looked at", "steps": "steps", "seconds": "seconds measured here"}
PLOT_SIZE = (560.0, 372.0)  # px of the plot on a laptop
NAME_HEIGHT = 19.0  # px: height of a name
NAME_ABOVE = 12.0  # px: a name is above the end of its line, where the line of its floor does not strike it out
NAME_ROOM = 0.45  # of the width, on the right, for names
NAMED_BESIDE = {"wide": 0.75, "narrow": 0.6}  # of the width: a line that ends farther right has its name at the edge
AT_FIRST = 3  # decades of losses that are shown at least while fits are on their way
FAINTEST, DEPTH = 1e-300, 12  # a loss of 0 lies below all that is shown, and that is at most so many decades
LEAST_SPAN = 1e-3  # decades that an axis shows at least
FILE = {"width": 760, "height": 460, "margin": {"l": 76, "r": 24, "t": 28, "b": 60}}


def figure(job: Comparison, query: RegressionQuery, look: Look) -> Figure:
    """The whole figure of fits, done or on their way: bands, first seeds, medians, floors, and a name at each end."""
    lines = [FitLine(course, query.across) for course in job.courses]
    area, strokes = seen_area(shown_area(lines, job.ended), query), runners(query.run)
    names = names_of_fits(job.asked.runners, job.asked.n)
    data = [trace for one, stroke in zip(lines, strokes, strict=True) for trace in band_of(one, stroke, look)]
    data += [before(one, 10.0**area.x.low, stroke, look) for one, stroke in zip(lines, strokes, strict=True)]
    data += [median(*one, look) for one in zip(lines, strokes, names, strict=True)]
    texts = names_at_ends(area, lines, strokes, names, look)
    return {
        "data": data or [nothing()],
        "layout": laid_out(area, query, floor_lines(lines, strokes, look), texts, look),
    }


class FitLine:
    """One fit as it is drawn: from its first step on, as a start that cost nothing has no logarithm."""

    def __init__(self, course: Course, across: str) -> None:
        a_step = {"samples": course.runner.batch, "steps": 1, "seconds": course.step_seconds}[across]
        self.course, self.farthest = course, course.runner.steps * a_step
        self.x = np.array(course.steps[1:], dtype=np.float64) * a_step
        self.levels = {name: self._shown(level) for name, level in course.columns.items()}

    def _shown(self, level: Sequence[float]) -> Array:
        shown: Array = np.clip(np.array(level[1:], dtype=np.float64), FAINTEST, 1 / FAINTEST)
        return shown

    @property
    def height(self) -> float:
        """Where it ends, or where it began if it went nowhere."""
        return float(self.levels["excess"][-1]) if len(self.x) else self.course.start


def shown_area(lines: Sequence[FitLine], ended: bool = True) -> Area:
    """What is shown: all that it cost, with room for the names, and the losses down to the lowest.

    On the way it is what will be: the cost is known, and the losses go down to the lowest floor that theory knows.
    """
    x = np.concatenate([one.x for one in lines] + [np.ones(1)] * (not any(len(one.x) for one in lines)))
    left, right = math.log10(x.min()), math.log10(x.max())
    if not ended:
        right = math.log10(max(one.farthest for one in lines))
    right = max(right, left + 1)
    seen = np.concatenate([one.levels["excess"] for one in lines])
    top = math.ceil(math.log10(max(one.course.start for one in lines) or 1.0) + 0.05)
    low = float(seen[seen > FAINTEST].min(initial=10.0**top))
    if not ended:
        floors = [one.course.floor for one in lines if one.course.floor]
        low = min([low, 10.0 ** (top - AT_FIRST), *floors])
    bottom = max(math.floor(math.log10(low) - 0.05), top - DEPTH)
    return Area(
        Axis(left, right + NAME_ROOM * (right - left), log=True),
        Axis(bottom, max(top, bottom + 1), log=True),
        PLOT_SIZE,
    )


def seen_area(usual: Area, query: RegressionQuery) -> Area:
    """What is shown of it, by a window that somebody has chosen."""
    x = axis_within(usual.x, query.x_low, query.x_high)
    return Area(x, axis_within(usual.y, query.y_low, query.y_high), PLOT_SIZE)


def axis_within(usual: Axis, low: float | None, high: float | None) -> Axis:
    """An axis from one power of ten to another, as usual where none is told."""
    least, most = sorted((usual.low if low is None else low, usual.high if high is None else high))
    return Axis(least, max(most, least + LEAST_SPAN), log=True)


def empty(query: RegressionQuery, look: Look) -> Figure:
    """The figure before there is anything to show."""
    area = Area(Axis(0, 7, log=True), Axis(-3, 1, log=True), PLOT_SIZE)
    return {"data": [nothing()], "layout": laid_out(area, query, [], [], look)}


def laid_out(area: Area, query: RegressionQuery, shapes: list[Words], texts: list[Words], look: Look) -> Words:
    """Costs across, losses up."""
    corner: Words = {"xref": "paper", "yref": "paper", "weight": 600}
    above, cost = "Loss above the least, log scale", f"{ACROSS[query.across]}, log scale"
    return layout(
        look,
        **FILE,
        xaxis=decade_axis(look, area.x.low, area.x.high, 7),
        yaxis=decade_axis(look, area.y.low, area.y.high, 7),
        shapes=shapes,
        annotations=[
            note(look, above, 0, 1, **corner, xanchor="left", yanchor="bottom", yshift=4),
            note(look, cost, 1, 0, **corner, xanchor="right", yanchor="top", yshift=-look.px(26)),
            *texts,
        ],
    )


def band_of(one: FitLine, stroke: Stroke, look: Look) -> list[Words]:
    """What lies between the 10th and the 90th per cent of many seeds, and the first seed, thin."""
    if len(one.x) < 2 or np.array_equal(one.levels["low"], one.levels["high"]):
        return []
    base: Words = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    edge = np.concatenate([one.levels["low"], one.levels["high"][::-1]])
    around = {"x": np.concatenate([one.x, one.x[::-1]]), "y": edge, "fill": "toself"}
    colour = look(stroke.colour)
    return [
        {**base, **around, "fillcolor": look(stroke.colour, alpha=0.16), "line": {"width": 0, "color": colour}},
        {**base, "x": one.x, "y": one.levels["first"], "line": {"color": colour, "width": look.px(0.8)}},
    ]


def before(one: FitLine, left: float, stroke: Stroke, look: Look) -> Words:
    """What a fit has come to until its first step is paid for: nothing, however many rows that takes."""
    told: Words = {"type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip"}
    paid, start, first = one.x[:1].tolist(), one.course.start, one.levels["excess"][:1].tolist()
    pen = {"color": look(stroke.colour), "width": look.px(1.4), "dash": stroke.dashes}
    return {**told, "x": [left, *paid, *paid], "y": [start, *([start] * len(paid)), *first], "line": pen}


def median(one: FitLine, stroke: Stroke, name: str, look: Look) -> Words:
    """The line of a fit; one of a step or two has a marker for each."""
    pen = {"color": look(stroke.colour), "width": look.px(2.4), "dash": stroke.dashes}
    few = len(one.x) < 24
    marker = {"symbol": stroke.symbol, "size": look.px(8), "color": look(stroke.colour)}
    hover = f"{escape(name)}<br>%{{x:.4~s}}: %{{y:.4~g}}<extra></extra>"
    told = {"type": "scatter", "mode": "lines+markers" if few else "lines", "name": name, "showlegend": False}
    shown = {"x": one.x, "y": one.levels["excess"], "line": pen, "hovertemplate": hover}
    return {**told, **shown, **({"marker": marker} if few else {})}


def floor_lines(lines: Sequence[FitLine], strokes: Sequence[Stroke], look: Look) -> list[Words]:
    """The level at which theory says that noise keeps each."""
    found = []
    for one, stroke in zip(lines, strokes, strict=True):
        if one.course.floor:
            line = {"color": look(stroke.colour), "width": look.px(1.4), "dash": "dot"}
            across = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": one.course.floor, "y1": one.course.floor}
            found.append({"type": "line", **across, "line": line, "layer": "below"})
    return found


def names_at_ends(
    area: Area, lines: Sequence[FitLine], strokes: Sequence[Stroke], names: Sequence[str], look: Look
) -> list[Words]:
    """A name and the last loss at each line's end, none on another; on a narrow screen the name alone."""
    ends = [float(one.x[-1]) if len(one.x) else 10.0**area.x.low for one in lines]
    low = area.size[1] - NAME_HEIGHT / 2
    downs = [min(max(area.px(1.0, one.height)[1] - NAME_ABOVE, NAME_HEIGHT / 2), low) for one in lines]
    order = sorted(range(len(lines)), key=lambda i: downs[i])
    kept = dict(zip(order, spread([downs[i] for i in order], NAME_HEIGHT, low), strict=True))
    texts = []
    for i, (one, stroke) in enumerate(zip(lines, strokes, strict=True)):
        height = math.log10(area.y.value(1 - kept[i] / area.size[1]))
        font = {"size": NAME, "color": look.said(stroke.colour)}
        words = {"wide": f"{escape(names[i])} {decimal(one.height)}", "narrow": escape(names[i])}
        for size, told in words.items():
            left = area.x.at(ends[i]) < NAMED_BESIDE[size]
            side = {"xanchor": "left", "xshift": 10} if left else {"xanchor": "right", "xshift": -8}
            place = math.log10(ends[i]) if left else area.x.high
            texts.append(note(look, told, place, height, **side, **font, name=size))
    return texts
