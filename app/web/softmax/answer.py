"""What the API tells of scores: probabilities, losses, gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from ...core.losses import CrossEntropy, Softmax, binary_cross_entropy, cross_entropy, linear_model, softmax, sparsemax
from ..http.answers import ANSWER_BYTES, Answer
from .bodies import LinearModelBody, SoftmaxBody
from .lesson import Taught
from .query import BinaryQuery, SoftmaxQuery

MOST_JACOBIAN = 64  # classes: 4,096 numbers and five for each class take at most 110 kB
SCORES_TABLE = (
    "A row for each class; columns `class,logit,probability,log_probability,label,term,gradient`, the last three empty "
    "without target and labels. With `picture=trail` a row for each step: the loss, and the probability of each class."
)
HEAD_BYTES = 1_000  # the names of the fields
MODEL_NUMBER_BYTES = 27  # 24 characters, a comma, and a share of the brackets

Vector = list[float]
Matrix = list[list[float]]
BOUNDLESS = "null where it has no bound, as at temperature 0."
EachClass = Annotated[list[float | None], Field(description="One number for each class; null where it overflows.")]
FITS = "null where the answer would not fit into 256 KiB."


class SoftmaxAnswer(Answer):
    """Scores as probabilities, and what they cost beside the truth. Logarithms are natural ones."""

    logits: Vector
    temperature: float
    probabilities: Vector
    log_probabilities: EachClass
    log_sum_exp: float | None = Field(description="ln of the sum of e^(logit / temperature); null if it overflows.")
    entropy: float = Field(description="Of the probabilities, in nats.")
    jacobian: list[list[float | None]] | None = Field(
        description=f"Slope of probability i by logit j, in row i; null for more than {MOST_JACOBIAN} classes, and a "
        f"slope is {BOUNDLESS}"
    )
    sparsemax: Vector = Field(description="The probabilities by sparsemax: most are 0.")
    labels: Vector | None = Field(description="The labels after smoothing; null without target and labels.")
    cross_entropy: float | None = Field(description="In nats; null without labels, or if it overflows.")
    loss: float | None = Field(description="The same with gamma and class_weight: the loss, in nats.")
    terms: list[float | None] | None = Field(
        description="What each class adds to the loss: -label ln probability, times its weight and (1 - p)^gamma."
    )
    gradient: list[float | None] | None = Field(
        description="Slope of the loss by each logit, without gamma and class_weight (probability - label) / "
        f"temperature; null without labels, and {BOUNDLESS}"
    )
    overflow: bool = Field(description="Whether some number is null because it is beyond the largest float.")


class GradientsAnswer(Answer):
    """Slopes of the mean loss, each in the shape of what it is the slope by."""

    logits: Vector | Matrix | None = Field(description=f"(probability - label) / rows; {FITS}")
    weights: Matrix
    bias: Vector
    x: Vector | Matrix | None = Field(description=f"The slopes by the inputs; {FITS}")


class LinearModelAnswer(Answer):
    """A linear model: scores, probabilities, loss, and every gradient."""

    logits: Vector | Matrix | None = Field(description=f"W x + b; {FITS}")
    probabilities: Vector | Matrix | None = Field(description=f"Their softmax; {FITS}")
    losses: Vector = Field(
        description="The loss of each input, in nats: cross-entropy, but for gamma and class_weight."
    )
    cross_entropy: float = Field(description="Their mean; with class_weight over the weights of the true classes.")
    gradients: GradientsAnswer


class BinaryAnswer(Answer):
    """Both losses of one score, and their slopes by it."""

    logit: float
    y: float
    probability: float = Field(description="p = 1 / (1 + e^-logit).")
    cross_entropy: float = Field(description="-(y ln p + (1 - y) ln(1 - p)), in nats.")
    gradient: float = Field(description="Its slope by the logit: p - y.")
    squared_error: float = Field(description="(p - y)^2 / 2.")
    squared_error_gradient: float = Field(description="Its slope by the logit: (p - y) p (1 - p).")


def lists(numbers: Any) -> Any:
    """An array as lists, with one sort of 0."""
    return (np.asarray(numbers) + 0.0).tolist()


def softmax_answer(query: SoftmaxQuery | SoftmaxBody) -> SoftmaxAnswer:
    """Everything about some scores."""
    logits = query.scores if isinstance(query, SoftmaxQuery) else query.logits
    t = query.temperature
    if query.target is None and not query.labels:
        return answer(softmax(logits, t), None)
    counted: dict[str, Any] = {"gamma": query.gamma, "class_weight": query.class_weight or None}
    loss = cross_entropy(logits, query.target, query.labels or None, t, query.label_smoothing, **counted)
    return answer(loss.softmax, loss)


def answer(found: Softmax, loss: CrossEntropy | None) -> SoftmaxAnswer:
    """A softmax, and a loss if there is one, as the API tells them."""
    logarithms, total = found.log_probabilities, found.log_sum_exp
    beyond = [logarithms, total]
    jacobian = found.jacobian if found.logits.size <= MOST_JACOBIAN else None
    costs: dict[str, Any] = dict.fromkeys(["labels", "cross_entropy", "loss", "terms", "gradient"])
    if loss is not None:
        told = (loss.labels, loss.plain, loss.losses, loss.terms, loss.gradient)
        beyond += told
        costs = {name: lists(numbers) for name, numbers in zip(costs, told, strict=True)}
    if jacobian is not None:
        beyond.append(jacobian)
    return SoftmaxAnswer.model_construct(
        logits=lists(found.logits),
        temperature=found.temperature,
        probabilities=lists(found.probabilities),
        log_probabilities=lists(logarithms),
        log_sum_exp=lists(total),
        entropy=lists(found.entropy),
        jacobian=None if jacobian is None else lists(jacobian),
        sparsemax=lists(sparsemax(found.logits, found.temperature).probabilities),
        overflow=not all(np.isfinite(one).all() for one in beyond),
        **costs,
    )


def table(told: SoftmaxAnswer) -> list[tuple[object, ...]]:
    """One row a class; what overflows is empty, and so are label, term and gradient without labels."""
    names = ("class", "logit", "probability", "log_probability", "label", "term", "gradient")
    always = (told.logits, told.probabilities, told.log_probabilities)
    given: list[Sequence[float | None] | None] = [*always, told.labels, told.terms, told.gradient]
    columns = [[None] * len(told.logits) if one is None else one for one in given]
    return [names, *((i, *row) for i, row in enumerate(zip(*columns, strict=True)))]


def steps(told: Taught) -> list[tuple[object, ...]]:
    """One row a step, from the start to the one that was asked for: the loss, and the probability of each class."""
    course = told.course
    rows = zip(course.losses[: told.step + 1].tolist(), course.probabilities.tolist(), strict=False)
    return [
        ("step", "loss", *(f"p_{letter}" for letter in told.letters)),
        *((i, one, *p) for i, (one, p) in enumerate(rows)),
    ]


def fits(rows: int, classes: int, features: int) -> bool:
    """Whether a linear model's answer has room for what there is of each input."""
    numbers = rows * (3 * classes + features + 1) + classes * (features + 1)
    return HEAD_BYTES + MODEL_NUMBER_BYTES * numbers <= ANSWER_BYTES


def model_answer(body: LinearModelBody) -> LinearModelAnswer:
    """A linear model as the API tells it."""
    counted: dict[str, Any] = {"gamma": body.gamma, "class_weight": body.class_weight}
    found = linear_model(body.x, body.weights, body.bias, body.target, **counted)
    loss, slopes = found.cross_entropy, found.gradients
    whole = fits(loss.losses.size, slopes.bias.size, slopes.weights.shape[1])
    return LinearModelAnswer.model_construct(
        logits=lists(found.logits) if whole else None,
        probabilities=lists(loss.softmax.probabilities) if whole else None,
        losses=lists(np.atleast_1d(loss.losses)),
        cross_entropy=lists(loss.mean),
        gradients=GradientsAnswer.model_construct(
            logits=lists(slopes.logits) if whole else None,
            weights=lists(slopes.weights),
            bias=lists(slopes.bias),
            x=lists(slopes.x) if whole else None,
        ),
    )


def binary_answer(query: BinaryQuery) -> BinaryAnswer:
    """Both losses of one score."""
    found = binary_cross_entropy(query.logit, query.y)
    return BinaryAnswer.model_construct(
        logit=query.logit,
        y=query.y,
        probability=lists(found.probability),
        cross_entropy=lists(found.cross_entropy),
        gradient=lists(found.gradient),
        squared_error=lists(found.squared_error),
        squared_error_gradient=lists(found.squared_error_gradient),
    )
