"""Find the coefficients in app/core/activations/shared.py: exp(t^2 / 2) Phi(-t) = P(t) / Q(t) for 0 <= t <= 39.

    python -m tests.golden.mills

Least squares of P - R Q over points that crowd towards both ends, weighted by 1 / Q of the round before (Sanathanan &
Koerner, 1963) and by the errors themselves (Lawson, 1961), which brings the largest relative error to 5.3e-17.
"""

from __future__ import annotations

from typing import Any

import mpmath as mp

DEGREE = 9  # of P; Q has one more, as the ratio falls like 1 / t
LAST = mp.mpf(39)
POINTS = 160


def mills(t: Any) -> Any:
    """exp(t^2 / 2) Phi(-t)."""
    return mp.exp(t * t / 2) * mp.erfc(t / mp.sqrt(2)) / 2


def points(count: int) -> list[Any]:
    """Chebyshev points in t / (t + 2), so that most of them lie where the ratio bends."""
    shares = [(1 - mp.cos(mp.pi * k / count)) / 2 * LAST / (LAST + 2) for k in range(count + 1)]
    return [2 * share / (1 - share) for share in shares]


def fit(ts: list[Any], rs: list[Any], weights: list[Any]) -> tuple[list[Any], list[Any]]:
    """P and Q, lowest power first, with Q(0) = 1."""
    a, b = mp.matrix(len(ts), 2 * DEGREE + 2), mp.matrix(len(ts), 1)
    for i, (t, r, w) in enumerate(zip(ts, rs, weights, strict=True)):
        b[i] = w
        for k in range(DEGREE + 1):
            a[i, k], a[i, DEGREE + 1 + k] = w * t**k / r, -w * t ** (k + 1)
    solution, _ = mp.qr_solve(a, b)
    return list(solution[: DEGREE + 1]), [mp.mpf(1), *solution[DEGREE + 1 :]]


def main() -> None:
    """Print both polynomials, highest power first, and the largest relative error."""
    mp.mp.dps = 50
    ts = points(POINTS)
    rs = [mills(t) for t in ts]
    lawson, scale = [mp.mpf(1)] * len(ts), [mp.mpf(1)] * len(ts)
    p: list[Any] = []
    q: list[Any] = []
    for turn in range(8):
        p, q = fit(ts, rs, [a * b for a, b in zip(lawson, scale, strict=True)])
        scale = [1 / mp.polyval(q[::-1], t) for t in ts]
        errors = [abs(mp.polyval(p[::-1], t) * s / r - 1) for t, s, r in zip(ts, scale, rs, strict=True)]
        if turn > 1:
            lawson = [w * mp.sqrt(mp.mpf("0.05") + e / max(errors)) for w, e in zip(lawson, errors, strict=True)]
            lawson = [w / max(lawson) for w in lawson]
        print(turn, mp.nstr(max(errors), 4))
    print([float(c) for c in p[::-1]], [float(c) for c in q[::-1]], sep="\n")


if __name__ == "__main__":
    main()
