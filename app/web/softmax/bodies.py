"""What is posted to the softmax API: scores of one's own, and a linear model with its inputs."""

from __future__ import annotations

from typing import Annotated, Any, Self

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

from ...core.losses import InputError, cross_entropy
from ...core.losses.linear import check
from ..http.numbers import JsonNumber, JsonWhole
from .query import (
    CLASS_WEIGHT,
    GAMMA,
    LABELS,
    LARGEST,
    LOGITS,
    MOST_GAMMA,
    MOST_LOGITS,
    MOST_TEMPERATURE,
    MOST_WEIGHT,
    SMOOTHING,
    TARGET,
    TEMPERATURE,
    fit,
    misfit,
)

MODEL_CLASSES, MODEL_FEATURES, MODEL_ROWS = 64, 64, 256  # of a linear model
LARGEST_FACTOR = 1e150  # of a linear model: no sum of 64 products overflows


Gamma = Annotated[JsonNumber, Field(ge=0, le=MOST_GAMMA)]
OneWeight = Annotated[JsonNumber, Field(ge=0, le=MOST_WEIGHT)]


class Body(BaseModel):
    """Base of a body: nothing in it that is not asked for."""

    model_config = ConfigDict(extra="forbid")


class SoftmaxBody(Body):
    """The same with the caller's own numbers, for POST /api/softmax."""

    logits: list[Annotated[JsonNumber, Field(ge=-LARGEST, le=LARGEST)]] = Field(
        min_length=1, max_length=MOST_LOGITS, description=LOGITS, examples=[[2.0, 1.0, 0.1]]
    )
    temperature: Annotated[JsonNumber, Field(ge=0, le=MOST_TEMPERATURE)] = Field(
        default=1.0, description=TEMPERATURE, examples=[1.0]
    )
    target: Annotated[JsonWhole, Field(ge=0, lt=MOST_LOGITS)] | None = Field(
        default=None, description=TARGET, examples=[0]
    )
    labels: (
        Annotated[list[Annotated[JsonNumber, Field(ge=0, le=1)]], Field(min_length=1, max_length=MOST_LOGITS)] | None
    ) = Field(default=None, description=LABELS)
    label_smoothing: Annotated[JsonNumber, Field(ge=0, le=1)] = Field(
        default=0.0, description=SMOOTHING, examples=[0.0]
    )
    gamma: Gamma = Field(default=0.0, description=GAMMA, examples=[0.0])
    class_weight: Annotated[list[OneWeight], Field(min_length=1, max_length=MOST_LOGITS)] | None = Field(
        default=None, description=CLASS_WEIGHT
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        fit(len(self.logits), self.target, self.labels, self.label_smoothing, self.class_weight, self.gamma)
        return self


Factor = Annotated[JsonNumber, Field(ge=-LARGEST_FACTOR, le=LARGEST_FACTOR)]
Input = Annotated[list[Factor], Field(min_length=1, max_length=MODEL_FEATURES), FailFast()]  # 256 at once are 16,384
Class = Annotated[JsonWhole, Field(ge=0, lt=MODEL_CLASSES)]


class OneOrMany:
    """A field that is one thing or a list of such things; whichever of the two it looks like, its errors say."""

    def __init__(self, one: Any) -> None:
        self._one = TypeAdapter[Any](one)
        self._many = TypeAdapter[Any](Annotated[list[one], Field(min_length=1, max_length=MODEL_ROWS)])
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
        max_length=MODEL_CLASSES,
        description="W: for each class a row of D numbers.",
        examples=[[[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]]],
    )
    bias: list[Factor] = Field(
        min_length=1, max_length=MODEL_CLASSES, description="b: a number for each class.", examples=[[1.5, 0.25, 0.9]]
    )
    target: Annotated[Any, PlainValidator(CLASSES), WithJsonSchema(CLASSES.schema())] = Field(
        description="The true class of the input, or a list with that of each, counted from 0.", examples=[0]
    )
    gamma: Gamma = Field(default=0.0, description=GAMMA, examples=[0.0])
    class_weight: Annotated[list[OneWeight], Field(min_length=1, max_length=MODEL_CLASSES)] | None = Field(
        default=None,
        description=f"{CLASS_WEIGHT} A mean over inputs is one by these weights, as reduction='mean' has it.",
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        try:
            even("weights", self.weights)
            rows = self.x if isinstance(self.x[0], list) else [self.x]
            even("x", rows)
            check(*(np.asarray(one, dtype=np.float64) for one in (self.x, self.weights, self.bias)))
            shape = (*np.shape(self.x)[:-1], len(self.weights))
            cross_entropy(np.zeros(shape), self.target, class_weight=self.class_weight)
        except InputError as error:
            raise misfit(error) from None
        return self


def even(name: str, rows: list[list[float]]) -> None:
    """Raise InputError unless all rows are equally long."""
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            lengths = f"{name}[0] has the length {len(rows[0])} and {name}[{i}] the length {len(row)}"
            raise InputError(name, f"{name} must have rows of one length, but {lengths}")
