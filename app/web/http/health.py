"""Whether the server lives, whether it wants more work, and how it fares."""

from __future__ import annotations

from typing import Literal

from fastapi import Request, Response

from .admission import refused
from .answers import Answer, to_json
from .desk import VOLATILE, answered
from .metrics import TEXT
from .problems import BUSY
from .services import services


class HealthAnswer(Answer):
    """The one thing there is to say."""

    status: Literal["ok"]


OK = HealthAnswer(status="ok")


async def health(request: Request) -> Response:
    """Answers as long as the process lives, however busy it is."""
    return answered(request, to_json(OK), keep=VOLATILE)


async def ready(request: Request) -> Response:
    """Answers 503 while every worker is taken and the queue is full, and when the server is about to end."""
    if services(request).workers.full or services(request).places.closing:
        raise refused(BUSY)
    return answered(request, to_json(OK), keep=VOLATILE)


async def metrics(request: Request) -> Response:
    """What has been counted, and what there is at the moment."""
    counted = services(request).metrics
    assert counted is not None  # without it there is no route to here
    return answered(request, "".join(f"{line}\n" for line in counted.lines()).encode(), TEXT, VOLATILE)
