"""Least squares of two weights from above: what a batch's loss has to do with that of all rows, and who pulls where."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.curvature import axes
from app.core.data import Linear, Samples
from app.core.data.base import with_intercept
from app.core.data.batches import Batches, Picks
from app.core.models import LinearRegression, normal_equations
from app.core.models.planes import LossBowl, bowl_of, bowls_of, common_pull, ellipse, residuals

MODEL = LinearRegression()
FLAT = with_intercept(Linear(n=60.0, d=1.0).samples())
TILTED = Linear(n=60.0, d=2.0, kappa=40.0).samples(seed=3)
FAR = with_intercept(Samples(np.linspace(900.0, 905.0, 12)[:, None], np.linspace(-3.0, 4.0, 12) ** 2))
EVERY = pytest.mark.parametrize("rows", [FLAT, TILTED, FAR], ids=["line", "two features", "far off"])
PLACES = np.random.default_rng(5).standard_normal((50, 2))


def whole(rows: Samples) -> LossBowl:
    return bowl_of(normal_equations(rows))


def batches(rows: Samples, size: int, steps: int) -> Picks:
    return Batches(len(rows), size, "shuffled", seed=1).take(steps)


@EVERY
def test_the_bowl_is_the_loss_and_its_slope_the_gradient(rows: Samples) -> None:
    bowl = whole(rows)
    scale = MODEL.value(PLACES, rows)
    assert np.abs(bowl.value(*PLACES.T) - scale).max() <= 1e-9 * scale.max()
    slopes = np.stack(bowl.gradient(*PLACES.T), axis=1)
    assert slopes == pytest.approx(MODEL.gradient(PLACES, rows), rel=1e-9, abs=1e-9 * np.abs(slopes).max())


@EVERY
@pytest.mark.parametrize("size", [3, 7, 60])
def test_the_least_loss_of_a_batch_is_that_of_least_squares_on_it(rows: Samples, size: int) -> None:
    for picks in batches(rows, min(size, len(rows)), 6):
        some = rows.at(picks)
        (bowl,) = bowls_of(rows, picks[None], (0.0, 0.0))
        best, left, *_ = np.linalg.lstsq(some.x.astype(float), some.y, rcond=None)
        if not bowl.open:
            assert bowl.best == pytest.approx(best, rel=1e-6)
            assert bowl.least == pytest.approx(left[0] / 2 / len(some), rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("rows", [FLAT, TILTED], ids=["line", "two features"])
def test_one_row_leaves_a_valley_whose_best_place_is_nearest_to_that_of_all(rows: Samples) -> None:
    near = whole(rows).best
    for k, bowl in enumerate(bowls_of(rows, np.arange(10)[:, None], near)):
        x, y = rows.x[k].astype(float), rows.y[k]
        assert bowl.open
        assert bowl.least == pytest.approx(0.0, abs=1e-12)
        assert x @ np.array(bowl.best) == pytest.approx(y, abs=1e-9)
        away = np.array(bowl.best) - near
        assert away @ np.array([-x[1], x[0]]) == pytest.approx(0.0, abs=1e-9)


@EVERY
@pytest.mark.parametrize("size", [1, 3, 6])
def test_over_a_pass_the_ways_of_batches_average_out_to_that_of_all_rows(rows: Samples, size: int) -> None:
    here = np.array([0.4, -0.7])
    ways = [common_pull(MODEL, here, rows.at(picks)) for picks in batches(rows, size, len(rows) // size)]
    assert np.mean(ways, axis=0) == pytest.approx(common_pull(MODEL, here, rows), rel=1e-9)


@EVERY
def test_all_rows_pull_against_the_gradient_and_none_pull_nowhere(rows: Samples) -> None:
    here = np.array([0.4, -0.7])
    slope = np.array(whole(rows).gradient(*here))
    assert common_pull(MODEL, here, rows) == pytest.approx(-slope, rel=1e-7)
    assert common_pull(MODEL, here, rows.at(np.arange(0))).tolist() == [0.0, 0.0]
    step = 1e-4 / np.abs(slope).max() ** 0 / max(1.0, axes(*whole(rows).curvatures(0, 0)).high)
    assert MODEL.value(here + step * common_pull(MODEL, here, rows), rows) < MODEL.value(here, rows)


def test_parts_of_the_rows_pull_as_much_as_all_by_their_shares() -> None:
    here = np.array([0.4, -0.7])
    above = residuals(here, FLAT) > 0
    parts = [FLAT.at(np.flatnonzero(one)) for one in (above, ~above)]
    assert len(parts[0]) + len(parts[1]) == 60
    total = sum(len(one) / 60 * common_pull(MODEL, here, one) for one in parts)
    assert total == pytest.approx(common_pull(MODEL, here, FLAT), rel=1e-12)
    up, down = (common_pull(MODEL, here, one)[1] for one in parts)
    assert up > 0 > down  # who lies above the line wants it higher


def test_residuals_are_targets_minus_scores() -> None:
    rows = Samples(np.array([[2.0, 1.0], [0.0, 1.0]]), np.array([5.0, -1.0]))
    assert residuals(np.array([[1.0, 3.0], [0.0, 0.0]]), rows).tolist() == [[0.0, -4.0], [5.0, -1.0]]


@EVERY
@pytest.mark.parametrize("size", [1, 2, 9])
def test_an_ellipse_is_where_the_loss_is_1_above_its_least(rows: Samples, size: int) -> None:
    for bowl in [whole(rows), *bowls_of(rows, batches(rows, size, 8), whole(rows).best)]:
        (x, y), *both = ellipse(bowl)
        ways = [both[1]] if bowl.open else [*both, *(tuple(0.6 * a + 0.8 * b for a, b in zip(*both, strict=True)),)]
        for far, (dx, dy) in ((far, way) for far in (1.0, -0.1) for way in ways):
            above = bowl.value(x + far * dx, y + far * dy) - bowl.least
            assert above == pytest.approx(far * far, rel=1e-5)


def test_the_long_way_of_a_valley_has_an_end_far_out() -> None:
    (bowl,) = bowls_of(FLAT, np.array([[4]]), (0.0, 0.0))
    one = ellipse(bowl)
    assert np.hypot(*one.long) == pytest.approx(1000 * np.hypot(*one.short))
    assert np.dot(one.long, one.short) == pytest.approx(0.0, abs=1e-9)


def test_rows_of_other_widths_have_no_plane() -> None:
    with pytest.raises(ValueError, match="two weights, got 3"):
        bowl_of(normal_equations(Linear(n=50.0, d=3.0).samples()))
