"""Paths, a race and a fleet on Rosenbrock's valley, against PyTorch's optimizers and against JAX with optax.

Float64, one thread, rounds in turn, medians. A path is all its points and losses, and is checked to be the peer's. JAX
compiles a path at its first call: once for each rule and number of steps, and for each knob that is a constant in it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import partial
from statistics import median
from typing import Any, cast

import numpy as np

from app.core.descent.conditions import Conditions
from app.core.descent.walk import PART, land, race, run
from app.core.optimizers import OPTIMIZERS, Momentum, Nesterov, Optimizer
from app.core.surfaces import Rosenbrock
from benchmarks._clock import machine, seconds, tell

Work = Callable[[], object]
Prepare = Callable[[str, int], Work]  # an optimizer and a number of steps, to a path ready to be timed
Peers = dict[str, Prepare]

VALLEY = Rosenbrock()
PATHS = ("sgd", "momentum", "nesterov", "rmsprop", "adam")
RACERS = (*PATHS, "adagrad", "adamw", "adamax")
COMPARED = 100  # points; later rmsprop swings without end and doubles any last digit
CELLS = 200  # rates, and as many rhos


def racer(name: str) -> Optimizer:
    """An optimizer at the valley's good rate, Adam's for those that have none of their own."""
    return OPTIMIZERS[name].with_settings({"lr": VALLEY.rates.get(name, VALLEY.rates["adam"])})


def conditions(steps: int) -> Conditions:
    return Conditions(VALLEY, VALLEY.start, steps)


def installed(*names: str) -> bool:
    """Whether all are there, and a word where not."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    for name in missing:
        print(f"{name} is not installed and so not measured")
    return not missing


def peers() -> Peers:
    """The peers that are installed."""
    found: Peers = {}
    if installed("torch"):
        from benchmarks import _torch_paths

        found["PyTorch"] = peer(_torch_paths.by_autograd)
        found["PyTorch with its gradient by hand"] = peer(_torch_paths.by_hand)
    if installed("jax", "optax"):
        from benchmarks import _optax

        found["JAX's first call"] = peer(_optax.fresh)
        found["warm JAX"] = peer(_optax.warm)
    return found


def peer(prepare: Callable[[str, Any, Any, int], Work]) -> Prepare:
    """Its path of an optimizer and so many steps, at our knobs and from our start."""
    return lambda name, steps: prepare(name, racer(name).settings(), VALLEY.start, steps)


def compare(subject: str, ours: Work, theirs: Mapping[str, Callable[[], Work]], rounds: int) -> dict[str, float]:
    """Print the median of ours, and how many times as long the peers take; these ratios.

    In each round all have their turn, prepared off the clock, and ours before each; the first round is not measured.
    """
    mine: list[float] = []
    others: dict[str, list[float]] = {title: [] for title in theirs}
    for _ in range(rounds + 1):
        for title, ready in theirs.items():
            mine.append(seconds(ours))
            others[title].append(seconds(ready()))
    here = median(mine[len(theirs) :])
    ratios = {title: median(column[1:]) / here for title, column in others.items()}
    told = "".join(f"; {title} {ratio:.{2 if ratio < 10 else 0}f} times as long" for title, ratio in ratios.items())
    print(f"{subject}: {1e3 * here:.2f} ms{told}", flush=True)
    return ratios


def same(name: str, prepare: Prepare) -> None:
    """Raise AssertionError unless the peer's path is ours; its Nesterov keeps the points looked at, ours the others."""
    found: Any = prepare(name, COMPARED)()
    path = run(racer(name), conditions(COMPARED))
    points = np.stack([path.x, path.y], axis=-1)
    if isinstance(path.optimizer, Nesterov):
        points[1:] += path.optimizer.rho * np.diff(points, axis=0)
    np.testing.assert_allclose(np.asarray(found[0]), points[1:], rtol=1e-9, atol=1e-9)


def paths(against: Peers, steps: int, rounds: int) -> None:
    """One path of each of the five."""
    for name in PATHS:
        subject = f"{steps:,} steps of {name}"
        theirs = {title: partial(prepare, name, steps) for title, prepare in against.items()}
        ratios = compare(subject, partial(run, racer(name), conditions(steps)), theirs, rounds)
        if "PyTorch" in ratios:
            tell(f"{subject} against PyTorch", ratios["PyTorch"], 200)


def races(against: Peers, steps: int, rounds: int) -> None:
    """Eight optimizers; the peers take one path after the other."""
    subject = f"a race of {len(RACERS)} over {steps:,} steps"
    theirs = {title: partial(together, prepare, steps) for title, prepare in against.items()}
    ours = partial(race, tuple(racer(name) for name in RACERS), conditions(steps))
    ratios = compare(subject, ours, theirs, rounds)
    for title, goal in (("PyTorch", 200), ("JAX's first call", 30)):
        if title in ratios:
            tell(f"{subject} against {title}", ratios[title], goal)


def together(prepare: Prepare, steps: int) -> Work:
    """The paths of all racers as one work."""
    works = [prepare(name, steps) for name in RACERS]
    return lambda: [work() for work in works]


def fleets(steps: int, rounds: int) -> None:
    """40,000 cells of momentum, each with its own rate and rho, against tensors changed in place."""
    if not installed("torch"):
        return
    from benchmarks import _torch_paths

    lr, rho = (axis.ravel() for axis in np.meshgrid(np.geomspace(1e-5, 2e-3, CELLS), np.linspace(0, 0.99, CELLS)))
    rates, shares = cast(float, lr), cast(float, rho)  # a knob may be an array
    ours = partial(land, Momentum(lr=rates, rho=shares), conditions(steps))
    whole = partial(_torch_paths.land, lr, rho, VALLEY.start, steps, lr.size)
    in_parts = partial(_torch_paths.land, lr, rho, VALLEY.start, steps, PART)
    np.testing.assert_allclose(ours(), whole(), rtol=1e-9, atol=1e-9)
    subject = f"{lr.size:,} cells of momentum over {steps} steps"
    theirs: dict[str, Callable[[], Work]] = {"PyTorch": lambda: whole, f"PyTorch {PART:,} at a time": lambda: in_parts}
    tell(f"{subject} against PyTorch in place", compare(subject, ours, theirs, rounds)["PyTorch"], 1.0)


def main() -> None:
    machine()
    against = peers()
    if not against:
        return
    for prepare in against.values():
        for name in RACERS:
            same(name, prepare)
    paths(against, 10_000, 5)
    races(against, 1_000, 7)
    fleets(500, 25)
    machine()


if __name__ == "__main__":
    main()
