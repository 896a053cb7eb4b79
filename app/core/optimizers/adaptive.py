"""A rate for each coordinate, from the squares of its past gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..elementary import larger
from ..numbers import Real
from .base import Optimizer, epsilon, rate, share


class AdaGrad(Optimizer):
    """Divide each coordinate's step by the root of all its squared gradients so far.

    s += g^2, x -= alpha g / (sqrt s + eps), eps outside the root; torch.optim.Adagrad without `lr_decay`, which is the
    schedule inverse_time.
    """

    name = "adagrad"
    title = "AdaGrad"
    tex = r"s_{t+1} = s_t + g_t^2, \qquad x_{t+1} = x_t - \frac{\alpha\, g_t}{\sqrt{s_{t+1}} + \varepsilon}"
    source = "Duchi, Hazan & Singer, 2011"
    pros = ("the scale of the gradient does not matter", "steep and flat directions move alike")
    cons = ("the brake never lifts: on a constant slope step t is alpha / sqrt t",)
    code = """\
grad_squared = 0
while True:
    dx = compute_gradient(x)
    grad_squared += dx * dx
    x -= learning_rate * dx / (np.sqrt(grad_squared) + 1e-10)"""
    state = ("s",)
    symbols: ClassVar[Mapping[str, str]] = {"s": "s"}
    rules = (("s", "{s} + {g}²"), ("x", "{x} − {lr} · {g} / (√({s}) + {eps})"))

    lr: float = rate(1e-2)
    eps: float = epsilon(1e-10)

    def step(self, lr: Real, t: int, x: Real, g: Real, s: Real) -> tuple[Real, ...]:
        """Add the square, divide by the root of the sum."""
        s = s + g * g
        return x - lr * g / (s**0.5 + self.eps), s


class Adadelta(Optimizer):
    """Measure each step by the steps before it, so that it has the unit of x and needs no learning rate.

    s = rho s + (1 - rho) g^2, d = g sqrt(u + eps) / sqrt(s + eps), x -= alpha d, u = rho u + (1 - rho) d^2, eps inside
    both roots; torch.optim.Adadelta.
    """

    name = "adadelta"
    title = "Adadelta"
    tex = (
        r"s_{t+1} = \rho s_t + (1 - \rho) g_t^2, \qquad"
        r" d_t = \frac{\sqrt{u_t + \varepsilon}}{\sqrt{s_{t+1} + \varepsilon}}\, g_t, \qquad"
        r" x_{t+1} = x_t - \alpha d_t, \qquad u_{t+1} = \rho u_t + (1 - \rho) d_t^2"
    )
    source = "Zeiler, 2012"
    pros = ("no learning rate to choose", "steps have the unit of x")
    cons = ("starts with very small steps, the size of sqrt eps",)
    code = """\
s = u = 0
while True:
    dx = compute_gradient(x)
    s = rho * s + (1 - rho) * dx * dx
    d = dx * np.sqrt(u + 1e-6) / np.sqrt(s + 1e-6)
    x -= learning_rate * d
    u = rho * u + (1 - rho) * d * d"""
    state = ("s", "u")
    symbols: ClassVar[Mapping[str, str]] = {"s": "s", "u": "u"}
    rules = (
        ("s", "{rho} · {s} + (1 − {rho}) · {g}²"),
        ("x", "{x} − {lr} · {g} · √({u} + {eps}) / √({s} + {eps})"),
        ("u", "{rho} · {u} + (1 − {rho}) · {g}² · ({u} + {eps}) / ({s} + {eps})"),
    )

    lr: float = rate(1.0)
    rho: float = share(r"\rho", "share of the old means of squares that stays", 0.9)
    eps: float = epsilon(1e-6)

    def step(self, lr: Real, t: int, x: Real, g: Real, s: Real, u: Real) -> tuple[Real, ...]:
        """Scale the gradient by the ratio of the two roots."""
        s = self.rho * s + (1.0 - self.rho) * g * g
        d = g * (u + self.eps) ** 0.5 / (s + self.eps) ** 0.5
        return x - lr * d, s, self.rho * u + (1.0 - self.rho) * d * d


class RMSProp(Optimizer):
    """Divide each coordinate's step by the root of a running mean of its squared gradients.

    s = rho s + (1 - rho) g^2, v = mu v + g / (sqrt s + eps), x -= alpha v, eps outside the root; torch.optim.RMSprop,
    where rho is called alpha and mu momentum. There is no bias correction: the first step is alpha / sqrt(1 - rho).
    """

    name = "rmsprop"
    title = "RMSProp"
    tex = (
        r"s_{t+1} = \rho s_t + (1 - \rho) g_t^2, \qquad"
        r" v_{t+1} = \mu v_t + \frac{g_t}{\sqrt{s_{t+1}} + \varepsilon}, \qquad x_{t+1} = x_t - \alpha v_{t+1}"
    )
    source = "Tieleman & Hinton, 2012"
    pros = ("forgets old gradients, so its brake lifts again", "leaves saddle points in a few steps")
    cons = (
        "the first steps are too long: no bias correction",
        "at a constant rate it ends up swinging by half of alpha around the minimum",
    )
    code = """\
grad_squared = 0
while True:
    dx = compute_gradient(x)
    grad_squared = decay_rate * grad_squared + (1 - decay_rate) * dx * dx
    x -= learning_rate * dx / (np.sqrt(grad_squared) + 1e-8)"""
    state = ("s", "v")
    symbols: ClassVar[Mapping[str, str]] = {"s": "s", "v": "v"}
    rules = (
        ("s", "{alpha} · {s} + (1 − {alpha}) · {g}²"),
        ("v", "{momentum} · {v} + {g} / (√({s}) + {eps})"),
        ("x", "{x} − {lr} · {v}"),
    )

    lr: float = rate(1e-2)
    alpha: float = share(r"\rho", "share of the old mean of squares that stays", 0.99)
    eps: float = epsilon(1e-8)
    momentum: float = share(r"\mu", "how much of the velocity stays", 0.0)

    def step(self, lr: Real, t: int, x: Real, g: Real, s: Real, v: Real) -> tuple[Real, ...]:
        """Divide the gradient by its recent size."""
        alpha = self.alpha
        s = alpha * s + (1.0 - alpha) * g * g
        v = self.momentum * v + g / (s**0.5 + self.eps)
        return x - lr * v, s, v


class CenteredRMSProp(Optimizer):
    """RMSProp that divides by the gradient's standard deviation instead of its size.

    m = rho m + (1 - rho) g, s = rho s + (1 - rho) g^2, v = mu v + g / (sqrt(s - m^2) + eps), x -= alpha v;
    torch.optim.RMSprop with `centered`. Where rounding makes s - m^2 negative it counts as 0, and PyTorch says nan.
    """

    name = "centered_rmsprop"
    title = "Centred RMSProp"
    tex = (
        r"m_{t+1} = \rho m_t + (1 - \rho) g_t, \qquad s_{t+1} = \rho s_t + (1 - \rho) g_t^2, \qquad"
        r" v_{t+1} = \mu v_t + \frac{g_t}{\sqrt{s_{t+1} - m_{t+1}^2} + \varepsilon}, \qquad"
        r" x_{t+1} = x_t - \alpha v_{t+1}"
    )
    source = "Graves, 2013"
    pros = ("faster than RMSProp where the gradient is steady",)
    cons = ("takes enormous steps where the gradient does not change at all",)
    code = """\
grad_mean = grad_squared = 0
while True:
    dx = compute_gradient(x)
    grad_mean = decay_rate * grad_mean + (1 - decay_rate) * dx
    grad_squared = decay_rate * grad_squared + (1 - decay_rate) * dx * dx
    variance = grad_squared - grad_mean ** 2
    x -= learning_rate * dx / (np.sqrt(variance) + 1e-8)"""
    state = ("m", "s", "v")
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "s": "s", "v": "v"}
    rules = (
        ("m", "{alpha} · {m} + (1 − {alpha}) · {g}"),
        ("s", "{alpha} · {s} + (1 − {alpha}) · {g}²"),
        ("v", "{momentum} · {v} + {g} / (√({s} − {m}²) + {eps})"),
        ("x", "{x} − {lr} · {v}"),
    )

    lr: float = rate(1e-2)
    alpha: float = share(r"\rho", "share of the old means that stays", 0.99)
    eps: float = epsilon(1e-8)
    momentum: float = share(r"\mu", "how much of the velocity stays", 0.0)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, s: Real, v: Real) -> tuple[Real, ...]:
        """Divide the gradient by its recent standard deviation."""
        alpha, rest, off = self.alpha, 1.0 - self.alpha, g - m
        # s - m^2 of the new s and m, whose digits are gone where alpha is small and both are nearly g^2
        variance = alpha * ((s - m * m) + rest * off * off)
        m = alpha * m + rest * g
        s = alpha * s + rest * g * g
        v = self.momentum * v + g / (larger(variance, 0.0) ** 0.5 + self.eps)
        return x - lr * v, m, s, v
