"""The way to an endpoint: FastAPI documents it, and readers of ours read what the endpoint takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from inspect import Signature, cleandoc, signature
from typing import Annotated, Any, get_args

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import request_response

from .bodies import asked_for
from .forms import OTHERWISE, Form
from .state import Reader, State, asked_in, refuse

Endpoint = Callable[..., Awaitable[Response]]


class Direct(APIRoute):
    """A route past FastAPI, whose own way to an endpoint takes longer than most answers do.

    What the endpoint takes besides the request are dependencies that need the request alone: the readers of a query
    and of a body, to which FastAPI is shown what it documents.
    """

    def __init__(self, path: str, endpoint: Endpoint, **told: Any) -> None:
        super().__init__(path, endpoint, operation_id=endpoint.__name__, **told)
        self.app = request_response(self._answer)
        self._asks = any(isinstance(one.call, Reader) for one in self.dependant.dependencies)

    async def _answer(self, request: Request) -> Response:
        if request.scope["query_string"] and not self._asks:
            way = "write it in the body" if request.method == "POST" else "leave it out"
            refuse({name: f"{name} is not a parameter here, as there is none; {way}" for name in asked_in(request)})
        found = {one.name: await one.call(request) for one in self.dependant.dependencies if one.name and one.call}
        response: Response = await self.endpoint(request, **found)
        return response


def page(path: str, endpoint: Endpoint) -> Direct:
    """A page for people."""
    return Direct(path, endpoint, include_in_schema=False)


def get(path: str, endpoint: Endpoint, answer: type[BaseModel], tag: str, summary: str, **forms: str) -> list[Direct]:
    """A call that asks with a query, and its companions: `forms` says what each other form of the answer holds."""
    told: dict[str, Any] = {"response_model": answer, "tags": [tag], "summary": summary}
    beside = [Companion(path, endpoint, form, forms[form], told) for form in OTHERWISE if form in forms]
    also = f"\n\nAlso at {', '.join(f'`{one.path}`' for one in beside)}." if beside else ""
    first = Direct(path, endpoint, description=cleandoc(endpoint.__doc__ or "") + also, **told)
    return [*beside, first] if "{" in path else [first, *beside]  # a name in a path would take the form for its end


class Companion(Direct):
    """The address of one form of an answer, `/api/races.csv`: the same endpoint, whose reader knows the form."""

    def __init__(self, base: str, endpoint: Endpoint, form: Form, sentence: str, told: dict[str, Any]) -> None:
        self.base, self.form, self.sentence = base, form, sentence
        taken = signature(endpoint, eval_str=True).parameters
        read: Reader[State] = get_args(taken["query"].annotation)[1].dependency.of(form)

        async def in_form(request: Request, **found: Any) -> Response:
            return await endpoint(request, **found)

        query = taken["query"].replace(annotation=Annotated[read.model, Depends(read)])
        vars(in_form)["__signature__"] = Signature([*({**taken, "query": query}.values())])
        in_form.__name__ = f"{endpoint.__name__}_{form}"
        kind, title = OTHERWISE[form], f"{told['summary']}: {form}"
        own = {**told, "response_model": None, "summary": title, **kind.told}
        super().__init__(f"{base}.{form}", in_form, description=sentence, include_in_schema=kind.listed, **own)


def post(
    path: str, endpoint: Endpoint, answer: type[BaseModel], tag: str, summary: str, body: type[BaseModel]
) -> Direct:
    """A call that asks with a body."""
    told: dict[str, Any] = {"methods": ["POST"], "openapi_extra": asked_for(body)}
    return Direct(path, endpoint, response_model=answer, tags=[tag], summary=summary, **told)


def said(
    method: str, path: str, endpoint: Endpoint, answer: Any, summary: str, *extra: Mapping[str, Any], **told: Any
) -> Direct:
    """A call of a class; `extra` is what the contract tells of it beyond what FastAPI knows."""
    more = {name: value for one in extra for name, value in one.items()}
    return Direct(path, endpoint, methods=[method], response_model=answer, tags=["rooms"], summary=summary,
                  openapi_extra=more, **told)  # fmt: skip
