"""Times, medians, and how a result is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import perf_counter


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def tell(subject: str, measured: float, goal: float, unit: str = "", *, at_most: bool = False) -> bool:
    """Print a result beside its goal; whether the goal is reached."""
    reached = measured <= goal if at_most else measured >= goal
    bound = "at most" if at_most else "at least"
    print(f"{subject}: {measured:.2f}{unit} (goal: {bound} {goal:g}{unit}){'' if reached else '  MISSED'}", flush=True)
    return reached


def machine() -> None:
    """Print what else runs here: a ratio taken on a busy machine deserves a second look."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}, Python {sys.version.split()[0]}", flush=True)
