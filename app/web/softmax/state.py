"""The state of the softmax page: a linear model, one input, what is true, and how far it has been trained."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, Self

import numpy as np
from fastapi import Depends
from pydantic import Field, model_validator

from ...core.activations.base import Array
from ...core.losses import InputError, cross_entropy, distribution, one_hot
from ...core.losses.checks import class_weights
from ...core.losses.training import (
    Observation,
    against_the_rest,
    bias_for,
    logits_for,
    shared,
    steps_until_right,
)
from ...core.optimizers import SGD
from ..entries import OptimizerField
from ..http.numbers import FURTHEST, QueryNumber, QueryWhole
from ..http.state import Fields, Reader, State
from ..page.foretold import Guess, Predict
from .lesson import Lesson
from .query import MOST_GAMMA, MOST_INPUTS, SLIDE_B, SLIDE_W, SLIDE_X, misfit
from .rows import Numbers, Rows, flat, written
from .simplex import shares

MOST_CLASSES, MOST_STEPS = 10, 1_000
HOTTEST = 100.0
DECIMALS = {"spot": 4, "rest": 6}  # of the biases that follow from a place in a picture, at a temperature of 1
SLIDE_ROWS = tuple(Numbers(SLIDE_W[i : i + 2]) for i in (0, 2, 4))

Some = Annotated[Rows, Field(max_length=MOST_CLASSES * MOST_INPUTS)]
Wish = Annotated[Rows, Field(max_length=1)]


class SoftmaxState(State):
    """What the page shows. `w` holds a row for each class; a form may send all its numbers one by one.

    `z`, `p`, `spot`, `rest`, `share` and `until` are wishes: scores, probabilities, a place in the triangle, a class
    and its score against the rest, its share of the label, steps until the model is right. They are turned into a
    bias, labels and steps, and are no part of the state.
    """

    x: Some = ()
    w: Some = ()
    b: Some = ()
    z: Some = ()
    p: Some = ()
    spot: Wish = ()
    rest: Wish = ()
    target: Annotated[QueryWhole, Field(ge=0, lt=MOST_CLASSES)] | None = None
    labels: Some = ()
    share: Wish = ()
    temperature: Annotated[QueryNumber, Field(ge=0, le=HOTTEST)] = 1.0
    gamma: Annotated[QueryNumber, Field(ge=0, le=MOST_GAMMA)] = 0.0
    class_weight: Some = ()
    weighing: Literal["shown"] | None = None
    optimizer: OptimizerField = SGD(lr=0.5)
    steps: Annotated[QueryWhole, Field(ge=0, le=MOST_STEPS)] = 0
    until: Literal["right"] | None = None
    panel: Literal["binary", "breaks"] | None = None
    question: Literal["right", "wrong", "equal", "two", "focal"] | None = None
    room: Wish = ()
    view: Literal["projector"] | None = None
    predict: Predict = 0
    guess: Guess = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        self._settle_model()
        self._settle_wishes()
        self._settle_labels()
        self._settle_weights()
        return self

    def trained(self) -> Self:
        """The state with as many steps as were wished for by `until`; all there may be if these are not enough."""
        if self.until is None:
            return self
        steps = steps_until_right(self.optimizer, self.observation, self.weights, self.bias, MOST_STEPS)
        return self.model_copy(update={"steps": MOST_STEPS if steps is None else steps, "until": None})

    def _settle_model(self) -> None:
        x, rows = flat(self.x), self.w or SLIDE_ROWS
        if len(x) > 1 and all(len(row.values) == 1 for row in rows) and len(rows) % len(x) == 0:
            loose = flat(rows)
            rows = tuple(Numbers(loose[i : i + len(x)]) for i in range(0, len(loose), len(x)))
        inputs, classes = len(rows[0].values), len(rows)
        x = x or list(usual_x(inputs))
        b = flat(self.b) or list(usual_b(classes))
        demand(2 <= classes <= MOST_CLASSES, "w", f"w must have 2 to {MOST_CLASSES} rows, one a class, got {classes}")
        demand(inputs <= MOST_INPUTS, "w", f"a row of w takes at most {MOST_INPUTS} numbers, got {inputs}")
        demand(all(len(row.values) == inputs for row in rows), "w", "all rows of w must be equally long")
        demand(len(x) == inputs, "x", f"x must have {inputs} numbers, as each row of w has, got {len(x)}")
        demand(len(b) == classes, "b", f"b must have {classes} numbers, one for each row of w, got {len(b)}")
        self.settle(x=(Numbers(x),), w=rows, b=(Numbers(b),))

    def _settle_wishes(self) -> None:
        for name in ("z", "p", "spot", "rest"):
            wish = flat(getattr(self, name))
            if not wish:
                continue
            bias = bias_for(self._wished(name, wish), self.weights, self.input)
            if name in DECIMALS:  # a hand is no more exact, and what it does is to be read in the boxes
                bias = bias.round(DECIMALS[name] - math.floor(min(0.0, math.log10(self.temperature))))
            demand(bool((np.abs(bias) <= FURTHEST).all()), name, "scores must lie in [-1e6, 1e6]")
            self.settle(b=written(bias), **{name: ()})

    def _wished(self, name: str, wish: list[float]) -> Array:
        """The scores that a wish asks for."""
        warm = self.temperature > 0 or name == "z"
        demand(warm, name, f"{name} needs a temperature above 0: at 0 the largest score has all, whatever it is")
        if name == "rest":
            fits = len(wish) == 2 and wish[0] in range(self.classes)
            demand(fits, name, "rest must be a class and its score against the rest, like 0,-5")
            one, z = int(wish[0]), self.logits
            z[one] += self.temperature * (wish[1] - against_the_rest(z, one, self.temperature))
            return z
        if name == "spot":
            fits = len(wish) == 2 and self.classes <= 3
            demand(fits, name, "spot must be a place x,y in the picture of two or three classes")
            return logits_for(shares(wish[0], wish[1], self.classes), self.temperature, float(np.mean(self.logits)))
        demand(len(wish) == self.classes, name, f"{name} must have {self.classes} numbers, one a class")
        return np.array(wish) if name == "z" else logits_for(wish, self.temperature, float(np.mean(self.logits)))

    def _settle_labels(self) -> None:
        if self.target is not None or not self.labels:
            target = self.target or 0
            demand(target < self.classes, "target", f"target must be a class from 0 to {self.classes - 1}")
            y = one_hot(target, (self.classes,))
        else:
            try:
                y = distribution(flat(self.labels), (self.classes,))
            except InputError as error:
                raise misfit(error) from None
        if self.share:
            one, most = [*flat(self.share), -1.0][:2]
            fits = one in range(self.classes) and 0 <= most <= 1
            demand(fits, "share", "share must be a class and its part of the label, like 0,0.7")
            y = six_decimals(shared(y, int(one), most))
        hard = np.flatnonzero(y > 1 - 1e-9)
        if hard.size:
            self.settle(target=int(hard[0]), labels=(), share=())
        else:
            self.settle(target=None, labels=written(y), share=())

    def _settle_weights(self) -> None:
        if self.class_weight:
            try:
                weight = class_weights(flat(self.class_weight), self.classes)
                cross_entropy(self.logits, labels=self.distribution, class_weight=weight)
            except InputError as error:
                raise misfit(error) from None
            self.settle(class_weight=() if (weight == 1).all() else written(weight))

    def usual(self) -> Fields:
        """The defaults: those of x and b depend on how many there are, that of the target on the labels."""
        inputs = len(self.w[0].values)
        return {
            **super().usual(),
            "x": (Numbers(usual_x(inputs)),),
            "w": SLIDE_ROWS,
            "b": (Numbers(usual_b(len(self.w))),),
            "target": None if self.labels else 0,
        }

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.w)

    @property
    def input(self) -> Array:
        """x, shape (D,)."""
        return np.array(flat(self.x))

    @property
    def weights(self) -> Array:
        """W at the start, shape (K, D)."""
        return np.array([row.values for row in self.w])

    @property
    def bias(self) -> Array:
        """b at the start, shape (K,)."""
        return np.array(flat(self.b))

    @property
    def logits(self) -> Array:
        """W x + b at the start, shape (K,)."""
        return np.asarray(self.weights @ self.input + self.bias)

    @property
    def distribution(self) -> Array:
        """The labels, shape (K,)."""
        return np.array(flat(self.labels)) if self.labels else one_hot(self.target or 0, (self.classes,))

    @property
    def lesson(self) -> Lesson:
        """What is taught, from where, and how far."""
        rows, labels = tuple(row.values for row in self.w), tuple(self.distribution.tolist())
        x, b = tuple(flat(self.x)), tuple(flat(self.b))
        counted: dict[str, Any] = {"gamma": self.gamma, "class_weight": tuple(flat(self.class_weight))}
        return Lesson(x, rows, b, labels, self.temperature, self.optimizer, self.steps, **counted)

    @property
    def observation(self) -> Observation:
        """The input with its labels."""
        return self.lesson.observation


def usual_x(inputs: int) -> tuple[float, ...]:
    """The slide's input where it fits, else ones."""
    return SLIDE_X if inputs == 2 else (1.0,) * inputs


def usual_b(classes: int) -> tuple[float, ...]:
    """The slide's bias where it fits, else zeros."""
    return SLIDE_B if classes == 3 else (0.0,) * classes


def six_decimals(labels: Array) -> Array:
    """Labels with six decimals; the largest takes what is lost, so that they still sum to 1."""
    y, most = labels.round(6), int(labels.argmax())
    y[most] += 1 - y.sum()
    return np.asarray(y.round(6))


def demand(met: bool, field: str, sentence: str) -> None:
    """Raise a fault unless a condition is met."""
    if not met:
        raise misfit(InputError(field, sentence))


LISTS = frozenset({"x", "w", "b", "z", "p", "spot", "rest", "labels", "share", "class_weight", "room"})
SoftmaxStateParameters = Annotated[SoftmaxState, Depends(Reader(SoftmaxState, LISTS))]
