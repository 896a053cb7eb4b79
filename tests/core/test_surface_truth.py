"""Surfaces against numbers worked out with 60 digits, the reference, and a search for what is missing."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.surfaces import SURFACES, Surface
from app.core.surfaces.base import Stationary
from tests.golden.surfaces import FORMULAS, SETTINGS

GOLDEN = Path(__file__).parents[1] / "golden"


def read(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text())


OWN = read("surfaces.json")
REFERENCE = read("reference_surfaces.json")["surfaces"]
OURS = {
    "bohachevsky_1": "bohachevsky",
    "quadratic_rotated": "quadratic(kappa=100,angle=0.5235987755982988)",
}


def test_every_surface_with_a_formula_has_golden_numbers() -> None:
    assert [case["surface"] for case in OWN] == SETTINGS, "a formula or a start has changed: make golden"
    assert {SURFACES.read(notation).name for notation in SETTINGS} == set(FORMULAS)


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["surface"])
def test_truth(case: dict[str, Any]) -> None:
    surface = SURFACES.read(case["surface"])
    for x, y, f, fx, fy, *second in case["rows"]:
        # What rounding x and y alone does to f, and to its slopes.
        first_error = abs(x * fx) + abs(y * fy) + 1e-3
        second_error = (abs(x) + abs(y)) * max(map(abs, second)) + 1e-3
        assert abs(surface.value(x, y) - f) <= 4e-15 * (abs(f) + first_error)
        np.testing.assert_allclose(np.array(surface.gradient(x, y)), (fx, fy), rtol=1e-14, atol=4e-15 * second_error)
        np.testing.assert_allclose(surface.curvatures(x, y), second, rtol=1e-13, atol=1e-13 * max(map(abs, second)))


def by_place(points: Any) -> list[Any]:
    return sorted(points, key=lambda point: (round(point[0], 6), round(point[1], 6)))


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["surface"])
def test_true_stationary_points(case: dict[str, Any]) -> None:
    surface = SURFACES.read(case["surface"])
    found = [
        (one.x, one.y, one.value, one.kind)
        for one in surface.stationary()
        if surface.name != "ackley" or (one.x, one.y) != (0, 0)
    ]
    assert len(found) == len(case["stationary"])
    for ours, true in zip(by_place(found), by_place(case["stationary"]), strict=True):
        np.testing.assert_allclose(ours[:3], true[:3], rtol=1e-12, atol=1e-12)
        assert ours[3] == true[3]


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: case["name"])
def test_reference_numbers(case: dict[str, Any]) -> None:
    surface = SURFACES.read(OURS.get(case["name"], case["name"]))
    for sample in case["samples"]:
        x, y = float(sample["x"]), float(sample["y"])
        fxx, fxy, fyy = surface.hessian(x, y)
        assert abs(surface.value(x, y) - sample["f"]) <= sample["f_tol"]
        assert np.max(np.abs(np.array(surface.gradient(x, y)) - sample["gradient"])) <= sample["gradient_tol"]
        assert np.max(np.abs(np.array([[fxx, fxy], [fxy, fyy]]) - sample["hessian"])) <= sample["hessian_tol"]


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: case["name"])
def test_reference_stationary_points(case: dict[str, Any]) -> None:
    surface = SURFACES.read(OURS.get(case["name"], case["name"]))
    if surface.name != "quadratic":
        assert surface.domain == (tuple(case["domain"]["x"]), tuple(case["domain"]["y"]))
    assert surface.lowest == pytest.approx(case["global_minimum"], abs=1e-12)
    found = surface.stationary()
    for one in case["stationary_points"]:
        near = [ours for ours in found if math.hypot(ours.x - one["x"], ours.y - one["y"]) < 1e-9]
        assert [ours.kind for ours in near] == [one["kind"]]
        assert near[0].value == pytest.approx(one["f"], rel=1e-12, abs=1e-12)
    if case["stationary_points_search"] != "minimum_only":
        assert len(found) == len(case["stationary_points"])


def newton(surface: Surface, x: Any, y: Any) -> tuple[Any, Any]:
    """Where 60 steps of Newton's method lead from each start; nan where nowhere."""
    with np.errstate(all="ignore"):
        for _ in range(60):
            fx, fy = surface.gradient(x, y)
            fxx, fxy, fyy = surface.hessian(x, y)
            determinant = fxx * fyy - fxy * fxy
            x, y = x - (fyy * fx - fxy * fy) / determinant, y - (fxx * fy - fxy * fx) / determinant
        arrived = np.hypot(*surface.gradient(x, y)) < 1e-7
    return np.where(arrived, x, np.nan), np.where(arrived, y, np.nan)


COMPLETE = {
    "sphere": None, "quadratic": None, "booth": None, "matyas": None, "rosenbrock": None, "beale": None,
    "himmelblau": None, "styblinski_tang": None, "double_well": None, "tilted_double_well": None, "trap": None,
    "three_hump_camel": None, "six_hump_camel": None, "goldstein_price": None, "mccormick": None, "saddle": None,
    "bounded_saddle": None, "easom": None, "ackley": 1.3, "levy": 5.0, "levy_13": 0.5, "rastrigin": 1.2,
    "bohachevsky": 0.65,
}  # fmt: skip

LEVY = {"levy", "levy_13"}  # whose middle is their minimum (1, 1)


def within(surface: Surface, x: Any, y: Any, reach: float | None) -> Any:
    """Whether a point lies in the domain and, where only a part of it is told, less than `reach` from its middle."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    inside = (x >= x_low) & (x <= x_high) & (y >= y_low) & (y <= y_high)
    if reach is None:
        return inside
    middle = 1.0 if surface.name in LEVY else 0.0
    return inside & (np.abs(x - middle) < reach) & (np.abs(y - middle) < reach)


@pytest.mark.parametrize("name", COMPLETE)
def test_no_stationary_point_is_missing(name: str) -> None:
    surface, reach = SURFACES[name](), COMPLETE[name]
    told = surface.stationary()
    middle = 1.0 if name in LEVY else 0.0
    sides = surface.domain if reach is None else ((middle - reach, middle + reach),) * 2
    x, y = np.meshgrid(*(np.linspace(low, high, 83) for low, high in sides))
    x, y = newton(surface, x.ravel(), y.ravel())
    seen = within(surface, x, y, reach)
    distance = np.min([np.hypot(x[seen] - one.x, y[seen] - one.y) for one in told], axis=0)
    assert np.max(distance) < 1e-6
    if name != "ackley":  # no way of Newton's ends on the tip of a cone
        assert all(np.min(np.hypot(x[seen] - one.x, y[seen] - one.y)) < 1e-6 for one in told)


def test_goldstein_price_has_nine() -> None:
    told = {(round(one.x, 9), round(one.y, 9)): one for one in SURFACES["goldstein_price"]().stationary()}
    minima = {(0.0, -1.0): 3, (-0.6, -0.4): 30, (1.8, 0.2): 84, (1.2, 0.8): 840}
    assert {place for place, one in told.items() if one.kind == "minimum"} == set(minima)
    assert [told[place].value for place in minima] == pytest.approx(list(minima.values()), rel=1e-13)
    assert [one.kind for one in told.values()].count("saddle") == 4
    assert told[(0.8, 0.2)].kind == "maximum"
    assert told[(0.8, 0.2)].value == pytest.approx(1155, rel=1e-13)


@pytest.mark.parametrize("tilt", [-1.5, -0.3, 0.0, 0.3, 1.2, 1.53, 1.55, 2.0])
def test_tilted_wells_are_the_roots(tilt: float) -> None:
    found = SURFACES["tilted_double_well"].with_settings({"tilt": tilt}).stationary()
    roots = np.roots([4.0, 0.0, -4.0, tilt])
    real = np.sort(roots[np.abs(roots.imag) < 1e-9].real)
    np.testing.assert_allclose(sorted(one.x for one in found), real, rtol=1e-9, atol=1e-9)
    assert sorted(one.kind for one in found) == (["minimum", "minimum", "saddle"] if len(real) == 3 else ["minimum"])


def test_lessons_numbers() -> None:
    wells: dict[str, Stationary] = {f"{one.x:.3f}": one for one in SURFACES["tilted_double_well"]().stationary()}
    assert set(wells) == {"-1.036", "0.960", "0.075"}
    # The lessons write x^4 - 2 x^2 + tilt x, one less.
    assert [f"{wells[x].value - 1:.3f}" for x in ("-1.036", "0.960")] == ["-1.305", "-0.706"]
    assert f"{wells['0.075'].value - wells['0.960'].value:.3f}" == "0.717"


def test_levy_is_that_of_the_library_and_number_13_is_called_so() -> None:
    levy, thirteenth = SURFACES["levy"](), SURFACES["levy_13"]()
    assert levy.value(0.0, 0.0) == pytest.approx(0.715844554116974, rel=1e-15)
    assert levy.value(5.0, 5.0) == pytest.approx(1 + 10 * math.sin(1) ** 2 + 1, rel=1e-15)
    assert thirteenth.value(0.0, 0.0) == pytest.approx(2.0, rel=1e-15)
    for surface in (levy, thirteenth):
        assert surface.value(1.0, 1.0) == 0.0
        assert 0 < surface.value(1 + 1e-9, 1 - 1e-9) < 1e-15
