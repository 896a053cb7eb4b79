"""The picture of a landscape: nested tints, half-decade lines, decades heavier with their heights on them, minima.

The heights under the pointer come with it as a heat map that is not seen.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.descent.outcomes import lowest_minima
from ...core.numerals import decimal
from ...core.surfaces import Stationary, Surface
from ..figures.area import Area, Figure, Words
from ..figures.axes import NORMAL, ONCE, captioned, layout, note, number_axis, told_from
from ..figures.contours import Level, levels, signed_levels, traced
from ..figures.lines import Array
from ..figures.places import Box
from ..figures.still import Still, still
from ..figures.style import Look
from .heights import Ground, above, ground
from .query import SurfaceQuery
from .window import HEIGHT, REACH, WIDTH, Window

POINTS = 150  # heights along x in one picture's width
BEYOND = 3.0  # units: what is outlined reaches so far over the left and the right edge
MARGIN = 0.45  # of the width: how far a live picture reaches beyond what is shown, for a hand that pans
AXIS = 0.86  # of the width: from here on stands the name of the axis in place of its numbers
TELLS = 0.01  # of the lowest loss: what differs by less is told as a difference from it
EDGE = 26.0  # units: no height is written nearer to an edge
STAR = 12.0  # units: half as wide as a star
INNER = 0.382  # of a star: where its arms begin
STARRED = 21.0  # px: its size, as Plotly counts it
BESIDE, BELOW = 14.0, 16.0  # units from a minimum to its name
READ = (64, 40)  # places along x and y where the pointer reads heights
SYMBOLS = {"minimum": "circle", "maximum": "triangle-up", "saddle": "x-thin", "degenerate": "cross-thin"}
FILE = {"width": 720, "height": 460, "margin": {"l": 52, "r": 38, "t": 20, "b": 52}}
WEIGHTS = "weight x", "weight y"
PENS = {"half": ("line", 0.8), "decade": ("decade", 1.4), "zero": ("decade", 2.6)}


def figure(query: SurfaceQuery, look: Look) -> Figure:
    """The landscape alone, over the rectangle that is asked for."""
    made, kind = landscape(query.surface, query.window, look, live=True), type(query.surface)
    return captioned(made, f"Landscape of {kind.title}", [kind.summary()])


@lru_cache(maxsize=48)
def still_landscape(surface: Surface, shown: Window, look: Look, names: tuple[str, str] = WEIGHTS) -> Still:
    """The still picture of what a window shows; made once, however often runs move within it."""
    return still(landscape(surface, shown, look, names=names))


def landscape(
    surface: Surface, shown: Window, look: Look, live: bool = False, names: tuple[str, str] = WEIGHTS
) -> Figure:
    """The picture of what a window shows, with the names of its axes; a live one reaches further, and can be read."""
    from_ = ground(surface, shown)
    found = traced_in(surface, shown, live)
    data = [region(one, shown, look) for one in found]
    data += [reading(surface, from_, shown, look)] if live else []
    data += [mark(surface, one, look) for one in surface.stationary()]
    texts = [*written(found, from_, shown, look), *named(surface, shown, look)]
    return {"data": data, "layout": laid_out(shown, texts, look, names)}


def laid_out(shown: Window, texts: list[Words], look: Look, names: tuple[str, str]) -> Words:
    """Axes of one scale, and their names in the corners."""
    corner = {"xref": "paper", "yref": "paper", "size": NORMAL}
    titles = [
        note(look, told_from(names[1], shown.bottom, shown.top, 4), 0, 1, **corner, xanchor="left", yanchor="top",
             xshift=6, yshift=-6, name="title-top"),
        note(look, told_from(names[0], shown.left, shown.right, 6), 1, 0, **corner, xanchor="right", yanchor="top",
             yshift=-4, name="title-foot"),
    ]  # fmt: skip
    if abs(shown.stretch - 1) > 0.01:
        told = f"height stretched {decimal(shown.stretch, 2)} \N{MULTIPLICATION SIGN}"
        titles.append(note(look, told, 0, 0, **corner, xanchor="left", yanchor="bottom", xshift=6, yshift=6,
                           name="title-foot"))  # fmt: skip
    plain: Words = {"showgrid": False}
    across = cleared(number_axis(look, shown.left, shown.right, 6, **plain), shown)
    return layout(
        look,
        **FILE,
        meta={"spread": True},
        xaxis=across,
        yaxis=number_axis(look, shown.bottom, shown.top, 4, **plain, scaleanchor="x", scaleratio=shown.stretch),
        shapes=[frame(look)],
        annotations=[*titles, *texts],
    )


def cleared(across: Words, shown: Window, share: float = AXIS) -> Words:
    """The axis without the numbers in whose place its name stands, from a share of the width on."""
    pairs = zip(across["tickvals"], across["ticktext"], strict=True)
    return {**across, "ticktext": ["" if share < (x - shown.left) / shown.wide <= 1 else text for x, text in pairs]}


def frame(look: Look) -> Words:
    """The edge of the picture."""
    corners = {
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "xref": "paper",
        "yref": "paper",
        "fillcolor": look("paper", alpha=0),
    }
    return {"type": "rect", **corners, "line": {"color": look("edge"), "width": 1}, "layer": "above", "name": "frame"}


@lru_cache(maxsize=48)
def traced_in(surface: Surface, shown: Window, live: bool) -> list[Level]:
    """The levels of what a window shows, in units of the picture; made once, however often runs move within it."""
    aside = MARGIN * WIDTH if live else BEYOND
    over = REACH + (MARGIN * HEIGHT if live else 0.0)
    across = np.linspace(-aside, WIDTH + aside, round(POINTS * (1 + 2 * aside / WIDTH)))
    down = np.linspace(-over, HEIGHT + over, round(POINTS * (HEIGHT + 2 * over) / WIDTH))
    z = np.nan_to_num(above(surface, ground(surface, shown), shown.x(across), shown.y(down)), posinf=1e300)
    seen = z[np.ix_((down >= -REACH) & (down <= HEIGHT + REACH), (across >= -BEYOND) & (across <= WIDTH + BEYOND))]
    return traced(across, down, z, signed_levels(seen) if surface.signed else levels(seen))


def region(level: Level, shown: Window, look: Look) -> Words:
    """The region beyond a height, tinted and outlined."""
    name, wide = PENS[level.kind]
    tint = look("hi" if level.side == "up" else "below", share=level.share)
    place = {"x": shown.x(level.outline[:, 0]), "y": shown.y(level.outline[:, 1])}
    line = {"color": look(name), "width": look.px(wide)}
    told = {"type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip", "showlegend": False}
    return {**told, **place, "fillcolor": tint, "line": line, "name": level.kind}


def reading(surface: Surface, from_: Ground, shown: Window, look: Look) -> Words:
    """Heights for the pointer, as a heat map that is not seen."""
    aside, over = MARGIN * WIDTH, REACH + MARGIN * HEIGHT
    x = shown.x(np.linspace(-aside, WIDTH + aside, READ[0]))
    y = shown.y(np.linspace(HEIGHT + over, -over, READ[1]))
    z = above(surface, from_, x, y)
    deep = float(np.nanmax(z)) < TELLS * abs(from_.base)
    z = z if deep else z + from_.base
    counted = f"loss {decimal(from_.base, 6)} + %{{z:.4~g}}" if deep else "loss %{z:.5~g}"
    return {
        "type": "heatmap", "x": x, "y": y, "z": z, "opacity": 0, "showscale": False, "zsmooth": "fast", "name": "loss",
        "hovertemplate": f"x %{{x:.5~g}}<br>y %{{y:.5~g}}<br>{counted}<extra></extra>",
    }  # fmt: skip


def mark(surface: Surface, point: Stationary, look: Look) -> Words:
    """A stationary point: a star for a lowest minimum, a sign of its kind for any other."""
    best = point in lowest_minima(surface)
    kind = "flat point" if point.kind == "degenerate" else point.kind
    symbol, size = ("star", STARRED) if best else (SYMBOLS[point.kind], 9.0)
    edge = {"color": look("ink" if best else "muted"), "width": look.px(1.6 if best else 1.4)}
    told = {"type": "scatter", "mode": "markers", "showlegend": False, "name": kind}
    words = f"{kind}<br>x {decimal(point.x, 6)}<br>y {decimal(point.y, 6)}<br>loss {decimal(point.value, 6)}"
    marker = {"symbol": symbol, "size": look.px(size), "color": look("paper"), "line": edge}
    return {**told, "x": [point.x], "y": [point.y], "marker": marker, "hovertemplate": words + "<extra></extra>"}


def starred(size: float) -> str:
    """The outline of a star as Plotly draws one of a size, as path data for the canvas, about (0, 0)."""
    turns = np.arange(10) * np.pi / 5
    far = 0.7 * size * np.where(np.arange(10) % 2, INNER, 1.0)
    pairs = zip((far * np.sin(turns)).tolist(), (-far * np.cos(turns)).tolist(), strict=True)
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in pairs)}Z"


def starting(x: float, y: float, look: Look) -> Words:
    """Where runs start, in a picture whose start is not to be moved: a dot, smaller than what can be taken hold of."""
    marker = {"symbol": "circle", "size": look.px(9), "color": look("ink")}
    marker["line"] = {"color": look("paper"), "width": look.px(2)}
    words = f"start<br>x {decimal(x)}<br>y {decimal(y)}<extra></extra>"
    told: Words = {"type": "scatter", "mode": "markers", "showlegend": False, "meta": {"moves": "start"}}
    return {**told, "x": [x], "y": [y], "marker": marker, "name": "start", "hovertemplate": words}


def named(surface: Surface, shown: Window, look: Look) -> list[Words]:
    """The names of the lowest minima in the picture, while they are few."""
    found = []
    for words, x, y, right in names_of_minima(surface, shown, look.bold):
        side = {"xanchor": "left", "xshift": BESIDE} if right else {"xanchor": "right", "xshift": -BESIDE}
        found.append(note(look, words, x, y, **side, yshift=-BELOW, size=NORMAL, name="wide"))
    return found


def names_of_minima(surface: Surface, shown: Window, bold: bool = False) -> list[tuple[str, float, float, bool]]:
    """What the lowest minima in the picture are called if they are few, where they are, and if the name is right."""
    best = [one for one in lowest_minima(surface) if shown.inside(one.x, one.y)]
    return [
        (
            f"minimum ({decimal(one.x)}, {decimal(one.y)})",
            one.x,
            one.y,
            bool(shown.across(one.x) < WIDTH - (270 if bold else 150)),
        )
        for one in (best if len(best) <= 2 else ())
    ]


def boxes_of_minima(surface: Surface, shown: Window, area: Area, bold: bool = False) -> list[Box]:
    """What these names and their stars cover, in px of an area that shows the same."""
    found = []
    for words, x, y, right in names_of_minima(surface, shown, bold):
        across, down = area.px(x, y)
        wide, left, middle = 7.6 * len(words), across + BESIDE, down + BELOW
        start = left if right else left - 2 * BESIDE - wide
        found.append((start, middle - 10, start + wide, middle + 10))
    stars = [area.px(one.x, one.y) for one in lowest_minima(surface)]
    return found + [(x - STAR, y - STAR, x + STAR, y + STAR) for x, y in stars]


def written(drawn: list[Level], from_: Ground, shown: Window, look: Look) -> list[Words]:
    """One place for each height of a decade, where its line runs nearly level and no other number is near."""
    found: list[tuple[float, float]] = []
    texts = []
    for one in reversed([one for one in drawn if one.kind != "half"]):
        text = height_text(one.above, from_.base)
        places = [place for part in one.lines if len(part) > 12 for place in candidates(part, text)]
        free = [(p, x, y) for p, x, y in places if all(abs(x - a) > 58 or abs(y - d) > 24 for a, d in found)]
        if free:
            _, x, y = min(free)
            found.append((x, y))
            texts.append(note(look, text, shown.x(x), shown.y(y)))
    return texts


def height_text(height: float, base: float) -> str:
    """A height as it is written on its line: the loss itself, or how far it is above the lowest if only that tells."""
    if abs(height) < TELLS * abs(base):
        return "+" + decimal(height, 3).removeprefix(ONCE)
    return decimal(base + height, 3).removeprefix(ONCE)


def candidates(line: Array, text: str) -> list[tuple[float, float, float]]:
    """(price, x, y) of points on a line: steep places and those off the middle cost more."""
    step, at, half = line[6:] - line[:-6], line[3:-3], 5 + 4 * len(text)
    steep = np.abs(step[:, 1]) / (np.hypot(step[:, 0], step[:, 1]) + 1e-9)
    price = 3 * steep + np.abs(at[:, 0] / WIDTH - 0.62) + 0.4 * np.abs(at[:, 1] / HEIGHT - 0.5)
    inside = (
        (at[:, 0] > EDGE + half) & (at[:, 0] < WIDTH - EDGE - half) & (at[:, 1] > EDGE) & (at[:, 1] < HEIGHT - EDGE)
    )
    return [(float(p), float(x), float(y)) for p, (x, y) in zip(price[inside], at[inside], strict=True)]
