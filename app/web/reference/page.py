"""The pages to look things up in: the API with its limits, and every error message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import Depends, Request, Response

from ...core.activations import ACTIVATIONS
from ...settings import Settings
from ..http.address import full_address
from ..http.answers import LAB
from ..http.problems import KINDS
from ..http.services import services
from ..http.state import Reader, State
from ..page.embed import PARTS, Framed
from ..page.render import show


class DocsQuery(State):
    """How the page is shown."""

    view: Literal["projector"] | None = None


DocsParameters = Annotated[DocsQuery, Depends(Reader(DocsQuery))]


class DocsPage:
    """The API, drawn from its OpenAPI document."""

    def __init__(self, request: Request) -> None:
        contract = request.app.openapi()
        paths, tags = contract["paths"].items(), contract["tags"]
        calls = [(path, method.upper(), call) for path, methods in paths for method, call in methods.items()]
        told = [one["name"] for one in tags]
        self.calls = [one for one in calls if one[2]["tags"][0] not in told]
        self.groups = [(tag, [one for one in calls if tag["name"] in one[2]["tags"]]) for tag in tags]
        self.entries = [ACTIVATIONS[name]() for name in ACTIVATIONS]
        self.origin = full_address("")
        self.parts, self.parameters = PARTS, parameters
        self.locks = {one.path: one.locks for one in request.app.routes if isinstance(one, Framed)}
        self.limits = limits(services(request).settings)


def parameters(call: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The parameters of a call as a table: its heads, and a row for each; a column that says nothing is left out."""
    told = call.get("parameters", ())
    columns = {
        "parameter": [
            f"`{one['name']}`{' (a header of the request)' if one['in'] == 'header' else ''}" for one in told
        ],
        "what it does": [one.get("description") or one["schema"]["description"] for one in told],
        "takes": [takes(one["schema"]) for one in told],
        "default": [_usual(one["schema"].get("default")) for one in told],
    }
    kept = {head: column for head, column in columns.items() if any(column)}
    return [*kept], [list(row) for row in zip(*kept.values(), strict=True)]


def _usual(value: object) -> str:
    return "" if value is None or isinstance(value, list) else str(value)


def takes(schema: Mapping[str, Any]) -> str:
    """What a parameter may be, in few words: its bounds, its choices, how often it may be repeated."""
    one = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    if "items" in one:
        most = f"up to {one['maxItems']}" if "maxItems" in one else "many"
        inner = takes(one["items"])
        return f"{most}, each {inner}" if inner else most
    if "enum" in one or "const" in one:
        return ", ".join(map(str, one.get("enum", [one.get("const")])))
    least = one.get("minimum", one.get("exclusiveMinimum"))
    most = one.get("maximum", one.get("exclusiveMaximum"))
    if least is None or most is None:
        return "" if least is None else f"{least:g} or more"
    return f"{_written(least)} to {_written(most)}" + (" (excluded)" if "exclusiveMaximum" in one else "")


def _written(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e7 else f"{value:g}"


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
