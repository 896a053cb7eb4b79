"""An entry of one's own, as somebody with a notebook writes it: one of each kind, and what is said of a wrong one."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.core.catalogue import Catalogue, Entry, knob
from app.core.optimizers import OPTIMIZERS, Optimizer
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from tests.core.test_contract import ACTIVATION, KINDS, OPTIMIZER, define
from tests.core.walks import every_setting

NOTEBOOK = '''
import copy, pickle
import numpy as np
import app as slopes

class Cubic(slopes.Activation):
    """A cube beside a line."""

    name = "cubic"
    title = "Cubic"
    tex = "x + a x^3"
    source = "Cardano, 1545"
    pros = ("odd",)
    cons = ("steep",)
    a: float = slopes.knob("a", "weight of the cube", low=0.0, high=10.0, default=1.0)
    x: float = slopes.knob("x", "weight of the line", low=0.0, high=10.0, default=1.0)

    def value(self, x):
        return self.x * x + self.a * x**3

    def slope(self, x):
        return self.x + 3 * self.a * x**2

assert Cubic(a=2)(2) == 18.0 and Cubic().slope([0, 1]).tolist() == [1.0, 4.0]
facts = slopes.properties(Cubic())
assert facts.monotonic and facts.zero_centred and facts.high == np.inf

class Lazy(slopes.Optimizer):
    """Half a step, and a memory of nothing."""

    name = "lazy"
    title = "Lazy"
    tex = "x - alpha g / 2"
    source = "Nobody, 2026"
    pros = ("calm",)
    cons = ("slow",)
    code = "x"
    rules = (("x", "{x} - {lr} · {g} · {a}"),)
    a: float = slopes.knob("a", "share of a step", low=0.0, high=1.0, default=0.5)

    def step(self, lr, t, x, g):
        return (x - lr * g * self.a,)

class Dent(slopes.Surface):
    """A bowl with its bottom aside."""

    name = "dent"
    title = "Dent"
    tex = "(x - 1)^2 + y^4"
    source = "Nobody, 2026"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.0, 1.0)

    def value(self, x, y):
        return (x - 1) ** 2 + y**2 + y**4

    def gradient(self, x, y):
        return 2 * (x - 1), 2 * y + 4 * y**3

class Twice(slopes.Schedule):
    """Full until the middle, half after it."""

    name = "twice"
    title = "Twice"
    tex = "1, 1/2"
    source = "Nobody, 2026"

    def factor(self, t, steps):
        return 1.0 if 2 * t < steps else 0.5

on = slopes.Conditions(Dent(), start=Dent.start, steps=400, schedule=Twice())
(one, other) = slopes.race((Lazy(lr=0.2), slopes.Adam(lr=0.1)), on)
assert one.ending.reason == "at the minimum (1, 0)", one.ending
assert one.x[1] == -1 + 0.2 * 4 * 0.5 and other.ending.arrived
assert Lazy(lr=0.2).explain(0.2, 1, -1.0, -4.0)[0].result == one.x[1]
assert Dent().by_differences and Dent().lowest == 0.0
for entry in (Cubic(a=2), Lazy(), Dent(), Twice()):
    twin = pickle.loads(pickle.dumps(entry))
    assert twin == entry == copy.deepcopy(entry) and hash(twin) == hash(entry) and repr(twin) == str(entry)
print("all of it")
'''


def test_one_of_each_kind_in_a_notebook() -> None:
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", NOTEBOOK],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.stderr) == ("all of it\n", "")


@pytest.mark.parametrize("catalogue", [ACTIVATIONS, OPTIMIZERS, SCHEDULES, SURFACES], ids=lambda one: one.kind)
def test_an_entry_is_a_value(catalogue: Catalogue[Entry]) -> None:
    for kind in catalogue.values():
        for entry in every_setting(kind):
            if isinstance(entry, Optimizer):
                entry.step(entry.lr, 1, 0.0, 1.0, *entry.begin())  # what is kept of a step is no part of it
            for twin in (pickle.loads(pickle.dumps(entry)), copy.copy(entry), copy.deepcopy(entry)):
                assert twin == entry
                assert hash(twin) == hash(entry)
                assert repr(twin) == str(twin) == str(entry)
            assert len({one for one in every_setting(kind) if one == entry}) == 1


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"low": 0.0, "high": 1.0, "default": 2.0}, "has the default 2.0, which its bounds 0.0 and 1.0 exclude"),
        ({"low": 0.0, "high": 1.0, "default": 1.0, "open": "high"}, "has the default 1.0, which"),
        ({"low": 0.0, "high": 1.0, "default": 0.0, "open": "both"}, "has the default 0.0, which"),
        ({"low": 1.0, "high": 0.0, "default": 0.5}, "needs low < high"),
        ({"low": -1.0, "high": 1.0, "default": 0.5, "log": True}, "and low >= 0 for a scale of decades"),
        ({"low": 0.0, "high": float("inf"), "default": 0.5}, "needs finite numbers, got low=0.0, high=inf"),
        ({"low": 0.0, "high": 1.0, "default": "0.5"}, "needs finite numbers, got .* default='0.5'"),
        ({"low": 0.0, "high": 1.0, "default": float("nan")}, "needs finite numbers"),
    ],
)
def test_a_knob_that_cannot_be_is_refused_at_once(bounds: dict[str, Any], sentence: str) -> None:
    for base, body in KINDS:
        one = {"a": knob("a", "a number", **bounds), "__annotations__": {"a": "float"}}
        with pytest.raises(TypeError, match=rf"^Cubic\.a {sentence}|^Cubic\.a needs .*{sentence}"):
            define(base, **body, **one)


@pytest.mark.parametrize("name", ["a", "x", "t", "lr", "b", "self_", "n", "alpha", "value_", "y"])
def test_a_knob_may_have_any_name_that_is_free(name: str) -> None:
    one = {name: knob("a", "a number", low=0.0, high=1.0, default=0.5), "__annotations__": {name: "float"}}
    for base, body in KINDS:
        if base is Optimizer and name in {"x", "t"}:
            with pytest.raises(TypeError, match=rf"^Cubic\.{name} cannot be a knob, as a step has a {name} already$"):
                define(base, **body, **one)
            continue
        entry = define(base, **body, **one)
        written = name.removesuffix("_")
        assert entry.with_settings({written: 0.25}).settings()[written] == 0.25
        assert f"{written}=0.25" in str(entry.with_settings({written: 0.25}))


@pytest.mark.parametrize("name", ["Leaky ReLU", "relu-6", "", "1x", "café", 3, "a(b)"])
def test_a_name_that_the_notation_cannot_write_is_refused(name: Any) -> None:
    for base, body in KINDS:
        with pytest.raises(TypeError, match=r"^Cubic\.name must be a word like leaky_relu, got "):
            define(base, **{**body, "name": name})


def test_the_rules_of_a_step_speak_of_what_there_is() -> None:
    with pytest.raises(TypeError, match=r"^Cubic lacks symbols for v: symbols = \{name: TeX\}$"):
        define(Optimizer, **OPTIMIZER, state=("v",))
    with pytest.raises(TypeError, match=r"^Cubic lacks symbols for rho, v: "):
        define(Optimizer, **{**OPTIMIZER, "rules": (("x", "{x} − {rho} · {v}"),)})


def test_two_knobs_of_one_written_name_are_refused() -> None:
    pair = {one: knob("a", "a number", low=0.0, high=1.0, default=0.5) for one in ("value_", "gate")}
    entry = define(Activation, **ACTIVATION, **pair, __annotations__=dict.fromkeys(pair, "float"))
    assert [one.name for one in entry.knobs()] == ["value", "gate"]
    pair = {one: knob("a", "a number", low=0.0, high=1.0, default=0.5) for one in ("a", "a_")}
    with pytest.raises(TypeError, match=r"^Cubic has two knobs that are written a$"):
        define(Activation, **ACTIVATION, **pair, __annotations__=dict.fromkeys(pair, "float"))
