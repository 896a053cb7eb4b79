"""What cannot be a condition of a run is refused in a sentence, before anything is computed with it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.descent import Conditions, run
from app.core.optimizers import OPTIMIZERS, SGD, Adam
from app.core.surfaces import Beale

GOOD: dict[str, Any] = {"surface": Beale(), "start": (1.0, 1.5), "steps": 5}
BAD = [
    ({"surface": "beale"}, TypeError, "surface must be a surface such as Beale(), got 'beale'"),
    ({"surface": Beale}, TypeError, "surface must be a surface such as Beale(), got <class"),
    ({"schedule": "cosine"}, TypeError, "schedule must be a schedule such as Cosine(), got 'cosine'"),
    ({"start": (float("nan"), 1.0)}, ValueError, "start must be a point (x, y) of finite numbers, got (nan, 1.0)"),
    ({"start": (1.0, np.array([1.0, np.inf]))}, ValueError, "start must be a point (x, y) of finite numbers"),
    ({"steps": -1}, ValueError, "steps must be a whole number that is not negative, got -1"),
    ({"steps": 1.5}, ValueError, "steps must be a whole number that is not negative, got 1.5"),
    ({"seed": -1}, ValueError, "seed must be a whole number that is not negative, got -1"),
    ({"seed": (0, -3)}, ValueError, "seed must be a whole number that is not negative, got -3"),
    ({"seed": 1.5}, ValueError, "seed must be a whole number that is not negative, got 1.5"),
    *(
        ({name: value}, ValueError, f"{name} must be a finite number that is not negative, got {value}")
        for name in ("noise", "clip_norm", "clip_value")
        for value in (-1, float("nan"), float("inf"))
    ),
]


@pytest.mark.parametrize(("change", "kind", "sentence"), BAD)
def test_what_is_no_condition_is_refused(change: dict[str, Any], kind: type[Exception], sentence: str) -> None:
    with pytest.raises(kind) as raised:
        Conditions(**{**GOOD, **change})
    assert str(raised.value).startswith(sentence)


def test_whole_numbers_of_any_kind_are_taken() -> None:
    plain = run(SGD(lr=0.001), Conditions(**GOOD, seed=3, noise=1))
    other = {**GOOD, "steps": np.int32(5), "seed": np.int64(3), "noise": np.float32(1)}
    same = run(SGD(lr=0.001), Conditions(**other))
    assert plain.x.tolist() == same.x.tolist()


@pytest.mark.parametrize(
    ("optimizer", "on", "sentence"),
    [
        ("adam", Conditions(**GOOD), "a run takes an optimizer such as Adam(), got 'adam'"),
        (Adam, Conditions(**GOOD), "a run takes an optimizer such as Adam(), got <class "),
        (Adam(), Beale(), "a run takes Conditions, got beale"),
    ],
)
def test_what_a_run_cannot_take_is_named(optimizer: Any, on: Any, sentence: str) -> None:
    with pytest.raises(TypeError) as raised:
        run(optimizer, on)
    assert str(raised.value).startswith(sentence)


@pytest.mark.parametrize("value", ["0.1", True, None, [0.1, "x"], 1j])
def test_a_knob_takes_numbers(value: Any) -> None:
    with pytest.raises(TypeError, match=r"^lr must be a number, got "):
        Adam(lr=value)


def test_a_catalogue_tells_its_entries() -> None:
    assert repr(OPTIMIZERS).startswith("<optimizers: sgd, ")
