"""Value and slope of every activation that both have, against PyTorch eager with autograd and against warm JAX.

All in float64, the rounds of ours and theirs in turn. PyTorch has one thread, NumPy never has more here.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from statistics import geometric_mean, median
from typing import Any

import numpy as np

from app.core.activations import ACTIVATIONS
from benchmarks._clock import machine, seconds, tell

Prepare = Callable[[str, Any], Callable[[], object]]  # a name and the x, to the work whose time is taken


def ours(name: str, x: Any) -> Callable[[], object]:
    f = ACTIVATIONS[name]()
    return lambda: f.curve(x)


def compare(peer: str, names: list[str], prepare: Prepare, points: int, rounds: int, goal: float) -> None:
    """Print how many times as long the peer takes: medians for each function, their geometric mean beside the goal."""
    ratios = []
    for name in names:
        x = np.linspace(-8, 8, points)
        both = ours(name, x), prepare(name, x)
        for work in both:  # once unmeasured: compilers compile, allocators settle
            work()
        times = [tuple(seconds(work) for work in both) for _ in range(rounds)]
        mine, theirs = (median(column) for column in zip(*times, strict=True))
        ratios.append(theirs / mine)
        print(f"{points:>9,} points  {name:14s} {1e6 * mine:9.1f} us, {peer} takes {theirs / mine:6.2f} times as long")
    tell(f"{points:,} points against {peer}, geometric mean of {len(names)}", geometric_mean(ratios), goal)


def main() -> None:
    machine()
    if importlib.util.find_spec("torch") is None:
        print("PyTorch is not installed and so not measured")
    else:
        from benchmarks import _torch

        compare("PyTorch", list(_torch.PEERS), _torch.prepare, 1_000, 200, 2.5)
        # No page and no call asks for so many: here it is enough not to fall far behind.
        compare("PyTorch", list(_torch.PEERS), _torch.prepare, 1_000_000, 15, 1.0)
    if importlib.util.find_spec("jax") is None:
        print("JAX is not installed and so not measured")
    else:
        from benchmarks import _jax

        compare("JAX", list(_jax.PEERS), _jax.prepare, 1_000, 200, 1.5)


if __name__ == "__main__":
    main()
