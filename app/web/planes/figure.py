"""The figures of the page of two weights, each by its name."""

from __future__ import annotations

import numpy as np

from ..figures.area import Figure
from ..figures.axes import captioned
from ..figures.style import Look
from .beside import points_figure, residuals_figure
from .plane import loss_of_all, over_plane
from .query import PlaneQuery
from .scene import PlaneScene, scene_of
from .words import in_words

PLANE_TITLES = {
    "plane": "The loss of two weights",
    "points": "Rows, and the line of the weights",
    "residuals": "Rows by their residuals",
}


def figure(query: PlaneQuery, look: Look) -> Figure:
    """The figure that a query asks for."""
    scene = scene_of(query)
    with np.errstate(all="ignore"):
        made = made_of(scene, look)
        return captioned(made, PLANE_TITLES[query.picture], in_words(scene))


def made_of(scene: PlaneScene, look: Look) -> Figure:
    """That figure, unsaid; rows of two features are no points (x, y), and have the plane in their place."""
    if scene.query.picture == "residuals":
        return residuals_figure(scene, look)
    if scene.query.picture == "points" and scene.points.flat:
        return points_figure(scene, look)
    below, over = loss_of_all(scene, look), over_plane(scene, look)
    texts = [*below["layout"]["annotations"], *over["layout"]["annotations"]]
    return {"data": [*below["data"], *over["data"]], "layout": {**below["layout"], "annotations": texts}}
