"""Write activations.json: true values and slopes of activation functions, with the error allowed to each.

    make golden

An entry takes part as soon as FORMULAS has a line for it. The formulas are the textbooks' own, worked out with 1,300
digits; nothing here comes from the code under test but the names of the entries and the bounds of their knobs. The
error allowed is 16 eps (|f| + |x f'|) + 2.3e-308.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mpmath as mp

from app.core.activations import ACTIVATIONS
from tests.core.samples import inside
from tests.golden.jets import Jet, atan, exp, jet, log, normal, sin, sqrt, tanh

EPS = sys.float_info.epsilon
LARGEST = sys.float_info.max
TARGET = Path(__file__).with_suffix(".json")

TINY = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-160, 1e-100, 1e-20, 1e-16, 1.1e-8, 1e-5, 1e-3, 0.01]
MIDDLE = [0.1, 0.25, 0.5, 0.7, 0.75, 0.9999999999999999, 1.0, 1.0000000000000002, 1.19, 1.5, 2.0, 2.5, 3.0, 3.5, 4.4]
TAIL = [5.0, 6.0, 7.1, 8.3, 10.0, 13.0, 17.5, 19.0, 20.000001, 26.7, 36.0, 37.6, 38.5, 50.0, 88.8, 150.0, 355.0, 700.0]
FAR = [709.5, 710.0, 745.1, 750.0, 1e3, 1e4, 1e8, 1e16, 1e60, 1e103, 1.3e154, 1.4e154, 1e200, 1e300, 1e307, 1e308]
INPUTS = [0.0] + [sign * x for x in TINY + MIDDLE + TAIL + FAR for sign in (1, -1)]

EXTRA = [
    "leaky_relu(negative_slope=0.01)", "leaky_relu(negative_slope=0.3)", "elu(alpha=0.5)", "elu(alpha=2)",
    "softplus(beta=2)", "hard_tanh(min_val=-0.5,max_val=2)", "celu(alpha=0.5)", "celu(alpha=2)", "swish(beta=1.702)",
    "maxout(w1=-0.5,b1=1,w2=2,b2=-1.5)", "prelu(weight=0.1)", "threshold(threshold=0.25,value=-3)", "squareplus(b=0.3)",
    "celu(alpha=0.01)", "squareplus(b=0.01)", "soft_shrink(lambd=0.01)",
]  # fmt: skip

SELU_ALPHA, SELU_SCALE = mp.mpf("1.6732632423543772848170429916717"), mp.mpf("1.0507009873554804934193349852946")


def clip(x: Jet, low: Any, high: Any) -> Jet:
    """x kept within low and high."""
    return jet(low) if x.f <= low else jet(high) if x.f >= high else x


def sigma(x: Jet) -> Jet:
    """The logistic function."""
    return 1 / (1 + exp(-x)) if x.f > 0 else exp(x) / (1 + exp(x))


def softplus(x: Jet, beta: Any = 1) -> Jet:
    """ln(1 + e^(beta x)) / beta."""
    z = x * jet(beta)
    logarithm = log(1 + exp(z)) if z.f < 0 else z + log(1 + exp(-z))
    return logarithm / jet(beta)


def gelu_tanh(x: Jet) -> Jet:
    """GELU through sigma(2u) = (1 + tanh u) / 2."""
    return x * sigma(2 * mp.sqrt(2 / mp.pi) * (x + mp.mpf(0.044715) * x * x * x))


def mish(x: Jet) -> Jet:
    """x tanh(ln(1 + e^x)), as a quotient in e^x or e^-x so that the digits last."""
    if x.f > 0:
        u = exp(-x)
        return x * (1 + 2 * u) / (1 + 2 * u + 2 * u * u)
    e = exp(x)
    return x * (e * e + 2 * e) / (e * e + 2 * e + 2)


FORMULAS: dict[str, Any] = {
    "sigmoid": sigma,
    "tanh": tanh,
    "relu": lambda x: x if x.f > 0 else jet(0),
    "leaky_relu": lambda x, negative_slope: x if x.f > 0 else negative_slope * x,
    "maxout": lambda x, w1, b1, w2, b2: max(w1 * x + b1, w2 * x + b2, key=lambda one: one.f),
    "elu": lambda x, alpha: x if x.f > 0 else alpha * (exp(x) - 1),
    "identity": lambda x: x,
    "relu6": lambda x: clip(x, 0, 6),
    "prelu": lambda x, weight: x if x.f > 0 else weight * x,
    "squared_relu": lambda x: x * x if x.f > 0 else jet(0),
    "threshold": lambda x, threshold, value: x if x.f > threshold else jet(value),
    "step": lambda x: jet(1 if x.f >= 0 else 0),
    "selu": lambda x: SELU_SCALE * (x if x.f > 0 else SELU_ALPHA * (exp(x) - 1)),
    "celu": lambda x, alpha: x if x.f > 0 else alpha * (exp(x / alpha) - 1),
    "softplus": softplus,
    "squareplus": lambda x, b: (x + sqrt(x * x + b)) / 2 if b or x.f > 0 else jet(0),
    "log_sigmoid": lambda x: -softplus(-x),
    "exponential": exp,
    "gelu": lambda x: x * normal(x),
    "gelu_tanh": gelu_tanh,
    "silu": lambda x: x * sigma(x),
    "swish": lambda x, beta: x * sigma(beta * x),
    "mish": mish,
    "hard_swish": lambda x: x * clip(x + 3, 0, 6) / 6,
    "hard_sigmoid": lambda x: clip(x + 3, 0, 6) / 6,
    "hard_tanh": lambda x, min_val, max_val: clip(x, min_val, max_val),
    "lecun_tanh": lambda x: mp.mpf("1.7159") * tanh(x * 2 / 3),
    "softsign": lambda x: x / (1 + (x if x.f > 0 else -x)),
    "arctan": atan,
    "isru": lambda x, alpha: x / sqrt(1 + alpha * x * x),
    "hard_shrink": lambda x, lambd: x if abs(x.f) > lambd else jet(0),
    "soft_shrink": lambda x, lambd: x - clip(x, -lambd, lambd) if abs(x.f) > lambd else jet(0),
    "tanh_shrink": lambda x: x - tanh(x),
    "gaussian": lambda x: exp(-(x * x)),
    "sine": sin,
}


def settings() -> Iterator[str]:
    """The notation of every entry with a formula at its defaults, at both ends of every knob, and a few between."""
    for entry in (ACTIVATIONS[name] for name in ACTIVATIONS if name in FORMULAS):
        yield str(entry())
        for knob in entry.knobs():
            yield from (str(entry.with_settings({knob.name: end})) for end in inside(knob))
    yield from EXTRA


def truth(notation: str, x: float) -> tuple[float, float, float, float]:
    """Value, slope, and the error allowed to each, of one entry at one x."""
    entry = ACTIVATIONS.read(notation)
    knobs = {name: mp.mpf(value) for name, value in entry.settings().items()}
    y = jet(FORMULAS[entry.name](Jet(mp.mpf(x), mp.mpf(1)), **knobs))
    value_error = 16 * EPS * (abs(y.f) + abs(x * y.d)) + mp.mpf("2.3e-308")
    slope_error = 16 * EPS * (abs(y.d) + abs(x * y.dd)) + mp.mpf("2.3e-308")
    # Three digits are enough of what is allowed, and keep the file small.
    return double(y.f), double(y.d), float(f"{double(value_error):.3g}"), float(f"{double(slope_error):.3g}")


def double(number: Any) -> float:
    """The nearest double, or infinity: what mpmath rounds is kept from overflowing."""
    return float(number) if abs(number) <= LARGEST else float(mp.sign(number)) * float("inf")


def strict(number: float) -> float | str:
    """A number for strict JSON."""
    return number if abs(number) <= LARGEST else str(number)


def case(notation: str) -> dict[str, Any]:
    """The true numbers of one entry at all inputs, column-wise."""
    rows = [truth(notation, x) for x in INPUTS]
    value, slope, value_error, slope_error = ([strict(row[i]) for row in rows] for i in range(4))
    return {"f": notation, "value": value, "slope": slope, "value_error": value_error, "slope_error": slope_error}


if __name__ == "__main__":
    cases = [case(notation) for notation in dict.fromkeys(settings())]
    TARGET.write_text(json.dumps({"inputs": INPUTS, "cases": cases}, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{len(cases)} cases, {TARGET.stat().st_size:,} bytes")
