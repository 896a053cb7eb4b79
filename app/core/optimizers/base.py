"""What every optimizer has: a rule for one step, and what it remembers from one step to the next."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from string import Formatter
from typing import Any, ClassVar

from ..catalogue import Entry, knob, quote
from ..numbers import Real
from .explain import DIGITS, Line, exact, numbers_in, plain, short, symbols_in, telling


def rate(default: float) -> float:
    """The learning rate, the first knob of every optimizer."""
    return knob(r"\alpha", "learning rate", low=1e-8, high=100.0, default=default, log=True)


def share(symbol: str, help: str, default: float) -> float:
    """A knob in [0, 1): how much of what it remembers an optimizer keeps at each step."""
    return knob(symbol, help, low=0.0, high=1.0, default=default, open="high")


def epsilon(default: float) -> float:
    """The small number that keeps a divisor from being zero."""
    return knob(r"\varepsilon", "keeps the divisor from zero", low=1e-30, high=1.0, default=default, log=True)


class Optimizer(Entry, ABC, abstract=True):
    """A rule that takes a point, its gradient and a remembered state to the next point and the next state.

    Every rule works on each coordinate by itself and changes nothing that it is given. `x`, `g` and each state are
    floats or arrays of one shape `(...)`; knobs may be arrays that broadcast to it.
    `step(self, lr, t, x, g, *state)` answers `(x, *state)`, all of them new. `state` names what is remembered,
    `symbols` gives the TeX of each of these names, and `code` is the loop as the slides write it. `rules` are the lines
    of one step for `explain`, in their order, each a pair of what it gives (x, ahead or a state) and its formula, in
    which braces hold x, g, t, ahead, a state or a knob: `(("v", "{rho} · {v} + {g}"), ("x", "{x} − {lr} · {v}"))`.
    """

    pros: ClassVar[tuple[str, ...]]
    cons: ClassVar[tuple[str, ...]]
    code: ClassVar[str]
    state: ClassVar[tuple[str, ...]] = ()
    symbols: ClassVar[Mapping[str, str]] = {}
    rules: ClassVar[tuple[tuple[str, str], ...]]
    looks_ahead: ClassVar[bool] = False  # whether the rule has a `probe` of its own
    edge: ClassVar[str] = ""  # the largest stable learning rate as a formula of L, where theory knows it

    lr: float = rate(1e-3)

    def __init_subclass__(cls, abstract: bool = False) -> None:
        """Tell the rules that look ahead from those that do not."""
        super().__init_subclass__(abstract=abstract)
        cls.looks_ahead = cls.probe is not Optimizer.probe
        if not abstract:
            check_rules(cls)
            check_names(cls)

    def begin(self) -> tuple[Real, ...]:
        """The state before the first step: zeros."""
        return (0.0,) * len(self.state)

    def probe(self, lr: Real, x: Real, *state: Any) -> Real:
        """The point at which the gradient is taken: x itself."""
        return x

    @abstractmethod
    def step(self, lr: Real, t: int, x: Real, g: Real, *state: Any) -> tuple[Real, ...]:
        """The next point and the next state, at step t = 1, 2, ... with the learning rate lr of this step."""

    def largest_stable_lr(self, curvature: float) -> float | None:
        """The learning rate above which a run on a quadratic of steepest curvature L blows up; None where unknown."""
        return None

    def coefficients(self, t: int) -> Mapping[str, Real]:
        """What the rule uses besides its knobs and depends on t alone, by name."""
        return {}

    def between(self, t: int, values: Mapping[str, float]) -> Mapping[str, float]:
        """What the rule works out on the way besides the state, by name, from what is known by then."""
        return {}

    def rules_now(self, lr: float, t: int, g: float, *state: float) -> tuple[tuple[str, str], ...]:
        """The lines of this step: `rules`, where the rule does not branch."""
        return self.rules

    def explain(self, lr: float, t: int, x: float, g: float, *state: float) -> tuple[Line, ...]:
        """The lines of this step with its numbers; each line uses what those before it gave.

        The results are those of `step` and `probe`. Knobs are written as they were typed, the rest is rounded.
        """
        after = dict(zip(("x", *self.state), map(float, self.step(lr, t, x, g, *state)), strict=True))
        after["ahead"] = float(self.probe(lr, x, *state))
        typed = {name: exact(value) for name, value in self.settings().items() if name != "lr" or value == lr}
        known = {name: float(value) for name, value in self.coefficients(t).items()}
        values = {"lr": lr, **known, "x": x, "g": g, **dict(zip(self.state, state, strict=True))}
        symbols = {name: plain(tex) for name, tex in self.tex_of_names().items()}
        lines, told = [], dict[str, str]()  # what a line gave is written alike in those after it
        for target, template in self.rules_now(lr, t, g, *state):
            result = after[target]
            digits = telling(values.get(target, x), result)
            rounded = {
                name: short(value, digits if name in {target, "x"} else DIGITS) for name, value in values.items()
            }
            numbers = numbers_in(template, rounded | typed | told, t)
            told[target] = short(result, digits)
            rule = symbols_in(template, symbols)
            lines.append(Line(symbols[target], rule, numbers, told[target], result))
            values[target] = result
            values |= self.between(t, values)
        return tuple(lines)

    @classmethod
    def tex_of_names(cls) -> dict[str, str]:
        """The TeX of every name that a rule may use."""
        knobs = {one.name: one.symbol for one in cls.knobs()}
        return {"x": "x", "g": "g", "ahead": r"\tilde x", **knobs, **cls.symbols}


def check_rules(cls: type[Optimizer]) -> None:
    """Raise TypeError where the lines of a step are no pairs of what a step gives and its formula."""
    form = f'{cls.__name__}.rules must be pairs of a name and its formula, as (("x", "{{x}} - {{lr}} * {{g}}"),)'
    rules: object = cls.rules
    if not isinstance(rules, tuple | list) or not rules:
        raise TypeError(f"{form}, got {quote(str(rules))}")
    for one in rules:
        if not (isinstance(one, tuple | list) and len(one) == 2 and all(isinstance(part, str) for part in one)):
            raise TypeError(f"{form}; {quote(str(one))} is no pair of texts")
        try:
            told = [(name, more) for _, name, *more in Formatter().parse(one[1]) if name is not None]
        except ValueError:
            raise TypeError(f"{form}; the braces of {quote(one[1])} do not match") from None
        if not all(name.isidentifier() and more in (["", None], [None, None]) for name, more in told):
            raise TypeError(f"{form}; each brace of {quote(one[1])} must hold a name alone")
        if one[0] not in (given := ("x", *cls.state, "ahead")):
            raise TypeError(f"{form}; {quote(one[0])} is not what a step gives: {', '.join(given)}")


def check_names(cls: type[Optimizer]) -> None:
    """Raise TypeError where the rules of a step speak of what has no symbol, or a name means two things."""
    known = cls.tex_of_names()
    unknown = [name for name in cls.state if name not in cls.symbols]
    for target, template in cls.rules:
        fields = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
        unknown += [name for name in (target, *fields) if name != "t" and name not in known and name not in unknown]
    if unknown:
        raise TypeError(f"{cls.__name__} lacks symbols for {', '.join(unknown)}: symbols = {{name: TeX}}")
    for name in (one.name for one in cls.knobs()):
        if name in {"x", "g", "t", "ahead", *cls.symbols}:
            raise TypeError(f"{cls.__name__}.{name} cannot be a knob, as a step has a {name} already")
