"""What is said of several entries in the place of one, of a yes that is no 1, and of two entries that are alike."""

from __future__ import annotations

import itertools

import pytest

from app.core.activations import ACTIVATIONS
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.web.activations.figure import titles
from app.web.races.names import names_of
from tests.web.client import ask, strict_json


def detail(query: str) -> str:
    answer = ask("GET", f"/api/{query}")
    assert answer.status_code == 422
    return str(answer.json()["detail"])


LISTS = [("activations", "f", ACTIVATIONS), ("races", "run", OPTIMIZERS)]
SINGLES = [("races", "surface", SURFACES), ("races", "schedule", SCHEDULES), ("surfaces", "surface", SURFACES)]
BETWEEN = [",", ", ", ";", " ", "|", " and ", "%2B", "/", "%26"]


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize(("call", "name", "catalogue"), LISTS)
def test_a_list_in_one_parameter_is_written_out_as_it_should_be(
    call: str, name: str, catalogue: dict[str, object], between: str
) -> None:
    one, other = itertools.islice(catalogue, 2)
    told = detail(f"{call}?{name}={one}{between}{other}")
    assert told.endswith(f"; give one at a time; write {name}={one}&{name}={other}")
    right = told.rpartition("; write ")[2]
    assert ask("GET", f"/api/{call}?{right}").status_code == 200


@pytest.mark.parametrize(("call", "name", "catalogue"), SINGLES)
def test_where_one_belongs_it_is_said_that_one_does(call: str, name: str, catalogue: dict[str, object]) -> None:
    one, other = itertools.islice(catalogue, 2)
    assert detail(f"{call}?{name}={one},{other}").endswith(f"; give one at a time; {name} takes one")


def test_who_is_none_among_several_is_told_with_the_choices() -> None:
    told = detail("races?run=a, b")
    assert told.startswith("'a, b' is more than one optimizer; give one at a time; write run=a&run=b; unknown")
    assert "unknown optimizer 'a'; " in told
    assert "choose from sgd, momentum, " in told.lower()
    assert "did you mean adam?" in detail("races?run=sgd,adan")
    assert "; write run=sgd(lr=0.1)&run=b; " in detail("races?run=sgd(lr=0.1), b")


def test_many_are_not_repeated_at_length_and_items_of_a_body_are_called_so() -> None:
    many = ",".join(f"leaky_relu(negative_slope=0.{k})" for k in range(1, 6))
    assert detail(f"activations?f={many}").endswith("; give one at a time; repeat f for each")
    told = ask("POST", "/api/activations", json={"f": ["relu,tanh"], "x": [0.0]}).json()["detail"]
    assert told.endswith("; give one at a time; each is an item of its own")


@pytest.mark.parametrize(("told", "meant"), [
    ("true", "; write 1"), ("Yes", "; write 1"), ("on", "; write 1"), ("FALSE", "; write 0"), ("no", "; write 0"),
    ("2", ""), ("0.5", ""), ("", ""), ("maybe", ""), ("-1", ""),
])  # fmt: skip
def test_a_flag_is_1_or_0_and_a_yes_is_told_which(told: str, meant: str) -> None:
    assert detail(f"contests?fair={told}") == f"fair must be 1 or 0, got '{told}'{meant}"


def test_a_flag_that_is_one_is_taken() -> None:
    fair, plain = ({digit: ask("GET", f"/api/contests?fair={digit}").content for digit in digits}
                   for digits in (("1", "1.0", "%2B1", "1e0"), ("0", "0.0", "-0")))  # fmt: skip
    assert len(set(fair.values())) == len(set(plain.values())) == 1
    assert plain["0"] == ask("GET", "/api/contests").content != fair["1"]


@pytest.mark.parametrize(("name", "told"), [
    ("steps", "ten"), ("steps", "true"), ("seed", "1.5"), ("seeds", "x"), ("step", ""), ("focus", "last"),
])  # fmt: skip
def test_what_counts_is_said_to_be_whole(name: str, told: str) -> None:
    assert detail(f"races?{name}={told}") == f"{name} must be a whole number, got '{told}'"


def test_two_that_are_alike_have_names_of_their_own() -> None:
    """In the legend, the labels and the words, as in tables."""
    read, of = OPTIMIZERS.read, ACTIVATIONS.read
    assert names_of([read("adam"), read("adam"), read("sgd")]) == ["Adam", "Adam (2)", "SGD"]
    alike = names_of([read("sgd(lr=0.1)"), read("sgd(lr=0.1)"), read("sgd(lr=0.2)")])
    assert alike == ["SGD 0.1", "SGD 0.1 (2)", "SGD 0.2"]
    assert titles([of("relu"), of("relu"), of("elu")]) == ["ReLU", "ReLU (2)", "ELU"]
    for address in ("/api/activations.plotly?f=relu&f=relu", "/api/races.plotly?run=adam&run=adam&step=20"):
        traces = strict_json(ask("GET", address).content)["data"]
        names = [one["name"] for one in traces if one.get("name") and one.get("showlegend", True) is not False]
        assert len(set(names)) == len(names)
        assert {"activations": 2, "races": 0}["races" if "races" in address else "activations"] <= len(names)
