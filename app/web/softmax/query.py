"""The questions to the softmax API: scores, what they are held against, and a linear model."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
from fastapi import Depends
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.core.losses import InputError, distribution
from app.core.losses.checks import classes
from app.core.losses.linear import check
from app.web.http.numbers import JsonNumber, QueryNumber, QueryWhole
from app.web.http.state import State, reader

MOST_LOGITS = 1_000
MOST_CLASSES, MOST_FEATURES, MOST_ROWS = 64, 64, 256  # of a linear model
LARGEST = 1e308
LARGEST_FACTOR = 1e150  # of a linear model: no sum of 64 products overflows
COLDEST, HOTTEST = 1e-6, 1e6
SLIDE = (2.0, 1.0, 0.1)

LOGITS = "The scores, one for each class."
TEMPERATURE = "What the scores are divided by."
TARGET = "The true class, counted from 0. Either this or `labels`."
LABELS = "A distribution over the classes, which sums to 1. Either this or `target`."
SMOOTHING = "e in (1 - e) y + e / K, by which the labels are replaced."


def whole(value: Any) -> Any:
    """2 for 2.0: to JSON they are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


JsonWhole = Annotated[int, Field(strict=True), BeforeValidator(whole)]


def misfit(error: InputError) -> PydanticCustomError:
    """An error of the core as a fault in the request: each value is allowed, but not beside the others."""
    return PydanticCustomError("misfit", "{sentence}", {"field": error.field, "sentence": str(error)})


def fit(logits: Any, target: int | None, labels: Any) -> None:
    """Raise a fault where target or labels do not fit the logits, or where both are given."""
    try:
        if target is not None and labels:
            raise InputError("labels", "labels and target are both given; one of them says what is true")
        if target is not None:
            classes(target, (len(logits),))
        if labels:
            distribution(labels, (len(logits),))
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
    temperature: Annotated[QueryNumber, Field(ge=COLDEST, le=HOTTEST)] = Field(
        default=1.0, description=TEMPERATURE, examples=[2.0]
    )
    target: Annotated[QueryWhole, Field(ge=0, lt=MOST_LOGITS)] | None = Field(
        default=None, description=TARGET, examples=[0]
    )
    labels: Annotated[tuple[Annotated[QueryNumber, Field(ge=0, le=1)], ...], Field(max_length=MOST_LOGITS)] = Field(
        default=(), description=f"{LABELS} Repeat it for each class.", examples=[[0.7, 0.2, 0.1]]
    )
    label_smoothing: Annotated[QueryNumber, Field(ge=0, le=1)] = Field(
        default=0.0, description=SMOOTHING, examples=[0.1]
    )
    format: Literal["json", "csv"] = Field(
        default="json", description="`csv` for pandas.read_csv: a row for each class.", examples=["json"]
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        fit(self.logits, self.target, self.labels)
        return self


class Body(BaseModel):
    """Base of a body: nothing in it that is not asked for."""

    model_config = ConfigDict(extra="forbid")


class SoftmaxBody(Body):
    """The same with the caller's own numbers, for POST /api/softmax."""

    logits: list[Annotated[JsonNumber, Field(ge=-LARGEST, le=LARGEST)]] = Field(
        min_length=1, max_length=MOST_LOGITS, description=LOGITS, examples=[[2.0, 1.0, 0.1]]
    )
    temperature: Annotated[JsonNumber, Field(ge=COLDEST, le=HOTTEST)] = Field(
        default=1.0, description=TEMPERATURE, examples=[1.0]
    )
    target: Annotated[JsonWhole, Field(ge=0, lt=MOST_LOGITS)] | None = Field(
        default=None, description=TARGET, examples=[0]
    )
    labels: (
        Annotated[list[Annotated[JsonNumber, Field(ge=0, le=1)]], Field(min_length=1, max_length=MOST_LOGITS)] | None
    ) = Field(default=None, description=LABELS, examples=[[1.0, 0.0, 0.0]])
    label_smoothing: Annotated[JsonNumber, Field(ge=0, le=1)] = Field(
        default=0.0, description=SMOOTHING, examples=[0.0]
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        fit(self.logits, self.target, self.labels)
        return self


Factor = Annotated[JsonNumber, Field(ge=-LARGEST_FACTOR, le=LARGEST_FACTOR)]
Input = Annotated[list[Factor], Field(min_length=1, max_length=MOST_FEATURES)]
Class = Annotated[JsonWhole, Field(ge=0, lt=MOST_CLASSES)]


class OneOrMany:
    """A field that is one thing or a list of such things; whichever of the two it looks like, its errors say."""

    def __init__(self, one: Any) -> None:
        self._one = TypeAdapter[Any](one)
        self._many = TypeAdapter[Any](Annotated[list[one], Field(min_length=1, max_length=MOST_ROWS)])
        self._deep = self._one.json_schema()["type"] == "array"

    def __call__(self, value: Any) -> Any:
        """Read one thing or many. Raises Pydantic's ValidationError, which names the place."""
        inner = value[0] if self._deep and isinstance(value, list) and value else value
        return (self._many if isinstance(inner, list) else self._one).validate_python(value)

    def schema(self) -> dict[str, Any]:
        """Both, for the contract."""
        return {"anyOf": [self._one.json_schema(), self._many.json_schema()]}


INPUTS, CLASSES = OneOrMany(Input), OneOrMany(Class)


class LinearModelBody(Body):
    """A linear model W x + b, its inputs and their classes, for POST /api/linear-model."""

    x: Annotated[Any, PlainValidator(INPUTS), WithJsonSchema(INPUTS.schema())] = Field(
        description="One input (D numbers), or a list of inputs.", examples=[[1.0, 0.5]]
    )
    weights: list[Input] = Field(
        min_length=1,
        max_length=MOST_CLASSES,
        description="W: for each class a row of D numbers.",
        examples=[[[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]]],
    )
    bias: list[Factor] = Field(
        min_length=1, max_length=MOST_CLASSES, description="b: a number for each class.", examples=[[1.5, 0.25, 0.9]]
    )
    target: Annotated[Any, PlainValidator(CLASSES), WithJsonSchema(CLASSES.schema())] = Field(
        description="The true class of the input, or a list with that of each, counted from 0.", examples=[0]
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        try:
            even("weights", self.weights)
            rows = self.x if isinstance(self.x[0], list) else [self.x]
            even("x", rows)
            check(*(np.asarray(one, dtype=np.float64) for one in (self.x, self.weights, self.bias)))
            classes(self.target, (*np.shape(self.x)[:-1], len(self.weights)))
        except InputError as error:
            raise misfit(error) from None
        return self


def even(name: str, rows: list[list[float]]) -> None:
    """Raise InputError unless all rows are equally long."""
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            lengths = f"{name}[0] has the length {len(rows[0])} and {name}[{i}] the length {len(row)}"
            raise InputError(name, f"{name} must have rows of one length, but {lengths}")


class BinaryQuery(State):
    """One score of two classes, for GET /api/binary-cross-entropy."""

    logit: Annotated[QueryNumber, Field(ge=-LARGEST, le=LARGEST)] = Field(
        default=-5.0, description="The score z of class 1, beside a score of 0 for class 0.", examples=[-5.0]
    )
    y: Annotated[QueryNumber, Field(ge=0, le=1)] = Field(
        default=1.0, description="The true class, 0 or 1, or the probability of class 1.", examples=[1.0]
    )


SoftmaxParameters = Annotated[SoftmaxQuery, Depends(reader(SoftmaxQuery, frozenset({"logits", "labels"})))]
BinaryParameters = Annotated[BinaryQuery, Depends(reader(BinaryQuery, frozenset()))]
