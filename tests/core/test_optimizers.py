"""Laws that hold for every optimizer: at its defaults and at both ends of every knob."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

from app.core.optimizers import OPTIMIZERS, Adam, AMSGrad, Momentum, Nesterov, Optimizer, RAdam, Rprop
from tests.core.walks import RUNS, every_setting, walk

ENTRIES = list(OPTIMIZERS.values())
STEPS = 50

random = np.random.default_rng(7)
SLOPES = random.standard_normal((STEPS, 3, 4)) * np.geomspace(1e-3, 1e3, 12).reshape(3, 4)
SLOPES[10:20, 0, 0] = 0.0
SLOPES[:, 1, 1] = 2.0
STARTS = random.standard_normal((3, 4))


def follow(run: Optimizer, slopes: Any, x: Any) -> list[Any]:
    """The points and states of a walk whose gradients are given beforehand, so that nothing feeds back."""
    state: Any = run.begin()
    found = []
    for t, g in enumerate(slopes, start=1):
        x, *state = run.step(run.lr, t, x, g, *state)
        found.append((x, *state))
    return found


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_floats_and_arrays_are_one_rule(run: Optimizer) -> None:
    arrays = follow(run, SLOPES, STARTS)
    for place in np.ndindex(3, 4):
        floats = follow(run, SLOPES[(slice(None), *place)].tolist(), float(STARTS[place]))
        assert all(type(one) is float for now in floats for one in now)
        beside = [[np.broadcast_to(one, (3, 4))[place] for one in now] for now in arrays]
        np.testing.assert_allclose(floats, beside, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_knob_may_be_an_array(entry: type[Optimizer]) -> None:
    for knob in entry.knobs():
        middle = math.sqrt(knob.low * knob.high) if knob.log else 0.6 * knob.low + 0.4 * knob.high
        values = np.array([one.settings()[knob.name] for one in every_setting(entry)] + [middle])
        sweep: dict[str, Any] = {knob.name: values}
        swept = follow(entry.with_settings(sweep), SLOPES[:, 2, 0], np.zeros(len(values)))
        for place, value in enumerate(values.tolist()):
            alone = follow(entry.with_settings({knob.name: value}), SLOPES[:, 2, 0].tolist(), 0.0)
            beside = [[np.broadcast_to(one, len(values))[place] for one in now] for now in swept]
            np.testing.assert_allclose(beside, alone, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_a_step_changes_nothing_that_it_is_given(run: Optimizer) -> None:
    state = [np.full((3, 4), one) for one in run.begin()]
    x, g = STARTS.copy(), SLOPES[0].copy()
    for one in (x, g, *state):
        one.flags.writeable = False
    once, again = run.step(run.lr, 1, x, g, *state), run.step(run.lr, 1, x, g, *state)
    for one, other in zip(once, again, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_what_is_remembered_has_names(run: Optimizer) -> None:
    assert len(run.state) == len(run.begin()) == len(run.step(run.lr, 1, 0.0, 1.0, *run.begin())) - 1
    assert len(set(run.state)) == len(run.state)
    assert set(run.state) <= set(run.symbols)


@pytest.mark.parametrize("run", RUNS, ids=str)
@pytest.mark.parametrize("g", [0.0, 5e-324, 1e-200, 1e200, -1.7e308, math.inf, math.nan])
def test_no_gradient_makes_a_float_raise(run: Optimizer, g: float) -> None:
    x, *state = run.step(run.lr, 1, 0.5, g, *run.begin())
    x, *_ = run.step(run.lr, 2, x, g, *state)
    assert type(x) is float
    assert g or math.isfinite(x)


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_without_a_gradient_nothing_moves_but_by_decay(run: Optimizer) -> None:
    *_, (x, *_) = walk(run, lambda x: 0.0, 1.0, 5)
    decay = run.settings().get("weight_decay", 0.0)
    assert x == pytest.approx((1 - run.lr * decay) ** 5, rel=1e-14)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
@pytest.mark.parametrize("g", [-3.0, 0.02])
def test_the_first_step_leads_downhill_and_mirrors(entry: type[Optimizer], g: float) -> None:
    run = entry()
    there, here = (run.step(run.lr, 1, 0.0, one, *run.begin())[0] for one in (g, -g))
    assert there * g < 0
    assert there == -here


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_it_goes_down_a_bowl(entry: type[Optimizer]) -> None:
    run = entry()
    rate = 1.0 if run.name == "adadelta" else 0.02
    points = [abs(x) for x, *_ in walk(run, lambda x: x, 1.0, 2000, rate)]
    assert min(points) < 0.1


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_a_run_is_written_and_read_back(run: Optimizer) -> None:
    assert OPTIMIZERS.read(str(run)) == run
    assert len(str(run)) <= 200


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_optimizer_says_what_it_is(entry: type[Optimizer]) -> None:
    assert entry.knobs()[0].name == "lr"
    assert entry.summary().endswith(".")
    assert entry.title
    assert entry.tex
    assert entry.pros
    assert entry.cons
    assert re.search(r"\b(18|19|20)\d\d\b", entry.source)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_code_is_python_and_short(entry: type[Optimizer]) -> None:
    compile(entry.code, entry.name, "exec")
    assert len(entry.code.splitlines()) <= 10


def test_the_code_of_the_slides_is_the_slides() -> None:
    assert OPTIMIZERS["sgd"].code == "while True:\n    dx = compute_gradient(x)\n    x -= learning_rate * dx"
    assert OPTIMIZERS["momentum"].code == (
        "vx = 0\nwhile True:\n    dx = compute_gradient(x)\n    vx = rho * vx + dx\n    x -= learning_rate * vx"
    )


def test_nesterov_looks_ahead_and_momentum_does_not() -> None:
    assert [entry.looks_ahead for entry in (Nesterov, Momentum)] == [True, False]
    assert Nesterov(lr=0.1, rho=0.5).probe(0.1, 2.0, 3.0) == pytest.approx(1.85)
    assert Momentum(lr=0.1, rho=0.5).probe(0.1, 2.0, 3.0) == 2.0


def test_a_schedule_multiplies_the_steps_of_rprop() -> None:
    run = Rprop(lr=0.5)
    assert run.step(0.5, 1, 0.0, 2.0, *run.begin())[0] == -0.5
    assert run.step(0.05, 1, 0.0, 2.0, *run.begin())[0] == pytest.approx(-0.05)


@pytest.mark.parametrize(("beta2", "first"), [(0.999, 6), (0.9, 6), (0.8, 7), (0.5, None)])
def test_radam_waits_until_the_average_is_long_enough(beta2: float, first: int | None) -> None:
    run = RAdam(beta2=beta2)
    trusted = [t for t in range(1, 200) if run.coefficients(t)["trusted"]]
    assert trusted == (list(range(first, 200)) if first else [])


def test_adam_is_misled_where_amsgrad_is_not() -> None:
    """Reddi's game: the gradient is 1010 once in 101 steps, else -10, so that the best x in [-1, 1] is -1."""
    ends = {}
    for run in (Adam(lr=0.1, beta2=0.99), AMSGrad(lr=0.1, beta2=0.99)):
        x, state = 0.0, list(run.begin())
        for t in range(1, 20_001):
            new, *state = run.step(run.lr / math.sqrt(t), t, x, 1010.0 if t % 101 == 1 else -10.0, *state)
            x = min(1.0, max(-1.0, float(new)))
        ends[run.name] = x
    assert ends["adam"] > 0.2
    assert ends["amsgrad"] < -0.2
