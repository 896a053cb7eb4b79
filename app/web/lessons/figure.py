"""The picture of a lesson in Plotly's words: whatever a lesson shows, it is drawn here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...core.numerals import fixed, in_full
from ...lessons.pictures import Axis as Told
from ...lessons.pictures import Bars, Line, Picture
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NORMAL, captioned, decade_axis, layout, note, number_axis, told_from
from ..figures.paths import BROAD, Moving, named, traces
from ..figures.paths import told as moved
from ..figures.still import Still, still
from ..figures.style import Look
from ..figures.written import short
from ..surfaces.figure import frame
from ..surfaces.window import Window
from .labels import Labels, Sheet, box_of, on_sheet, sheets
from .landscape import clear_of_runs
from .marks import ends_of_axis, half_of_bar, hatched, role, rule_across, spotted
from .names import Names
from .told import described
from .tries import ring_of

SIZE_OF_FILE = (720.0, 460.0)  # px, for which labels are placed
FILE = {"width": SIZE_OF_FILE[0], "height": SIZE_OF_FILE[1], "margin": {"l": 56, "r": 24, "t": 20, "b": 48}}
MAY_LACK = 1e-3  # what a share may lack of 1, to be told with all its digits
PALE, FAINT = 0.28, 0.5  # of a bar's colour, of a line's behind all others
TITLE_LETTER, TICK = 6.9, 16.0  # px of a letter of an axis' name, and of the half of a tick beside it
UNDER_TICKS = 23.0  # px from an axis to its name, where this stands below the numbers


def figure(shown: Picture, look: Look) -> Figure:
    """The whole picture, at the end of what moves in it."""
    return LessonFigure(shown, look).figure()


@dataclass(frozen=True)
class LessonFigure:
    """A picture in a look. Its texts are placed once, for whatever of it is drawn."""

    shown: Picture
    look: Look

    def figure(self) -> Figure:
        """All of it, at the end of what moves."""
        ground, over = self.ground(live=True), self.racing(self.shown.frames)
        texts = [*ground["layout"]["annotations"], *over["layout"]["annotations"]]
        laid = {**ground["layout"], **FILE, "annotations": texts, "barmode": "overlay"}
        return captioned({"data": [*ground["data"], *over["data"]], "layout": laid}, self.shown.title,
                         described(self.shown))  # fmt: skip

    def still(self, at: int) -> Still:
        """For a page, what moves standing at a frame."""
        return still(self.ground()).under(still(self.racing(at)))

    def ground(self, live: bool = False) -> Figure:
        """What does not move."""
        shown, look = self.shown, self.look
        lines = [one for one in shown.lines if not one.moves]
        data = [*hatched(shown, look), *(barred(one, shown, look) for one in shown.bars)]
        data += [still_line(one, look) for one in lines]
        data += [spotted(one, look) for one in shown.spots if not one.bare]
        below = underneath(shown, look, live) if live else self.below
        laid = below["layout"]
        shapes = [*laid["shapes"], *(rule_across(one, look) for one in shown.rules)]
        texts = [*laid["annotations"], *(text for _, texts in self.texts for text in texts)]
        return {"data": [*below["data"], *data], "layout": {**laid, "shapes": shapes, "annotations": texts}}

    @cached_property
    def below(self) -> Figure:
        """Its axes, above a landscape that stands still."""
        return underneath(self.shown, self.look, live=False)

    @cached_property
    def texts(self) -> list[tuple[Labels, list[Words]]]:
        """What is placed on each sheet."""
        found = [texts_on(sheet, self.shown, self.below, self.look) for sheet in sheets(self.look)]
        return [(one, one.placed()) for one in found]

    @cached_property
    def names(self) -> list[Names]:
        """Of what moves and is labelled, on each sheet."""
        told = [one.labelled for one in self.shown.lines if one.moves]
        return [Names(labels, [one for one in moving(labels.shown) if told[one.index]]) for labels, _ in self.texts]

    def racing(self, at: int) -> Figure:
        """The lines that move, at a frame, on the axes of the picture."""
        shown, look, area = self.shown, self.look, area_of(self.shown)
        data = [numbered_from(trace, shown.first) for one in moving(shown) for trace in traces(area, one, at, look)]
        texts = []
        for names in self.names:
            here, sheet, places = names.labels.area, names.labels.sheet, names.then(at) if names.lines else {}
            for one in names.lines:
                told = named(here, one, at, places[one.index], look)
                texts.append({**told, **on_sheet(sheet), "name": f"moves {sheet.name}"})
        bare: Words = {"showgrid": False, "showticklabels": False, "tickvals": [], "ticktext": []}
        axes = {
            name: {**bare, "range": list(ends_of_axis(one)), "type": "log" if one.log else "linear"}
            for name, one in (("xaxis", shown.across), ("yaxis", shown.up))
        }
        edge = {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": {"color": look("rule")}}
        return {"data": [edge, *data], "layout": layout(look, **axes, annotations=texts, shapes=[])}

    def moves(self) -> Words:
        """What the canvas draws; on a narrow screen with the names at places of their own."""
        wide, narrow = (names.upto(self.shown.frames) if names.lines else {} for names in self.names)
        briefly = moving(self.texts[1][0].shown)
        marks = [(one, role(one.role)) for one in self.shown.spots if not one.bare]
        return {"lines": [{**moved(one, wide.get(one.index, {})),
                           "narrow": moved(one, narrow.get(one.index, {}))["places"], "brief": brief.name}
                          for one, brief in zip(moving(self.shown), briefly, strict=True)],
                "spots": [[one.x, one.y, pen.colour, pen.marker] for one, pen in marks]}  # fmt: skip


def texts_on(sheet: Sheet, shown: Picture, below: Figure, look: Look) -> Labels:
    """What is to be placed on a sheet beside the names of the axes and the heights of a landscape."""
    laid = below["layout"]["annotations"]
    here = [one for one in laid if one.get("name", "") not in {"wide", "narrow"} or one["name"] == sheet.name]
    area = sheet.area(shown)
    return Labels(
        sheet.briefly(shown), sheet, look, [*(box_of(area, one) for one in here), *ring_of(area, shown.handle)]
    )


def underneath(shown: Picture, look: Look, live: bool) -> Figure:
    """Axes with their names and a frame, above a landscape where there is one."""
    if shown.surface is not None:
        window = Window(shown.across.low, shown.across.high, shown.up.low, shown.up.high)
        return clear_of_runs(shown.surface, window, shown, look, live)
    corner: Words = {"xref": "paper", "yref": "paper", "size": NORMAL}
    across, up = axis(shown.across, look, 6), axis(shown.up, look, 5)
    if shown.has_bars:  # seen closer they stand on 0 too
        up["fixedrange"] = True
    titles = [note(look, titled(shown.up, 5), 0, 1, **corner, xanchor="left", yanchor="top", xshift=6, yshift=-6)]
    if not shown.across.names:  # which say themselves what they are
        title, (wide, narrow) = titled(shown.across, 6), sheets(look)
        at_end = {**corner, "xanchor": "right", "yanchor": "top"}
        titles.append(note(look, title, 1, 0, **at_end, yshift=-4, **on_sheet(wide)))
        titles.append(note(look, title, 1, 0, **at_end, yshift=-look.px(UNDER_TICKS), **on_sheet(narrow)))
        across = room_for_title(across, wide.area(shown).x, 1 - (TITLE_LETTER * len(title) + TICK) / wide.size[0])
    edge = {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": {"color": look("rule")}}  # an area of its own
    return {"data": [edge], "layout": layout(look, xaxis=across, yaxis=up, shapes=[frame(look)], annotations=titles)}


def titled(told: Told, about: int) -> str:
    """The name of an axis, and in what its ticks are told."""
    return told.title if told.log or told.names else told_from(told.title, told.low, told.high, about)


def room_for_title(across: Words, place: Axis, share: float) -> Words:
    """The axis without the texts of ticks from a share of its length on, where its name stands."""
    pairs = zip(across["tickvals"], across["ticktext"], strict=True)
    return {**across, "ticktext": ["" if share < place.at(value) <= 1 else text for value, text in pairs]}


def axis(told: Told, look: Look, about: int) -> Words:
    """An axis with numbers at its ticks, or with names."""
    if told.names:
        values, texts = zip(*told.names, strict=True)
        ends = ends_of_axis(told)
        made: Words = {"range": list(ends), "tickvals": list(values), "ticktext": list(texts), "showgrid": False}
        pens = {"gridcolor": look("rule"), "zerolinecolor": look("line")}
        return {**pens, **made, "tickangle": 0, "type": "log" if told.log else "linear"}
    low, high = ends_of_axis(told)
    found = decade_axis(look, low, high) if told.log else number_axis(look, low, high, about)
    if told.ticks:
        found |= {"tickvals": list(told.ticks), "ticktext": list(map(in_full, told.ticks))}
    return found


def area_of(shown: Picture) -> Area:
    """The picture's rectangle, in px of a file."""
    axes = [Axis(*ends_of_axis(one), log=one.log) for one in (shown.across, shown.up)]
    return Area(axes[0], axes[1], (SIZE_OF_FILE[0] - 80, SIZE_OF_FILE[1] - 68))


def still_line(one: Line, look: Look) -> Words:
    """A still_line that does not move, or its dots."""
    pen, mode = role(one.role), "markers" if one.dots else "lines"
    hover = {"name": one.name, "hovertemplate": f"{one.name}<br>%{{x:.5~g}}, %{{y:.5~g}}<extra></extra>"}
    colour = look(pen.colour, FAINT if one.role == "faint" else 1.0)
    wide = look.px(BROAD if one.broad else {"yours": 2.0, "theory": 2.0, "faint": 1.0}.get(one.role, 2.6))
    made: Words = {"type": "scatter", "mode": mode, "x": one.x, "y": one.y, "showlegend": False, **hover}
    made["meta"] = {"line": one.name}
    if one.dots:
        return {**made, "marker": {"symbol": pen.symbol, "size": look.px(6), "color": look(pen.colour)}}
    return {**made, "line": {"color": colour, "width": wide, "dash": pen.dashes, "simplify": False}}


def barred(one: Bars, shown: Picture, look: Look) -> Words:
    """Bars, each as wide as leaves a gap to the next of any in the picture."""
    colour = look(role(one.role).colour, PALE if one.role in ("given", "bad") else 1.0)
    told = {"name": one.name, "hovertemplate": f"{one.name}: %{{hovertext}}<extra></extra>", "showlegend": False}
    told["hovertext"] = [fixed(height) for height in one.y.tolist()]  # as it is written beside it
    told["meta"] = {"line": one.name}
    bar: Words = {"type": "bar", "x": one.x, "y": one.y, "width": 2 * half_of_bar(shown), "meta": {"line": one.name}}
    marker: Words = {"color": colour}
    if one.ahead:
        marker = {"color": look("paper", 0.0), "line": {"color": look(role(one.role).colour), "width": look.px(1)}}
    elif one.role == "yours":  # hollow: told from what is given at a glance, in grey too
        marker = {"color": look("paper"), "line": {"color": look(role(one.role).colour), "width": look.px(2)}}
    return {**bar, "marker": marker, **told}


def moving(shown: Picture) -> list[Moving]:
    """The lines that move."""
    kept, halo = [one for one in shown.lines if one.moves], shown.surface is not None  # else it cuts what it crosses
    return [Moving(i, one.name, role(one.role), one.x, one.y, marked=False, halo=halo, broad=one.broad, jump=one.jump,
                   notes=one.notes, **as_bar(one, shown))
            for i, one in enumerate(kept)]  # fmt: skip


def as_bar(one: Line, shown: Picture) -> dict[str, Any]:
    """How a bar that moves is drawn: as one that does not."""
    if not one.bar:
        return {}
    return {"half": half_of_bar(shown), "alpha": PALE if one.role == "given" else 1.0, "hollow": one.role == "yours"}


def numbered_from(trace: Words, first: int) -> Words:
    """A trace whose points are told by their numbers in the picture."""
    return {**trace, "customdata": trace["customdata"] + first} if "customdata" in trace else trace


def series(shown: Picture) -> list[dict[str, Any]]:
    """The numbers of the lines that move, with as many digits as can be seen; of shares also what they lack of 1."""
    lines = [(one, MAY_LACK if one.y.min() >= 0 and one.y.max() <= 1 else 0.0) for one in shown.lines if one.moves]
    return [{"x": short(one.x), "y": short(one.y, fine), **({} if math.isinf(one.jump) else {"jump": one.jump}),
             **({"notes": one.notes} if one.notes else {})} for one, fine in lines]  # fmt: skip
