"""The picture of a lesson in Plotly's words: whatever a lesson shows, it is drawn here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...lessons.pictures import Axis as Told
from ...lessons.pictures import Bars, Line, Picture
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NORMAL, captioned, decade_axis, layout, note, number_axis, told_from
from ..figures.paths import Moving, named, placed, traces
from ..figures.paths import told as moved
from ..figures.still import Still, still
from ..figures.style import LIGHT, Look
from ..figures.written import short
from ..surfaces.figure import frame, landscape
from ..surfaces.window import Window
from .labels import Labels
from .marks import ends_of_axis, hatched, of_rule, of_zone, role, rule_across, spotted
from .told import described

SIZE_OF_FILE = (720.0, 460.0)  # px, for which labels are placed
FILE = {"width": SIZE_OF_FILE[0], "height": SIZE_OF_FILE[1], "margin": {"l": 56, "r": 24, "t": 20, "b": 48}}
PALE = 0.28  # of a bar's colour
ON_A_PHONE = 320.0  # px of width that are left for a plot on a phone
NAME_LETTER, TICK_LETTER = 7.5, 7.0  # px of a letter of an axis' name, and of a tick's text


def figure(shown: Picture, look: Look, frames: int | None = None) -> Figure:
    """The whole picture, what moves in it standing at a frame, by default the last."""
    still_part = ground(shown, look, live=True)
    over = racing(shown, look, shown.frames if frames is None else frames)
    made: Figure = {"data": [*still_part["data"], *over["data"]], "layout": {**still_part["layout"], **FILE}}
    texts = [*made["layout"]["annotations"], *over["layout"]["annotations"]]
    made["layout"] = {**made["layout"], "annotations": texts}
    return captioned(made, shown.title, described(shown))


def drawn(shown: Picture, look: Look, frame_: int) -> Still:
    """The picture for a page, what moves standing at a frame."""
    return still(ground(shown, look)).under(still(racing(shown, look, frame_)))


def ground(shown: Picture, look: Look, live: bool = False) -> Figure:
    """What does not move."""
    lines = [one for one in shown.lines if not one.moves]
    data = [*hatched(shown, look), *(barred(one, shown, look) for one in shown.bars)]
    data += [still_line(one, look) for one in lines]
    shapes = [rule_across(one, look) for one in shown.rules]
    texts = [*(of_rule(one, shown, look) for one in shown.rules), *(of_zone(one, shown, look) for one in shown.zones)]
    texts += Labels(shown, area_of(shown), look).placed()
    data += [spotted(one, look) for one in shown.spots]
    below = underneath(shown, look, live)
    laid = {**below["layout"], "shapes": [*below["layout"]["shapes"], *shapes]}
    return {"data": [*below["data"], *data], "layout": {**laid, "annotations": [*laid["annotations"], *texts]}}


def underneath(shown: Picture, look: Look, live: bool) -> Figure:
    """Axes with their names and a frame, above a landscape where there is one."""
    if shown.surface is not None:
        window = Window(shown.across.low, shown.across.high, shown.up.low, shown.up.high)
        return landscape(shown.surface, window, look, live)
    corner: Words = {"xref": "paper", "yref": "paper", "size": NORMAL}
    across, up = axis(shown.across, look, 6), axis(shown.up, look, 5)
    titles = [note(look, titled(shown.up, 5), 0, 1, **corner, xanchor="left", yanchor="top", xshift=6, yshift=-6)]
    if not shown.across.names:  # which say themselves what they are
        title = titled(shown.across, 6)
        titles.append(note(look, title, 1, 0, **corner, xanchor="right", yanchor="top", yshift=-4))
        across = room_for_title(across, area_of(shown).x, NAME_LETTER * len(title))
    edge = {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": {"color": look("rule")}}  # an area of its own
    return {"data": [edge], "layout": layout(look, xaxis=across, yaxis=up, shapes=[frame(look)], annotations=titles)}


def titled(told: Told, about: int) -> str:
    """The name of an axis, and in what its ticks are told."""
    return told.title if told.log or told.names else told_from(told.title, told.low, told.high, about)


def room_for_title(across: Words, place: Axis, wide: float) -> Words:
    """The axis without the texts of ticks that would stand under its name, so wide at its end, on a phone too."""
    pairs = [(text, place.at(value)) for value, text in zip(across["tickvals"], across["ticktext"], strict=True)]
    ends = [(text, at, ON_A_PHONE * at + TICK_LETTER * len(text) / 2) for text, at in pairs]
    return {**across, "ticktext": ["" if at <= 1 and end > ON_A_PHONE - wide else text for text, at, end in ends]}


def axis(told: Told, look: Look, about: int) -> Words:
    """An axis with numbers at its ticks, or with names."""
    if told.names:
        values, texts = zip(*told.names, strict=True)
        ends = ends_of_axis(told)
        made: Words = {"range": list(ends), "tickvals": list(values), "ticktext": list(texts), "showgrid": False}
        pens = {"gridcolor": look("rule"), "zerolinecolor": look("line")}
        return {**pens, **made, "tickangle": 0, "type": "log" if told.log else "linear"}
    low, high = ends_of_axis(told)
    return decade_axis(look, low, high) if told.log else number_axis(look, low, high, about)


def area_of(shown: Picture) -> Area:
    """The picture's rectangle, in px of a file."""
    axes = [Axis(*ends_of_axis(one), log=one.log) for one in (shown.across, shown.up)]
    return Area(axes[0], axes[1], (SIZE_OF_FILE[0] - 80, SIZE_OF_FILE[1] - 68))


def still_line(one: Line, look: Look) -> Words:
    """A still_line that does not move, or its dots."""
    pen, mode = role(one.role), "markers" if one.dots else "lines"
    hover = {"name": one.name, "hovertemplate": f"{one.name}<br>%{{x:.5~g}}, %{{y:.5~g}}<extra></extra>"}
    wide = look.px(2.0 if one.role in {"yours", "theory"} else 2.6)
    made: Words = {"type": "scatter", "mode": mode, "x": one.x, "y": one.y, "showlegend": False, **hover}
    made["meta"] = {"line": one.name}
    if one.dots:
        return {**made, "marker": {"symbol": pen.symbol, "size": look.px(6), "color": look(pen.colour)}}
    return {**made, "line": {"color": look(pen.colour), "width": wide, "dash": pen.dashes}}


def barred(one: Bars, shown: Picture, look: Look) -> Words:
    """Bars, each as wide as leaves a gap to the next of any in the picture."""
    places = np.unique(np.concatenate([bars.x for bars in shown.bars]))
    apart = float(np.diff(places).min()) if len(places) > 1 else 1.0
    colour = look(role(one.role).colour, 1.0 if one.role == "truth" else PALE)
    told = {"name": one.name, "hovertemplate": f"{one.name}: %{{y:.5~g}}<extra></extra>", "showlegend": False}
    bar: Words = {"type": "bar", "x": one.x, "y": one.y, "width": 0.8 * apart, "meta": {"line": one.name}}
    return {**bar, "marker": {"color": colour}, **told}


def moving(shown: Picture) -> list[Moving]:
    """The lines that move."""
    kept = [one for one in shown.lines if one.moves]
    tops = [(one, role(one.role)) for one in kept]
    return [Moving(i, one.name, pen, one.x, one.y, marked=False) for i, (one, pen) in enumerate(tops)]


def racing(shown: Picture, look: Look, at: int) -> Figure:
    """The lines that move, at a frame, on the axes of the picture."""
    area, lines = area_of(shown), moving(shown)
    data = [numbered_from(trace, shown.first) for one in lines for trace in traces(area, one, at, look)]
    labels = texts_of(shown)
    places = placed(area, lines, at, labels.busy, labels.boxes)
    texts = [named(area, one, at, places[one.index][at], look) for one in lines]
    bare: Words = {"showgrid": False, "showticklabels": False, "tickvals": [], "ticktext": []}
    axes = {
        name: {**bare, "range": list(ends_of_axis(one)), "type": "log" if one.log else "linear"}
        for name, one in (("xaxis", shown.across), ("yaxis", shown.up))
    }
    edge = {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": {"color": look("rule")}}
    return {"data": [edge, *data], "layout": layout(look, **axes, annotations=texts, shapes=[])}


def numbered_from(trace: Words, first: int) -> Words:
    """A trace whose points are told by their numbers in the picture."""
    return {**trace, "customdata": trace["customdata"] + first} if "customdata" in trace else trace


def moves(shown: Picture) -> Words:
    """What the canvas draws."""
    area, lines = area_of(shown), moving(shown)
    labels = texts_of(shown)
    places = placed(area, lines, shown.frames, labels.busy, labels.boxes)
    return {"lines": [moved(one, places[one.index]) for one in lines]}


def texts_of(shown: Picture) -> Labels:
    """The texts that stand already, and what is not to be covered; lines that move may be crossed by their names."""
    labels = Labels(shown, area_of(shown), LIGHT)
    labels.placed()
    return replace(labels, busy=labels.busy_of(tuple(one for one in shown.lines if not one.moves)))


def series(shown: Picture) -> list[dict[str, list[float]]]:
    """The numbers of the lines that move, with as many digits as can be seen."""
    lines = [one for one in shown.lines if one.moves]
    return [{"x": short(one.x), "y": short(one.y)} for one in lines]
