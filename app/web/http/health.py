"""Whether the server lives, and whether it wants more work."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from app.web.http.answers import Answer
from app.web.http.problems import BUSY, Problem, ProblemError

router = APIRouter(tags=["operations"])


class HealthAnswer(Answer):
    """The one thing there is to say."""

    status: Literal["ok"]


def _ok() -> Response:
    return Response(b'{"status":"ok"}', headers={"Cache-Control": "no-store"}, media_type="application/json")


@router.get("/health", operation_id="health", summary="Alive", response_model=HealthAnswer)
async def health() -> Response:
    """Answers as long as the process lives, however busy it is."""
    return _ok()


@router.get("/ready", operation_id="ready", summary="Ready", response_model=HealthAnswer)
async def ready(request: Request) -> Response:
    """Answers 503 while every worker is taken and the queue is full, and when the server is about to end."""
    if request.app.state.workers.full or request.app.state.places.closing:
        raise ProblemError(Problem(BUSY, BUSY.explanation, headers={"Retry-After": "1"}))
    return _ok()
