"""The computed properties against what is known of the functions."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.core.activations.properties import Properties, properties
from tests.core.samples import ENTRIES

INF = math.inf


def below(x: float) -> float:
    """Phi(x)."""
    return math.erfc(-x / math.sqrt(2)) / 2


def silu_slope(x: float) -> float:
    sigma = 1 / (1 + math.exp(-x))
    return sigma + x * sigma * (1 - sigma)


WAVE = float(mp.findroot(lambda x: 2 - x * mp.tanh(x / 2), 2.4))  # silu'' = 0


def of(notation: str) -> Properties:
    return properties(ACTIVATIONS.read(notation))


RANGES = {
    "sigmoid": "(0, 1)",
    "tanh": "(-1, 1)",
    "relu": "[0, inf)",
    "leaky_relu": "(-inf, inf)",
    "leaky_relu(negative_slope=0)": "[0, inf)",
    "maxout": "[0, inf)",
    "maxout(w1=-0.5,b1=1,w2=2,b2=-1.5)": "[0.5, inf)",
    "maxout(w1=0,b1=-3,w2=0,b2=2)": "[2, 2]",
    "elu": "(-1, inf)",
    "elu(alpha=2)": "(-2, inf)",
    "elu(alpha=0)": "[0, inf)",
    "identity": "(-inf, inf)",
    "relu6": "[0, 6]",
    "prelu(weight=-1)": "[0, inf)",
    "squared_relu": "[0, inf)",
    "threshold": "[0, inf)",
    "threshold(threshold=1,value=5)": "(1, inf)",
    "step": "[0, 1]",
    "celu(alpha=2)": "(-2, inf)",
    "softplus(beta=50)": "(0, inf)",
    "squareplus": "(0, inf)",
    "log_sigmoid": "(-inf, 0)",
    "exponential": "(0, inf)",
    "hard_swish": "[-0.375, inf)",
    "hard_sigmoid": "[0, 1]",
    "hard_tanh(min_val=-0.5,max_val=2)": "[-0.5, 2]",
    "lecun_tanh": "(-1.7159, 1.7159)",
    "softsign": "(-1, 1)",
    "isru(alpha=4)": "(-0.5, 0.5)",
    "hard_shrink": "(-inf, inf)",
    "tanh_shrink": "(-inf, inf)",
    "gaussian": "(0, 1]",
    "sine": "[-1, 1]",
}


@pytest.mark.parametrize(("notation", "interval"), RANGES.items())
def test_range(notation: str, interval: str) -> None:
    p = of(notation)
    low, high = map(float, interval[1:-1].split(","))
    assert (p.low, p.high) == pytest.approx((low, high), rel=1e-14)
    assert (p.low_open, p.high_open) == (interval[0] == "(", interval[-1] == ")")


DIPS: dict[str, Any] = {
    "gelu": lambda x: x * mp.ncdf(x),
    "gelu_tanh": lambda x: x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3))),
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "mish": lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))),
}


@pytest.mark.parametrize(("notation", "formula"), DIPS.items(), ids=DIPS)
def test_a_dip_is_reached(notation: str, formula: Any) -> None:
    with mp.workdps(30):
        low = float(formula(mp.findroot(lambda x: mp.diff(formula, x), -1)))
    assert of(notation).low == pytest.approx(low, rel=1e-14)
    assert not of(notation).low_open


MEANS = {
    "sigmoid": 0.5,
    "tanh": 0.0,
    "relu": 1 / math.sqrt(2 * math.pi),
    "leaky_relu": 0.9 / math.sqrt(2 * math.pi),
    "elu": math.exp(0.5) * below(-1) - 0.5 + 1 / math.sqrt(2 * math.pi),
    "selu": 0.0,
    "gelu": 1 / (2 * math.sqrt(math.pi)),
    "exponential": math.exp(0.5),
    "gaussian": 1 / math.sqrt(3),
    "squared_relu": 0.5,
    "step": 0.5,
    "hard_tanh(min_val=0,max_val=0.55)": (1 - math.exp(-(0.55**2) / 2)) / math.sqrt(2 * math.pi) + 0.55 * below(-0.55),
    "prelu(weight=-1)": math.sqrt(2 / math.pi),
}


@pytest.mark.parametrize(("notation", "mean"), MEANS.items())
def test_mean_output(notation: str, mean: float) -> None:
    assert of(notation).mean == pytest.approx(mean, abs=1e-12)
    assert of(notation).zero_centred == (mean == 0)


@pytest.mark.parametrize(
    "notation", ["softplus(beta=50)", "swish(beta=10)", "celu(alpha=0.1)", "squareplus(b=0.01)", "mish"]
)
def test_mean_output_of_sharp_functions(notation: str) -> None:
    f = ACTIVATIONS.read(notation)
    with mp.workdps(15):
        places = [-12, -3, -1, -0.3, -0.1, -0.03, 0, 0.03, 0.1, 0.3, 1, 3, 12]
        mean = mp.quad(lambda x: float(f.value(float(x))) * mp.npdf(x), places)
    assert of(notation).mean == pytest.approx(float(mean), abs=1e-12)


MONOTONIC = {
    "sigmoid": True, "relu": True, "hard_tanh": True, "tanh_shrink": True, "celu(alpha=10)": True, "step": True,
    "gelu": False, "silu": False, "mish": False, "hard_swish": False, "gaussian": False, "sine": False,
    "maxout(w1=-1)": False, "prelu(weight=-1)": False, "threshold(threshold=1,value=5)": False, "threshold": True,
    "swish(beta=0)": True, "hard_shrink": True,
}  # fmt: skip


@pytest.mark.parametrize(("notation", "rises"), MONOTONIC.items())
def test_monotonic(notation: str, rises: bool) -> None:
    assert of(notation).monotonic is rises


SATURATIONS: dict[str, tuple[float | None, float | None]] = {
    "sigmoid": (-math.acosh(199), math.acosh(199)),
    "tanh": (-math.acosh(10), math.acosh(10)),
    "relu": (0.0, None),
    "maxout": (0.0, None),
    "leaky_relu": (None, None),
    "leaky_relu(negative_slope=0.005)": (0.0, None),
    "elu": (math.log(0.01), None),
    "identity": (None, None),
    "softplus": (-math.log(99), None),
    "log_sigmoid": (None, math.log(99)),
    "softsign": (-9.0, 9.0),
    "arctan": (-math.sqrt(99), math.sqrt(99)),
    "hard_tanh": (-1.0, 1.0),
    "hard_swish": (-3.0, None),
    "exponential": (math.log(0.01), None),
    "sine": (None, None),
    "step": (None, None),
}


@pytest.mark.parametrize(("notation", "ends"), SATURATIONS.items())
def test_saturation(notation: str, ends: tuple[float | None, float | None]) -> None:
    for got, true in zip((of(notation).saturates_left, of(notation).saturates_right), ends, strict=True):
        assert got == (None if true is None else pytest.approx(true, rel=1e-13))


STEEPEST: dict[str, tuple[float, float | None]] = {
    "sigmoid": (0.25, 0.0),
    "tanh": (1.0, 0.0),
    "relu": (1.0, 1.0),
    "leaky_relu": (1.0, 1.0),
    "maxout(w1=-3)": (3.0, -1.0),
    "elu(alpha=2)": (2.0, 0.0),
    "selu": (1.0507009873554805 * 1.6732632423543772, 0.0),
    "softplus": (1.0, None),
    "softplus(beta=50)": (1.0, None),
    "squareplus": (1.0, None),
    "log_sigmoid": (1.0, None),
    "tanh_shrink": (1.0, None),
    "exponential": (INF, None),
    "squared_relu": (INF, None),
    "gelu": (below(math.sqrt(2)) + 1 / (math.e * math.sqrt(math.pi)), math.sqrt(2)),
    "silu": (silu_slope(WAVE), WAVE),
    "hard_swish": (1.5, 3.0),
    "hard_sigmoid": (1 / 6, 0.0),
    "hard_tanh(min_val=0,max_val=1)": (1.0, 0.5),
    "gaussian": (math.sqrt(2 / math.e), math.sqrt(0.5)),
    "lecun_tanh": (1.7159 * 2 / 3, 0.0),
    "step": (0.0, 0.0),
}


@pytest.mark.parametrize(("notation", "peak"), STEEPEST.items())
def test_largest_slope(notation: str, peak: tuple[float, float | None]) -> None:
    p = of(notation)
    assert p.max_slope == pytest.approx(peak[0], rel=1e-13)
    assert p.max_slope_at == (None if peak[1] is None else pytest.approx(peak[1], rel=1e-6))


def test_share_of_small_slopes() -> None:
    def outside(low: float, high: float) -> float:
        return (math.erfc(-low / math.sqrt(2)) + math.erfc(high / math.sqrt(2))) / 2

    assert of("relu").small_slope_share == pytest.approx(0.5, rel=1e-15)
    assert of("leaky_relu").small_slope_share == 0
    assert of("step").small_slope_share == 1
    edge = math.acosh(49)  # sigma' = 0.01
    assert of("sigmoid").small_slope_share == pytest.approx(outside(-edge, edge), rel=1e-12, abs=0)
    assert of("hard_tanh").small_slope_share == pytest.approx(outside(-1, 1), rel=1e-13)
    assert of("elu").small_slope_share == pytest.approx(outside(math.log(0.01), 50), rel=1e-12, abs=0)
    assert of("softsign").small_slope_share == pytest.approx(2 * math.erfc(9 / math.sqrt(2)) / 2, rel=1e-12, abs=0)
    waves = math.pi / 2, 3 * math.pi / 2
    narrow = [math.erf((k + 1e-2) / math.sqrt(2)) - math.erf((k - 1e-2) / math.sqrt(2)) for k in waves]
    assert of("sine").small_slope_share == pytest.approx(sum(narrow), rel=1e-3)


@pytest.mark.parametrize("f", ENTRIES, ids=str)
def test_properties_hold_on_samples(f: Activation) -> None:
    p = properties(f)
    x = np.random.default_rng(1).normal(0, 3, 20_000)
    value, slope = f.curve(x)
    assert value.min() >= p.low - 1e-12
    assert value.max() <= p.high + 1e-12
    assert np.abs(slope).max() <= p.max_slope * (1 + 1e-12)
    assert not p.monotonic or (slope >= 0).all()
    limit = 0.01 * (p.max_slope if math.isfinite(p.max_slope) else 1)
    if p.saturates_left is not None:
        assert (np.abs(slope[x < p.saturates_left]) <= limit).all()
    if p.saturates_right is not None:
        assert (np.abs(slope[x > p.saturates_right]) <= limit).all()
    z = x / 3
    assert p.small_slope_share == pytest.approx(float((np.abs(f.slope(z)) < 0.01).mean()), abs=0.02)
    assert p.mean == pytest.approx(float(np.mean(f.value(z))), abs=0.05 * (1 + float(np.std(f.value(z)))))
    assert p.kinks == f.kinks()


def test_properties_are_plain_numbers() -> None:
    def plain(one: Any) -> bool:
        return one is None or type(one) in (float, bool, tuple)

    for f in ENTRIES:
        assert all(plain(one) for one in asdict(properties(f)).values()), f
        assert properties(f) is properties(type(f).with_settings(f.settings()))
