"""PyTorch's optimizers on Rosenbrock's valley, eager, and a fleet of momentum runs written by hand; one thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch import optim

torch.set_num_threads(1)

Knobs = Mapping[str, float]

PEERS: dict[str, Callable[[list[Any], Knobs], Any]] = {
    "sgd": lambda points, k: optim.SGD(points, lr=k["lr"]),
    "momentum": lambda points, k: optim.SGD(points, lr=k["lr"], momentum=k["rho"]),
    "nesterov": lambda points, k: optim.SGD(points, lr=k["lr"], momentum=k["rho"], nesterov=True),
    "adagrad": lambda points, k: optim.Adagrad(points, lr=k["lr"], eps=k["eps"]),
    "rmsprop": lambda points, k: optim.RMSprop(points, lr=k["lr"], alpha=k["alpha"], eps=k["eps"]),
    "adam": lambda points, k: optim.Adam(points, lr=k["lr"], betas=(k["beta1"], k["beta2"]), eps=k["eps"]),
    "adamw": lambda points, k: optim.AdamW(
        points, lr=k["lr"], betas=(k["beta1"], k["beta2"]), eps=k["eps"], weight_decay=k["weight_decay"]
    ),
    "adamax": lambda points, k: optim.Adamax(points, lr=k["lr"], betas=(k["beta1"], k["beta2"]), eps=k["eps"]),
}


def learned(point: Any) -> float:
    """Give the point its gradient by autograd; the loss, in as few operations as ours."""
    x, y = point.unbind()
    u, v = 1 - x, y - x * x
    loss = u * u + 100 * (v * v)
    loss.backward()
    return float(loss.item())


def told(point: Any) -> float:
    """Give the point its gradient by hand, worked out on floats: quicker than on tensors of two numbers."""
    x, y = point.tolist()
    u, v = 1 - x, y - x * x
    point.grad = torch.tensor([-2 * (u + 200 * x * v), 200 * v], dtype=torch.float64)
    return u * u + 100 * (v * v)  # type: ignore[no-any-return]  # torch has no types here


def by_autograd(name: str, knobs: Knobs, start: Sequence[float], steps: int) -> Callable[[], Any]:
    """The path as work to be done, its gradients by autograd."""
    return partial(path, name, knobs, start, steps, learned)


def by_hand(name: str, knobs: Knobs, start: Sequence[float], steps: int) -> Callable[[], Any]:
    """The path as work to be done, its gradients by hand."""
    return partial(path, name, knobs, start, steps, told)


def path(name: str, knobs: Knobs, start: Sequence[float], steps: int, slope: Callable[[Any], float]) -> Any:
    """The points after each step and the losses before it, as numbers: the cheapest way to keep them."""
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = PEERS[name]([point], knobs)
    points, losses = [], []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(slope(point))
        optimizer.step()
        points.append(point.tolist())
    return points, losses


def land(lr: Any, rho: Any, start: Sequence[float], steps: int, cells: int) -> tuple[Any, Any]:
    """Where momentum runs on Rosenbrock's valley end, in place; so many cells at a time."""
    ends = [
        _land(*both, start, steps)
        for both in zip(torch.from_numpy(lr).split(cells), torch.from_numpy(rho).split(cells), strict=True)
    ]
    x, y = (torch.cat(one).numpy() for one in zip(*ends, strict=True))
    return x, y


def _land(lr: Any, rho: Any, start: Sequence[float], steps: int) -> tuple[Any, Any]:
    x, y = (torch.full_like(lr, one) for one in start)
    of_x, of_y = torch.zeros_like(lr), torch.zeros_like(lr)
    for _ in range(steps):
        w = (y - x * x).mul_(200)
        g_x = (x - 1).sub_(x * w).mul_(2)
        of_x.mul_(rho).add_(g_x)
        of_y.mul_(rho).add_(w)
        x.sub_(lr * of_x)
        y.sub_(lr * of_y)
    return x, y
