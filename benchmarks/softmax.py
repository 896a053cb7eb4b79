"""Softmax, loss and gradient of 1,000 logits against PyTorch eager with autograd.

All in float64, the rounds of ours and theirs in turn, each call with all that it costs to be made. Both are told the
truth as a class and as a distribution; ours always answers the probabilities too, theirs once with and once without.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from app.core.losses import cross_entropy
from benchmarks._clock import machine, seconds, tell

Work = Callable[[], object]

CLASSES = 1_000
ROUNDS = 2_000


def ours(logits: Any, truth: Any) -> Work:
    """Probabilities, loss and gradient."""
    if isinstance(truth, int):
        return lambda: cross_entropy(logits, truth)
    return lambda: cross_entropy(logits, labels=truth)


def compare(subject: str, mine: Work, theirs: Work) -> None:
    """Print how many times as long the peer takes: the ratio of the medians."""
    for _ in range(ROUNDS // 10):  # unmeasured: allocators settle, the interpreter specialises
        mine(), theirs()
    times = [(seconds(mine), seconds(theirs)) for _ in range(ROUNDS)]
    here, there = (median(column) for column in zip(*times, strict=True))
    print(f"{CLASSES:,} logits, {subject}: {1e6 * here:.1f} us, PyTorch {1e6 * there:.1f} us")
    tell(f"{CLASSES:,} logits against PyTorch, {subject}", there / here, 1.0)


def main() -> None:
    machine()
    if importlib.util.find_spec("torch") is None:
        print("PyTorch is not installed and so not measured")
        return
    from benchmarks import _torch_losses as peer

    draw = np.random.default_rng(0)
    logits, labels = 3 * draw.standard_normal(CLASSES), draw.dirichlet(np.ones(CLASSES))
    compare("a class", ours(logits, 123), peer.softmax_and_loss(logits, 123))
    compare("a class, theirs without probabilities", ours(logits, 123), peer.loss_alone(logits, 123))
    compare("a distribution", ours(logits, labels), peer.softmax_and_loss(logits, labels))


if __name__ == "__main__":
    main()
