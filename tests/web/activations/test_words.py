"""Numbers of the activations page as they are read: all four digits of a lowest point, and 0 where a curve is flat."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, GELU, Activation, ReLU, Sine
from app.core.activations.properties import properties
from app.core.numerals import decimal
from app.web.activations.page import ActivationsPage
from app.web.activations.query import ActivationsQuery
from app.web.activations.words import facts, read, turns
from tests.core.samples import ENTRIES
from tests.web.client import ask

FOUR = re.compile(r"[−]?(\d[\d.]*)( × 10[⁻⁰-⁹¹²³]+)?")


@pytest.mark.parametrize(("value", "text"), [
    (-0.16997, "−0.1700"), (-0.75179, "−0.7518"), (1.0, "1.000"), (1000.0, "1000"), (12345.0, "1.234 × 10⁴"),
    (2e-7, "2.000 × 10⁻⁷"), (0.0, "0"), (-0.0, "0"), (99999.0, "1.000 × 10⁵"),
])  # fmt: skip
def test_a_full_number_has_all_its_digits(value: float, text: str) -> None:
    assert decimal(value, 4, full=True) == text


def test_where_gelu_is_lowest_to_four_digits() -> None:
    ((name, text, x),) = turns(properties(GELU()))
    assert (name, text, x) == ("lowest", "−0.1700 at −0.7518", -0.7517915246935645)
    page = ask("GET", f"/activations?f=gelu&at={x}", headers={"Accept": "text/html"}).text
    assert "−0.1700 at −0.7518" in page
    assert "10⁻¹⁷" not in page


@pytest.mark.parametrize("f", [one for one in ENTRIES if turns(properties(one))], ids=str)
def test_every_lowest_and_highest_has_four_digits_and_a_slope_that_reads_0(f: Activation) -> None:
    for _, text, x in turns(properties(f)):
        for part in text.split(" at "):
            match = FOUR.fullmatch(part)
            assert match is not None
            assert part == "0" or len(match[1].replace(".", "").lstrip("0")) == 4
        if x not in f.breaks():
            assert read(f, x)[1] == 0


@pytest.mark.parametrize("f", ENTRIES, ids=str)
def test_all_other_numbers_are_read_as_they_are(f: Activation) -> None:
    x = np.concatenate([-np.geomspace(1e-3, 700, 50), np.geomspace(1e-3, 700, 50)])
    for shown, true in zip(read(f, x), f.curve(x), strict=True):
        np.testing.assert_array_equal(shown, true)


def test_what_goes_through_0_between_the_neighbours_of_x_is_0_there() -> None:
    x = np.array([np.pi, np.pi / 2, -2 * np.pi, 1.0])
    value, slope = read(Sine(), x)
    assert [bool(one) for one in value] == [False, True, False, True]
    assert [bool(one) for one in slope] == [True, False, True, True]
    assert [float(one) for one in read(ReLU(), 0.0)] == [0, 0]
    leaky = ACTIVATIONS.read("prelu(weight=-1)")  # |x|: its slope jumps through 0, where it is PyTorch's -1
    assert float(read(leaky, 0.0)[1]) == -1
    assert ActivationsPage(ActivationsQuery(f=(Sine(),), at=np.pi / 2)).rows[0].slope == "0"


def test_the_layers_say_what_becomes_of_a_gradient() -> None:
    told = dict(facts(properties(GELU()), 10))
    assert told["after 10 layers"] == "gradient × 3.36 at most"
    assert dict(facts(properties(GELU()), 1))["after 1 layer"] == "gradient × 1.13 at most"
