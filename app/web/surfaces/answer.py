"""What the API tells of surfaces: heights over a rectangle, and everything at one point."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from ...core.curvature import condition_number, eigenvalues, kind, largest_stable_lr, shape
from ...core.surfaces import Stationary, Surface
from ..http.answers import Answer
from .query import SurfaceQuery

HEIGHTS_TABLE = (
    "A row for each place; columns `x,y,value`, for `pivot(index='y', columns='x', values='value')`; with `shape=wide` "
    "that table itself. Of up to 700 kB, and in pieces where it is beyond 256 KiB; `points` keeps it short."
)
POINT_COLUMNS = (
    *("surface", "x", "y", "value", "gradient_x", "gradient_y", "hessian_xx", "hessian_xy", "hessian_yy"),
    *("eigenvalue_low", "eigenvalue_high", "condition_number", "kind", "max_stable_lr", "overflow"),
)
POINT_TABLE = f"One row; columns `{','.join(POINT_COLUMNS)}`."
LEVEL = 1e-9  # a gradient shorter than this is none: the point is stationary

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Bends = Annotated[list[float | None], Field(min_length=2, max_length=2)]


class StationaryAnswer(Answer):
    """A place where the gradient is 0."""

    x: float
    y: float
    value: float
    kind: Literal["minimum", "maximum", "saddle", "degenerate"]


class SurfaceAnswer(Answer):
    """Heights over a rectangle."""

    surface: str = Field(description="The surface in the notation, with every knob.")
    x: list[float]
    y: list[float]
    value: list[list[float]] = Field(description="Row by row: `value[i][j]` is the height at `(x[j], y[i])`.")
    stationary_points: list[StationaryAnswer] = Field(description="The known ones within the surface's domain.")


class SurfacePointAnswer(Answer):
    """A surface at one point."""

    surface: str = Field(description="The surface in the notation, with every knob.")
    x: float
    y: float
    value: float
    gradient: Pair
    hessian: list[Bends] = Field(min_length=2, max_length=2)
    by_differences: bool = Field(description="Whether the Hessian comes from differences of the gradient.")
    eigenvalues: Bends = Field(description="Of the Hessian, in rising order.")
    overflow: bool = Field(description="Whether some number is null because it is infinite, as at the tip of a cone.")
    condition_number: float | None = Field(
        description="The larger eigenvalue over the smaller, by size; null where there is no finite one."
    )
    kind: Literal["minimum", "maximum", "saddle", "degenerate", "convex", "concave", "flat"] = Field(
        description="Of a stationary point: minimum, maximum, saddle or degenerate; elsewhere how the surface bends: "
        "convex, concave, saddle or flat."
    )
    max_stable_lr: float | None = Field(
        description="2 / L, with L the largest eigenvalue: gradient descent with a larger rate parts from a quadratic "
        "with this Hessian. Null where L is not positive, or infinite."
    )


def stationary(one: Stationary) -> StationaryAnswer:
    """A stationary point as the API tells it."""
    return StationaryAnswer.model_construct(x=float(one.x), y=float(one.y), value=float(one.value), kind=one.kind)


def heights(query: SurfaceQuery) -> SurfaceAnswer:
    """The surface over its rectangle."""
    x, y = query.axes()
    with np.errstate(all="ignore"):
        value = np.asarray(query.surface.value(x[None, :], y[:, None]), dtype=np.float64)
    return SurfaceAnswer.model_construct(
        surface=str(query.surface),
        x=x.tolist(),
        y=y.tolist(),
        value=value.tolist(),
        stationary_points=[stationary(one) for one in query.surface.stationary()],
    )


def point_at(surface: Surface, x: float, y: float) -> SurfacePointAnswer:
    """The surface at one point."""
    gradient = [float(one) for one in surface.gradient(x, y)]
    fxx, fxy, fyy = (float(one) for one in surface.hessian(x, y))
    low, high = eigenvalues(fxx, fxy, fyy)
    level = math.hypot(*gradient) <= LEVEL
    return SurfacePointAnswer.model_construct(
        surface=str(surface),
        x=x,
        y=y,
        value=float(surface.value(x, y)),
        gradient=gradient,
        hessian=[[fxx, fxy], [fxy, fyy]],
        by_differences=surface.by_differences,
        eigenvalues=[low, high],
        condition_number=condition_number(fxx, fxy, fyy),
        kind=kind(fxx, fxy, fyy) if level else shape(fxx, fxy, fyy),
        overflow=not math.isfinite(low + high),
        max_stable_lr=largest_stable_lr(high) if math.isfinite(high) else None,
    )


def table(query: SurfaceQuery) -> Iterator[list[Any]]:
    """A row for each place, or for each y: then the first row holds the x, and each further one a y and its heights."""
    answer = heights(query)
    if query.shape == "wide":
        yield ["y", *answer.x]
        yield from ([y, *row] for y, row in zip(answer.y, answer.value, strict=True))
        return
    yield ["x", "y", "value"]
    for y, row in zip(answer.y, answer.value, strict=True):
        yield from ([x, y, value] for x, value in zip(answer.x, row, strict=True))


def point_table(one: SurfacePointAnswer) -> list[list[Any]]:
    """The point as one row."""
    (xx, xy), (_, yy) = one.hessian
    told = [one.surface, one.x, one.y, one.value, *one.gradient, xx, xy, yy, *one.eigenvalues]
    return [[*POINT_COLUMNS], [*told, one.condition_number, one.kind, one.max_stable_lr, one.overflow]]
