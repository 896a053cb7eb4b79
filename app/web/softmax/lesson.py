"""A lesson: one observation taught to a linear model, as far as was asked for. Every picture is made from one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ...core.activations.base import Array
from ...core.losses import CrossEntropy
from ...core.losses.soft import tempered
from ...core.losses.training import Observation, Training, train
from ...core.optimizers import Optimizer

LETTERS = "ABCDEFGHIJ"
AHEAD = 24  # steps that are drawn before they are taken


@dataclass(frozen=True)
class Model:
    """What a model is at one moment: the numbers that all stages share; `exact` says whether nothing rounded them."""

    x: Array
    weights: Array
    bias: Array
    loss: CrossEntropy
    slopes: tuple[Array, Array]
    exact: bool

    @property
    def z(self) -> Array:
        """The scores (K,)."""
        return self.loss.softmax.logits

    @property
    def temperature(self) -> float:
        """What they are divided by."""
        return self.loss.softmax.temperature

    @property
    def powers(self) -> Array:
        """e^(z / T), inf where that overflows."""
        with np.errstate(over="ignore"):
            return np.exp(tempered(self.z, self.temperature))

    @property
    def true(self) -> int:
        """The class with the largest part of the label."""
        return int(np.argmax(self.loss.labels))

    @property
    def focus(self) -> int:
        """The class that is set against the rest: of two the first, else the true one."""
        return 0 if len(self.z) == 2 else self.true


@dataclass(frozen=True)
class Lesson:
    """W `(K, D)` and b `(K,)` at the start, x `(D,)` and its labels `(K,)`, the steps taken, and those seen ahead.

    `gamma` is that of a focal loss, `class_weight` `(K,)` are weights of the classes; none are 1 each.
    """

    x: tuple[float, ...]
    w: tuple[tuple[float, ...], ...]
    b: tuple[float, ...]
    labels: tuple[float, ...]
    temperature: float
    optimizer: Optimizer
    steps: int
    ahead: int = AHEAD
    gamma: float = 0.0
    class_weight: tuple[float, ...] = ()

    @property
    def observation(self) -> Observation:
        """The input with its labels."""
        weight = np.array(self.class_weight) if self.class_weight else None
        return Observation(np.array(self.x), np.array(self.labels), self.temperature, self.gamma, weight)


@dataclass(frozen=True)
class Taught:
    """The course of a lesson, a few steps further than asked for; row `step` of it is `now`."""

    course: Training
    step: int
    now: Model

    @property
    def letters(self) -> str:
        """The letters of the classes."""
        return LETTERS[: len(self.now.z)]


@lru_cache(maxsize=64)
def taught(lesson: Lesson) -> Taught:
    """The lesson taken; kept, as a page and its four pictures ask for the same one."""
    on = lesson.observation
    course = train(lesson.optimizer, on, np.array(lesson.w), np.array(lesson.b), lesson.steps + lesson.ahead)
    step = min(lesson.steps, len(course.losses) - 1)
    w, b = course.weights[step], course.bias[step]
    loss = on.loss(w, b)
    return Taught(course, step, Model(on.x, w, b, loss, on.slopes(loss), lesson.steps == 0))
