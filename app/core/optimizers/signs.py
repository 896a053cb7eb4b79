"""Rules that look only at the sign of a direction: how steep it is does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..catalogue import knob, number
from ..elementary import larger, sign
from ..numbers import Real
from .base import Optimizer, rate, share


class Lion(Optimizer):
    """Step by the sign of a mix of momentum and gradient: every step has the same length.

    x -= alpha (sign(beta1 m + (1 - beta1) g) + lambda x), then m = beta2 m + (1 - beta2) g; no root, so no eps.
    """

    name = "lion"
    title = "Lion"
    tex = (
        r"x_{t+1} = x_t - \alpha \left( \operatorname{sign}(\beta_1 m_t + (1 - \beta_1) g_t) + \lambda x_t \right),"
        r" \qquad m_{t+1} = \beta_2 m_t + (1 - \beta_2) g_t"
    )
    source = "Chen, Liang, Huang, Real, Wang and others, 2023 (found by a search over programs)"
    pros = ("remembers half of what Adam does", "the scale of the gradient does not matter at all")
    cons = ("never settles at a constant rate: it steps by alpha to either side of the minimum",)
    code = """\
m = 0
while True:
    dx = compute_gradient(x)
    x -= learning_rate * (np.sign(beta1 * m + (1 - beta1) * dx) + weight_decay * x)
    m = beta2 * m + (1 - beta2) * dx"""
    state = ("m",)
    symbols: ClassVar[Mapping[str, str]] = {"m": "m"}
    rules = (
        ("x", "{x} − {lr} · (sign({beta1} · {m} + (1 − {beta1}) · {g}) + {weight_decay} · {x})"),
        ("m", "{beta2} · {m} + (1 − {beta2}) · {g}"),
    )

    lr: float = rate(1e-4)
    beta1: float = share(r"\beta_1", "weight of the momentum in the step", 0.9)
    beta2: float = share(r"\beta_2", "share of the momentum that stays", 0.99)
    weight_decay: float = knob(r"\lambda", "pull towards 0 at each step", low=0.0, high=1.0, default=0.0)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real) -> tuple[Real, ...]:
        """The sign of the mix, and the decay; then the momentum."""
        c = self.beta1 * m + (1.0 - self.beta1) * g
        return x - lr * (sign(c) + self.weight_decay * x), self.beta2 * m + (1.0 - self.beta2) * g


class Rprop(Optimizer):
    """Each coordinate has a step length of its own: longer while the slope keeps its sign, shorter when it turns.

    h is multiplied by eta+ where g g' > 0, by eta- where g g' < 0, and kept in [h_min, h_max]; where the sign turned
    the point waits and g' = 0 is remembered, else x -= sign(g) h and g' = g; torch.optim.Rprop. The learning rate is
    the first h; a schedule's factor, which PyTorch ignores here, multiplies the steps.
    """

    name = "rprop"
    title = "Rprop"
    tex = (
        r"h_t = \operatorname{clip}(\eta^{\pm} h_{t-1},\, h_{\min},\, h_{\max}), \qquad"
        r" x_{t+1} = x_t - \operatorname{sign}(g_t)\, h_t"
    )
    source = "Riedmiller & Braun, 1993"
    pros = ("the scale of the gradient does not matter at all", "step lengths adapt fast, in both directions")
    cons = ("needs the whole data: noise turns the sign at random",)
    code = """\
last = 0; h = learning_rate
while True:
    dx = compute_gradient(x)
    turned = dx * last < 0
    h *= np.where(turned, eta_minus, np.where(dx * last > 0, eta_plus, 1))
    h = np.clip(h, step_min, step_max)
    last = np.where(turned, 0, dx)
    x -= np.sign(last) * h"""
    state = ("last", "h")
    symbols: ClassVar[Mapping[str, str]] = {"last": "g'", "h": "h"}
    rules = (
        ("h", "clip({eta_plus} · {h}, {step_min}, {step_max})"),
        ("last", "{g}"),
        ("x", "{x} − sign({last}) · {h}"),
    )

    lr: float = rate(1e-2)
    eta_minus: float = knob(
        r"\eta^-", "factor of a step whose slope turned", low=0.0, high=1.0, default=0.5, open="both"
    )
    eta_plus: float = knob(r"\eta^+", "factor of a step whose slope kept its sign", low=1.0, high=10.0, default=1.2)
    step_min: float = knob(r"h_{\min}", "shortest step", low=1e-30, high=1.0, default=1e-6, log=True)
    step_max: float = knob(r"h_{\max}", "longest step", low=1.0, high=1e6, default=50.0, log=True)

    def begin(self) -> tuple[Real, ...]:
        """No slope seen yet, and the learning rate as the first step length."""
        return 0.0, self.lr

    def rules_now(self, lr: float, t: int, g: float, *state: float) -> tuple[tuple[str, str], ...]:
        """The lines for a slope that kept its sign, turned, or is or was zero."""
        (_, longer), remember, (_, move) = self.rules
        if g * state[0] < 0:
            return ("h", longer.replace("eta_plus", "eta_minus")), ("last", "0"), ("x", "{x}")
        stretch = longer if g * state[0] > 0 else longer.replace("{eta_plus} · ", "")
        return ("h", stretch), remember, ("x", move if lr == self.lr else f"{move} · {{lr}} / {number(self.lr)}")

    def step(self, lr: Real, t: int, x: Real, g: Real, last: Real, h: Real) -> tuple[Real, ...]:
        """Lengthen or shorten the step, then take it, unless the slope turned."""
        agree: Any = g * last  # its comparisons serve as numbers, 0 or 1
        h = h * self.eta_plus ** (agree > 0) * self.eta_minus ** (agree < 0)
        h = -larger(-larger(h, self.step_min), -self.step_max)
        last = g * (agree >= 0)
        return x - lr / self.lr * sign(last) * h, last, h
