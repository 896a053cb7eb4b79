"""Write surfaces.json: true heights, slopes, second derivatives and stationary points of surfaces.

    make golden

An entry takes part as soon as FORMULAS has a line for it. The formulas are the textbooks' own, worked out and
differentiated with 60 digits; nothing here comes from the code under test but the names, the domains and where about
the stationary points are said to be.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mpmath as mp

from app.core.surfaces import SURFACES, Surface

TARGET = Path(__file__).with_suffix(".json")
mp.mp.dps = 60

CONE = {"ackley"}  # at its tip there are no derivatives

PI = mp.pi
cos, sin, exp, sqrt = mp.cos, mp.sin, mp.exp, mp.sqrt


def quadratic(x: Any, y: Any, kappa: Any, angle: Any) -> Any:
    """(u^2 + kappa v^2) / 2."""
    u, v = x * cos(angle) + y * sin(angle), -x * sin(angle) + y * cos(angle)
    return (u**2 + kappa * v**2) / 2


def goldstein_price(x: Any, y: Any) -> Any:
    """As it was printed."""
    first = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    return first * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))


def ackley(x: Any, y: Any) -> Any:
    """With e = exp(1)."""
    pits = exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2)
    return -20 * exp(-sqrt((x**2 + y**2) / 2) / 5) - pits + mp.e + 20


def levy(x: Any, y: Any) -> Any:
    """As it was printed, in two dimensions."""
    w, v = 1 + (x - 1) / 4, 1 + (y - 1) / 4
    first = sin(PI * w) ** 2 + (w - 1) ** 2 * (1 + 10 * sin(PI * w + 1) ** 2)
    return first + (v - 1) ** 2 * (1 + sin(2 * PI * v) ** 2)


def levy_13(x: Any, y: Any) -> Any:
    """Number 13."""
    first = sin(3 * PI * x) ** 2 + (x - 1) ** 2 * (1 + sin(3 * PI * y) ** 2)
    return first + (y - 1) ** 2 * (1 + sin(2 * PI * y) ** 2)


def trap(x: Any, y: Any) -> Any:
    """Bowl, well and dent."""
    dent = exp(-2 * ((x + mp.mpf(5) / 2) ** 2 + (y - mp.mpf(1) / 2) ** 2)) / 2
    return (x**2 + y**2) / 10 - 2 * exp(-(x**2) - y**2) - dent


def beale(x: Any, y: Any) -> Any:
    """Three squares."""
    constants = (mp.mpf("1.5"), mp.mpf("2.25"), mp.mpf("2.625"))
    return sum((c - x + x * y**k) ** 2 for k, c in enumerate(constants, 1))


def drop_wave(x: Any, y: Any) -> Any:
    """A stone in the water."""
    return -(1 + cos(12 * sqrt(x**2 + y**2))) / ((x**2 + y**2) / 2 + 2)


FORMULAS: dict[str, Callable[..., Any]] = {
    "sphere": lambda x, y: x**2 + y**2,
    "quadratic": quadratic,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "matyas": lambda x, y: mp.mpf("0.26") * (x**2 + y**2) - mp.mpf("0.48") * x * y,
    "rosenbrock": lambda x, y, a, b: (a - x) ** 2 + b * (y - x**2) ** 2,
    "beale": beale,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "styblinski_tang": lambda x, y: sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)) / 2,
    "double_well": lambda x, y: (x**2 - 1) ** 2 + y**2,
    "tilted_double_well": lambda x, y, tilt: (x**2 - 1) ** 2 + tilt * x + y**2,
    "trap": trap,
    "three_hump_camel": lambda x, y: 2 * x**2 - mp.mpf("1.05") * x**4 + x**6 / 6 + x * y + y**2,
    "six_hump_camel": lambda x, y: (4 - mp.mpf("2.1") * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2,
    "goldstein_price": goldstein_price,
    "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 - mp.mpf("1.5") * x + mp.mpf("2.5") * y + 1,
    "saddle": lambda x, y: x**2 - y**2,
    "bounded_saddle": lambda x, y: x**2 / 2 + y**4 / 4 - y**2 / 2,
    "monkey_saddle": lambda x, y: x**3 - 3 * x * y**2,
    "rastrigin": lambda x, y: 20 + sum(z**2 - 10 * cos(2 * PI * z) for z in (x, y)),
    "griewank": lambda x, y: (x**2 + y**2) / 4000 - cos(x) * cos(y / sqrt(2)) + 1,
    "levy": levy,
    "levy_13": levy_13,
    "bohachevsky": lambda x, y: (
        x**2 + 2 * y**2 - mp.mpf("0.3") * cos(3 * PI * x) - mp.mpf("0.4") * cos(4 * PI * y) + mp.mpf("0.7")
    ),
    "ackley": ackley,
    "drop_wave": drop_wave,
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - PI) ** 2) - (y - PI) ** 2),
}

SETTINGS = [
    *(name for name in SURFACES if name in FORMULAS),
    "quadratic(kappa=100,angle=0.7)",
    "quadratic(kappa=1,angle=-2)",
    "rosenbrock(a=-1.5,b=3)",
    "rosenbrock(a=0,b=1000)",
    "tilted_double_well(tilt=-1.2)",
    "tilted_double_well(tilt=2)",
]

ORDERS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))


def jet(f: Callable[..., Any], x: Any, y: Any) -> list[Any]:
    """f, fx, fy, fxx, fxy, fyy at one point."""
    return [f(x, y), *(mp.diff(f, (x, y), order) for order in ORDERS[1:])]


def points(surface: Surface) -> list[tuple[float, float]]:
    """The start, the domain's corners, eight points within, and one near the origin."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    dice = random.Random(str(surface))
    within = [(round(dice.uniform(x_low, x_high), 3), round(dice.uniform(y_low, y_high), 3)) for _ in range(8)]
    return [surface.start, (x_low, y_low), (x_high, y_low), *within, (0.001, -0.002)]


def level(f: Callable[..., Any], x: float, y: float) -> list[Any]:
    """The stationary point next to (x, y): where, how high, and its kind by the signs of its eigenvalues."""
    a, b = mp.mpf(x), mp.mpf(y)
    for _ in range(8):
        _, fx, fy, fxx, fxy, fyy = jet(f, a, b)
        determinant = fxx * fyy - fxy**2
        if mp.hypot(fx, fy) < mp.mpf(10) ** -25 or abs(determinant) < mp.mpf(10) ** -15:
            break
        a, b = a - (fyy * fx - fxy * fy) / determinant, b - (fxx * fy - fxy * fx) / determinant
    value, fx, fy, fxx, fxy, fyy = jet(f, a, b)
    if mp.hypot(fx, fy) > mp.mpf(10) ** -18:
        raise ArithmeticError(f"no stationary point near ({x}, {y})")
    determinant = fxx * fyy - fxy**2
    kind = "saddle" if determinant < 0 else "minimum" if fxx > 0 else "maximum"
    return [double(a), double(b), double(value), "degenerate" if abs(determinant) < mp.mpf(10) ** -15 else kind]


def double(number: Any) -> float:
    """The nearest double; what is left of a difference at 60 digits counts as 0."""
    return float(number) if abs(number) > mp.mpf(10) ** -25 or number == 0 else 0.0


def case(notation: str) -> dict[str, Any]:
    """The true numbers of one surface: rows of x, y, f, fx, fy, fxx, fxy, fyy, and of x, y, f, kind."""
    surface = SURFACES.read(notation)
    knobs = {name: mp.mpf(value) for name, value in surface.settings().items()}

    def f(x: Any, y: Any) -> Any:
        return FORMULAS[surface.name](x, y, **knobs)

    rows = [[x, y, *map(double, jet(f, mp.mpf(x), mp.mpf(y)))] for x, y in points(surface)]
    places = [(one.x, one.y) for one in surface.stationary()]
    smooth = [(x, y) for x, y in places if surface.name not in CONE or (x, y) != (0, 0)]
    return {"surface": notation, "rows": rows, "stationary": [level(f, x, y) for x, y in smooth]}


if __name__ == "__main__":
    text = json.dumps([case(notation) for notation in SETTINGS], separators=(",", ":"), allow_nan=False)
    TARGET.write_text(text + "\n")
    print(f"{len(SETTINGS)} cases, {TARGET.stat().st_size:,} bytes")
