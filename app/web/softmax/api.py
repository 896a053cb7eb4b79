"""From scores to a loss: softmax, cross-entropy, the linear model, and two classes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response

from ..figures.answers import pictures
from ..http.answers import DRAWN, FIGURE, to_json
from ..http.bodies import body_reader
from ..http.desk import served
from ..http.forms import MEDIA
from ..http.tables import either, one_row, to_csv
from .answer import MOST_JACOBIAN, binary_answer, model_answer, softmax_answer, steps, table
from .bodies import LinearModelBody, SoftmaxBody
from .figure import figure
from .lesson import taught
from .query import BinaryParameters, SoftmaxParameters, SoftmaxQuery


def size(query: SoftmaxQuery) -> int:
    """How many numbers the answer, its figure and its steps are worth."""
    return numbers(query) + FIGURE * (query.format in DRAWN) + 100 * query.steps


def numbers(query: SoftmaxQuery | SoftmaxBody) -> int:
    """How many numbers the answer has."""
    classes = len(query.logits)
    return classes * (8 + (classes if classes <= MOST_JACOBIAN else 0))


def as_json(query: SoftmaxQuery) -> bytes:
    """The scores with all their digits."""
    return to_json(softmax_answer(query))


def as_csv(query: SoftmaxQuery) -> bytes:
    """The classes as a table, or the steps."""
    return to_csv(steps(taught(query.lesson)) if query.picture == "trail" else table(softmax_answer(query)))


WRITERS = {"json": as_json, "csv": as_csv, **pictures(figure)}


async def get_softmax(request: Request, query: SoftmaxParameters) -> Response:
    """Probabilities of up to 1,000 scores; with a target or labels their cross-entropy and its gradient."""
    write = WRITERS[query.format]
    name = "softmax-trail" if query.picture == "trail" else "softmax"
    return await served(request, size(query), lambda: write(query), MEDIA[query.format], name=name)


async def post_softmax(request: Request, body: Annotated[SoftmaxBody, Depends(body_reader(SoftmaxBody))]) -> Response:
    """The same with a JSON body, where many numbers are brought."""
    return await served(request, numbers(body), lambda: to_json(softmax_answer(body)))


async def post_linear_model(
    request: Request, body: Annotated[LinearModelBody, Depends(body_reader(LinearModelBody))]
) -> Response:
    """Scores W x + b of up to 256 inputs of up to 64 numbers for up to 64 classes, their loss, and every gradient."""
    count = len(body.target) if isinstance(body.target, list) else 1
    cells = (count + len(body.weights)) * (3 * len(body.weights) + len(body.weights[0]))
    return await served(request, cells, lambda: to_json(model_answer(body)))


async def get_binary_cross_entropy(request: Request, query: BinaryParameters) -> Response:
    """Binary cross-entropy of one score, the squared error beside it, and the slopes of both."""
    return await either(request, query.format, lambda: binary_answer(query), one_row, "binary-cross-entropy")
