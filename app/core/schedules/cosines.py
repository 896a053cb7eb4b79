"""Schedules along half a cosine wave: flat at both ends, steepest in the middle."""

from __future__ import annotations

import math
from itertools import pairwise

from ..catalogue import knob
from .base import Schedule, lowest


def fall(high: float, low: float, share: float) -> float:
    """From `high` at share 0 to `low` at share 1 along half a cosine wave."""
    return low + (high - low) * (1 + math.cos(math.pi * share)) / 2


class Cosine(Schedule):
    """Fall along half a cosine wave over the whole run.

    floor + (1 - floor) (1 + cos(pi t / steps)) / 2; torch's CosineAnnealingLR with `T_max` = steps.
    """

    name = "cosine"
    title = "Cosine"
    tex = r"f + \frac{1 - f}{2} \left(1 + \cos \pi \frac{t}{T}\right)"
    source = "Loshchilov & Hutter, 2016"

    floor: float = lowest()

    def factor(self, t: int, steps: int) -> float:
        """Half a wave, from 1 to the floor."""
        return fall(1.0, self.floor, min(t, steps) / steps)


class CosineWarmRestarts(Schedule):
    """Fall along half a cosine wave again and again, each time `mult` times as long as before.

    floor + (1 - floor) (1 + cos(pi s / T)) / 2, s the steps since the last restart and T the length of this wave;
    torch's CosineAnnealingWarmRestarts.
    """

    name = "cosine_warm_restarts"
    title = "Cosine with warm restarts"
    tex = r"f + \frac{1 - f}{2} \left(1 + \cos \pi \frac{t - t_i}{n m^i}\right)"
    source = "Loshchilov & Hutter, 2016"

    period: float = knob("n", "steps of the first wave", low=1.0, high=1e5, default=50.0, log=True)
    mult: float = knob("m", "how many times longer each next wave is", low=1.0, high=10.0, default=1.0)
    floor: float = lowest()

    def factor(self, t: int, steps: int) -> float:
        """Half a wave since the last restart."""
        since, length = self._wave(t)
        return fall(1.0, self.floor, since / length)

    def _wave(self, t: int) -> tuple[float, float]:
        """The steps since the last restart, and the length of the wave that runs now."""
        grow = self.mult - 1
        if grow * t < self.period * 1e-9:
            return t % self.period, self.period
        # Restart i is at n (m^i - 1) / (m - 1); the billionth keeps rounding from missing one that falls on this step.
        i = math.floor(math.log1p(t * grow / self.period) / math.log1p(grow) + 1e-9)
        length = self.period * self.mult**i
        return max(t - (length - self.period) / grow, 0.0), length


class OneCycle(Schedule):
    """Rise to the full learning rate, then fall far below where it began: one cycle for the whole run.

    From 1 / div_factor at t = 0 to 1 at t = pct_start T - 1 to 1 / (div_factor final_div_factor) at t = T - 1, each
    along half a cosine wave, T = steps. With `three_phase` the fall first mirrors the rise and only then goes on;
    torch's OneCycleLR, relative to its `max_lr`.
    """

    name = "one_cycle"
    title = "One cycle"
    tex = r"\frac{1}{d} \to 1 \to \frac{1}{d e} \;\text{at}\; t = 0,\; pT - 1,\; T - 1"
    source = "Smith & Topin, 2017"

    pct_start: float = knob("p", "share of the run that rises", low=0.0, high=0.5, default=0.3)
    div_factor: float = knob("d", "full rate over the first one", low=1.0, high=1e6, default=25.0, log=True)
    final_div_factor: float = knob("e", "first rate over the last one", low=1.0, high=1e9, default=1e4, log=True)
    three_phase: float = knob("k", "1: fall as it rose, then on to the end", low=0.0, high=1.0, default=0.0)

    def factor(self, t: int, steps: int) -> float:
        """Half a wave between the two turning points around t."""
        first, last = 1 / self.div_factor, 1 / self.div_factor / self.final_div_factor
        top = self.pct_start * steps - 1
        turns = [(0.0, first), (top, 1.0), (steps - 1.0, last)]
        if self.three_phase >= 0.5:
            turns.insert(2, (2 * self.pct_start * steps - 2, first))
        for (begin, high), (end, low) in pairwise(turns):
            if t <= end and end > begin:
                return fall(high, low, (t - begin) / (end - begin))
        return last


class Cyclic(Schedule):
    """Rise and fall along straight lines, again and again; with gamma < 1 each time less high.

    floor + (1 - floor) gamma^t max(0, 1 - |t / half - 2 c + 1|) with c = floor(1 + t / (2 half)); torch's CyclicLR with
    mode triangular (gamma = 1) or exp_range, `base_lr` = floor `max_lr` and `step_size_up` = half.
    """

    name = "cyclic"
    title = "Cyclic"
    tex = r"f + (1 - f)\, \gamma^t \left(1 - \left| \frac{t}{h} \bmod 2 - 1 \right|\right)"
    source = "Smith, 2015"

    half: float = knob("h", "steps of each rise and of each fall", low=1.0, high=1e5, default=50.0, log=True)
    floor: float = lowest(0.1)
    gamma: float = knob(r"\gamma", "factor of the height at each step", low=0.0, high=1.0, default=1.0)

    def factor(self, t: int, steps: int) -> float:
        """The saw tooth above the floor."""
        height = 1 - abs(t / self.half % 2 - 1)
        return self.floor + (1 - self.floor) * self.gamma**t * height
