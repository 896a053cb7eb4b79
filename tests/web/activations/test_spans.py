"""What the activations' picture shows: all of every curve where its height is fitted, and still while a knob moves."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, ELU, GELU, Activation, Mish, SiLU
from app.web.activations.query import ActivationsQuery
from app.web.activations.spans import curves_of, fitted, given, grid

EVERY = [entry() for entry in ACTIVATIONS.values()]
WINDOWS = [(-3.0, 0.0), (1.0, 2.0), (-0.5, 0.5), (-1e-3, 1e-3), (4.0, 9.0)]


def spans(*entries: Activation, **state: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    found = curves_of(ActivationsQuery(f=entries, **state))
    return found.value_span, found.slope_span


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("entry", EVERY, ids=str)
def test_a_fitted_height_holds_the_whole_curve_with_a_little_room(
    entry: Activation, window: tuple[float, float]
) -> None:
    low, high = window
    x = np.linspace(low, high, 997)
    found = spans(entry, low=low, high=high)
    with np.errstate(all="ignore"):
        curves = np.asarray(entry.value(x)) + 0 * x, np.asarray(entry.slope(x)) + 0 * x
    for (bottom, top), y in zip(found, curves, strict=True):
        assert bottom < y.min() <= y.max() < top
        room = (top - bottom) / max(y.max() - y.min(), 1e-12 * max(abs(top), abs(bottom)))
        assert room < 1.6 or y.max() - y.min() < 1e-9 * abs(top - bottom) + 1e-12


def test_the_dips_of_gelu_silu_and_mish_are_seen_in_any_window() -> None:
    """They were cut off, or one flat line."""
    for low, high in ((-8.0, 8.0), (-3.0, 0.0)):
        entries = GELU(), SiLU(), Mish()
        values, slopes = spans(*entries, low=low, high=high)
        x = np.linspace(low, high, 2001)
        for one in entries:
            assert values[0] < np.min(one.value(x))
            assert slopes[0] < np.min(one.slope(x))
    low, high = spans(GELU(), SiLU(), Mish(), low=-3, high=0)[0]
    assert high - low < 0.5


@pytest.mark.parametrize("ends", [{}, {"low": -6, "high": 3}, {"low": -30, "high": 30}])
def test_the_usual_frame_stands_still_while_a_knob_moves(ends: dict[str, float]) -> None:
    """It is one of a few: none of them is left and taken again."""
    frames = [spans(ELU(alpha=float(alpha)), **ends) for alpha in np.linspace(0.2, 3.0, 113)]
    assert len(set(frames[:45])) == 1
    assert sum(a != b for a, b in pairwise(frames)) == len(set(frames)) - 1 <= 3


def test_a_fitted_frame_moves_in_few_steps_while_a_knob_does() -> None:
    found = [spans(ELU(alpha=float(alpha)), low=-3, high=0)[0] for alpha in np.linspace(0.5, 1.0, 101)]
    assert len(set(found)) <= 9


def test_what_is_flat_or_not_there_still_has_a_frame() -> None:
    assert fitted(np.full((1, 5), 3.0)) == pytest.approx((2.7, 3.3))
    assert fitted(np.zeros((1, 5))) == (-1, 1)
    assert fitted(np.full((1, 5), np.nan)) == fitted(np.array([[0.0, 1.0]]))
    assert fitted(np.array([[0.0, np.inf, 1.0]])) == fitted(np.array([[0.0, 1.0]]))


def test_a_height_that_is_asked_for_is_taken_the_right_way_round_and_not_if_it_is_empty() -> None:
    assert given(2.0, -1.0, (0.0, 1.0)) == (-1.0, 2.0)
    assert given(None, 3.0, (0.0, 1.0)) == (0.0, 3.0)
    assert given(2.0, None, (0.0, 1.0)) == (1.0, 2.0)
    assert given(1.0, 1.0, (0.0, 1.0)) == (0.0, 1.0)
    assert spans(ELU(), y_low=-3, y_high=5)[0] == (-3, 5)


@pytest.mark.parametrize("entry", EVERY, ids=str)
def test_both_sides_of_every_break_are_among_the_places(entry: Activation) -> None:
    x = grid([entry], -8.0, 8.0)
    assert (np.diff(x) > 0).all()
    for place in entry.breaks():
        if -8 < place < 8:
            assert np.nextafter(place, -np.inf) in x
            assert np.nextafter(place, np.inf) in x
