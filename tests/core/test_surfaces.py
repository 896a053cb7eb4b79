"""Laws that hold for every surface, at its defaults and at both ends of every knob."""

from __future__ import annotations

import itertools
import math
import warnings
from typing import Any

import numpy as np
import pytest

from app.core.catalogue import NotationError
from app.core.curvature import eigenvalues
from app.core.surfaces import SURFACES, Surface
from app.core.surfaces.base import TUNED


def every_entry() -> list[Surface]:
    found: dict[Surface, None] = {}
    for entry in SURFACES.values():
        found[entry()] = None
        ends = {knob.name: (knob.low, knob.high) for knob in entry.knobs()}
        for values in itertools.product(*ends.values()):
            found[entry.with_settings(dict(zip(ends, values, strict=True)))] = None
    return list(found)


ENTRIES = every_entry()
DEFAULTS = [entry() for entry in SURFACES.values()]
every = pytest.mark.parametrize("surface", ENTRIES, ids=str)
plain = pytest.mark.parametrize("surface", DEFAULTS, ids=str)

NAMES = {
    "sphere", "quadratic", "rosenbrock", "beale", "himmelblau", "booth", "matyas", "three_hump_camel", "six_hump_camel",
    "rastrigin", "ackley", "styblinski_tang", "goldstein_price", "griewank", "levy", "levy_13", "easom", "mccormick",
    "saddle", "bounded_saddle", "monkey_saddle", "double_well", "tilted_double_well", "drop_wave", "trap",
    "bohachevsky",
}  # fmt: skip
HOSTILE = (0.0, -0.0, 5e-324, 1e-160, 1.0, 1e80, -1e120, 1e155, -1e200, 1e308, -1.7976931348623157e308)
FARTHER = (*HOSTILE, math.inf, -math.inf, math.nan)


def spread(surface: Surface, count: int = 400) -> tuple[Any, Any]:
    """Points all over the domain."""
    dice = np.random.default_rng(7)
    return tuple(dice.uniform(low, high, count) for low, high in surface.domain)  # type: ignore[return-value]  # a domain has two intervals


def jet(surface: Surface, x: Any, y: Any) -> tuple[Any, ...]:
    """f, fx, fy, fxx, fxy, fyy."""
    return surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y)


def tenth_order(f: Any, h: float) -> Any:
    """The central difference at 0 over 10 neighbours, with an error of order h^10."""
    weights = (5 / 6, -5 / 21, 5 / 84, -5 / 504, 1 / 1260)
    return sum(w * (f(k * h) - f(-k * h)) for k, w in enumerate(weights, 1)) / h


def test_all_surfaces_are_there() -> None:
    assert set(SURFACES) >= NAMES


@every
def test_gradient_is_the_derivative_of_value(surface: Surface) -> None:
    x, y = spread(surface)
    fx, fy = surface.gradient(x, y)
    size = np.abs(fx) + np.abs(fy) + 1e-3 * (1 + np.abs(surface.value(x, y)))
    assert np.max(np.abs(tenth_order(lambda d: surface.value(x + d, y), 1e-3) - fx) / size) < 1e-9
    assert np.max(np.abs(tenth_order(lambda d: surface.value(x, y + d), 1e-3) - fy) / size) < 1e-9


@every
def test_hessian_is_the_derivative_of_the_gradient(surface: Surface) -> None:
    x, y = spread(surface)
    fxx, fxy, fyy = surface.hessian(x, y)
    size = np.abs(fxx) + np.abs(fxy) + np.abs(fyy) + 1e-3
    along_x = [tenth_order(lambda d, i=i: surface.gradient(x + d, y)[i], 1e-3) for i in (0, 1)]
    along_y = [tenth_order(lambda d, i=i: surface.gradient(x, y + d)[i], 1e-3) for i in (0, 1)]
    for difference, exact in zip((*along_x, *along_y), (fxx, fxy, fxy, fyy), strict=True):
        assert np.max(np.abs(difference - exact) / size) < 1e-9


@every
def test_floats_and_arrays_agree(surface: Surface) -> None:
    x, y = spread(surface, 60)
    rows = np.array([jet(surface, a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]).T
    columns = [np.broadcast_to(part, x.shape) for part in jet(surface, x, y)]
    for floats, array in zip(rows, columns, strict=True):
        np.testing.assert_allclose(floats, array, rtol=1e-12, atol=1e-13 * float(np.max(np.abs(array))))
    table = surface.value(x.reshape(6, 10), y.reshape(6, 10))
    np.testing.assert_array_equal(table, np.reshape(surface.value(x, y), (6, 10)))
    assert all(type(part) is float for part in jet(surface, 0.5, -0.25))


@plain
def test_nothing_is_raised_and_nothing_warned_on_floats(surface: Surface) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for x, y in itertools.product(FARTHER, FARTHER):
            assert all(type(part) is float for part in jet(surface, x, y))


@every
def test_large_numbers_are_the_same_on_floats_and_arrays(surface: Surface) -> None:
    x, y = (np.array(column) for column in zip(*itertools.product(HOSTILE, HOSTILE), strict=True))
    with np.errstate(all="ignore"):
        columns = [np.broadcast_to(part, x.shape) for part in jet(surface, x, y)]
    rows = np.array([jet(surface, a, b) for a, b in itertools.product(HOSTILE, HOSTILE)]).T
    for floats, array in zip(rows, columns, strict=True):
        np.testing.assert_allclose(floats, array, rtol=1e-12, atol=1e-300)


@every
def test_no_nan_and_no_warning_in_and_around_the_domain(surface: Surface) -> None:
    (x_low, x_high), (y_low, y_high) = surface.domain
    x, y = np.meshgrid([0.0, 5e-324, *np.linspace(2 * x_low, 2 * x_high, 41)], np.linspace(2 * y_low, 2 * y_high, 41))
    with np.errstate(all="raise", under="ignore"):
        assert all(np.all(np.isfinite(part)) for part in (surface.value(x, y), *surface.gradient(x, y)))
    assert all(math.isfinite(part) for part in (surface.value(0.0, 0.0), *surface.gradient(0.0, 0.0)))
    assert not any(math.isnan(part) for part in surface.hessian(0.0, 0.0))


def kind_by_heights(surface: Surface, x: float, y: float) -> str:
    """The kind of a stationary point from the heights on a small circle about it."""
    angle = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    # The flattest minimum in the catalogue lies in a well 1e-4 deep, the narrowest in one 0.02 wide.
    higher = surface.value(x + 1e-3 * np.cos(angle), y + 1e-3 * np.sin(angle)) - surface.value(x, y)
    return "minimum" if np.all(higher > 0) else "maximum" if np.all(higher < 0) else "saddle"


@every
def test_stationary_points(surface: Surface) -> None:
    found = surface.stationary()
    assert found
    assert len({(round(one.x, 6), round(one.y, 6)) for one in found}) == len(found)
    for one in found:
        assert all(low <= at <= high for at, (low, high) in zip((one.x, one.y), surface.domain, strict=True))
        assert one.value == surface.value(one.x, one.y)
        size = max(
            [1.0, *(abs(part) for part in eigenvalues(*surface.curvatures(one.x, one.y)) if math.isfinite(part))]
        )
        assert math.hypot(*surface.gradient(one.x, one.y)) < 1e-14 * size * (1 + math.hypot(one.x, one.y))
        if one.kind != "degenerate":
            assert one.kind == kind_by_heights(surface, one.x, one.y)


def test_only_the_middle_of_the_monkey_saddle_is_degenerate() -> None:
    found = {name: [one.kind for one in SURFACES[name]().stationary()].count("degenerate") for name in NAMES}
    assert found == {name: int(name == "monkey_saddle") for name in NAMES}


def test_saddles_are_signed() -> None:
    assert {name for name in NAMES if SURFACES[name].signed} == {"saddle", "bounded_saddle", "monkey_saddle"}


@every
def test_lowest_is_lowest(surface: Surface) -> None:
    x, y = np.meshgrid(*(np.linspace(low, high, 301) for low, high in surface.domain))
    ground = float(np.min(surface.value(x, y)))
    if surface.lowest is None:
        assert ground < min(one.value for one in surface.stationary()) - 1
    else:
        assert ground >= surface.lowest - 1e-12
        assert surface.lowest in {one.value for one in surface.stationary() if one.kind == "minimum"}


@plain
def test_start(surface: Surface) -> None:
    assert all(low <= at <= high for at, (low, high) in zip(surface.start, surface.domain, strict=True))
    assert math.hypot(*surface.gradient(*surface.start)) > 1e-2
    assert surface.lowest is None or surface.value(*surface.start) > surface.lowest


@plain
def test_rates_and_words(surface: Surface) -> None:
    assert tuple(surface.rates) == TUNED
    assert all(0 < rate < 10 for rate in surface.rates.values())
    assert surface.signed or surface.lowest is not None
    assert surface.title
    assert surface.tex
    assert surface.source[-5:-1].isdigit() or any(part.isdigit() for part in surface.source.split())
    assert surface.summary().endswith(".")


@every
def test_notation_round_trip(surface: Surface) -> None:
    assert SURFACES.read(str(surface)) == surface
    assert hash(SURFACES.read(str(surface))) == hash(surface)


def test_notation_refuses() -> None:
    with pytest.raises(NotationError, match="kappa must lie in"):
        SURFACES.read("quadratic(kappa=0)")
    with pytest.raises(NotationError, match="unknown surface 'rosenbrok'"):
        SURFACES.read("rosenbrok")


@pytest.mark.parametrize("name", ["ackley", "drop_wave"])
def test_the_middle_of_a_ring_is_the_limit(name: str) -> None:
    surface = SURFACES[name]()
    assert surface.gradient(0.0, 0.0) == (0.0, 0.0)
    assert surface.value(0.0, 0.0) == surface.lowest == {"ackley": 0.0, "drop_wave": -1.0}[name]
    here, near = surface.curvatures(0.0, 0.0), surface.curvatures(1e-9, 1e-9)
    if name == "drop_wave":
        np.testing.assert_allclose(here, (72.5, 0.0, 72.5), rtol=1e-14)
        np.testing.assert_allclose(near, (72.5, 0.0, 72.5), rtol=1e-12, atol=1e-10)
    else:
        assert here == (math.inf, 0.0, math.inf)
        np.testing.assert_allclose(math.hypot(*surface.gradient(1e-9, -2e-9)), 2 * math.sqrt(2), rtol=1e-6)
