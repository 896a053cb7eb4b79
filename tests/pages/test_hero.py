"""The landing page's picture and slider against the core."""

from __future__ import annotations

import pytest

from app.core.curvature import largest_stable_lr
from app.core.descent.walk import Conditions, run
from app.core.optimizers import SGD
from app.core.surfaces import Quadratic
from app.web.landing.figure import SEEN, half_axes, ravine
from app.web.landing.page import PLACES, LandingPage, LandingQuery

ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
EDGE = largest_stable_lr(50.0) or 0.0


def test_the_rings_are_lines_of_equal_height() -> None:
    picture = ravine(ON.surface)
    for ring in picture.rings:
        a, b = ring.across * (SEEN.right - SEEN.left) / 100, ring.down * (SEEN.top - SEEN.bottom) / 100
        assert ON.surface.value(a, 0.0) == pytest.approx(ON.surface.value(0.0, b), rel=5e-3)
    for height in picture.heights:
        x = SEEN.left + height.x * (SEEN.right - SEEN.left) / 100
        y = SEEN.top - height.y * (SEEN.top - SEEN.bottom) / 100
        assert ON.surface.value(x, y) == pytest.approx(float(height.text), rel=5e-3)
    assert half_axes(ON.surface, 25.0) == pytest.approx((50**0.5, 1.0))


def test_the_slider_shows_the_edge_where_the_core_has_it() -> None:
    page = LandingPage(LandingQuery())
    places = [float(place) for place in page.slope.places]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (0.003, 0.08)
    crossing = next(i for i, place in enumerate(places) if place > EDGE)
    assert abs(100 * crossing / PLACES - page.slope.edge) <= 100 / PLACES
    settled = [run(SGD(lr=place), ON).ending for place in places]
    blows = [end.outcome != "converged" and end.reason is not None for end in settled]
    assert blows == [place > EDGE for place in places]
    best = min(end.arrived for end in settled if end.arrived is not None)
    assert f"SGD at its best rate after {best} steps" in page.compared
