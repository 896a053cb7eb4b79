"""The elements of a figure in SVG: lines and fills, hatches, markers, bars, shapes, texts, grid and ticks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .area import Area, Words
from .palette import MARKERS

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
SHIFT = {"top": 0.85, "middle": 0.35, "bottom": -0.2}  # em from the anchor of a text down to its baseline
BESIDE, BELOW = -6, 19  # px from an axis to the text of a tick: left of it, below it

PADDING = {
    "left": 2,
    "center": 0,
    "right": -2,
    "top": 3,
    "middle": 0,
    "bottom": -3,
}  # px that Plotly leaves round a text

Told = Words


def stroke(area: Area, trace: Told) -> str:
    """The line of a trace, and what it encloses."""
    fill, line = trace.get("fill") == "toself", trace.get("line", {})
    if "fillpattern" in trace or not (fill or "lines" in trace.get("mode", "lines")):
        return ""
    told = f'fill="{trace["fillcolor"]}"' if fill else 'fill="none"'
    if line.get("width", 2):
        told += f' stroke="{line["color"]}" stroke-width="{line.get("width", 2):g}"'
    if line.get("dash", "solid") != "solid":
        told += f' stroke-dasharray="{line["dash"].replace("px", "").replace(",", " ")}"'
    if trace.get("opacity", 1) < 1:
        told += f' opacity="{trace["opacity"]:g}"'
    return f'<path {told}{moves(trace)} d="{area.path(trace, fill)}"/>'


def moves(trace: Told) -> str:
    """A sign of what moves: where a canvas draws it, the still one gives way."""
    return ' class="moves"' if "moves" in trace.get("meta", {}) else ""


def hatches(area: Area, traces: Iterable[Told]) -> str:
    """Hatched rectangles."""
    found = []
    for one in traces:
        if "fillpattern" in one:
            place = rectangle(*area.at([min(one["x"]), max(one["x"])], [max(one["y"]), min(one["y"])]))
            found.append(f'<rect {place} fill="url(#{hatch(one["fillpattern"]["fgcolor"])})"/>')
    return "".join(found)


def patterns(traces: Iterable[Told]) -> str:
    """The patterns of all hatches."""
    colours = dict.fromkeys(one["fillpattern"]["fgcolor"] for one in traces if "fillpattern" in one)
    told = 'width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    lines = (
        f'<pattern id="{hatch(one)}" {told}><path d="M0 0V7" stroke="{one}" stroke-width="2"/></pattern>'
        for one in colours
    )
    return f"<defs>{''.join(lines)}</defs>" if colours else ""


def hatch(colour: str) -> str:
    """The name of a colour's pattern."""
    return f"hatch-{''.join(filter(str.isalnum, colour))}"


def rectangle(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Attributes of a rectangle between two opposite corners, in per cent."""
    (left, right), (top, bottom) = (sorted(pair) for pair in zip(one, other, strict=True))
    return f'x="{left:g}%" y="{top:g}%" width="{right - left:.5g}%" height="{bottom - top:.5g}%"'


def markers(area: Area, trace: Told, more: float = 0.0) -> str:
    """The markers of a trace but those outside of the picture, which may reach so much `more` above and below."""
    if trace["type"] != "scatter" or "markers" not in trace.get("mode", "lines"):
        return ""
    told = trace["marker"]
    edge = told.get("line", {})
    look = f'fill="{told["color"]}"'
    if edge.get("width"):
        look += f' stroke="{edge["color"]}" stroke-width="{edge["width"] * 10 / told["size"]:.3g}"'
    turn = f"rotate({told['angle']:g})" if told.get("angle") else ""
    shape = f'<path transform="scale({told["size"] / 10:.3g}){turn}" d="{MARKERS[told["symbol"]]}"/>'
    places = area.at(trace["x"], trace["y"])
    near = [(x, y) for x, y in places if -0.5 <= x <= 100.5 and -0.5 - more <= y <= 100.5 + more]
    return (
        f"<g {look}{moves(trace)}>"
        + "".join(f'<svg x="{x:g}%" y="{y:g}%" overflow="visible">{shape}</svg>' for x, y in near)
        + "</g>"
    )


def bars(area: Area, trace: Told) -> str:
    """Bars from zero; `width` of each along the other axis."""
    half, (x, y) = trace["width"] / 2, (trace["x"], trace["y"])
    flat = trace.get("orientation") == "h"
    told = zip(x, y, strict=True)
    ends = [((0.0, b - half), (a, b + half)) if flat else ((a - half, 0.0), (a + half, b)) for a, b in told]
    places = [rectangle(*area.at([one[0], other[0]], [one[1], other[1]])) for one, other in ends]
    edge = trace["marker"].get("line")
    pen = f' stroke="{edge["color"]}" stroke-width="{edge["width"]:g}"' if edge else ""
    drawn = "".join(f"<rect {place}/>" for place in places)
    return f'<g fill="{trace["marker"]["color"]}"{pen}{moves(trace)}>{drawn}</g>'


def shapes(layout: Told, names: tuple[str, str], area: Area, layer: str) -> str:
    """Rectangles and lines of a layer, `below` or `above` the curves."""
    found = []
    for one in layout.get("shapes", ()):
        if belongs(one, names) and one.get("layer", "above") == layer:
            (x1, y1), (x2, y2) = area.refer(one).at([one["x0"], one["x1"]], [one["y0"], one["y1"]])
            line = one.get("line", {})
            pen = f'stroke="{line["color"]}" stroke-width="{line.get("width", 1):g}"' if line.get("width", 1) else ""
            pen += ' stroke-dasharray="2 4"' if line.get("dash") == "dot" else ""
            if one["type"] == "line":
                found.append(f'<line x1="{x1:g}%" y1="{y1:g}%" x2="{x2:g}%" y2="{y2:g}%" {pen}/>')
            else:
                found.append(f'<rect {rectangle((x1, y1), (x2, y2))} fill="{one["fillcolor"]}" {pen}/>')
    return "".join(found)


def belongs(told: Told, names: tuple[str, str]) -> bool:
    """Whether a shape or an annotation lies on a pair of axes."""
    x, y = told.get("xref", "paper"), told.get("yref", "paper")
    return (x.removesuffix(" domain"), y.removesuffix(" domain")) == names


def texts(layout: Told, names: tuple[str, str], area: Area) -> str:
    """The annotations on a pair of axes, or on the paper."""
    mine = [one for one in layout.get("annotations", ()) if belongs(one, names)]
    return "".join(text(area.refer(one), one) for one in mine)


def text(area: Area, told: Told) -> str:
    """One text; it keeps its size whatever becomes of the picture."""
    x, y = area.powers().spot(told["x"], told["y"])
    font, middle, side = told["font"], told.get("yanchor", "middle"), told.get("xanchor", "center")
    down = SHIFT[middle] * font["size"] - told.get("yshift", 0) + PADDING[middle]
    look = f'fill="{font["color"]}" font-size="{font["size"]:g}"'
    look += f' font-weight="{font["weight"]}"' if "weight" in font else ""
    look += f' class="{told["name"]}"' if "name" in told else ""
    place = f'x="{x:g}%" y="{y:g}%" dx="{told.get("xshift", 0) + PADDING[side]:g}" dy="{down:.3g}"'
    return f'<text {place} text-anchor="{ANCHORS[side]}" {look}>{rich(told["text"])}</text>'


def rich(words: str) -> str:
    """A text whose bold parts are marked as Plotly reads them."""
    return escape(words).replace("&lt;b&gt;", '<tspan font-weight="600">').replace("&lt;/b&gt;", "</tspan>")


def grid(layout: Told, names: tuple[str, str], area: Area) -> str:
    """The lines at ticks, where an axis has them."""
    found = []
    for name, axis in zip(names, (area.x, area.y), strict=True):
        told = layout[f"{name[0]}axis{name[1:]}"]
        for value in told["tickvals"] if told.get("showgrid", True) else ():
            share = 100 * axis.at(value)
            if 0 <= share <= 100:
                end = f'x1="{share:.5g}%" x2="{share:.5g}%" y2="100%"'
                end = end if name[0] == "x" else f'x2="100%" y1="{100 - share:.5g}%" y2="{100 - share:.5g}%"'
                zero = value == 0 and told.get("zeroline", True)
                found.append(f'<line {end} stroke="{told["zerolinecolor" if zero else "gridcolor"]}"/>')
    return "".join(found)


def ticks(layout: Told, names: tuple[str, str], area: Area) -> str:
    """The texts of the ticks: those of y left of the area, those of x below it."""
    spread, found = layout.get("meta", {}).get("spread", False), ""
    for name, axis in zip(names, (area.x, area.y), strict=True):
        told = layout[f"{name[0]}axis{name[1:]}"]
        if not told.get("showticklabels", True) or (name[0] == "x" and told.get("anchor", "y") != names[1]):
            continue
        shares = (100 * axis.share(told["tickvals"])).round(3).tolist()
        both = [(share, words) for share, words in zip(shares, told["ticktext"], strict=True) if words]
        texts = "".join(tick(name[0], share, words, spread) for share, words in both)
        found += f'<g class="ticks-{name[0]}" text-anchor="{"middle" if name[0] == "x" else "end"}">{texts}</g>'
    return found


def tick(side: str, share: float, words: str, spread: bool) -> str:
    """One text beside its axis; beyond the ends only where a page may show more of a y axis."""
    inside = -0.01 <= share <= 100.01
    if not inside and (side == "x" or not spread):
        return ""
    if side == "x":
        return f'<text x="{share:g}%" y="100%" dy="{BELOW}">{escape(words)}</text>'
    far = "" if inside else ' class="far"'
    return f'<text x="{BESIDE}" y="{100 - share:g}%" dy=".35em"{far}>{escape(words)}</text>'
