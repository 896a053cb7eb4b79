"""What there is to choose from, and what it costs here."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request, Response

from app.web.http.answers import Answer
from app.web.http.problems import NOT_READY, Problem, ProblemError
from app.web.reference.catalogue import CatalogueAnswer, everything

router = APIRouter(tags=["catalogue"])


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
def whole() -> bytes:
    """The catalogue as bytes; it does not change while the server runs."""
    return everything().model_dump_json().encode()


@router.get("/catalogue", operation_id="get_catalogue", summary="Catalogue", response_model=CatalogueAnswer)
async def get_catalogue(request: Request) -> Response:
    """Every entry with its formula, source, knobs and computed properties."""
    body = await request.app.state.workers.run(request.client.host if request.client else "", 10**6, whole)
    headers = {"Cache-Control": f"public, max-age={request.app.state.settings.max_age}"}
    return Response(body, headers=headers, media_type="application/json")


@router.get("/costs", operation_id="get_costs", summary="Costs", response_model=CostsAnswer)
async def get_costs(request: Request) -> Response:
    """Nanoseconds per element of the six functions of the slides on this server, measured once, never per request."""
    costs = request.app.state.costs
    if costs is None:
        raise ProblemError(Problem(NOT_READY, "the costs are still being measured", headers={"Retry-After": "2"}))
    answer = CostsAnswer(
        machine=costs.machine,
        measured=costs.measured,
        elements=costs.elements,
        rounds=costs.rounds,
        activations=[CostAnswer(f=str(cost.f), value=cost.value, slope=cost.slope) for cost in costs.activations],
    )
    return Response(answer.model_dump_json(), headers={"Cache-Control": "no-cache"}, media_type="application/json")
