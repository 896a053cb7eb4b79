"""The knobs of the softmax page: optimizer, learning rate with its scent, temperature."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property, lru_cache

import numpy as np

from ...core.catalogue import number
from ...core.losses.training import losses_by_rate
from ...core.optimizers import OPTIMIZERS, Optimizer
from ..figures.area import Area, Axis
from ..page.widgets import Slider, mathml, slider
from .state import HOTTEST, SoftmaxState

LOW, HIGH, CELLS = 1e-3, 100.0, 61
LONGEST = 60  # steps: what a slider promises need not look further
TAMED = {"sgd": 0.5, "adadelta": 1.0}  # learning rates that suit one observation
USUAL = 0.1
COLDEST, PLACES = 0.01, 160  # of a slider: the coldest place but 0, and how many there are from it to the hottest


@cache
def offered(name: str) -> Optimizer:
    """An optimizer at a rate that shows something on one observation."""
    usual = OPTIMIZERS[name]()
    rate = TAMED.get(name, max(USUAL, float(usual.lr)))
    return OPTIMIZERS[name].with_settings({"lr": rate})


class Knobs:
    """The knobs of one state."""

    def __init__(self, state: SoftmaxState) -> None:
        self._state = state

    @property
    def optimizers(self) -> list[tuple[str, str]]:
        """The optimizers to choose from: notation and title."""
        here = self._state.optimizer
        return [(str(here) if name == here.name else str(offered(name)), OPTIMIZERS[name].title) for name in OPTIMIZERS]

    @property
    def optimizer(self) -> str:
        """The one chosen, in the notation."""
        return str(self._state.optimizer)

    @property
    def rate(self) -> Slider:
        """Its learning rate."""
        one = self._state.optimizer
        knob = next(knob for knob in one.knobs() if knob.name == "lr")
        ranged = slider(one, replace(knob, low=min(LOW, one.lr), high=max(HIGH, one.lr)))
        return replace(ranged, least=number(knob.low), most=number(knob.high))

    @property
    def promised(self) -> int:
        """After how many steps the scent shows the loss."""
        return min(max(self._state.steps, 1), LONGEST)

    @property
    def scent(self) -> str:
        """The loss after the steps taken, at least one, for every learning rate of the slider."""
        return scent(self._state, self.promised)

    @cached_property
    def temperature(self) -> Slider:
        """The temperature, on a logarithmic slider with 0 before its coldest place."""
        here = self._state.temperature
        places = np.geomspace(COLDEST, HOTTEST, PLACES + 1)
        at = 1 + int(np.argmin(np.abs(np.log(places) - np.log(here)))) if here else 0
        texts = " ".join(["0", *(number(float(f"{place:.2g}")) for place in places)])
        ends = "0", number(HOTTEST)
        return Slider(
            "temperature", "temperature", mathml("T"), number(here), "0", str(PLACES + 1), "1", str(at), texts, *ends
        )


@lru_cache(maxsize=256)
def scent(state: SoftmaxState, steps: int) -> str:
    """An area in a box of 1000 by 1000."""
    one = state.optimizer
    rates = np.geomspace(min(LOW, one.lr), max(HIGH, one.lr), CELLS)
    losses = losses_by_rate(one, state.observation, state.weights, state.bias, rates, steps)
    first = float(state.observation.loss(state.weights, state.bias).losses)
    first = first if 0 < first < np.inf else 1.0
    area = Area(Axis(0, CELLS - 1), Axis(0, 1.6 * first))
    heights = np.clip(np.nan_to_num(losses, nan=0.0), 0, 1.6 * first)
    return area.path({"x": [0, *range(CELLS), CELLS - 1], "y": [0.0, *heights, 0.0]}, closed=True)
