"""Write losses.json: true softmaxes, cross-entropies, and their gradients, with the error allowed to each.

    make golden

The formulas are the textbooks' own, worked out with 1,000 digits; nothing here comes from the code under test. What is
allowed is a few units in the last place: 8 eps of the number itself. Only where two numbers must be subtracted that
are given as doubles is it 8 eps of the larger of them: ln sum e^z = max z + ln(1 + ...), p - y for a y between 0 and 1.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import mpmath as mp

EPS = sys.float_info.epsilon
LARGEST = sys.float_info.max
SMALLEST = mp.mpf("2.3e-308")
TARGET = Path(__file__).with_suffix(".json")
mp.mp.dps = 1_000

DRAWN = random.Random(0)

LOGITS: list[list[float]] = [
    [2.0, 1.0, 0.1],
    [1.0, -2.0, 0.0],
    [3.7],
    [0.0, 0.0],
    [1.7, 0.0],
    [40.0, 0.0, 0.0, 0.0],
    [0.0, 36.7, 0.1],
    [-2.85, 0.86, 0.28],
    [123.0, 456.0, 789.0],
    [1000.0, 1001.0, 1002.0],
    [-1000.25, -1001.3, -1001.9],
    [1000.0, 1000.0, -1000.0],
    [0.1, -99.9, -333.3, -650.7, -700.3, -707.9, -744.4, -745.3, -800.1],
    [-0.1, -99.9, -333.3, -650.7, -700.3, -707.9, -744.4, -745.3, -800.1],
    [-100.2, -720.1, -745.9, -800.3],
    [708.5, 708.5, 708.4, 708.3, 708.2, 708.1],
    [300.0, -300.0, 299.7, -420.3, -444.4],
    [300.3, -300.0, 299.7, -407.3, -444.4],
    [1e308, -1e308, 0.0],
    [1e308, 1e308, 1e308, -1e308],
    [-1e308, -1e308],
    [1e16, 9999999999999998.0, 1.0],
    [5e-324, 0.0, -5e-324],
    [1e-300, 1.0, -1e-20],
    [1.0, 1.000000000001, 0.999999999999],
    [round(DRAWN.uniform(-4, 4), 3) for _ in range(10)],
    [round(DRAWN.gauss(0, 30), 6) for _ in range(40)],
]
TEMPERATURES = [1.0, 0.1, 0.7, 2.0, 3.3, 1e6]
SMOOTHINGS = [0.0, 0.1, 1.0]

BINARY_LOGITS = [0.0, 5e-324, 1e-300, 1e-8, 0.5, 1.0, 1.7, 5.0, 20.0, 36.8, 40.0, 88.8, 350.3, 709.9, 745.2, 1e3, 1e308]
BINARY_LABELS = [0.0, 1e-20, 0.25, 0.5, 0.9, 0.9999999999999999, 1.0]

SPARSE = [*(one for one in LOGITS if len(one) < 10), [0.3, 0.2, 0.1, -0.6999], [0.5, 0.5, -0.5, -0.4999999999999999]]


def soft(logits: list[Any], temperature: Any) -> tuple[list[Any], Any]:
    """All e^(z / T) beside the largest, and their sum."""
    z = [mp.mpf(one) / mp.mpf(temperature) for one in logits]
    e = [mp.exp(one - max(z)) for one in z]
    return e, mp.fsum(e)


def softmax(logits: list[float], temperature: float) -> dict[str, Any]:
    """Everything that a softmax tells; 1 - p is summed from the others."""
    e, total = soft(logits, temperature)
    scaled = [mp.mpf(one) / mp.mpf(temperature) for one in logits]
    p = [one / total for one in e]
    logs = [z - max(scaled) - mp.log(total) for z in scaled]
    rests = [(mp.fsum(e[:i]) + mp.fsum(e[i + 1 :])) / total for i in range(len(e))]
    entropy = mp.fsum(-one * log for one, log in zip(p, logs, strict=True))
    size = abs(max(scaled)) + mp.log(total)
    return {
        "logits": logits,
        "temperature": temperature,
        "probabilities": column(p),
        "complements": column(rests),
        "log_probabilities": column(logs),
        "log_sum_exp": strict(max(scaled) + mp.log(total)),
        "log_sum_exp_error": allowed(size),
        "entropy": strict(entropy),
    }


def cross_entropy(logits: list[float], labels: list[float], smoothing: float, temperature: float) -> dict[str, Any]:
    """Terms, loss and gradient for a distribution; a class is the one-hot distribution."""
    e, total = soft(logits, temperature)
    count, share = len(logits), mp.mpf(smoothing)
    y = [(1 - share) * mp.mpf(one) + share / count for one in labels]
    z = [mp.mpf(one) / mp.mpf(temperature) for one in logits]
    terms = [-one * (z[i] - max(z) - mp.log(total)) for i, one in enumerate(y)]
    mass = mp.fsum(y)
    slopes, sizes = [], []
    for i, one in enumerate(y):
        p, others = mass * e[i] / total, mp.fsum(y[:i]) + mp.fsum(y[i + 1 :])
        away = mass * (mp.fsum(e[:i]) + mp.fsum(e[i + 1 :])) / total
        slopes.append((others - away if p > mass / 2 else p - one) / mp.mpf(temperature))
        # No digit is lost where one of the two is 0, or where one is at most half of the other.
        sizes.append(min(p + one, others + away) / mp.mpf(temperature))
    return {
        "logits": logits,
        "labels": labels,
        "smoothing": smoothing,
        "temperature": temperature,
        "terms": column(terms),
        "loss": strict(mp.fsum(terms)),
        "gradient": column(slopes),
        "gradient_error": [allowed(one) for one in sizes],
    }


def focal(logits: list[float], y: list[float], gamma: float, weight: list[float], temperature: float) -> dict[str, Any]:
    """Terms w y (1 - p)^gamma (-ln p), their sum, and its gradient, which is p s - s for s = -p d/dp of each term.

    A power of gamma carries gamma times the error of its base.
    """
    e, total = soft(logits, temperature)
    z = [mp.mpf(one) / mp.mpf(temperature) for one in logits]
    terms, steep = [], []
    for i, one in enumerate(e):
        p, rest = one / total, (mp.fsum(e[:i]) + mp.fsum(e[i + 1 :])) / total
        share, surprise = mp.mpf(weight[i]) * mp.mpf(y[i]), max(z) + mp.log(total) - z[i]
        terms.append(share * rest**gamma * surprise)
        # At p = 1 the derivative is 0 for every gamma > 0; the textbook's form divides 0 by 0 there.
        steep.append(share * rest ** (gamma - 1) * (rest + gamma * p * surprise) if rest else mp.mpf(0))
    slopes, sizes = pulled(e, total, steep, mp.mpf(temperature))
    told = {"logits": logits, "labels": y, "gamma": gamma, "weight": weight, "temperature": temperature}
    return {
        **told,
        "terms": column(terms),
        "terms_error": [allowed((1 + gamma) * one) for one in terms],
        "loss": strict(mp.fsum(terms)),
        "gradient": column(slopes),
        "gradient_error": [allowed((1 + gamma) * one) for one in sizes],
    }


def pulled(e: list[Any], total: Any, steep: list[Any], temperature: Any) -> tuple[list[Any], list[Any]]:
    """The gradient of labels `steep`, and the sizes of the numbers whose difference each part of it is."""
    slopes, sizes = [], []
    for i, one in enumerate(e):
        others, away = mp.fsum(steep[:i]) + mp.fsum(steep[i + 1 :]), mp.fsum(e[:i]) + mp.fsum(e[i + 1 :])
        p, away = mp.fsum(steep) * one / total, mp.fsum(steep) * away / total
        slopes.append((others - away) / temperature)
        sizes.append(min(p + steep[i], others + away) / temperature)
    return slopes, sizes


def labelled(logits: list[float]) -> list[list[float]]:
    """One-hot labels of the first, the last and the largest logit, and three distributions."""
    count = len(logits)
    places = dict.fromkeys([0, count - 1, logits.index(max(logits))])
    drawn = [DRAWN.random() for _ in logits]
    spread = [float(one / sum(drawn)) for one in drawn]
    near = [1 - 2**-30 if i == count - 1 else 2**-30 / max(1, count - 1) for i in range(count)]
    hot = [[float(i == place) for i in range(count)] for place in places]
    return hot if count == 1 else [*hot, spread, near, [1 / count] * count]


def binary(logit: float, y: float) -> dict[str, Any]:
    """Both losses of sigma(z) and their slopes, with the error allowed to each."""
    z, label = mp.mpf(logit), mp.mpf(y)
    small = mp.exp(-abs(z))
    minor, major = small / (1 + small), 1 / (1 + small)
    p, q = (major, minor) if z >= 0 else (minor, major)
    cost = label * -mp.log(p) + (1 - label) * -mp.log(q)
    wrong, size = p - label, min(p + label, q + 1 - label)
    return {
        "logit": logit,
        "y": y,
        "probability": strict(p),
        "cross_entropy": strict(cost),
        "gradient": strict(wrong),
        "gradient_error": allowed(size),
        "squared_error": strict(wrong**2 / 2),
        "squared_error_error": allowed(abs(wrong) * size + wrong**2),
        "squared_error_gradient": strict(wrong * p * q),
        "squared_error_gradient_error": allowed(size * p * q),
    }


def sparsemax(logits: list[float], temperature: float) -> dict[str, Any]:
    """By trying every size of the support."""
    z = [mp.mpf(one) / mp.mpf(temperature) for one in logits]
    falling = sorted(z, reverse=True)
    size = max(k for k in range(1, len(z) + 1) if 1 + k * falling[k - 1] > mp.fsum(falling[:k]))
    tau = (mp.fsum(falling[:size]) - 1) / size
    return {
        "logits": logits,
        "temperature": temperature,
        "support": size,
        "probabilities": column([max(one - tau, mp.mpf(0)) for one in z]),
    }


def double(number: Any) -> float:
    """The nearest double, or infinity: what mpmath rounds is kept from overflowing."""
    return float(number) if abs(number) <= LARGEST else float(mp.sign(number)) * float("inf")


def strict(number: Any) -> float | str:
    """A number for strict JSON."""
    return double(number) if abs(number) <= LARGEST else str(double(number))


def column(numbers: list[Any]) -> list[float | str]:
    """Numbers for strict JSON."""
    return [strict(one) for one in numbers]


def allowed(size: Any) -> float | str:
    """8 eps of a size, in three digits, and a little more than nothing where numbers underflow."""
    error = 8 * EPS * size + SMALLEST
    return float(f"{double(error):.3g}") if error <= LARGEST else "inf"


def main() -> None:
    told = {
        "softmax": [softmax(z, t) for z in LOGITS for t in TEMPERATURES],
        "cross_entropy": [
            cross_entropy(z, y, smoothing, t)
            for z in LOGITS
            for y in labelled(z)
            for smoothing, t in [(0.0, 1.0), (0.1, 1.0), (1.0, 1.0), (0.0, 2.5), (0.3, 0.1)]
        ],
        "focal": [
            focal(z, y, gamma, [1.0 + i % 3 / 2 for i in range(len(z))] if gamma != 1 else [1.0] * len(z), t)
            for z in LOGITS
            if len(z) < 10
            for y in labelled(z)
            for gamma, t in [(0.5, 1.0), (2.0, 1.0), (5.0, 0.1), (1.0, 2.5), (0.0, 1.0)]
        ],
        "binary": [binary(sign * z, y) for z in BINARY_LOGITS for sign in (1, -1) for y in BINARY_LABELS],
        "sparsemax": [sparsemax(z, t) for z in SPARSE for t in (1.0, 0.1, 3.3)],
    }
    TARGET.write_text(json.dumps(told, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{sum(map(len, told.values()))} cases, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
