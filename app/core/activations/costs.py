"""What an activation costs on this machine, in nanoseconds per element."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from . import Activation

ELEMENTS = 100_000  # 800 kB: larger than the first cache, small enough that twelve of them take a tenth of a second
ROUNDS = 7


@dataclass(frozen=True)
class Cost:
    """One activation: nanoseconds per element for value and slope, the median of the rounds."""

    f: Activation
    value: float
    slope: float


@dataclass(frozen=True)
class Costs:
    """A measurement: on which machine, when (UTC, ISO 8601), over how many elements in how many rounds."""

    machine: str
    measured: str
    elements: int
    rounds: int
    activations: tuple[Cost, ...]


def measure(activations: Sequence[Activation], elements: int = ELEMENTS, rounds: int = ROUNDS) -> Costs:
    """Time each activation over `elements` floats from a standard normal, all of them in each round."""
    x = np.random.default_rng(0).standard_normal(elements)
    for f in activations:  # once unmeasured: the first call pays for memory and code that the others find ready
        f.value(x), f.slope(x)
    times = [[(seconds(lambda: f.value(x)), seconds(lambda: f.slope(x))) for f in activations] for _ in range(rounds)]  # noqa: B023  # called at once
    costs = []
    for f, told in zip(activations, zip(*times, strict=True), strict=True):
        value, slope = (median(column) * 1e9 / elements for column in zip(*told, strict=True))
        costs.append(Cost(f, round(value, 3), round(slope, 3)))
    return Costs(machine(), datetime.now(UTC).isoformat(timespec="seconds"), elements, rounds, tuple(costs))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def machine() -> str:
    """The processor's name, as well as the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(errors="replace").splitlines() if told.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return (names or [platform.processor() or platform.machine()])[0][:80]
