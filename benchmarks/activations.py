"""Value and slope of every activation that both have, against PyTorch eager with autograd on one thread."""

from __future__ import annotations

from collections.abc import Callable
from statistics import geometric_mean, median
from time import perf_counter
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from app.core.activations import ACTIVATIONS

PEERS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, 0.1),
    "elu": functional.elu,
    "relu6": functional.relu6,
    "selu": functional.selu,
    "celu": functional.celu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "mish": functional.mish,
    "softplus": functional.softplus,
    "softsign": functional.softsign,
    "log_sigmoid": functional.logsigmoid,
    "hard_tanh": functional.hardtanh,
    "hard_sigmoid": functional.hardsigmoid,
    "hard_swish": functional.hardswish,
    "hard_shrink": functional.hardshrink,
    "soft_shrink": functional.softshrink,
    "tanh_shrink": functional.tanhshrink,
}


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def ratio(name: str, points: int, rounds: int) -> tuple[float, float]:
    """Microseconds of ours, and how many times as long the peer takes; medians of interleaved rounds."""
    x = np.linspace(-8, 8, points)
    there = torch.linspace(-8, 8, points, dtype=torch.float64)
    ours, peer = ACTIVATIONS[name](), PEERS[name]

    def with_autograd() -> None:
        leaf = there.clone().requires_grad_()
        peer(leaf).sum().backward()

    times = [(seconds(lambda: ours.curve(x)), seconds(with_autograd)) for _ in range(rounds)]
    mine, theirs = (median(column) for column in zip(*times, strict=True))
    return 1e6 * mine, theirs / mine


def main() -> None:
    torch.set_num_threads(1)
    for points, rounds, goal in ((1_000, 200, 2.5), (1_000_000, 7, 1.0)):
        ratios = []
        for name in PEERS:
            mine, times = ratio(name, points, rounds)
            ratios.append(times)
            print(f"{points:>9,} points  {name:14s} {mine:10.1f} us   PyTorch takes {times:5.2f} times as long")
        print(f"{points:>9,} points: geometric mean {geometric_mean(ratios):.2f} (goal {goal})\n")


if __name__ == "__main__":
    main()
