"""What there is to choose from, and what it costs here."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request, Response

from ..http.address import full_address
from ..http.answers import LAB, Answer, to_json
from ..http.desk import answered, served
from ..http.forms import MEDIA, Form, TableFormat
from ..http.problems import NOT_READY, Problem, ProblemError
from ..http.services import costs_known
from ..http.state import Reader, State
from ..http.tables import to_csv
from .catalogue import everything, table


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


class TableQuery(State):
    """No parameters: of what is the same for all who ask, as JSON or as a table."""

    format: TableFormat = "json"


TableParameters = Annotated[TableQuery, Depends(Reader(TableQuery))]


@lru_cache(maxsize=2)
def catalogue_bytes(form: Form) -> bytes:
    """The catalogue as bytes; it does not change while the server runs."""
    return to_csv(table(everything())) if form == "csv" else to_json(everything())


async def document(request: Request) -> Response:
    """The OpenAPI document."""

    def write() -> bytes:
        return json.dumps({**request.app.openapi(), "servers": [{"url": full_address("") or "/"}]}).encode()

    return await served(request, 10 * LAB, write)


async def get_catalogue(request: Request, query: TableParameters) -> Response:
    """Every entry with its formula, source, knobs and computed properties."""
    form = query.format
    return await served(request, 10**6, lambda: catalogue_bytes(form), MEDIA[form], name="catalogue")


async def get_costs(request: Request, query: TableParameters) -> Response:
    """Nanoseconds per element of the six functions of the slides on this server, measured once, never per request."""
    costs = costs_known(request)
    if costs is None:
        raise ProblemError(
            Problem(
                NOT_READY, "the costs are still being measured; ask again in 2 seconds", headers={"Retry-After": "2"}
            )
        )
    answer = CostsAnswer(
        machine=costs.machine,
        measured=costs.measured,
        elements=costs.elements,
        rounds=costs.rounds,
        activations=[CostAnswer(f=str(cost.f), value=cost.value, slope=cost.slope) for cost in costs.activations],
    )
    body = to_csv(rows_of(answer)) if query.format == "csv" else to_json(answer)
    return answered(request, body, MEDIA[query.format], "no-cache", "costs")


def rows_of(answer: CostsAnswer) -> list[list[object]]:
    """One row a function."""
    return [["f", "value", "slope"], *([one.f, one.value, one.slope] for one in answer.activations)]
