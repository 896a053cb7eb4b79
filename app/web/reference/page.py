"""The pages to look things up in: the API with its limits, and every error message."""

from __future__ import annotations

import json

from fastapi import Request, Response

from app.core.activations import ACTIVATIONS
from app.settings import Settings
from app.web.http.problems import KINDS
from app.web.http.services import services
from app.web.page.render import show


async def docs(request: Request) -> Response:
    """The API, drawn from its OpenAPI document."""
    paths = request.app.openapi()["paths"]
    calls = [(path, method.upper(), call) for path, methods in paths.items() for method, call in methods.items()]
    entries = [ACTIVATIONS[name]() for name in ACTIVATIONS]
    here, told = str(request.base_url)[:-1], limits(services(request).settings)
    return await show(request, "docs.html", origin=here, calls=calls, entries=entries, limits=told)


def limits(settings: Settings) -> list[tuple[str, str, str]]:
    """Every setting: the environment variable, its sentence, its value here as JSON writes it."""
    values = settings.model_dump(mode="json")
    fields = type(settings).model_fields.items()
    return [(f"SLOPES_{name.upper()}", one.description or "", json.dumps(values[name])) for name, one in fields]


async def explained(request: Request) -> Response:
    """Every error message, explained."""
    return await show(request, "problems.html", kinds=KINDS)
