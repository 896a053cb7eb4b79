"""Each step against the loop that the page shows, worked out with 60 digits: for every rate, every beta and late steps.

`code` is what a reader types; here it is run as it stands, with numbers of mpmath. So a step keeps its digits where the
loop in doubles does not: 1 - beta^t loses all of them as beta nears 1.
"""

from __future__ import annotations

import ast
import itertools
from types import SimpleNamespace
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core.optimizers import OPTIMIZERS, Optimizer, RAdam, Rprop

EPS = 2.0**-52
ULPS = 4
BETAS = (0.0, 5e-324, 1e-9, 0.1, 0.5, 0.9, 0.999, 1 - 1e-5, 1 - 1e-9, 1 - 1e-13, 1 - 2.0**-53)
TIMES = (1, 2, 3, 5, 6, 7, 12, 1_000, 31_337, 10**6)
ALIASES = {"alpha": "decay_rate", "lr": "learning_rate"}  # where the slides' name is another than the knob's
NAMES = {"v": "vx", "s": "grad_squared"}

NUMPY = SimpleNamespace(
    sqrt=mp.sqrt,
    sign=mp.sign,
    abs=abs,
    maximum=max,
    where=lambda where, yes, no: yes if where else no,
    clip=lambda x, low, high: min(max(x, low), high),
)


def shares(entry: type[Optimizer]) -> list[str]:
    """The knobs that say how much of a mean stays: those in [0, 1)."""
    return [one.name for one in entry.knobs() if (one.low, one.high, one.open) == (0.0, 1.0, "high")]


def settings() -> list[Optimizer]:
    """Every rule, with each share as near to both its ends as the floats go, and with all of them so."""
    found: dict[Optimizer, None] = {}
    for entry in OPTIMIZERS.values():
        found[entry()] = None
        for beta in BETAS:
            found |= {entry.with_settings({name: beta}): None for name in shares(entry)}
            found[entry.with_settings(dict.fromkeys(shares(entry), beta))] = None
    return [run for run in found if not run.settings().get("momentum")]  # the slides' RMSProp has none


def in_the_loop(run: Optimizer, lr: float, t: int, x: float, g: float, state: tuple[float, ...]) -> Any:
    """The x after step t, with 60 digits, as the code of the page gives it from that state."""
    first, *rest = ast.parse(run.code).body
    loop = rest[-1] if rest else first
    assert isinstance(loop, ast.For | ast.While)
    known: dict[str, Any] = {ALIASES.get(name, name): mp.mpf(value) for name, value in run.settings().items()}
    known |= {"learning_rate": mp.mpf(lr), "np": NUMPY, "compute_gradient": lambda x: mp.mpf(g)}
    known |= radam(run)
    names = []
    for line in [first, *rest][:-1]:
        assert isinstance(line, ast.Assign)
        exec(compile(ast.Module([line], []), run.name, "exec"), known)
        names += [one.id for one in line.targets if isinstance(one, ast.Name)]
    names = [name for name in names if not callable(known[name])]
    known |= dict(zip(names, map(mp.mpf, state), strict=False)) | {"x": mp.mpf(x), "t": t}
    exec(compile(ast.Module(loop.body, []), run.name, "exec"), known)
    return known["x"]


def radam(run: Optimizer) -> dict[str, Any]:
    """What the paper calls rho_inf and r, which would not go into ten lines."""
    if not isinstance(run, RAdam):
        return {}
    longest = 2 / (1 - mp.mpf(run.beta2)) - 1
    most = (longest - 4) * (longest - 2)
    return {"rho_inf": longest, "r": lambda rho: mp.sqrt((rho - 4) * (rho - 2) * longest / (most * rho))}


def remembered(run: Optimizer) -> tuple[float, ...]:
    """A state such as a few steps leave."""
    usual = {"m": 0.375, "last": 0.5, "h": 0.25, "mu_product": 0.1875, "v_max": 0.625}
    return tuple(usual.get(name, 0.4375) for name in run.state)


@pytest.mark.parametrize("run", settings(), ids=str)
def test_a_step_is_that_of_the_loop_on_the_page_to_the_last_digits(run: Optimizer) -> None:
    g, usual = 1.25, remembered(run)
    states = usual, tuple(0.0 if name == "m" else one for name, one in zip(run.state, usual, strict=True))
    with mp.workdps(60):
        for state, t, factor, x in itertools.product(states, TIMES, (1.0, 0.37), (0.0, -3.0)):
            lr = run.lr * factor
            true = in_the_loop(run, lr, t, x, g, state)
            if isinstance(run, Rprop):  # its rate is the first length of a step; the factor multiplies the steps
                true = x + (true - x) * mp.mpf(lr) / mp.mpf(run.lr)
            got = run.step(lr, t, x, g, *state)[0]
            assert abs(got - true) <= ULPS * EPS * max(abs(true), abs(x)), (t, lr, x)


@pytest.mark.parametrize("run", [one for one in settings() if len(shares(type(one))) > 1], ids=str)
def test_an_array_of_betas_is_as_right_as_each_of_them(run: Optimizer) -> None:
    betas: dict[str, Any] = {name: np.array([run.settings()[name], 0.5]) for name in shares(type(run))}
    swept = type(run).with_settings({**run.settings(), **betas})
    for t in TIMES:
        alone = run.step(run.lr, t, 0.0, 1.25, *remembered(run))
        for one, many in zip(alone, swept.step(run.lr, t, 0.0, 1.25, *remembered(run)), strict=True):
            np.testing.assert_allclose(np.broadcast_to(many, 2)[0], one, rtol=ULPS * EPS, atol=0)


@pytest.mark.parametrize("beta2", [0.0, *(1 - np.geomspace(0.5, 2.0**-53, 60)).tolist()])
def test_radam_trusts_v_from_the_step_from_which_it_should(beta2: float) -> None:
    run = RAdam(beta2=beta2)
    with mp.workdps(80):
        beta = mp.mpf(beta2)
        for t in (*range(1, 12), 100, 10**4, 10**6):
            length = 2 / (1 - beta) - 1 - 2 * t * beta**t / (1 - beta**t)
            found = run.coefficients(t)
            assert found["trusted"] == float(length > 5)
            if length > 5:
                true = radam(run)["r"](length)
                assert abs(found["r"] - true) <= 8 * EPS * true


@pytest.mark.parametrize("beta", BETAS)
@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_what_is_told_of_a_step_is_corrected_by_the_same(name: str, beta: float) -> None:
    run = OPTIMIZERS[name].with_settings({"beta1": beta, "beta2": beta})
    for t in TIMES:
        found = run.between(t, {"m": 0.375, "v": 0.4375})
        with mp.workdps(60):
            left = 1 - mp.mpf(beta) ** t
            for told, mean in (("m_hat", 0.375), ("v_hat", 0.4375)):
                assert abs(found[told] - mean / left) <= ULPS * EPS * mean / left
