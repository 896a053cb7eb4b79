"""Gradient descent and its velocity: the two rules of the slides, and two variants of the second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..curvature import largest_stable_lr, largest_stable_nesterov_lr
from ..numbers import Real
from .base import Optimizer, rate, share


class SGD(Optimizer):
    """Walk downhill: each step is the gradient times the learning rate.

    x_{t+1} = x_t - alpha grad f(x_t); torch.optim.SGD.
    """

    name = "sgd"
    title = "SGD"
    tex = r"x_{t+1} = x_t - \alpha \nabla f(x_t)"
    source = "Cauchy, 1847; Robbins & Monro, 1951 (with samples)"
    pros = ("one number to choose, nothing to remember", "reaches the minimum of a bowl for any rate below 2 / L")
    cons = ("slow along a ravine: the steep direction limits the rate", "stays in the nearest local minimum")
    code = """\
while True:
    dx = compute_gradient(x)
    x -= learning_rate * dx"""
    rules = (("x", "{x} − {lr} · {g}"),)
    edge = "2/L"

    def step(self, lr: Real, t: int, x: Real, g: Real) -> tuple[Real, ...]:
        """x - lr g."""
        return (x - lr * g,)

    def largest_stable_lr(self, curvature: float) -> float | None:
        """2 / L."""
        return largest_stable_lr(curvature)


class Momentum(Optimizer):
    """Build up velocity as a decaying sum of gradients.

    v_{t+1} = rho v_t + grad f(x_t), x_{t+1} = x_t - alpha v_{t+1}; torch.optim.SGD with `momentum`. On a constant slope
    the velocity grows to 1 / (1 - rho) times the gradient.
    """

    name = "momentum"
    title = "Momentum"
    tex = r"v_{t+1} = \rho v_t + \nabla f(x_t), \qquad x_{t+1} = x_t - \alpha v_{t+1}"
    source = "Polyak, 1964"
    pros: ClassVar[tuple[str, ...]] = (
        "rolls through small local minima and off saddle points",
        "needs about the square root of the steps in a ravine",
    )
    cons: ClassVar[tuple[str, ...]] = (
        "overshoots and swings around the minimum",
        "amplifies gradient noise at an equal learning rate",
    )
    code = """\
vx = 0
while True:
    dx = compute_gradient(x)
    vx = rho * vx + dx
    x -= learning_rate * vx"""
    state = ("v",)
    symbols: ClassVar[Mapping[str, str]] = {"v": "v"}
    rules: ClassVar[tuple[tuple[str, str], ...]] = (("v", "{rho} · {v} + {g}"), ("x", "{x} − {lr} · {v}"))
    edge: ClassVar[str] = "2 (1 + rho)/L"

    rho: float = share(r"\rho", "how much of the velocity stays; 1 - rho is the friction", 0.9)

    def step(self, lr: Real, t: int, x: Real, g: Real, v: Real) -> tuple[Real, ...]:
        """Add the gradient to the velocity, then move by it."""
        v = self.rho * v + g
        return x - lr * v, v

    def largest_stable_lr(self, curvature: float) -> float | None:
        """2 (1 + rho) / L."""
        return largest_stable_lr(curvature, self.rho)


class Nesterov(Momentum):
    """Look before you leap: momentum whose gradient is taken where the velocity is about to lead.

    v_{t+1} = rho v_t + grad f(x_t - alpha rho v_t), x_{t+1} = x_t - alpha v_{t+1}. These x are the textbook's;
    torch.optim.SGD with `nesterov` stores the look-ahead points x_t - alpha rho v_t as its parameter instead.
    """

    name = "nesterov"
    title = "Nesterov"
    tex = r"v_{t+1} = \rho v_t + \nabla f(x_t - \alpha \rho v_t), \qquad x_{t+1} = x_t - \alpha v_{t+1}"
    source = "Nesterov, 1983; Sutskever, Martens, Dahl & Hinton, 2013 (in this form)"
    pros = ("overshoots less than momentum", "it too needs about the square root of the steps in a ravine")
    cons = ("stable for smaller learning rates than momentum", "hardly differs from momentum when the rate is small")
    code = """\
vx = 0
while True:
    ahead = x - learning_rate * rho * vx
    dx = compute_gradient(ahead)
    vx = rho * vx + dx
    x -= learning_rate * vx"""
    rules = (("ahead", "{x} − {lr} · {rho} · {v}"), *Momentum.rules)
    edge = "2 (1 + rho)/((1 + 2 rho) L)"

    def probe(self, lr: Real, x: Real, v: Real) -> Real:
        """Where the velocity alone would lead."""
        return x - lr * self.rho * v

    def largest_stable_lr(self, curvature: float) -> float | None:
        """2 (1 + rho) / ((1 + 2 rho) L)."""
        return largest_stable_nesterov_lr(curvature, self.rho)


class EMAMomentum(Optimizer):
    """Keep the velocity a true running mean of the gradients.

    v_{t+1} = rho v_t + (1 - rho) grad f(x_t), x_{t+1} = x_t - alpha v_{t+1}: momentum with the rate alpha (1 - rho).
    """

    name = "ema_momentum"
    title = "EMA momentum"
    tex = r"v_{t+1} = \rho v_t + (1 - \rho) \nabla f(x_t), \qquad x_{t+1} = x_t - \alpha v_{t+1}"
    source = "Polyak, 1964; Kingma & Ba, 2014 (in this form)"
    pros = ("a change of rho leaves the speed on a constant slope as it is", "as stable as momentum, at larger rates")
    cons = ("starts slowly: the first step is (1 - rho) of the gradient's",)
    code = """\
vx = 0
while True:
    dx = compute_gradient(x)
    vx = rho * vx + (1 - rho) * dx
    x -= learning_rate * vx"""
    state = ("v",)
    symbols: ClassVar[Mapping[str, str]] = {"v": "v"}
    rules = (("v", "{rho} · {v} + (1 − {rho}) · {g}"), ("x", "{x} − {lr} · {v}"))

    edge = "2 (1 + rho)/((1 - rho) L)"

    lr: float = rate(1e-2)
    rho: float = share(r"\rho", "share of the old mean that stays", 0.9)

    def step(self, lr: Real, t: int, x: Real, g: Real, v: Real) -> tuple[Real, ...]:
        """Move the mean towards the gradient, then the point by the mean."""
        v = self.rho * v + (1.0 - self.rho) * g
        return x - lr * v, v

    def largest_stable_lr(self, curvature: float) -> float | None:
        """2 (1 + rho) / ((1 - rho) L): that of momentum, at its rate alpha (1 - rho)."""
        most = largest_stable_lr(curvature, self.rho)
        return most / (1.0 - self.rho) if most is not None else None
