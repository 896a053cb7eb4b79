"""The HTML pages; each reads the same query as the API call whose answer it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from app.core.activations import ACTIVATIONS
from app.settings import Settings
from app.web.activations.page import ActivationsPage
from app.web.activations.query import ActivationsParameters
from app.web.four.page import PanelsPage
from app.web.four.query import PanelsParameters
from app.web.http.problems import KINDS, Problem
from app.web.landing.page import LandingPage, LandingParameters
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceParameters
from app.web.softmax.page import SoftmaxPage
from app.web.softmax.state import MOST_STEPS, SoftmaxStateParameters

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(Path(__file__).parents[3] / "templates")
templates.env.trim_blocks = templates.env.lstrip_blocks = True

FRESH = {"Cache-Control": "public, no-cache"}  # kept by the byte cache and the browser, asked about each time
VOLATILE = {"Cache-Control": "no-store"}


def show(request: Request, name: str, status: int = 200, headers: dict[str, str] = FRESH, **context: Any) -> Response:
    """Render a template."""
    told = {"here": request.url.path, "asset": request.app.state.assets.url, "view": None, "projectable": False}
    return templates.TemplateResponse(request, name, {**told, **context}, status, headers)


@router.get("/")
async def landing(request: Request, query: LandingParameters) -> Response:
    """One slider that blows up, and the questions as doors."""
    return show(request, "landing.html", page=LandingPage(query))


@router.get("/activations")
async def activations(request: Request, query: ActivationsParameters) -> Response:
    """Curves and slopes, any number compared at once."""
    page = ActivationsPage(query, getattr(request.app.state, "costs", None))
    headers = VOLATILE if query.question == "cost" else FRESH  # a measurement is no function of the query
    return show(request, "activations.html", headers=headers, page=page, view=query.view, projectable=True)


@router.get("/optimizers")
async def optimizers(request: Request, query: RaceParameters) -> Response:
    """Who runs down a landscape, and how."""

    def draw() -> Response:
        with np.errstate(all="ignore"):
            page = OptimizersPage(query)
            return show(request, "optimizers.html", page=page, view=query.view, projectable=True)

    client = request.client.host if request.client else ""
    return await request.app.state.workers.run(client, len(query.run) * query.steps * 100, draw)  # type: ignore[no-any-return]  # app.state has no types


@router.get("/optimizers/four")
async def four_panels(request: Request, query: PanelsParameters) -> Response:
    """The slide's four panels at once: SGD against SGD + momentum."""

    def draw() -> Response:
        page = PanelsPage(query)
        return show(request, "panels.html", page=page, view=query.view, projectable=True, here="/optimizers")

    client = request.client.host if request.client else ""
    answer: Response = await request.app.state.workers.run(client, 100_000, draw)
    return answer


@router.get("/softmax")
async def softmax(request: Request, state: SoftmaxStateParameters) -> Response:
    """From scores to a loss, and one step down its slope."""

    def draw() -> Response:
        with np.errstate(all="ignore"):
            return show(request, "softmax.html", page=SoftmaxPage(state), view=state.view, projectable=True)

    client = request.client.host if request.client else ""
    numbers = 100 * (MOST_STEPS if state.until else state.steps)
    answer: Response = await request.app.state.workers.run(client, numbers, draw)
    return answer


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The API, drawn from its OpenAPI document."""
    paths = request.app.openapi()["paths"]
    calls = [(path, method.upper(), call) for path, methods in paths.items() for method, call in methods.items()]
    entries = [ACTIVATIONS[name]() for name in ACTIVATIONS]
    return show(request, "docs.html", calls=calls, entries=entries, limits=limits(request.app.state.settings))


def limits(settings: Settings) -> list[tuple[str, str, str]]:
    """Every setting: the environment variable, its sentence, its value here as JSON writes it."""
    values = settings.model_dump(mode="json")
    fields = type(settings).model_fields.items()
    return [(f"SLOPES_{name.upper()}", one.description or "", json.dumps(values[name])) for name, one in fields]


@router.get("/problems")
async def problems(request: Request) -> Response:
    """Every error message, explained."""
    return show(request, "problems.html", kinds=KINDS)


def problem_page(request: Request, problem: Problem) -> Response:
    """A problem for a person: what to change, and a way on."""
    headers = {**VOLATILE, **problem.headers}
    return show(request, "problem.html", problem.kind.status, headers, problem=problem)
