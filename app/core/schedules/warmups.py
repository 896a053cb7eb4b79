"""Schedules that start low, while an optimizer's running means know little yet."""

from __future__ import annotations

import math

from ..catalogue import knob
from .base import Schedule, lowest, warmup
from .cosines import fall


class ConstantWarmup(Schedule):
    """Hold a smaller learning rate for the first steps.

    start while t < warmup, then 1; torch's ConstantLR with `factor` = start and `total_iters` = warmup.
    """

    name = "constant_warmup"
    title = "Constant warm-up"
    tex = r"s \;\text{for}\; t < w,\quad 1 \;\text{for}\; t \ge w"
    source = "He, Zhang, Ren & Sun, 2015"

    start: float = knob("s", "factor of the first steps", low=0.0, high=1.0, default=0.25)
    warmup: float = warmup(5.0)

    def factor(self, t: int, steps: int) -> float:
        """The first factor, then 1."""
        return self.start if t < self.warmup else 1.0


class LinearWarmup(Schedule):
    """Raise the learning rate along a straight line, then hold it.

    start + (1 - start) min(1, t / warmup); torch's LinearLR with `start_factor` and `total_iters`.
    """

    name = "linear_warmup"
    title = "Linear warm-up"
    tex = r"s + (1 - s) \min(1,\, t / w)"
    source = "Goyal, Dollár, Girshick, Noordhuis, Wesolowski and others, 2017"

    start: float = knob("s", "factor of the first step", low=0.0, high=1.0, default=0.25)
    warmup: float = warmup(5.0)

    def factor(self, t: int, steps: int) -> float:
        """The line, then 1."""
        return self.start + (1 - self.start) * min(1.0, t / self.warmup)


class WarmupCosine(Schedule):
    """Warm up along a straight line, then fall along half a cosine wave until the end of the run.

    (t + 1) / warmup while t < warmup, then floor + (1 - floor) (1 + cos(pi (t - warmup) / (steps - warmup))) / 2.
    """

    name = "warmup_cosine"
    title = "Warm-up and cosine"
    tex = (
        r"\frac{t + 1}{w} \;\text{for}\; t < w,\quad f + \frac{1 - f}{2} \left(1 + \cos \pi \frac{t - w}{T - w}\right)"
    )
    source = "Loshchilov & Hutter, 2016 (the cosine); Goyal and others, 2017 (the warm-up)"

    warmup: float = warmup(10.0)
    floor: float = lowest()

    def factor(self, t: int, steps: int) -> float:
        """The line, then the wave over the steps that are left."""
        if t < self.warmup:
            return min(1.0, (t + 1) / self.warmup)
        return fall(1.0, self.floor, (t - self.warmup) / (steps - self.warmup) if t < steps else 1.0)


class InverseSqrt(Schedule):
    """Warm up along a straight line, then fall like one over the root of the time.

    min((t + 1) / warmup, sqrt(warmup / (t + 1))).
    """

    name = "inverse_sqrt"
    title = "Inverse square root"
    tex = r"\min\left( \frac{t + 1}{w},\, \sqrt{\frac{w}{t + 1}} \right)"
    source = "Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser & Polosukhin, 2017"

    warmup: float = warmup(10.0)

    def factor(self, t: int, steps: int) -> float:
        """The lower of the rising line and the falling root."""
        return min((t + 1) / self.warmup, math.sqrt(self.warmup / (t + 1)))
