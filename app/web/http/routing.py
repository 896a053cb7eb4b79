"""The way to an endpoint: FastAPI documents it, and readers of ours read what the endpoint takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import request_response

from .answers import PLOTLY, SVG
from .bodies import asked_for
from .state import asked_in, refuse

Endpoint = Callable[..., Awaitable[Response]]


class Direct(APIRoute):
    """A route past FastAPI, whose own way to an endpoint takes longer than most answers do.

    What the endpoint takes besides the request are dependencies that need the request alone: the readers of a query
    and of a body, to which FastAPI is shown what it documents.
    """

    def __init__(self, path: str, endpoint: Endpoint, **told: Any) -> None:
        super().__init__(path, endpoint, operation_id=endpoint.__name__, **told)
        self.app = request_response(self._answer)
        self._asks = any(one.query_params for one in self.dependant.dependencies)

    async def _answer(self, request: Request) -> Response:
        if request.scope["query_string"] and not self._asks:
            refuse({name: f"{name} is not a parameter here; there is none" for name in asked_in(request)})
        found = {one.name: await one.call(request) for one in self.dependant.dependencies if one.name and one.call}
        response: Response = await self.endpoint(request, **found)
        return response


def page(path: str, endpoint: Endpoint) -> Direct:
    """A page for people."""
    return Direct(path, endpoint, include_in_schema=False)


CONTENT: dict[str, dict[str, Any]] = {
    "csv": {"text/csv": {"schema": {"type": "string"}}},
    "plotly": {PLOTLY: {"schema": {"type": "object"}}},
    "svg": {SVG: {"schema": {"type": "string"}}},
}


def get(
    path: str, endpoint: Endpoint, answer: type[BaseModel], tag: str, summary: str, sentence: str = "", forms: str = ""
) -> Direct:
    """A call that asks with a query; `sentence` tells what is answered where there are other `forms` of it."""
    content = {media: schema for form in forms.split() for media, schema in CONTENT[form].items()}
    told: dict[str, Any] = {"responses": {200: {"description": sentence, "content": content}}} if forms else {}
    return Direct(path, endpoint, response_model=answer, tags=[tag], summary=summary, **told)


def post(
    path: str, endpoint: Endpoint, answer: type[BaseModel], tag: str, summary: str, body: type[BaseModel]
) -> Direct:
    """A call that asks with a body."""
    told: dict[str, Any] = {"methods": ["POST"], "openapi_extra": asked_for(body)}
    return Direct(path, endpoint, response_model=answer, tags=[tag], summary=summary, **told)
