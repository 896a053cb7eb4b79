"""Adam, and those that change one line of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..catalogue import knob
from ..elementary import larger, log, size
from ..numbers import Real
from .base import Optimizer, epsilon, rate, share

FIRST = ("m", "{beta1} · {m} + (1 − {beta1}) · {g}")
SECOND = ("v", "{beta2} · {v} + (1 − {beta2}) · {g}²")
MOMENTS = r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \qquad v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2, \qquad "


class Moments(Optimizer, abstract=True):
    """Running means of the gradient and of its square.

    What a mean lacks after t steps for having started at zero is 1 - beta^t = -expm1(t ln beta), whose digits the
    difference would lose as beta nears 1.
    """

    pros: ClassVar[tuple[str, ...]]
    cons: ClassVar[tuple[str, ...]]
    state: ClassVar[tuple[str, ...]] = ("m", "v")
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "v": "v"}
    rules: ClassVar[tuple[tuple[str, str], ...]]

    beta1: float = share(r"\beta_1", "share of the old mean of gradients that stays", 0.9)
    beta2: float = share(r"\beta_2", "share of the old mean of squares that stays", 0.999)
    eps: float = epsilon(1e-8)

    @cached_property
    def decay(self) -> tuple[Callable[[Real], Real], Real, Real]:
        """e^x - 1 for what the knobs are, ln beta1 and ln beta2."""
        log1, log2 = log(self.beta1), log(self.beta2)
        return math.expm1 if isinstance(log1 + log2, float) else np.expm1, log1, log2

    def corrections(self, t: int) -> tuple[Real, Real]:
        """1 - beta1^t and 1 - beta2^t, by which the means are divided."""
        expm1, log1, log2 = self.decay
        return -expm1(t * log1), -expm1(t * log2)


class Adam(Moments):
    """Momentum divided by the gradient's recent size, both corrected for starting at zero.

    m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, m_hat = m / (1 - beta1^t), v_hat = v / (1 - beta2^t),
    x -= alpha m_hat / (sqrt v_hat + eps), eps outside the root; torch.optim.Adam. The first step is alpha sign(g).
    """

    name = "adam"
    title = "Adam"
    tex = MOMENTS + (
        r"x_{t+1} = x_t - \alpha\, \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} + \varepsilon}"
    )
    source = "Kingma & Ba, 2014"
    pros: ClassVar[tuple[str, ...]] = (
        "the scale of the gradient does not matter",
        "a good first choice: a step is seldom much longer than alpha",
    )
    cons: ClassVar[tuple[str, ...]] = (
        "mends poor conditioning only along the axes",
        "can settle in the wrong place when rare gradients are large",
    )
    code = """\
m = v = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx * dx
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    x -= learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)"""
    rules: ClassVar[tuple[tuple[str, str], ...]] = (
        FIRST,
        SECOND,
        ("x", "{x} − {lr} · {m_hat} / (√({v_hat}) + {eps})"),
    )
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "v": "v", "m_hat": r"\hat m", "v_hat": r"\hat v"}

    def between(self, t: int, values: Mapping[str, float]) -> Mapping[str, float]:
        """Both moments, corrected for starting at zero."""
        first, second = map(float, self.corrections(t))
        return {"m_hat": values["m"] / first, "v_hat": values["v"] / second}

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real) -> tuple[Real, ...]:
        """Both moments, their corrections, the step."""
        beta1, beta2 = self.beta1, self.beta2
        expm1, log1, log2 = self.decay  # `corrections` spelled out: a call costs a walk a tenth of its time
        m = beta1 * m + (1.0 - beta1) * g
        v = beta2 * v + (1.0 - beta2) * g * g
        m_hat = m / -expm1(t * log1)
        v_hat = v / -expm1(t * log2)
        return x - lr * m_hat / (v_hat**0.5 + self.eps), m, v


class AMSGrad(Moments):
    """Adam that remembers the largest v so far, so that its brake never lifts.

    v_max = max(v_max, v) of the v before their correction; x -= alpha m_hat / (sqrt(v_max / (1 - beta2^t)) + eps);
    torch.optim.Adam with `amsgrad`.
    """

    name = "amsgrad"
    title = "AMSGrad"
    tex = MOMENTS + (
        r"\hat v_t = \max(\hat v_{t-1}, v_t), \qquad x_{t+1} = x_t - \alpha\,"
        r" \frac{m_t / (1 - \beta_1^t)}{\sqrt{\hat v_t / (1 - \beta_2^t)} + \varepsilon}"
    )
    source = "Reddi, Kale & Kumar, 2018"
    pros = ("converges where Adam is misled by rare, large gradients",)
    cons = ("one large gradient slows it down for good",)
    code = """\
m = v = v_max = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx * dx
    v_max = np.maximum(v_max, v)
    m_hat = m / (1 - beta1 ** t)
    v_hat = v_max / (1 - beta2 ** t)
    x -= learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)"""
    state = ("m", "v", "v_max")
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "v": "v", "v_max": r"\hat v"}
    rules = (
        FIRST,
        SECOND,
        ("v_max", "max({v_max}, {v})"),
        ("x", "{x} − {lr} · ({m} / (1 − {beta1}{t})) / (√({v_max} / (1 − {beta2}{t})) + {eps})"),
    )

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real, v_max: Real) -> tuple[Real, ...]:
        """Adam's step with the largest v so far."""
        m = self.beta1 * m + (1.0 - self.beta1) * g
        v = self.beta2 * v + (1.0 - self.beta2) * g * g
        v_max = larger(v_max, v)
        first, second = self.corrections(t)
        return x - lr * (m / first) / ((v_max / second) ** 0.5 + self.eps), m, v, v_max


class AdamW(Adam):
    """Adam after a weight decay of its own, which no gradient divides.

    x *= 1 - alpha lambda, then Adam's step; torch.optim.AdamW.
    """

    name = "adamw"
    title = "AdamW"
    tex = MOMENTS + (
        r"x_{t+1} = (1 - \alpha \lambda) x_t"
        r" - \alpha\, \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} + \varepsilon}"
    )
    source = "Loshchilov & Hutter, 2017"
    pros = ("every weight decays alike, however loud its gradient", "decay and learning rate can be tuned apart")
    cons = ("one more number to choose", "the minimum it finds is pulled towards 0")
    code = """\
m = v = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx * dx
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    x -= learning_rate * weight_decay * x
    x -= learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)"""
    rules = (
        FIRST,
        SECOND,
        ("x", "(1 − {lr} · {weight_decay}) · {x} − {lr} · {m_hat} / (√({v_hat}) + {eps})"),
    )

    weight_decay: float = knob(r"\lambda", "pull towards 0 at each step", low=0.0, high=1.0, default=0.01)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real) -> tuple[Real, ...]:
        """Decay, then Adam's step."""
        # Adam by name: `super()` costs a walk a seventh of its time.
        return Adam.step(self, lr, t, (1.0 - lr * self.weight_decay) * x, g, m, v)


class Adamax(Moments):
    """Adam with the largest recent gradient in place of the root of their mean square.

    m = beta1 m + (1 - beta1) g, u = max(beta2 u, |g| + eps), x -= alpha m_hat / u with m_hat = m / (1 - beta1^t);
    torch.optim.Adamax, which adds eps to |g|, where the paper has none.
    """

    name = "adamax"
    title = "Adamax"
    tex = (
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \qquad u_t = \max(\beta_2 u_{t-1}, |g_t| + \varepsilon), \qquad"
        r" x_{t+1} = x_t - \frac{\alpha}{1 - \beta_1^t} \frac{m_t}{u_t}"
    )
    source = "Kingma & Ba, 2014"
    pros = ("no step is much longer than alpha", "no square, no root")
    cons = ("one large gradient slows it down for about 1 / (1 - beta2) steps",)
    code = """\
m = u = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    u = np.maximum(beta2 * u, np.abs(dx) + 1e-8)
    m_hat = m / (1 - beta1 ** t)
    x -= learning_rate * m_hat / u"""
    state = ("m", "u")
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "u": "u"}
    rules = (
        FIRST,
        ("u", "max({beta2} · {u}, |{g}| + {eps})"),
        ("x", "{x} − {lr} · ({m} / (1 − {beta1}{t})) / {u}"),
    )

    lr: float = rate(2e-3)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, u: Real) -> tuple[Real, ...]:
        """The mean, the largest, their ratio."""
        m = self.beta1 * m + (1.0 - self.beta1) * g
        u = larger(self.beta2 * u, size(g) + self.eps)
        first, _ = self.corrections(t)
        return x - lr * (m / first) / u, m, u
