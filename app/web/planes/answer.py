"""What the API tells of a plane of two weights, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import Field

from ...core.models.planes import ellipse
from ..http.answers import Answer
from ..http.tables import Cells, distinct
from .query import PlaneQuery
from .scene import PlaneScene, scene_of

MOST_PICKS = 6_000  # rows of batches that an answer tells of
PLANE_TABLE = "A row for each step of each run: `number,run,batch,step,first,second,loss`."
Maybe = list[float | None]


class BowlAnswer(Answer):
    """The loss of all rows over two weights: `least + d^T H d / 2`, with d from `best`."""

    best: list[float] = Field(min_length=2, max_length=2, description="The weights of the least loss.")
    least: float
    hessian: list[float] = Field(min_length=3, max_length=3, description="Its second derivatives: xx, xy, yy.")


class TrackAnswer(Answer):
    """A run, step by step from the start on; null where it is too large to tell."""

    run: str
    batch: int
    x: Maybe = Field(description="The first weight.")
    y: Maybe = Field(description="The second.")
    value: Maybe = Field(description="The loss of all rows.")
    uphill: int = Field(description="How many of its steps raise that.")


class StepsAnswer(Answer):
    """What the batches of the run in focus are at each step: that of the step to come, of the last one too."""

    ellipses: list[list[float]] = Field(
        description="The line on which the batch's loss is 1 above its own least: its middle, and two half axes, each "
        "x and y. At a height h above it is sqrt(h) times as large."
    )
    open: list[bool] = Field(description="Whether its loss is least anywhere along a valley, as that of one row is.")
    rows: list[list[int]] | None = Field(description="Its rows, from 0 on; null where they are all, or too many.")
    counts: list[list[int]] = Field(description="How many rows have a residual between two edges.")
    edges: list[float] = Field(description="What lies beyond the first or the last is counted at that end.")
    line: list[Maybe] = Field(description="Of points (x, y): the line at their least and largest x; else empty.")


class PlaneAnswer(Answer):
    """Least squares of two weights, seen from above."""

    data: str = Field(description="The data set in the notation; of one's own points `own`.")
    weights: list[str] = Field(min_length=2, max_length=2, description="What they are called.")
    columns: list[str] = Field(description="What each number of a row is, the target last.")
    rows: list[list[float]]
    loss: BowlAnswer
    runs: list[TrackAnswer]
    focus: StepsAnswer


def plane_answer(query: PlaneQuery) -> PlaneAnswer:
    """The whole answer."""
    scene = scene_of(query)
    bowl, points = scene.bowl, scene.points
    with np.errstate(all="ignore"):
        return PlaneAnswer(
            data=points.what,
            weights=list(points.names),
            columns=list(points.heads),
            rows=points.columns.tolist(),
            loss=BowlAnswer(best=list(bowl.best), least=bowl.least, hessian=[bowl.fxx, bowl.fxy, bowl.fyy]),
            runs=[track_answer(scene, i) for i in range(len(scene.tracks))],
            focus=steps_answer(scene),
        )


def track_answer(scene: PlaneScene, i: int) -> TrackAnswer:
    """One run as the API tells it."""
    one, (x, y) = scene.tracks[i], scene.tracks[i].weights.T
    told = {"x": x.tolist(), "y": y.tolist(), "value": one.losses.tolist()}
    return TrackAnswer(run=str(one.optimizer), batch=scene.query.batch[i], uphill=one.uphill, **told)


def steps_answer(scene: PlaneScene) -> StepsAnswer:
    """The batches of the run in focus."""
    points, picks = scene.points, scene.focused.picks
    few = picks.shape[1] < len(points.samples) and picks.size <= MOST_PICKS
    x = points.columns[:, 0]
    line = points.heights(scene.focused.weights, np.array([x.min(), x.max()])).tolist() if points.flat else []
    bowls = scene.bowls()
    return StepsAnswer(
        ellipses=[[*one.middle, *one.long, *one.short] for one in map(ellipse, bowls)],
        open=[bowl.open for bowl in bowls],
        rows=picks.tolist() if few else None,
        counts=scene.counts.tolist(),
        edges=scene.edges.tolist(),
        line=line,
    )


def table(answer: PlaneAnswer) -> Iterator[Cells]:
    """One row a step and run."""
    yield ["number", "run", "batch", "step", "first", "second", "loss"]
    names = distinct(one.run for one in answer.runs)
    for number, (name, one) in enumerate(zip(names, answer.runs, strict=True)):
        for step, row in enumerate(zip(one.x, one.y, one.value, strict=True)):
            yield [number, name, one.batch, step, *row]
