"""What an entry must write: an entry that lacks it is refused when its class is defined, in a sentence."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation, Sigmoid, gates, waves
from app.core.activations.gates import Gated
from app.core.catalogue import Catalogue, Entry, NotationError, knob
from app.core.descent.conditions import Conditions
from app.core.descent.sweeps import sweep
from app.core.optimizers import OPTIMIZERS, Momentum, Optimizer
from app.core.schedules import SCHEDULES, Schedule
from app.core.surfaces import SURFACES, Sphere, Surface

TOLD: dict[str, Any] = {"name": "cubic", "title": "Cubic", "tex": "x^3", "source": "Cardano, 1545"}
WORDS: dict[str, Any] = {"pros": ("odd",), "cons": ("steep",)}


def anything(*_: Any) -> Any:
    """Stands in for any formula."""


ACTIVATION = {"__doc__": "A cube.", **TOLD, **WORDS, "value": anything, "slope": anything}
OPTIMIZER = {"__doc__": "A rule.", **TOLD, **WORDS, "code": "x", "rules": (("x", "{x}"),), "step": anything}
SCHEDULE = {"__doc__": "A factor.", **TOLD, "factor": anything}
SURFACE = {
    "__doc__": "A dent.", **TOLD, "domain": ((0.0, 1.0), (0.0, 1.0)), "start": (1.0, 1.0), "value": anything,
    "gradient": anything,
}  # fmt: skip
KINDS: list[tuple[Any, dict[str, Any]]] = [
    (Activation, ACTIVATION),
    (Optimizer, OPTIMIZER),
    (Schedule, SCHEDULE),
    (Surface, SURFACE),
]


def define(base: Any, **body: Any) -> Any:
    """The class statement `class Cubic(base)` with this body."""
    return type(base)("Cubic", (base,), {"__module__": __name__, **body})


def without(body: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}


@pytest.mark.parametrize(("base", "body"), KINDS)
def test_an_entry_that_writes_what_it_must_is_one(base: Any, body: dict[str, Any]) -> None:
    entry = define(base, **body)
    assert str(entry()).startswith("cubic")
    assert not entry.abstract


@pytest.mark.parametrize(
    ("base", "body", "name"),
    [(base, body, name) for base, body in KINDS for name in body if not (base is Activation and name == "slope")],
)
def test_what_an_entry_lacks_is_said(base: Any, body: dict[str, Any], name: str) -> None:
    sentence = {"__doc__": "a docstring", "value": "value"}.get(name, name)
    with pytest.raises(TypeError, match=f"^Cubic lacks {sentence}( |$)"):
        define(base, **without(body, name))


def test_all_that_an_entry_lacks_is_said_at_once() -> None:
    with pytest.raises(TypeError, match=r"^Cubic lacks a docstring, title, source, domain, gradient$"):
        define(Surface, **without(SURFACE, "__doc__", "title", "source", "domain", "gradient"))


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        (["slope"], r"slope \(or both, which answers value and slope\)"),
        (["value"], r"value \(or both, "),
        (["value", "slope"], r"value and slope \(or both, "),
        (["tex", "slope"], r"tex, slope \(or both, "),
    ],
)
def test_an_activation_without_a_slope_is_refused(left_out: list[str], sentence: str) -> None:
    with pytest.raises(TypeError, match=f"^Cubic lacks {sentence}"):
        define(Activation, **without(ACTIVATION, *left_out))


def test_both_stands_for_value_and_slope() -> None:
    entry = define(Activation, **without(ACTIVATION, "value", "slope"), both=lambda self, x: (x**3, 3 * x * x))
    assert (entry().value(2.0), entry().slope(2.0)) == (8.0, 12.0)


def test_a_gate_must_be_written() -> None:
    with pytest.raises(TypeError, match=r"^Cubic lacks gate$"):
        define(Gated, **without(ACTIVATION, "value", "slope"))


def test_a_relative_is_called_by_a_name_of_its_own() -> None:
    with pytest.raises(TypeError, match=r"^Cubic lacks name, source$"):
        define(Sigmoid, **without(ACTIVATION, "name", "source"))
    with pytest.raises(TypeError, match=r"^Cubic lacks title$"):
        define(Momentum, **without(OPTIMIZER, "title", "pros", "rules"))


def test_what_several_have_in_common_is_no_entry() -> None:
    class Family(Activation, abstract=True):
        source: ClassVar[str] = "Cardano, 1545"

    assert Family.abstract
    assert not define(Family, **without(ACTIVATION, "source")).abstract


def test_an_annotated_attribute_that_is_no_knob_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^Cubic.a is annotated but is no knob; write a: float = knob\(...\)"):

        class Cubic(Activation):
            a: float = 1.0


@pytest.mark.parametrize("annotation", ["ClassVar[float]", ClassVar[float]])
def test_what_all_entries_share_is_no_knob(annotation: Any) -> None:
    entry = define(Activation, **ACTIVATION, a=1.0, __annotations__={"a": annotation})
    assert entry.knobs() == ()
    with pytest.raises(TypeError, match="is no knob"):
        define(Activation, **ACTIVATION, a=1.0, __annotations__={"a": "float"})
    with pytest.raises(TypeError, match="is no knob"):
        define(Activation, **ACTIVATION, __annotations__={"a": float})


@pytest.mark.parametrize("name", ["kinks", "title", "settings", "slope"])
def test_a_knob_does_not_hide_what_every_entry_has(name: str) -> None:
    sentence = f"^Cubic.{name} cannot be a knob, as every entry has a {name}; call it {name}_$"
    one = {name: knob("a", "a number", low=0.0, high=1.0, default=0.5), "__annotations__": {name: "float"}}
    with pytest.raises(TypeError, match=sentence):
        define(Activation, **{**ACTIVATION, **one})


def test_a_relative_may_change_a_knob() -> None:
    one = {"lr": knob("a", "a rate", low=0.0, high=1.0, default=0.5), "__annotations__": {"lr": "float"}}
    assert str(define(Momentum, **OPTIMIZER, **one)()) == "cubic(lr=0.5,rho=0.9)"


def test_a_catalogue_holds_what_its_families_define_in_order() -> None:
    family = ModuleType(__name__)
    first, second = (define(Activation, **{**ACTIVATION, "name": name}) for name in ("second", "first"))
    vars(family).update(Activation=Activation, Sigmoid=Sigmoid, knob=knob, second=first, first=second)
    found: Catalogue[Activation] = Catalogue("activation", waves, family, gates)
    before, after = ([name for name in found if found[name].__module__ == part.__name__] for part in (waves, gates))
    assert (before[:2], after[:2]) == (["gaussian", "sine"], ["gelu", "gelu_tanh"])
    assert list(found) == [*before, "second", "first", *after]


def test_two_entries_of_one_name_are_refused() -> None:
    family = ModuleType(__name__)
    vars(family).update(Cubic=define(Activation, **{**ACTIVATION, "name": "sine"}))
    with pytest.raises(TypeError, match=r"^Sine and Cubic are both called sine$"):
        Catalogue("activation", waves, family)


@pytest.mark.parametrize("catalogue", [ACTIVATIONS, OPTIMIZERS, SCHEDULES, SURFACES])
def test_every_entry_can_be_imported_from_its_package(catalogue: Catalogue[Any]) -> None:
    for entry in catalogue.values():
        package = __import__(entry.__module__.rpartition(".")[0], fromlist=[entry.__name__])
        assert getattr(package, entry.__name__) is entry
        assert issubclass(entry, Entry)


def test_a_knob_that_is_not_there_is_a_sentence() -> None:
    on = Conditions(Sphere(), (1.0, 1.0), 3)
    with pytest.raises(NotationError, match=r"^momentum has no knob 'foo'; choose from lr, rho$"):
        sweep(Momentum(), "foo", np.array([0.5]), on)
    with pytest.raises(NotationError, match=r"^sigmoid has no knob 'alpha'; it has none$"):
        Sigmoid.with_settings({"alpha": 1.0})


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("x - lr g", "got 'x - lr g'"),
        ((), r"got '\(\)'"),
        (("x", "{x}"), "'x' is no pair of texts"),
        ((("x", 1),), "is no pair of texts"),
        ((("x",),), "is no pair of texts"),
        ((("x", "{x"),), "braces of '{x' do not match"),
        ((("x", "x}"),), "braces of 'x}' do not match"),
        ((("x", "{}"),), "each brace of '{}' must hold a name alone"),
        ((("x", "{x.real}"),), "must hold a name alone"),
        ((("x", "{x:.2f}"),), "must hold a name alone"),
        ((("x", "{x!r}"),), "must hold a name alone"),
        ((("lr", "{x}"),), "'lr' is not what a step gives: x, v, ahead"),
        ((("y", "{x}"),), "'y' is not what a step gives: x, v, ahead"),
    ],
)
def test_rules_that_could_not_be_shown_are_refused_with_their_form(rules: object, said: str) -> None:
    body = {**OPTIMIZER, "state": ("v",), "symbols": {"v": "v"}, "rules": rules}
    form = re.escape('Cubic.rules must be pairs of a name and its formula, as (("x", "{x} - {lr} * {g}"),)')
    with pytest.raises(TypeError, match=f"^{form}.*{said}$"):
        define(Optimizer, **body)
