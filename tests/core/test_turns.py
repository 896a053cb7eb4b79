"""Where a curve turns at its lowest and at its highest, for every function that does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.core.activations.properties import properties
from tests.core.samples import ENTRIES

SMOOTH: dict[str, Callable[[Any], Any]] = {
    "gelu": lambda x: x * mp.ncdf(x),
    "gelu_tanh": lambda x: x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3))),
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "swish(beta=2)": lambda x: x / (1 + mp.exp(-2 * x)),
    "mish": lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))),
    "sine": mp.sin,
    "gaussian": lambda x: -mp.exp(-(x**2)),  # its highest, by its mirror image
}
KINKED = {  # where it is lowest, where highest
    "hard_swish": (-1.5, None),
    "prelu(weight=-0.2)": (0.0, None),
    "maxout(w1=-0.5,b1=1,w2=2,b2=-1.5)": (1.0, None),
    "maxout(w1=0,b1=-3,w2=0,b2=2)": (None, None),
    "threshold(threshold=1,value=5)": (None, None),
    "gaussian": (None, 0.0),
    "relu": (None, None),
}


@pytest.mark.parametrize("notation", SMOOTH)
def test_the_place_is_right_to_the_last_digits(notation: str) -> None:
    facts = properties(ACTIVATIONS.read(notation))
    found = facts.highest_at if notation == "gaussian" else facts.lowest_at
    assert found is not None
    with mp.workdps(40):
        exact = float(mp.findroot(lambda x: mp.diff(SMOOTH[notation], x), found))
    assert found == pytest.approx(exact, abs=3e-16)


def test_where_gelu_is_lowest() -> None:
    facts = properties(ACTIVATIONS.read("gelu"))
    assert (round(facts.low, 4), round(facts.lowest_at or 0, 4)) == (-0.17, -0.7518)


@pytest.mark.parametrize(("notation", "places"), KINKED.items())
def test_at_a_kink_on_a_flat_stretch_or_nowhere(notation: str, places: tuple[float | None, float | None]) -> None:
    facts = properties(ACTIVATIONS.read(notation))
    assert (facts.lowest_at, facts.highest_at) == places


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_no_value_lies_beyond_a_turn_and_what_only_rises_has_none(entry: Activation) -> None:
    facts, x = properties(entry), np.linspace(-20, 20, 40_001)
    places = ((facts.lowest_at, facts.low, -1), (facts.highest_at, facts.high, 1))
    for place, bound, sign in places:
        if place is not None:
            assert float(entry.value(place)) == pytest.approx(bound, rel=1e-12)
            assert (sign * (np.asarray(entry.value(x)) - bound) <= 1e-12).all()
            assert not facts.monotonic
    if not facts.monotonic and not facts.kinks and not facts.low_open and np.isfinite(facts.low):
        assert facts.lowest_at is not None
