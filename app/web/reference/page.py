"""The pages to look things up in: the API with its limits, and every error message."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated, Literal

from fastapi import Depends, Request, Response

from ...core.activations import ACTIVATIONS
from ...settings import Settings
from ..http.address import full_address
from ..http.answers import LAB
from ..http.problems import KINDS
from ..http.services import services
from ..http.state import Reader, State
from ..page.embed import PARTS
from ..page.render import show


class DocsQuery(State):
    """How the page is shown."""

    view: Literal["projector"] | None = None


DocsParameters = Annotated[DocsQuery, Depends(Reader(DocsQuery))]


class DocsPage:
    """The API, drawn from its OpenAPI document."""

    def __init__(self, request: Request) -> None:
        paths = request.app.openapi()["paths"]
        self.calls = [(path, method.upper(), call) for path, calls in paths.items() for method, call in calls.items()]
        self.entries = [ACTIVATIONS[name]() for name in ACTIVATIONS]
        self.origin = full_address("")
        self.parts = PARTS
        self.limits = limits(services(request).settings)


async def docs(request: Request, query: DocsParameters) -> Response:
    """How to ask, and what is answered."""
    page = partial(DocsPage, request)
    return await show(request, "docs.html", page, 10 * LAB, view=query.view, projectable=True)


def limits(settings: Settings) -> list[tuple[str, str, str]]:
    """Every setting: the environment variable, its sentence, its value here as JSON writes it, if that is no secret."""
    values = {name: json.dumps(value) for name, value in settings.model_dump(mode="json").items()}
    fields = type(settings).model_fields.items()
    shown = ((name, one.description or "", values[name] if one.repr else "not told") for name, one in fields)
    return [(f"SLOPES_{name.upper()}", sentence, value) for name, sentence, value in shown]


async def explained(request: Request) -> Response:
    """Every error message, explained."""
    return await show(request, "problems.html", None, LAB, kinds=KINDS)
