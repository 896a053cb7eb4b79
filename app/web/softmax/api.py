"""From scores to a loss: softmax, cross-entropy, the linear model, and two classes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.web.http.answers import Answer
from app.web.http.bodies import body_reader
from app.web.softmax.answer import (
    MOST_JACOBIAN,
    BinaryAnswer,
    LinearModelAnswer,
    SoftmaxAnswer,
    binary,
    model,
    table,
    told,
)
from app.web.softmax.query import (
    BinaryParameters,
    LinearModelBody,
    SoftmaxBody,
    SoftmaxParameters,
    SoftmaxQuery,
)

router = APIRouter(tags=["softmax"])

CSV = {"text/csv": {"schema": {"type": "string"}}}


def to_json(answer: Answer) -> Response:
    """The answer as bytes, written once; what overflows is null."""
    return Response(answer.__pydantic_serializer__.to_json(answer), media_type="application/json")


def to_csv(answer: SoftmaxAnswer) -> Response:
    """The classes as a table."""
    headers = {"Content-Disposition": 'attachment; filename="softmax.csv"'}
    return Response(table(answer), headers=headers, media_type="text/csv; charset=utf-8")


def numbers(query: SoftmaxQuery | SoftmaxBody) -> int:
    """How many numbers the answer has."""
    classes = len(query.logits)
    return classes * (8 + (classes if classes <= MOST_JACOBIAN else 0))


@router.get(
    "/softmax",
    operation_id="get_softmax",
    summary="Softmax and loss",
    response_model=SoftmaxAnswer,
    responses={200: {"description": "All about the scores; by `format` as a table.", "content": CSV}},
)
async def get_softmax(request: Request, query: SoftmaxParameters) -> Response:
    """Probabilities of up to 1,000 scores; with a target or labels their cross-entropy and its gradient."""
    write = to_csv if query.format == "csv" else to_json
    client = request.client.host if request.client else ""
    response = await request.app.state.workers.run(client, numbers(query), lambda: write(told(query)))
    response.headers["Cache-Control"] = f"public, max-age={request.app.state.settings.max_age}"
    return response  # type: ignore[no-any-return]  # app.state has no types


@router.post(
    "/softmax", operation_id="post_softmax", summary="Softmax and loss of your own scores",
    response_model=SoftmaxAnswer,
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": SoftmaxBody.model_json_schema()}}, "required": True}
    },
)  # fmt: skip
async def post_softmax(request: Request, body: Annotated[SoftmaxBody, Depends(body_reader(SoftmaxBody))]) -> Response:
    """The same with a JSON body, where many numbers are brought."""
    client = request.client.host if request.client else ""
    response = await request.app.state.workers.run(client, numbers(body), lambda: to_json(told(body)))
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]  # app.state has no types


@router.post(
    "/linear-model", operation_id="post_linear_model", summary="Linear model", response_model=LinearModelAnswer,
    openapi_extra={
        "requestBody": {
            "content": {"application/json": {"schema": LinearModelBody.model_json_schema()}}, "required": True,
        }
    },
)  # fmt: skip
async def post_linear_model(
    request: Request, body: Annotated[LinearModelBody, Depends(body_reader(LinearModelBody))]
) -> Response:
    """Scores W x + b of up to 256 inputs of up to 64 numbers for up to 64 classes, their loss, and every gradient."""
    client = request.client.host if request.client else ""
    count = len(body.target) if isinstance(body.target, list) else 1
    size = (count + len(body.weights)) * (3 * len(body.weights) + len(body.weights[0]))
    response = await request.app.state.workers.run(client, size, lambda: to_json(model(body)))
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]  # app.state has no types


@router.get(
    "/binary-cross-entropy", operation_id="get_binary_cross_entropy", summary="Two classes", response_model=BinaryAnswer
)
async def get_binary_cross_entropy(request: Request, query: BinaryParameters) -> Response:
    """Binary cross-entropy of one score, the squared error beside it, and the slopes of both."""
    response = to_json(binary(query))
    response.headers["Cache-Control"] = f"public, max-age={request.app.state.settings.max_age}"
    return response
