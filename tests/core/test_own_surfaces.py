"""Surfaces that leave out what they may: the Hessian by differences, and the stationary points by a search."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest

from app.core.descent import Conditions, run
from app.core.descent.outcomes import steepest
from app.core.optimizers import SGD, Adam
from app.core.surfaces import SURFACES, Surface

KEPT = ("name", "title", "tex", "source", "domain", "start", "value", "gradient")
NARROW = {"ackley", "easom", "drop_wave"}  # a cone, and what is flat but for a pit or a ring
ALL_OF_THEM = ("sphere", "beale", "himmelblau", "styblinski_tang", "six_hump_camel", "mccormick", "tilted_double_well")


def bare(entry: type[Surface]) -> Any:
    """The same surface, which says nothing but its height, its slopes, and where it is looked at."""
    told = {name: getattr(entry, name) for name in ("name", "title", "tex", "source")}
    left_out: dict[str, Any] = {"hessian": Surface.hessian, "places": None, "rates": {}, "__module__": __name__}
    define: Any = type(Surface)
    return define(entry.__name__, (entry,), {"__doc__": entry.__doc__, **told, **left_out})()


@pytest.mark.parametrize("entry", SURFACES.values(), ids=lambda entry: entry.name)
def test_a_hessian_by_differences_is_nearly_the_hessian(entry: type[Surface]) -> None:
    ours, theirs = bare(entry), entry()
    assert (ours.by_differences, theirs.by_differences) == (True, False)
    dice = np.random.default_rng(7)
    x, y = (dice.uniform(low, high, 300) for low, high in entry.domain)
    found, true = ([np.broadcast_to(one, 300) for one in of.hessian(x, y)] for of in (ours, theirs))
    keep = np.hypot(x, y) > 0.5 if entry.name in NARROW else np.full(300, True)
    size = np.abs(np.array(true)[:, keep]).max()
    assert np.abs(np.array(found) - true)[:, keep].max() < 2e-9 * size
    floats = ours.hessian(float(x[0]), float(y[0]))
    assert all(type(one) is float for one in floats)
    assert floats == pytest.approx([float(one[0]) for one in found], rel=1e-9, abs=1e-9 * size)


@pytest.mark.parametrize("name", ALL_OF_THEM)
def test_what_is_level_is_found_where_nothing_is_said_of_it(name: str) -> None:
    found, true = bare(SURFACES[name]).stationary(), SURFACES[name]().stationary()
    assert len(found) == len(true)
    for one in true:
        near = min(found, key=lambda other: float(np.hypot(one.x - other.x, one.y - other.y)))
        assert (near.x, near.y, near.value) == pytest.approx((one.x, one.y, one.value), rel=1e-9, abs=1e-9)
        assert near.kind == one.kind


def test_a_run_on_it_ends_as_on_the_same_surface_that_says_all() -> None:
    for optimizer in (SGD(lr=0.01), SGD(lr=0.05), Adam(lr=0.1)):
        ends = []
        for surface in (bare(SURFACES["himmelblau"]), SURFACES["himmelblau"]()):
            ends.append(run(optimizer, Conditions(surface, surface.start, 800)).ending)
        assert ends[0] == ends[1]


def test_a_quadratic_is_known_for_one() -> None:
    assert steepest(bare(SURFACES["booth"])) == pytest.approx(18.0, rel=1e-9)
    assert steepest(bare(SURFACES["beale"])) is None


class Plane(Surface):
    """Nowhere level."""

    name = "plane"
    title = "Plane"
    tex = "x"
    source = "Nobody, 2026"
    domain = ((-1.0, 1.0), (-1.0, 1.0))
    start = (0.0, 0.0)

    def value(self, x: Any, y: Any) -> Any:
        """x."""
        return x + 0.0 * y

    def gradient(self, x: Any, y: Any) -> Any:
        """1 and 0."""
        return 1.0 + 0.0 * x, 0.0 * y


def test_a_surface_that_is_nowhere_level_has_no_minimum_and_runs() -> None:
    assert Plane().stationary() == ()
    assert Plane().lowest is None
    assert run(SGD(lr=0.1), Conditions(Plane(), (0.0, 0.0), 10)).ending.outcome == "running"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"domain": (-1, 1)}, r"^Dent.domain must be \(\(low, high\), \(low, high\)\), got \(-1, 1\)$"),
        ({"domain": ((1.0, -1.0), (0.0, 1.0))}, r"^Dent.domain must be "),
        ({"domain": ((0.0, float("inf")), (0.0, 1.0))}, r"^Dent.domain must be "),
        ({"domain": (("a", "b"), (0.0, 1.0))}, r"^Dent.domain must be "),
        ({"start": 1.0}, r"^Dent.start must be a point \(x, y\), got 1.0$"),
        ({"start": (0.0, float("nan"))}, r"^Dent.start must be a point "),
    ],
)
def test_a_wrong_domain_or_start_is_refused_at_once(wrong: dict[str, Any], sentence: str) -> None:
    body: dict[str, Any] = {name: vars(Plane)[name] for name in KEPT}
    define: Any = type(Surface)
    with pytest.raises(TypeError, match=sentence):
        define("Dent", (Surface,), {**body, **wrong, "__doc__": "A dent.", "__module__": __name__})


def test_a_domain_may_be_whole_numbers() -> None:
    class Whole(Plane):
        """On whole numbers."""

        name = "whole"
        source = "Nobody, 2026"
        title: ClassVar[str] = "Whole"
        tex = "x"
        domain = ((-1, 1), (-1, 1))
        start = (0, 0)

    assert Whole().hessian(0.5, 0.5) == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)
