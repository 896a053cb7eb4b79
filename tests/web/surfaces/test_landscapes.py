"""A landscape tells the truth in every window: levels, regions, heights on their lines, down to the last digits."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.core.surfaces import SURFACES, Stationary, Surface
from app.web.figures.contours import levels, signed_levels
from app.web.figures.style import LIGHT
from app.web.http.numbers import FURTHEST
from app.web.surfaces.figure import landscape, traced_in
from app.web.surfaces.heights import above, ground
from app.web.surfaces.query import SurfaceQuery
from app.web.surfaces.window import HEIGHT, MOST_STRETCH, WIDTH, Window, widened, window

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
VALLEYS = [name for name, one in SURFACES.items() if not one.signed]
DEEP = ["sphere", "quadratic", "rosenbrock", "beale", "himmelblau", "styblinski_tang", "six_hump_camel", "booth",
        "goldstein_price", "mccormick", "levy", "levy_13", "drop_wave", "easom", "tilted_double_well"]  # fmt: skip
SHARES = [1e-3, 1e-6, 1e-9]


def number(text: str) -> float:
    """The height that a text says."""
    found = re.fullmatch("(?:([−+]?[0-9.]+?)(?: × |$))?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text.removeprefix("+"))
    assert found, text
    return float(f"{(found[1] or '1').translate(RAISED)}e{(found[2] or '0').translate(RAISED)}")


def around(surface: Surface, place: Stationary, share: float) -> Window:
    """A window of so much of the domain round a place, which is not in its middle."""
    (left, right), (bottom, top) = surface.domain
    wide, high = share * (right - left), share * (top - bottom)
    return widened((place.x - 0.4 * wide, place.x + 0.6 * wide), (place.y - 0.55 * high, place.y + 0.45 * high))


def lowest(surface: Surface) -> Stationary:
    return min((one for one in surface.stationary() if one.kind == "minimum"), key=lambda one: one.value)


def heights_in(surface: Surface, shown: Window) -> list[tuple[str, float, float]]:
    """The heights that are written, and where."""
    texts = landscape(surface, shown, LIGHT)["layout"]["annotations"]
    return [(one["text"], one["x"], one["y"]) for one in texts if "name" not in one]


def test_levels_are_half_a_decade_apart_above_the_lowest() -> None:
    found = levels(np.geomspace(1e-6, 1e3, 1000).reshape(20, 50))
    ratios = [b / a for (a, _), (b, _) in pairwise(found)]
    assert ratios == pytest.approx([10**0.5] * len(ratios))
    assert all(kind == ("decade" if round(2 * np.log10(height)) % 2 == 0 else "half") for height, kind in found)


def test_where_all_lies_within_a_decade_there_are_six_levels_to_one() -> None:
    found = levels(np.linspace(1.0, 5.0, 100).reshape(10, 10))
    assert [b / a for (a, _), (b, _) in pairwise(found)] == pytest.approx([10 ** (1 / 6)] * (len(found) - 1))
    assert [round(height, 9) for height, kind in found if kind == "decade"] == [1.0]


def test_levels_of_a_saddle_are_alike_on_both_sides_of_zero() -> None:
    x = np.linspace(-2, 2, 41)
    heights = [height for height, _ in signed_levels(np.asarray(SURFACES["saddle"]().value(x[None, :], x[:, None])))]
    assert 0.0 in heights
    assert sorted(-height for height in heights) == pytest.approx(heights)


@pytest.mark.parametrize("name", SURFACES)
def test_regions_nest_from_the_valley_outwards(name: str) -> None:
    """Whatever lies beyond a height lies beyond every lower one: its outline runs on ground that is as high."""
    surface = SURFACES[name]()
    shown = window(surface, surface.start)
    found = traced_in(surface, shown, live=False)
    base = ground(surface, shown).base
    for one in found:
        across, down = one.outline[~np.isnan(one.outline).any(axis=1)].T
        z = np.asarray(surface.value(shown.x(across), shown.y(down)), dtype=np.float64) - base
        gx, gy = (np.asarray(one) for one in surface.gradient(shown.x(across), shown.y(down)))
        size = np.hypot(gx, gy) * shown.wide / WIDTH  # what a unit of the picture rises
        close = 2.5 * np.maximum(size, np.median(size)) + 1e-6 * abs(one.above)
        assert (z >= one.above - close).all() if one.side == "up" else (z <= one.above + close).all()
    for side in ("up", "down"):
        sizes = [abs(one.above) for one in found if one.side == side]
        shares = [one.share for one in found if one.side == side]
        assert (sizes, shares) == (sorted(sizes), sorted(shares))


@pytest.mark.parametrize("name", SURFACES)
def test_each_text_is_the_height_of_the_line_that_it_stands_on(name: str) -> None:
    surface = SURFACES[name]()
    found = heights_in(surface, window(surface, surface.start))
    assert found
    for text, x, y in found:
        value, slope = float(surface.value(x, y)), math.hypot(*map(float, surface.gradient(x, y)))
        pixel = slope * window(surface, surface.start).wide / WIDTH
        assert number(text) == pytest.approx(value, abs=0.02 * abs(value) + 1.5 * pixel + 1e-9), text


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", DEEP)
def test_a_deep_window_counts_from_its_minimum_and_its_heights_are_true(name: str, share: float) -> None:
    """Held to the Hessian where f - f* has no digits left."""
    surface = SURFACES[name]()
    best = lowest(surface)
    shown = around(surface, best, share)
    assert ground(surface, shown).base == best.value
    found = heights_in(surface, shown)
    assert 1 <= len(found) <= 12
    a, b, c = map(float, surface.hessian(best.x, best.y))
    for text, x, y in found:
        dx, dy = x - best.x, y - best.y
        bowl = 0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy)
        true = bowl if share < 1e-4 else float(surface.value(x, y)) - best.value
        told = number(text) - (0.0 if text.startswith("+") else best.value)
        pixel = np.hypot(a * dx + b * dy, b * dx + c * dy) * shown.wide / WIDTH
        assert told == pytest.approx(true, abs=0.01 * true + 1.5 * pixel), text


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", DEEP)
def test_the_lines_of_a_deep_window_are_smooth_and_few(name: str, share: float) -> None:
    surface = SURFACES[name]()
    found = traced_in(surface, around(surface, lowest(surface), share), live=False)
    assert 5 <= len(found) <= 14
    assert all(len(one.outline) < 400 for one in found)
    ratios = [b.above / a.above for a, b in pairwise(found)]
    assert ratios == pytest.approx([10**0.5] * len(ratios))


@pytest.mark.parametrize("name", VALLEYS)
def test_heights_are_the_surface_above_the_base_at_every_place(name: str) -> None:
    surface = SURFACES[name]()
    shown = window(surface, surface.start)
    from_ = ground(surface, shown)
    x, y = np.linspace(shown.left, shown.right, 7), np.linspace(shown.bottom, shown.top, 5)
    assert from_.bowl is None
    expected = np.asarray(surface.value(x[None, :], y[:, None])) - from_.base
    assert np.array_equal(above(surface, from_, x, y), np.broadcast_to(expected, (5, 7)))


@pytest.mark.parametrize("x", [(-2.0, 2.0), (0.0, 1e-9), (-1e6, 1e6)])
@pytest.mark.parametrize("y", [(-2.0, 2.0), (3.0, 3.5), (-1e5, 1e6), (0.0, 1e-6)])
def test_a_window_is_widened_to_one_scale_and_never_narrowed(x: tuple[float, float], y: tuple[float, float]) -> None:
    shown = widened(x, y)
    assert shown.left <= x[0] < x[1] <= shown.right
    assert shown.bottom <= y[0] < y[1] <= shown.top
    assert -FURTHEST <= min(shown.left, shown.bottom) < max(shown.right, shown.top) <= FURTHEST
    if {shown.left, shown.right, shown.bottom, shown.top} & {-FURTHEST, FURTHEST}:
        return  # there is no more to show
    flat = ((x[1] - x[0]) / (y[1] - y[0])) / (WIDTH / HEIGHT)
    assert shown.stretch == pytest.approx(flat if flat > MOST_STRETCH else 1.0, rel=2e-3)
    assert (shown.left + shown.right) / 2 == pytest.approx(sum(x) / 2, abs=1e-9 * shown.wide)
    assert widened((shown.left, shown.right), (shown.bottom, shown.top)).edges() == pytest.approx(shown.edges())


def shown_by(**edges: Any) -> Window:
    return SurfaceQuery.model_validate({"surface": "sphere", **edges}).window


def test_edges_may_be_told_in_any_order_and_alone() -> None:
    whole = shown_by(x_low=-2, x_high=3, y_low=-1, y_high=1)
    assert shown_by(x_low=3, x_high=-2, y_low=1, y_high=-1) == whole
    (left, _), (bottom, top) = SURFACES["sphere"].domain
    alone = shown_by(x_high=left / 2)
    assert (alone.left <= left, alone.right >= left / 2) == (True, True)
    assert alone.bottom <= bottom < top <= alone.top
    assert shown_by(x_low=0.5, x_high=0.5).inside(-0.4, 0)


@pytest.mark.parametrize("shown", [Window(-2, 4, -1, 3), Window(3 - 1e-12, 3 + 1e-12, 0.5, 0.5 + 1e-12)])
def test_places_of_the_picture_and_numbers_go_back_and_forth(shown: Window) -> None:
    assert (shown.across(shown.left), shown.across(shown.right)) == (0, WIDTH)
    assert (shown.down(shown.top), shown.down(shown.bottom)) == (0, HEIGHT)
    for share in (0.0, 0.3, 1.0):
        assert shown.across(shown.x(share * WIDTH)) == pytest.approx(share * WIDTH, abs=0.1)
        assert shown.down(shown.y(share * HEIGHT)) == pytest.approx(share * HEIGHT, abs=0.1)
