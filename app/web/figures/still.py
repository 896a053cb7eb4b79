"""Any figure as a still picture: the SVG in the page's HTML, in print, behind an address of its own, in a download.

What figures use of Plotly's words is drawn here. Places are per cent of the plot area, so that one picture fits every
width and its text keeps its size; lines lie in a box that is stretched over the area.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from .area import UNIT, WHOLE, Area, Figure, Words, areas_of, axis_of, names_of
from .elements import bars, grid, hatches, markers, patterns, shapes, stroke, texts, ticks
from .style import FAMILY

PAPER = ("paper", "paper")
SPREAD = 34.0  # per cent of its height that a picture may show above and below, where a page makes it a square
FILE = {
    "width": 720,
    "height": 460,
    "margin": {"l": 56, "r": 24, "t": 16, "b": 44},
}  # px, unless a figure tells its own


@dataclass(frozen=True)
class Still:
    """A picture for a page: what lies inside the plot area, and the ticks and titles around it."""

    inside: Markup
    around: Markup

    def under(self, other: Still) -> Still:
        """This picture with another one over it, on the same axes."""
        return Still(self.inside + other.inside, self.around)


def still(figure: Figure) -> Still:
    """The picture for a page; its colours are those that the figure names."""
    areas = areas_of(figure)
    inside = "".join(drawn(figure, names, area) for names, area in areas.items())
    return Still(
        Markup(patterns(figure["data"]) + through(figure["layout"]) + inside), Markup(around(figure["layout"], areas))
    )


def svg(figure: Figure) -> str:
    """The picture as a file."""
    layout = {**FILE, **figure["layout"]}
    layout["annotations"] = [one for one in layout.get("annotations", ()) if "narrow" not in one.get("name", "")]
    said = spoken(layout.get("meta", {}))
    layout["meta"] = {}  # a file has the shape that the figure was made for
    figure = {**figure, "layout": layout}
    wide, high, margin = layout["width"], layout["height"], layout["margin"]
    inner = wide - margin["l"] - margin["r"], high - margin["t"] - margin["b"]
    areas = areas_of(figure, inner)
    parts = [patterns(figure["data"]), through(layout), *(drawn(figure, names, area) for names, area in areas.items())]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{escape(FAMILY)}" role="img">{said}'
        f'<rect width="100%" height="100%" fill="{layout["paper_bgcolor"]}"/>'
        f'<svg x="{margin["l"]}" y="{margin["t"]}" width="{inner[0]}" height="{inner[1]}" overflow="visible">'
        f"{''.join(parts)}{around(layout, areas)}{shapes(layout, PAPER, WHOLE, 'above')}</svg></svg>"
    )


def spoken(meta: Words) -> str:
    """What a figure says of itself, for those who hear the picture and for whoever finds the file later."""
    told = (("title", meta.get("title", "")), ("desc", meta.get("words", "")))
    return "".join(f"<{name}>{escape(words)}</{name}>" for name, words in told if words)


def drawn(figure: Figure, names: tuple[str, str], area: Area) -> str:
    """All that one rectangle holds, from below to above."""
    layout, (wide, high) = figure["layout"], area.size
    mine = [one for one in figure["data"] if names_of(one) == names and is_seen(one)]
    lines = "".join(stroke(area, one) for one in mine if one["type"] == "scatter")
    spread = ' overflow="visible"' if layout.get("meta", {}).get("spread") else ""
    ground = hatches(area, mine) + grid(layout, names, area) + shapes(layout, names, area, "below")
    over = "".join(bars(area, one) for one in mine if one["type"] == "bar") + shapes(layout, names, area, "above")
    box = f'viewBox="0 0 {wide:g} {high:g}" preserveAspectRatio="none" width="100%" height="100%"{spread}'
    points = "".join(markers(area, one, SPREAD if spread else 0.0) for one in mine)
    return (
        f"<svg {area.box}{spread}>{ground}<svg {box}>{lines}</svg>{over}</svg>"
        f'<svg {area.box} overflow="visible">{points}{halo(layout, texts(layout, names, area))}</svg>'
    )


def through(layout: Words) -> str:
    """Shapes that go through all panels: along x they are told by its axis, along y by the whole height."""
    return shapes(layout, ("x", "paper"), Area(axis_of(layout, "x"), UNIT), "below")


def is_seen(trace: Words) -> bool:
    """Whether a trace is to be seen at all."""
    return trace.get("visible", True) is True and trace.get("opacity", 1) > 0


def halo(layout: Words, words: str) -> str:
    """Texts on a halo of paper, so that a line behind them does not strike them out."""
    pen = f'stroke="{layout["paper_bgcolor"]}" stroke-width="4" stroke-linejoin="round"'
    return f'<g paint-order="stroke" {pen}>{words}</g>' if words else ""


def around(layout: Words, areas: dict[tuple[str, str], Area]) -> str:
    """Ticks and titles."""
    font = layout["font"]
    told = "".join(
        f'<svg {area.box} overflow="visible">{ticks(layout, names, area)}</svg>' for names, area in areas.items()
    )
    return (
        f'<g fill="{font["color"]}" font-size="{font["size"]:g}">{told}</g>{halo(layout, texts(layout, PAPER, WHOLE))}'
    )
