"""What there is to choose from, and what it costs here."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import Literal

from fastapi import APIRouter, Request, Response

from app.core.activations import ACTIVATIONS, Activation
from app.core.properties import properties
from app.web.answers import Answer, KinkAnswer
from app.web.problems import NOT_READY, Problem, ProblemError

router = APIRouter(tags=["catalogue"])


class KnobAnswer(Answer):
    """A parameter: its symbol in TeX, a sentence, its bounds and default; `open` names the ends that are excluded."""

    name: str
    symbol: str
    help: str
    low: float
    high: float
    default: float
    log: bool
    open: Literal["", "low", "high", "both"]


class RangeAnswer(Answer):
    """The values a function takes; null where nothing bounds them."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool


class SidesAnswer(Answer):
    """The x beyond which the slope stays under 1 % of its peak; null where it never does."""

    left: float | None
    right: float | None


class SteepestAnswer(Answer):
    """The largest slope and where it is; null where it is infinite or only approached."""

    value: float | None
    x: float | None


class PropertiesAnswer(Answer):
    """What is computed of a function at its default knobs."""

    range: RangeAnswer
    mean: float
    zero_centred: bool
    monotonic: bool
    saturates: SidesAnswer
    max_slope: SteepestAnswer
    small_slope_share: float
    kinks: list[KinkAnswer]


class ActivationAnswer(Answer):
    """One activation function."""

    name: str
    title: str
    tex: str
    summary: str
    source: str
    pros: list[str]
    cons: list[str]
    knobs: list[KnobAnswer]
    properties: PropertiesAnswer


class CatalogueAnswer(Answer):
    """Everything there is, by kind."""

    activations: list[ActivationAnswer]


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


def told(entry: type[Activation]) -> ActivationAnswer:
    """An entry of the catalogue as the API tells it."""
    return ActivationAnswer(
        name=entry.name,
        title=entry.title,
        tex=entry.tex,
        summary=entry.summary(),
        source=entry.source,
        pros=list(entry.pros),
        cons=list(entry.cons),
        knobs=[KnobAnswer(**asdict(knob)) for knob in entry.knobs()],
        properties=told_properties(entry()),
    )


def told_properties(entry: Activation) -> PropertiesAnswer:
    """The computed properties; the infinite ones are written as null."""
    facts = properties(entry)
    return PropertiesAnswer(
        range=RangeAnswer(low=facts.low, high=facts.high, low_open=facts.low_open, high_open=facts.high_open),
        mean=facts.mean,
        zero_centred=facts.zero_centred,
        monotonic=facts.monotonic,
        saturates=SidesAnswer(left=facts.saturates_left, right=facts.saturates_right),
        max_slope=SteepestAnswer(value=facts.max_slope, x=facts.max_slope_at),
        small_slope_share=facts.small_slope_share,
        kinks=[KinkAnswer(**asdict(kink)) for kink in facts.kinks],
    )


@lru_cache(maxsize=1)
def whole() -> bytes:
    """The catalogue as bytes; it does not change while the server runs."""
    return CatalogueAnswer(activations=[told(ACTIVATIONS[name]) for name in ACTIVATIONS]).model_dump_json().encode()


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
