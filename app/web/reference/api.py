"""What there is to choose from, and what it costs here."""

from __future__ import annotations

import json
from functools import lru_cache

from fastapi import Request, Response

from ..http.address import whole
from ..http.answers import LAB, Answer, to_json
from ..http.desk import answered, served
from ..http.problems import NOT_READY, Problem, ProblemError
from ..http.services import costs_known
from .catalogue import everything


class CostAnswer(Answer):
    """Nanoseconds per element."""

    f: str
    value: float
    slope: float


class CostsAnswer(Answer):
    """What an element costs on this server, measured once after start-up."""

    machine: str
    measured: str
    elements: int
    rounds: int
    activations: list[CostAnswer]


@lru_cache(maxsize=1)
def catalogue_bytes() -> bytes:
    """The catalogue as bytes; it does not change while the server runs."""
    return to_json(everything())


async def document(request: Request) -> Response:
    """The OpenAPI document."""

    def write() -> bytes:
        return json.dumps({**request.app.openapi(), "servers": [{"url": whole("") or "/"}]}).encode()

    return await served(request, 10 * LAB, write)


async def get_catalogue(request: Request) -> Response:
    """Every entry with its formula, source, knobs and computed properties."""
    return await served(request, 10**6, catalogue_bytes)


async def get_costs(request: Request) -> Response:
    """Nanoseconds per element of the six functions of the slides on this server, measured once, never per request."""
    costs = costs_known(request)
    if costs is None:
        raise ProblemError(Problem(NOT_READY, "the costs are still being measured", headers={"Retry-After": "2"}))
    answer = CostsAnswer(
        machine=costs.machine,
        measured=costs.measured,
        elements=costs.elements,
        rounds=costs.rounds,
        activations=[CostAnswer(f=str(cost.f), value=cost.value, slope=cost.slope) for cost in costs.activations],
    )
    return answered(request, to_json(answer), keep="no-cache")
