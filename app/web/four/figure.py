"""The pictures of the four panels, each 630 by 388 units, with one point of each path to a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.core.descent.contests import NOISE, RAVINE, SADDLE, STEPS, TRAP, Contest, Panel, cloud, path
from app.core.descent.walk import Array
from app.web.figures.axes import Tick, round_numbers
from app.web.page.numerals import decimal
from app.web.races.paths import MARKS
from app.web.surfaces.landscape import Level, drawn_in
from app.web.surfaces.window import HEIGHT, WIDTH, Window

TAIL = 60  # steps of a path that are drawn heavily; what is older is drawn thin, or a long run hides the other
EDGE = 14.0  # units: how far inside the edge a point stands that is really outside
DECADES = -3.0, 2.0  # of the loss in noise
WINDOWS = {
    TRAP.key: Window(-2.1, 2.1, -0.7, 3.3),
    SADDLE.key: Window(-2.2, 2.2, -1.355, 1.355),
    RAVINE.key: Window(-2.0, 2.0, -1.232, 1.232),
    NOISE.key: Window(0.0, float(STEPS), *DECADES),
}
AXES = {
    TRAP.key: ("weight x", "loss"),
    SADDLE.key: ("weight x", "weight y"),
    RAVINE.key: ("weight x", "weight y"),
    NOISE.key: ("step", "loss"),
}


@dataclass(frozen=True)
class Trace:
    """One method in one panel, in units of the picture: the whole path, its old part, its last steps, where it is.

    A point outside the picture stands at its edge, and `turn` says in degrees which way it really is. `marks` are
    (step, x, y).
    """

    path: str
    old: str
    past: str
    tail: int
    marks: list[tuple[int, float, float]]
    x: float
    y: float
    turn: int | None


@dataclass(frozen=True)
class Floor:
    """A level that theory knows, its text, and whether that stands below it, clear of the other's."""

    run: int
    y: float
    text: str
    below: bool


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn in one panel."""

    across: list[Tick]
    down: list[Tick]
    axes: tuple[str, str]
    traces: list[Trace]
    levels: list[Level] = field(default_factory=list)
    stars: list[tuple[float, float]] = field(default_factory=list)
    start: tuple[float, float] | None = None
    ground: str = ""
    spread: list[str] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)


def picture(contest: Contest, step: int) -> Picture:
    """The picture of one panel with both methods at a step."""
    panel, shown = contest.panel, WINDOWS[contest.panel.key]
    if panel is NOISE:
        return in_noise(contest, shown, step)
    runs = [path(panel, one) for one in contest.racers]
    with np.errstate(all="ignore"):
        traces = [trace(shown, run.x, run.value if panel is TRAP else run.y, step) for run in runs]
    across, down = ticks(shown)
    if panel is TRAP:
        return Picture(across, down, AXES[panel.key], traces, ground=ground(panel, shown))
    land = drawn_in(panel.surface, shown)
    minima = [point for point in panel.surface.stationary() if point.kind == "minimum"]
    stars = [place(shown, point.x, point.y) for point in minima]
    start = place(shown, *panel.start)
    return Picture(across, down, AXES[panel.key], traces, land.levels, stars, start)


def ticks(shown: Window) -> tuple[list[Tick], list[Tick]]:
    """Round numbers along both axes, in units of the picture."""
    across = [Tick(float(shown.across(x)), decimal(x)) for x in round_numbers(shown.left, shown.right, 4)]
    down = [Tick(float(shown.down(y)), decimal(y)) for y in round_numbers(shown.bottom, shown.top, 3)]
    return across, down


def place(shown: Window, x: float, y: float) -> tuple[float, float]:
    """A point in units of the picture."""
    return round(float(shown.across(x)), 1), round(float(shown.down(y)), 1)


def ground(panel: Panel, shown: Window) -> str:
    """The surface along y = 0."""
    x = np.linspace(shown.left, shown.right, 181)
    return shown.path(x, panel.surface.value(x, 0.0))


def trace(shown: Window, x: Array, y: Array, step: int, tail: int = TAIL) -> Trace:
    """One method: a pair of numbers to each step, so that whoever reads the path knows where step k is."""
    across = np.clip(shown.across(x), -3 * WIDTH, 4 * WIDTH).round(1)
    down = np.clip(shown.down(y), -3 * HEIGHT, 4 * HEIGHT).round(1)
    pairs = [f"{a:g} {d:g}" for a, d in zip(across.tolist(), down.tolist(), strict=True)]
    now = min(step, len(pairs) - 1)
    inside = (across >= 0) & (across <= WIDTH) & (down >= 0) & (down <= HEIGHT)
    seen = [k for k in MARKS if k < len(pairs) and inside[k]] if tail < STEPS else []
    marks = [(k, float(across[k]), float(down[k])) for k in seen]
    here = held(float(across[now]), float(down[now]))
    first = max(0, now - tail)
    whole, old, past = ("M" + "L".join(part) for part in (pairs, pairs[: first + 1], pairs[first : now + 1]))
    return Trace(whole, old, past, tail, marks, *here)


def held(x: float, y: float) -> tuple[float, float, int | None]:
    """Where a point is drawn: where it is, or at the edge beyond which it is, with the way to go."""
    if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
        return x, y, None
    turn = 270 if y < 0 else 90 if y > HEIGHT else 180 if x < 0 else 0
    return min(max(x, EDGE), WIDTH - EDGE), min(max(y, EDGE), HEIGHT - EDGE), turn


def in_noise(contest: Contest, shown: Window, step: int) -> Picture:
    """The mean loss of all replicas against the step, the half of them in the middle, and the floors of the theory."""
    clouds = [cloud(contest.panel, one) for one in contest.racers]
    steps = np.arange(STEPS + 1.0)
    traces = [trace(shown, steps, logarithm(one.mean), step, STEPS) for one in clouds]
    spread = [area(shown, logarithm(one.low), logarithm(one.high)) for one in clouds]
    across = [Tick(float(shown.across(k)), str(k)) for k in range(0, STEPS + 1, STEPS // 4)]
    low, high = map(int, DECADES)
    down = [Tick(float(shown.down(k)), decimal(10.0**k)) for k in range(low, high + 1)]
    return Picture(across, down, AXES[NOISE.key], traces, spread=spread, floors=floors(contest, shown))


def floors(contest: Contest, shown: Window) -> list[Floor]:
    """The floors that lie in the picture."""
    ours, theirs = (result.value for result in contest.results)
    lower = [theirs is None or (ours or 0.0) < theirs, ours is not None and (theirs or 0.0) <= ours]
    return [
        Floor(i, round(float(shown.down(np.log10(value))), 1), decimal(value), lower[i])
        for i, value in enumerate((ours, theirs))
        if value is not None and DECADES[0] < np.log10(value) < DECADES[1]
    ]


def logarithm(loss: Array) -> Array:
    """The decimal logarithm, finite for whatever a loss may be."""
    with np.errstate(all="ignore"):
        return np.clip(np.log10(loss), -300, 300)


def area(shown: Window, low: Array, high: Array) -> str:
    """SVG path data of what lies between two lines, one point to a step."""
    steps: Sequence[int] = range(0, STEPS + 1, 2)
    there = np.array(steps)
    x = np.concatenate([there, there[::-1]]).astype(float)
    return shown.path(x, np.concatenate([low[there], high[there[::-1]]])) + "Z"
