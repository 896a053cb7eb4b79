"""The run in focus at the step that is shown: how it made the step, where that led, how the ground bends there."""

from __future__ import annotations

import re
from functools import cached_property

from ...core.descent.conditions import Conditions
from ...core.descent.walk import Moment, Run, Walk
from ...core.numerals import decimal
from ...core.optimizers.explain import Line
from .copies import clipped, lit
from .parts import Curvature, curvature


class Focus:
    """One run at one step."""

    def __init__(self, run: Run, on: Conditions, step: int) -> None:
        self.run, self.step, self._on = run, step, on

    @cached_property
    def moment(self) -> Moment | None:
        """The step of the run in focus that led to where it is shown; None at the start."""
        run = self.run
        step = min(self.step, len(run.x) - 1)
        if not step:
            return None
        walk = Walk(run.optimizer, self._on)
        walk.advance(step - 1)
        return walk.moment()

    @cached_property
    def axis(self) -> str:
        """The coordinate that the step moved more."""
        now = self.moment
        if now is None:
            return "x"
        return "x" if abs(self.run.x[now.t] - now.point[0]) >= abs(self.run.y[now.t] - now.point[1]) else "y"

    def named(self, text: str) -> str:
        """A rule, or what it gives, with the name of that coordinate."""
        return re.sub(r"\bx", self.axis, text)

    @cached_property
    def explained(self) -> tuple[Line, ...]:
        """The rule of the run in focus with the numbers of this step."""
        now = self.moment
        if now is None:
            return ()
        i = "xy".index(self.axis)
        return self.run.optimizer.explain(now.lr, now.t, now.point[i], now.gradient[i], *now.memory[i])

    @property
    def gradient(self) -> str:
        """The slope that this step used."""
        return decimal(self.moment.gradient["xy".index(self.axis)]) if self.moment else ""

    @property
    def ways(self) -> dict[str, tuple[float, float, float, float]]:
        """Where it stood before the step, and from there: downhill, what the velocity adds, and the move just made."""
        now, run = self.moment, self.run
        if now is None:
            return {}
        x, y = now.point
        ways = {"gradient": (-now.gradient[0], -now.gradient[1])}
        name = next((name for name in ("v", "m") if name in run.optimizer.state), None)
        if name is not None and run.optimizer.state[0] == name:
            ways["velocity"] = (-now.memory[0][0], -now.memory[1][0])
        ways["move"] = (float(run.x[now.t]) - x, float(run.y[now.t]) - y)
        return {name: (x, y, *way) for name, way in ways.items()}

    @property
    def place(self) -> tuple[float, float]:
        """Where the run in focus is."""
        run = self.run
        k = min(self.step, len(run.x) - 1)
        return float(run.x[k]), float(run.y[k])

    @cached_property
    def curvature(self) -> Curvature:
        """The curvature there."""
        one = self.run.optimizer
        lr = self.moment.lr if self.moment else float(next(iter(self._on.rates(one.lr))))
        return curvature(self._on.surface, one, lr, *self.place)

    @cached_property
    def code(self) -> list[str]:
        """The loop of the run in focus, line by line, as the slides write it."""
        clips = {"clip_value": self._on.clip_value, "clip_norm": self._on.clip_norm}
        return clipped(self.run.optimizer.code, {name: most for name, most in clips.items() if most}).splitlines()

    @cached_property
    def lit(self) -> set[int]:
        """The lines of the loop that give what the explainer shows."""
        return lit(self.code, {line.target for line in self.explained})
