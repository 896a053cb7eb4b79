"""Thinned lines and path data stay where the line is, whatever its shape."""

from __future__ import annotations

import re

import numpy as np
import pytest
from contourpy import LineType, contour_generator
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.surfaces import SURFACES
from app.web.figures.lines import TOLERANCE, Array, path, thinned

T = np.linspace(0, 1, 1000)
LINES = {
    "circle": (100 * np.cos(7 * T), 100 * np.sin(7 * T)),
    "spiral": (300 * T * np.cos(40 * T), 300 * T * np.sin(40 * T)),
    "straight": (600 * T, 300 * T),
    "one spike": (600 * T, np.where(abs(T - 0.5) < 1e-3, 200.0, 0.0)),
    "step": (600 * T, np.where(T < 0.5, 0.0, 300.0)),
    "corner": (600 * T, 300 * abs(T - 0.5)),
    "corner drawn from both sides": (np.sort([*600 * T, 300.0, 300.0]), abs(np.sort([*600 * T, 300, 300]) - 300)),
    "wave": (600 * T, 100 * np.sin(30 * T)),
    "hardly bent": (600 * T, 30 * T**3),
    "walk": tuple(np.cumsum(np.random.default_rng(0).normal(size=(2, 1000)), axis=1)),
    "there and back": (np.concatenate([600 * T, 600 * T[::-1]]), np.zeros(2000)),
    "one place": (np.ones(50), np.ones(50)),
}


def distance(points: Array, line: Array) -> float:
    """How far the farthest of the points is from a polyline."""
    first, way = line[:-1], np.diff(line, axis=0)
    rest = points[:, None, :] - first
    share = np.clip((rest * way).sum(-1) / np.maximum((way * way).sum(-1), 1e-300), 0, 1)
    return float(np.hypot(*np.moveaxis(rest - share[..., None] * way, -1, 0)).min(axis=1).max())


@pytest.mark.parametrize("name", LINES)
def test_no_point_of_a_line_is_far_from_the_thinned_one(name: str) -> None:
    line = np.stack(LINES[name], axis=1)
    kept = thinned(line)
    assert (kept[0].tolist(), kept[-1].tolist()) == (line[0].tolist(), line[-1].tolist())
    assert distance(line, kept) <= TOLERANCE
    assert distance(kept, line) == 0


@pytest.mark.parametrize("name", SURFACES)
def test_no_point_of_an_outline_is_far_from_the_thinned_one(name: str) -> None:
    surface = SURFACES[name]()
    (left, right), (bottom, top) = surface.domain
    x, y = np.linspace(left, right, 120), np.linspace(bottom, top, 80)
    z = np.broadcast_to(surface.value(x[None, :], y[:, None]), (80, 120))
    lines = contour_generator(np.linspace(0, 630, 120), np.linspace(0, 388, 80), z, line_type=LineType.Separate)
    for line in lines.lines(float(np.quantile(z, 0.3))):
        assert distance(np.asarray(line), thinned(np.asarray(line))) <= TOLERANCE


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=2, max_size=40), st.floats(0.01, 5))
def test_any_line_is_thinned_within_its_tolerance(points: list[tuple[float, float]], tolerance: float) -> None:
    line = np.array(points)
    assert distance(line, thinned(line, tolerance)) <= tolerance * (1 + 1e-9)


def test_few_points_are_left_of_what_hardly_bends() -> None:
    assert len(thinned(np.stack(LINES["straight"], axis=1))) == 2
    assert len(thinned(np.stack(LINES["circle"], axis=1))) < 120
    assert len(thinned(np.stack(LINES["corner"], axis=1))) <= 4


def read(data: str) -> list[Array]:
    """The stretches of path data that `path` writes."""
    found = []
    for stretch in re.findall(r"M([^M]*)", data):
        start, _, moves = stretch.removesuffix("Z").partition("l")
        numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", f"{start} {moves}")]
        found.append(np.cumsum(np.array(numbers).reshape(-1, 2), axis=0))
    return found


@pytest.mark.parametrize("grain", [0.1, 1.0])
@pytest.mark.parametrize("name", LINES)
def test_path_data_say_the_line_within_two_grains(name: str, grain: float) -> None:
    line = np.stack(LINES[name], axis=1) + 350
    (told,) = read(path(line, (1000, 1000), grain))
    if len(told) > 1:
        assert distance(line, told) <= 2 * grain
    else:
        assert np.abs(line - told).max() <= grain


def test_a_hole_parts_a_line_and_what_is_far_outside_is_cut() -> None:
    line = np.array([[0, 0], [10, 10], [np.nan, np.nan], [20, 0], [1e300, 10], [30, 30]], dtype=np.float64)
    first, second = read(path(line, (100, 100), 0.1))
    assert (first[-1].tolist(), second[0].tolist()) == ([10, 10], [20, 0])
    assert second[:, 0].max() == 400
