"""The plane of two weights in sentences: what the batch makes of the step, and which way rows pull."""

from __future__ import annotations

import math

from ...core.numbers import Array
from ...core.numerals import decimal, plural
from ..page.widgets import Finding
from .scene import PlaneScene

WOBBLES = "Why does the path wobble?"


def wobble(scene: PlaneScene) -> Finding:
    """How many steps of the run in focus have led uphill, and why."""
    name, steps = scene.names[scene.query.focus], scene.query.steps
    words = (
        f"{name}: so many of its steps raise the loss of all rows, as each goes down the loss of its own batch alone.",
        "Over one pass the ways of all batches at one place average out to the way of all rows.",
    )
    return Finding(f"{scene.focused.uphill} of {steps}", "= steps that lead uphill", words)


def batch_said(scene: PlaneScene) -> str:
    """The batch of the next step, and how far its way is from that of all rows."""
    rows, n = scene.batch, len(scene.points.samples)
    if scene.whole:
        return f"Step {scene.step + 1} looks at all {n} rows: the batch’s way is the way down."
    who = f"row {rows[0] + 1}" if len(rows) == 1 else f"{len(rows)} of {n} rows"
    turned, open_ = scene.turned, scene.batch_bowl.open
    ends = (
        "they are content anywhere along a valley" if open_ and len(rows) > 1
        else "one row alone is content anywhere along a valley" if open_
        else f"their own least loss is at {place_said(scene.batch_bowl.best)}"
    )  # fmt: skip
    way = (
        "no way at all" if turned is None else f"{round(turned) or 'less than 1'}° away from the way down for all rows"
    )
    return f"Step {scene.step + 1} looks at {who}: {way}; {ends}."


def brush_said(scene: PlaneScene) -> str:
    """Which way the rows in the brush pull, beside all."""
    all_rows = f"All {len(scene.points.samples)} rows together: {way_said(scene, scene.downhill)}."
    if scene.brushed is None:
        more = "" if scene.query.look.bold else " Drag over the bars, or choose, and see which way some of them pull."
        return all_rows + more
    rows = scene.brushed.rows
    if not len(rows):
        return f"No row has such a residual at this step. {all_rows}"
    return f"{plural(len(rows), 'row')} in the brush: {way_said(scene, scene.brushed.way)}. {all_rows}"


def way_said(scene: PlaneScene, way: Array) -> str:
    """A way in numbers: minus the mean gradient, and what that does to each weight."""
    first, second = (number_said(float(one)) for one in way)
    turns = " and ".join(
        f"{name} {'up' if one > 0 else 'down' if one < 0 else 'as it is'}"
        for name, one in zip(scene.points.names, way, strict=True)
    )
    return f"({first}, {second}), {turns}"


def place_said(place: tuple[float, float]) -> str:
    """A place on the plane."""
    return f"({number_said(place[0])}, {number_said(place[1])})"


def number_said(value: float) -> str:
    """A number, also one of a run that has blown up."""
    return decimal(value if math.isfinite(value) else None)


def run_said(scene: PlaneScene, i: int) -> str:
    """A run in a sentence."""
    one, name, (x, y) = scene.tracks[i], scene.names[i], scene.tracks[i].weights[scene.step].tolist()
    told = f"{name} ({one.optimizer}) stands at {place_said((x, y))} after {plural(scene.step, 'step')}"
    loss = f"loss {number_said(float(one.losses[scene.step]))}"
    if one.broke is not None:
        return f"{told}, {loss}; it blows up by step {one.broke}."
    return f"{told}, {loss}; {one.uphill} of {scene.query.steps} steps lead uphill."


def in_words(scene: PlaneScene) -> list[str]:
    """The page in sentences."""
    told = (
        f"The loss of {len(scene.points.samples)} rows over two weights, {scene.points.names[0]} and "
        f"{scene.points.names[1]}; least {decimal(scene.bowl.least)} at {place_said(scene.bowl.best)}."
    )
    runs = [run_said(scene, i) for i in range(len(scene.tracks))]
    return [told, *runs, batch_said(scene), brush_said(scene)]


def spoken_at(scene: PlaneScene) -> str:
    """What a screen reader says of the scrubber."""
    losses = zip(scene.names, scene.tracks, strict=True)
    told = "; ".join(f"{name} {number_said(float(one.losses[scene.step]))}" for name, one in losses)
    return f"step {scene.step} of {scene.query.steps}: loss {told}"
