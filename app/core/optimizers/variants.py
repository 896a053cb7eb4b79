"""Later relatives of Adam: another momentum, another start, another measure of the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from ..catalogue import knob
from ..elementary import expm1, larger, shortfall, sign
from ..numbers import Real
from .adam import FIRST, MOMENTS, SECOND, Moments
from .base import epsilon, rate, share


class NAdam(Moments):
    """Adam with Nesterov's look-ahead: the newest gradient counts in the step at once.

    mu_t = beta1 (1 - 0.96^(t psi) / 2), Pi = mu_1 ... mu_t, m and v as in Adam, x -= alpha ((1 - mu_t) g / (1 - Pi) +
    mu_{t+1} m / (1 - Pi mu_{t+1})) / (sqrt v_hat + eps); torch.optim.NAdam, psi its `momentum_decay`.
    """

    name = "nadam"
    title = "NAdam"
    tex = MOMENTS + (
        r"\mu_t = \beta_1 (1 - \tfrac12\, 0.96^{t \psi}), \qquad \Pi_t = \mu_t \Pi_{t-1}, \qquad"
        r" x_{t+1} = x_t - \frac{\alpha}{\sqrt{v_t / (1 - \beta_2^t)} + \varepsilon}"
        r" \left( \frac{(1 - \mu_t) g_t}{1 - \Pi_t} + \frac{\mu_{t+1} m_t}{1 - \Pi_t \mu_{t+1}} \right)"
    )
    source = "Dozat, 2016"
    pros = ("answers a change of the gradient sooner than Adam",)
    cons = ("one more number to choose, and it hardly matters in short runs",)
    code = """\
m = v = 0; mu_product = 1; mu = lambda t: beta1 * (1 - 0.96 ** (t * momentum_decay) / 2)
for t in itertools.count(1):
    dx = compute_gradient(x)
    mu_product *= mu(t)
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx * dx
    m_bar = (1 - mu(t)) * dx / (1 - mu_product) + mu(t + 1) * m / (1 - mu_product * mu(t + 1))
    v_hat = v / (1 - beta2 ** t)
    x -= learning_rate * m_bar / (np.sqrt(v_hat) + 1e-8)"""
    state = ("m", "v", "mu_product")
    symbols: ClassVar[Mapping[str, str]] = {
        "m": "m",
        "v": "v",
        "mu_product": r"\Pi",
        "mu": r"\mu_t",
        "mu_next": r"\mu_{t+1}",
    }
    rules = (
        ("mu_product", "{mu} · {mu_product}"),
        FIRST,
        SECOND,
        (
            "x",
            "{x} − {lr} · ((1 − {mu}) · {g} / (1 − {mu_product}) + {mu_next} · {m} / (1 − {mu_product} · {mu_next}))"
            " / (√({v} / (1 − {beta2}{t})) + {eps})",
        ),
    )

    lr: float = rate(2e-3)
    momentum_decay: float = knob(r"\psi", "how fast mu rises to beta1", low=0.0, high=1.0, default=4e-3)

    def begin(self) -> tuple[Real, ...]:
        """No gradient seen yet, and an empty product."""
        return 0.0, 0.0, 1.0

    def mu(self, t: int) -> Real:
        """The momentum of step t, which rises from half of beta1 to beta1."""
        return self.beta1 * (1 - self.lag(t))

    def lag(self, t: int) -> Real:
        """What the momentum of step t lacks of beta1, as a share of it."""
        left: Real = 0.5 * 0.96 ** (t * self.momentum_decay)
        return left

    def coefficients(self, t: int) -> Mapping[str, Real]:
        """The momentum of this step and of the next."""
        return {"mu": self.mu(t), "mu_next": self.mu(t + 1)}

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real, mu_product: Real) -> tuple[Real, ...]:
        """Weigh the newest gradient and the next momentum, then divide as Adam does."""
        lag, mu_next = self.lag(t), self.mu(t + 1)
        mu_product = mu_product * (self.beta1 * (1 - lag))
        rest = (1.0 - self.beta1) + self.beta1 * lag  # 1 - mu, with all its digits
        m = self.beta1 * m + (1.0 - self.beta1) * g
        v = self.beta2 * v + (1.0 - self.beta2) * g * g
        m_bar = rest * g / (1 - mu_product) + mu_next * m / (1 - mu_product * mu_next)
        _, second = self.corrections(t)
        return x - lr * m_bar / ((v / second) ** 0.5 + self.eps), m, v, mu_product


class RAdam(Moments):
    """Adam that waits with the division until v has seen enough gradients to be trusted.

    rho_inf = 2 / (1 - beta2) - 1, rho_t = rho_inf - 2 t beta2^t / (1 - beta2^t). While rho_t <= 5: x -= alpha m_hat.
    Then x -= alpha r_t m_hat sqrt(1 - beta2^t) / (sqrt v + eps) with r_t^2 = (rho_t - 4)(rho_t - 2) rho_inf /
    ((rho_inf - 4)(rho_inf - 2) rho_t); torch.optim.RAdam, with eps on the root of v before its correction.
    """

    name = "radam"
    title = "RAdam"
    tex = MOMENTS + (
        r"x_{t+1} = x_t - \alpha\, \frac{m_t}{1 - \beta_1^t} \begin{cases} 1 & \rho_t \le 5 \\"
        r" r_t \frac{\sqrt{1 - \beta_2^t}}{\sqrt{v_t} + \varepsilon} & \rho_t > 5 \end{cases}"
    )
    source = "Liu, Jiang, He, Chen, Liu, Gao & Han, 2019"
    pros = ("starts gently without a warm-up schedule",)
    cons = ("its first steps follow the scale of the gradient, and may diverge as SGD's do",)
    code = """\
m = v = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx * dx
    m_hat = m / (1 - beta1 ** t)
    rho = rho_inf - 2 * t * beta2 ** t / (1 - beta2 ** t)
    scale = r(rho) * np.sqrt(1 - beta2 ** t) / (np.sqrt(v) + 1e-8) if rho > 5 else 1
    x -= learning_rate * m_hat * scale"""
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "v": "v", "r": "r_t"}
    rules = (
        FIRST,
        SECOND,
        (
            "x",
            "{x} − {lr} · ({m} / (1 − {beta1}{t})) · {r} · √(1 − {beta2}{t}) / (√({v}) + {eps})",
        ),
    )
    untrusted = (FIRST, SECOND, ("x", "{x} − {lr} · {m} / (1 − {beta1}{t})"))

    @cached_property
    def outlook(self) -> tuple[Real, Real, Real]:
        """What rho_t needs at every step, x = -ln(beta2) / 2 and `shortfall(x)`, and what r_t needs of rho_inf."""
        x = -0.5 * self.decay[2]
        q = larger(1 + 2 / expm1(2 * x), 5.0)
        return x, shortfall(x), q / ((q - 4) * (q - 2))

    def coefficients(self, t: int) -> Mapping[str, Real]:
        """Whether v can be trusted yet, 0 or 1, and the factor r_t, which counts only then.

        rho_t = coth x + t (1 - coth t x), where 1 / x cancels: as beta2 nears 1 that is nearly all there is. Below 5
        the root may not exist: it is taken at 5 there, and not used.
        """
        x, first, factor = self.outlook
        p = larger(1 + (t * shortfall(t * x) - first), 5.0)
        return {"trusted": sign(p - 5), "r": ((p - 4) * (p - 2) / p * factor) ** 0.5}

    def rules_now(self, lr: float, t: int, g: float, *state: float) -> tuple[tuple[str, str], ...]:
        """While v cannot be trusted the step is momentum's."""
        return self.rules if self.coefficients(t)["trusted"] else self.untrusted

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real) -> tuple[Real, ...]:
        """Momentum alone at first, divided by the gradient's size when that is known."""
        trusted, r = self.coefficients(t).values()
        m = self.beta1 * m + (1.0 - self.beta1) * g
        v = self.beta2 * v + (1.0 - self.beta2) * g * g
        first, second = self.corrections(t)
        scale = 1 - trusted + trusted * r * second**0.5 / (v**0.5 + self.eps)
        return x - lr * (m / first) * scale, m, v


class Yogi(Moments):
    """Adam whose v moves towards the squared gradient by steps that do not depend on their distance.

    v -= (1 - beta2) sign(v - g^2) g^2, x -= alpha m / (sqrt v + eps), eps outside the root and no bias correction, as
    in the paper's Algorithm 2 with v = 0 at first.
    """

    name = "yogi"
    title = "Yogi"
    tex = (
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \qquad"
        r" v_t = v_{t-1} - (1 - \beta_2) \operatorname{sign}(v_{t-1} - g_t^2)\, g_t^2, \qquad"
        r" x_{t+1} = x_t - \frac{\alpha\, m_t}{\sqrt{v_t} + \varepsilon}"
    )
    source = "Zaheer, Reddi, Sachan, Kale & Kumar, 2018"
    pros = ("its effective rate rises slowly, even when the gradients fall suddenly",)
    cons = ("a large first gradient slows it down for long", "no bias correction: the first steps are too long")
    code = """\
m = v = 0
while True:
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    v = v - (1 - beta2) * np.sign(v - dx * dx) * dx * dx
    x -= learning_rate * m / (np.sqrt(v) + 1e-3)"""
    rules = (
        FIRST,
        ("v", "{v} − (1 − {beta2}) · sign({v} − {g}²) · {g}²"),
        ("x", "{x} − {lr} · {m} / (√({v}) + {eps})"),
    )

    lr: float = rate(1e-2)
    eps: float = epsilon(1e-3)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, v: Real) -> tuple[Real, ...]:
        """Only the sign of v - g^2 counts for the direction in which v moves."""
        square = g * g
        m = self.beta1 * m + (1.0 - self.beta1) * g
        v = v - (1.0 - self.beta2) * sign(v - square) * square
        return x - lr * m / (v**0.5 + self.eps), m, v


class AdaBelief(Moments):
    """Adam that divides by how far the gradient is from what was expected.

    s = beta2 s + (1 - beta2) (g - m)^2 + eps, x -= alpha m_hat / (sqrt s_hat + eps) with the new m: eps is added to s
    at every step and again outside the root, as in the paper's Algorithm 2; eps = 1e-16 as in the authors' code.
    """

    name = "adabelief"
    title = "AdaBelief"
    tex = (
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \qquad"
        r" s_t = \beta_2 s_{t-1} + (1 - \beta_2) (g_t - m_t)^2 + \varepsilon, \qquad"
        r" x_{t+1} = x_t - \alpha\, \frac{m_t / (1 - \beta_1^t)}{\sqrt{s_t / (1 - \beta_2^t)} + \varepsilon}"
    )
    source = "Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris & Duncan, 2020"
    pros = ("long steps where the gradient is steady, short ones where it surprises",)
    cons = ("a gradient that never changes makes its steps ever longer", "depends on eps more than Adam does")
    code = """\
m = s = 0
for t in itertools.count(1):
    dx = compute_gradient(x)
    m = beta1 * m + (1 - beta1) * dx
    s = beta2 * s + (1 - beta2) * (dx - m) ** 2 + 1e-16
    m_hat = m / (1 - beta1 ** t)
    s_hat = s / (1 - beta2 ** t)
    x -= learning_rate * m_hat / (np.sqrt(s_hat) + 1e-16)"""
    state = ("m", "s")
    symbols: ClassVar[Mapping[str, str]] = {"m": "m", "s": "s"}
    rules = (
        FIRST,
        ("s", "{beta2} · {s} + (1 − {beta2}) · ({g} − {m})² + {eps}"),
        ("x", "{x} − {lr} · ({m} / (1 − {beta1}{t})) / (√({s} / (1 − {beta2}{t})) + {eps})"),
    )

    eps: float = epsilon(1e-16)
    beta2: float = share(r"\beta_2", "share of the old mean of squared surprises that stays", 0.999)

    def step(self, lr: Real, t: int, x: Real, g: Real, m: Real, s: Real) -> tuple[Real, ...]:
        """The surprise g - m in the place of the gradient."""
        off = self.beta1 * (g - m)  # g - m of the new m, with all its digits where that is nearly g
        m = self.beta1 * m + (1.0 - self.beta1) * g
        s = self.beta2 * s + (1.0 - self.beta2) * off * off + self.eps
        first, second = self.corrections(t)
        return x - lr * (m / first) / ((s / second) ** 0.5 + self.eps), m, s
