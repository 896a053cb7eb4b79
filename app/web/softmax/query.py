"""The questions to the softmax API: scores or a linear model that gives them, what is true, and which picture."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
from fastapi import Depends
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...core.losses import InputError, cross_entropy, distribution
from ...core.optimizers import SGD
from ..entries import OptimizerField
from ..figures.fields import Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure, Only, TableFormat
from ..http.numbers import FURTHEST, QueryNumber, QueryWhole
from ..http.state import Reader, State
from .lesson import AHEAD, Lesson, taught

MOST_LOGITS = 1_000
LARGEST = 1e308
MOST_TEMPERATURE, MOST_GAMMA, MOST_WEIGHT = 1e6, 100.0, 1e6
FARTHEST = 1e15  # scores whose picture still has digits
SLIDE = (2.0, 1.0, 0.1)
COURSES = ("triangle", "trail")  # pictures that show steps to come, and so what takes them
SLIDE_X, SLIDE_W, SLIDE_B = (1.0, 0.5), (1.0, -1.0, 0.5, 0.5, -1.0, 0.4), (1.5, 0.25, 0.9)

Picture = Annotated[Literal["triangle", "loss", "trail", "binary", "pull", "floats"], Only(("csv", "plotly", "svg"))]
Weight = Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)]

LOGITS = "The scores, one for each class."
TEMPERATURE = "What the scores are divided by; at 0, as the limit, the largest of them takes all."
TARGET = "The true class, counted from 0. Either this or `labels`."
LABELS = "A distribution over the classes, which sums to 1. Either this or `target`."
GAMMA = "Of a focal loss: each -ln p counts (1 - p)^gamma of itself. At 0 it is cross-entropy."
CLASS_WEIGHT = (
    "How much each class counts in the loss of an input, as PyTorch's CrossEntropyLoss(weight=..., reduction='none') "
    "has it; else 1 each."
)
SMOOTHING = "e in (1 - e) y + e / K, by which the labels are replaced."
MODEL = (
    "of a linear model W x + b that gives the scores, instead of `logits`. What is missing of x, w, b is the slides'."
)
PICTURE = (
    "Which figure is asked for: all answers, the loss over p, the losses step by step, cross-entropy "
    "beside squared error, the sizes of their slopes, or where kinds of numbers break. "
    "The table of `trail` has a row for each step."
)
MOST_DRAWN, MOST_INPUTS, MOST_STEPS = 10, 4, 1_000  # classes of a picture, inputs of its model, steps of an optimizer


def misfit(error: InputError) -> PydanticCustomError:
    """An error of the core as a fault in the request: each value is allowed, but not beside the others."""
    return PydanticCustomError("misfit", "{sentence}", {"field": error.field, "sentence": str(error)})


def fit(
    count: int, target: int | None, labels: Any, smoothing: float = 0.0, class_weight: Any = None, gamma: float = 0.0
) -> None:
    """Raise a fault where target, labels or weights do not fit so many logits or each other."""
    try:
        if target is not None and labels:
            raise InputError("labels", "labels and target are both given; one of them says what is true")
        if labels:
            distribution(labels, (count,))
        if target is not None or labels:
            cross_entropy(np.zeros(count), target, labels or None, 1.0, smoothing, class_weight=class_weight or None)
        else:
            idle = {"class_weight": class_weight, "label_smoothing": smoothing, "gamma": gamma}
            for name in (one for one, value in idle.items() if value):
                raise InputError(name, f"{name} changes a loss alone, and there is none without target or labels")
    except InputError as error:
        raise misfit(error) from None


class SoftmaxQuery(State):
    """Which scores, and what they are held against, for GET /api/softmax."""

    logits: Annotated[
        tuple[Annotated[QueryNumber, Field(ge=-LARGEST, le=LARGEST)], ...],
        Field(min_length=1, max_length=MOST_LOGITS),
    ] = Field(
        default=SLIDE,
        description=f"{LOGITS} Repeat it for each. Without it: the three of the slides.",
        examples=[[2.0, 1.0, 0.1]],
    )
    temperature: Annotated[QueryNumber, Field(ge=0, le=MOST_TEMPERATURE)] = Field(
        default=1.0, description=TEMPERATURE, examples=[2.0]
    )
    target: Annotated[QueryWhole, Field(ge=0, lt=MOST_LOGITS)] | None = Field(
        default=None, description=TARGET, examples=[0]
    )
    labels: Annotated[tuple[Annotated[QueryNumber, Field(ge=0, le=1)], ...], Field(max_length=MOST_LOGITS)] = Field(
        default=(), description=f"{LABELS} Repeat it for each class.", examples=[[], [0.7, 0.2, 0.1]]
    )
    label_smoothing: Annotated[QueryNumber, Field(ge=0, le=1)] = Field(
        default=0.0, description=SMOOTHING, examples=[0.1]
    )
    gamma: Annotated[QueryNumber, Field(ge=0, le=MOST_GAMMA)] = Field(default=0.0, description=GAMMA, examples=[2.0])
    class_weight: Annotated[
        tuple[Annotated[QueryNumber, Field(ge=0, le=MOST_WEIGHT)], ...], Field(max_length=MOST_LOGITS)
    ] = Field(default=(), description=f"{CLASS_WEIGHT} Repeat it for each class.", examples=[[1.0, 2.0, 1.0]])
    x: Annotated[tuple[Weight, ...], Field(max_length=MOST_INPUTS)] = Field(
        default=(), description=f"The input {MODEL}", examples=[[], [1.0, 0.5]]
    )
    w: Annotated[tuple[Weight, ...], Field(max_length=MOST_DRAWN * MOST_INPUTS)] = Field(
        default=(), description=f"The weights, class by class, {MODEL}", examples=[[], [1.0, -1.0, 0.5, 0.5, -1.0, 0.4]]
    )
    b: Annotated[tuple[Weight, ...], Field(max_length=MOST_DRAWN)] = Field(
        default=(), description=f"The bias {MODEL}", examples=[[], [1.5, 0.25, 0.9]]
    )
    optimizer: OptimizerField = Field(
        default=SGD(lr=0.5), description="What teaches the model, or moves the logits themselves.", examples=["adam"]
    )
    steps: Annotated[QueryWhole, Field(ge=0, le=MOST_STEPS)] = Field(
        default=0, description="How many steps it has taken. They and figures take class 0 for true by default.",
        examples=[5],
    )  # fmt: skip
    format: Format = "json"
    picture: Picture = Field(default="triangle", description=PICTURE, examples=["loss"])
    theme: Theme = "light"
    view: OfFigure[Literal["projector"] | None] = Field(
        default=None, description="A figure that is large, for a room.", examples=["projector"]
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        drawn = self.format in {"plotly", "svg"} or self.steps or (self.format, self.picture) == ("csv", "trail")
        try:
            self._agree()
            if drawn and not 2 <= self.classes <= MOST_DRAWN:
                raise InputError("logits", f"figures and steps take 2 to {MOST_DRAWN} logits, got {self.classes}")
            if drawn and max(map(abs, self.logits)) > FARTHEST:
                raise InputError("logits", f"figures and steps take logits in [-{FARTHEST:g}, {FARTHEST:g}]")
        except InputError as error:
            raise misfit(error) from None
        target = self._target if drawn and self.target is None else self.target
        fit(self.classes, target, self.labels, self.label_smoothing, self.class_weight, self.gamma)
        return self

    def _agree(self) -> None:
        if not (self.x or self.w or self.b):
            return
        if "logits" in self.model_fields_set:
            raise InputError("logits", "logits and a linear model are both given; one of them gives the scores")
        self.settle(x=self.x or SLIDE_X, w=self.w or SLIDE_W, b=self.b or SLIDE_B)
        x, w, b = (len(one) for one in (self.x, self.w, self.b))
        if w != x * b:
            raise InputError("w", f"w must have {x * b} numbers, {x} for each of the {b} classes, got {w}")

    @property
    def classes(self) -> int:
        """How many there are."""
        return len(self.b or self.logits)

    @property
    def lesson(self) -> Lesson:
        """What is taught; logits alone are a bias beside an input of 0, and class 0 is true where nothing is said."""
        smooth = cross_entropy(np.zeros(self.classes), self._target, self.labels or None, 1.0, self.label_smoothing)
        loss = self.gamma, self.class_weight
        inputs = self.x or (0.0,)
        size, w = len(inputs), self.w or (0.0,) * self.classes
        rows = tuple(w[i : i + size] for i in range(0, len(w), size))
        labels = tuple(smooth.labels.tolist())
        ahead = AHEAD if self.b or self.picture in COURSES else 0  # one course for all pictures of a model
        b = self.b or self.logits
        return Lesson(inputs, rows, b, labels, self.temperature, self.optimizer, self.steps, ahead, *loss)

    @property
    def _target(self) -> int | None:
        return None if self.labels else self.target or 0

    @property
    def scores(self) -> tuple[float, ...]:
        """The scores, after the steps."""
        return tuple(taught(self.lesson).now.z.tolist()) if self.b or self.steps else self.logits

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")


class BinaryQuery(State):
    """One score of two classes, for GET /api/binary-cross-entropy."""

    logit: Annotated[QueryNumber, Field(ge=-LARGEST, le=LARGEST)] = Field(
        default=-5.0, description="The score z of class 1, beside a score of 0 for class 0.", examples=[-5.0]
    )
    y: Annotated[QueryNumber, Field(ge=0, le=1)] = Field(
        default=1.0, description="The true class, 0 or 1, or the probability of class 1.", examples=[1.0]
    )
    format: TableFormat = "json"


REPEATED = frozenset({"logits", "labels", "class_weight", "x", "w", "b"})
SoftmaxParameters = Annotated[SoftmaxQuery, Depends(Reader(SoftmaxQuery, REPEATED))]
BinaryParameters = Annotated[BinaryQuery, Depends(Reader(BinaryQuery))]
