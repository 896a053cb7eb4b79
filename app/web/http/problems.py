"""Errors as RFC 9457 problem details: whatever goes wrong, under any path, a program gets the same small object.

A browser is shown a page instead where the pages offer one: `install(app, page=...)` takes a function
`(request, problem) -> Response`, called for requests outside /api whose Accept header prefers text/html.
It answers with `problem.kind.status` and `problem.headers`; anything it raises ends in the last-resort 500.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from itertools import accumulate, takewhile

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...core.catalogue import quote
from . import sentences
from .address import address, full_address
from .sentences import Error

LONGEST_PROBLEM = 2_048  # bytes
COMPARED, ALIKE = 64, 0.8  # letters that are compared with the paths there are, and how much must be alike
BETWEEN = ", "  # of the faults in a list
MOST_FAULTS = 40  # more do not fit into an answer, and need not be put into words
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One sort of problem: its slug (`/problems#slug` explains it), status, title and one explaining sentence."""

    slug: str
    status: int
    title: str
    explanation: str


MALFORMED = Kind("malformed", 400, "Cannot be read", "The request is not what its headers say, such as broken JSON.")
UNKNOWN_HOST = Kind("unknown-host", 400, "Unknown host", "This server does not answer to the name in the Host header.")
CROSS_SITE = Kind("cross-site", 403, "From another site", "A page of another site may read this API, but not post.")
NO_TOKEN = Kind("no-token", 401, "No token", "Of a room only who shows a token may ask this: Authorization: Bearer.")
NOT_FOUND = Kind("not-found", 404, "Not found", "Nothing lives at this path; the page API lists all that answers.")
METHOD = Kind("method", 405, "Method not allowed", "The path exists, but not with this method; see the Allow header.")
NOT_YOURS = Kind("not-yours", 403, "Not yours", "Only who holds the key of this room, or a seat in it, may do that.")
CLOSED = Kind("closed", 409, "Closed", "What was asked for was possible before, or will be later, but not now.")
TOO_SLOW = Kind("too-slow", 408, "Too slow", "The request did not come within the time that it has; try it again.")
TOO_LARGE = Kind("too-large", 413, "Body too large", "The body is longer than this server reads.")
TOO_LONG = Kind("too-long", 414, "Address too long", "The path and query are longer than this server reads.")
HEAD_TOO_LARGE = Kind("head-too-large", 431, "Head too large", "The head is longer than this server reads.")
WRONG_MEDIA = Kind(
    "media-type", 415, "Wrong media type", "This endpoint reads a body of Content-Type application/json."
)
INVALID = Kind("invalid", 422, "Invalid input", "A parameter or a field breaks its rule; each of them is named.")
BUDGET = Kind("budget", 422, "Too much at once", "Each value is allowed, but not all together; the most is named.")
MISFIT = Kind("misfit", 422, "Parts that do not fit", "Each value is allowed, but not beside the others named.")
CROWDED = Kind("crowded", 429, "Too many at once", "This address holds its share of the computations; wait for one.")
INTERNAL = Kind("internal", 500, "Our mistake", "Something went wrong on our side; the server's log has the details.")
BUSY = Kind("busy", 503, "Busy", "All workers are taken and the queue is full; try again after the time named.")
NOT_READY = Kind("not-ready", 503, "Not ready", "What was asked for is still being prepared; try again soon.")

KINDS = (
    MALFORMED,
    UNKNOWN_HOST,
    CROSS_SITE,
    NO_TOKEN,
    NOT_YOURS,
    NOT_FOUND,
    METHOD,
    CLOSED,
    TOO_SLOW,
    TOO_LARGE,
    TOO_LONG,
    HEAD_TOO_LARGE,
    WRONG_MEDIA,
    INVALID,
    BUDGET,
    MISFIT,
    CROWDED,
    INTERNAL,
    BUSY,
    NOT_READY,
)


@dataclass(frozen=True)
class Fault:
    """One thing to change: where it is (a JSON pointer into the request) and what is wrong, as a sentence."""

    pointer: str
    detail: str


@dataclass(frozen=True)
class Problem:
    """What went wrong, once: its kind, one sentence for a person, the faults, and headers such as Retry-After."""

    kind: Kind
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """The JSON object, with as many faults as fit into 2 KiB."""
        return json.dumps(self._told([asdict(fault) for fault in self.fitting()])).encode()

    def fitting(self) -> list[Fault]:
        """The first faults, as many as fit into 2 KiB."""
        room = LONGEST_PROBLEM - len(json.dumps(self._told([]))) + len(BETWEEN)
        sizes = accumulate(len(json.dumps(asdict(fault))) + len(BETWEEN) for fault in self.faults)
        return [fault for fault, _ in zip(self.faults, takewhile(room.__ge__, sizes), strict=False)]

    def _told(self, errors: list[dict[str, str]]) -> dict[str, object]:
        kind = self.kind
        type = full_address("/problems#" + kind.slug)
        told = {"type": type, "title": kind.title, "status": kind.status, "detail": self.detail}
        return {**told, "errors": errors}


class ProblemError(Exception):
    """A problem, to be raised anywhere below the handlers."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


ProblemPage = Callable[[Request, Problem], Response]


def problem_response(problem: Problem) -> Response:
    """The problem as an answer for programs."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(problem.body(), problem.kind.status, headers, MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer: outside the API, and HTML is asked for by name."""
    return not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", "")


def install(app: FastAPI, page: ProblemPage | None = None) -> None:
    """Answer every exception of `app` as a problem, to browsers as a page."""

    async def answer(request: Request, error: Exception) -> Response:
        problem = as_problem(request, error)
        return page(request, problem) if page and wants_page(request) else problem_response(problem)

    for kind in (ProblemError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def as_problem(request: Request, error: Exception) -> Problem:
    """The problem that tells of `error`, which is never quoted beyond 40 characters."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, RequestValidationError):
        return invalid(error)
    if isinstance(error, HTTPException) and error.status_code == 404:
        return Problem(NOT_FOUND, not_there(request))
    if isinstance(error, HTTPException) and error.status_code == 405:
        return not_allowed(request)
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Problem(MALFORMED, "the request could not be read")
    return Problem(INTERNAL, INTERNAL.explanation)


def invalid(error: RequestValidationError) -> Problem:
    """One fault for each part of the request that breaks its rule."""
    errors = innermost(error.errors())
    faults = tuple(Fault(sentences.pointer_of(one), sentences.sentence(one)) for one in errors[:MOST_FAULTS])
    sorts = {one["type"] for one in errors}
    kind = {"budget": BUDGET, "misfit": MISFIT}.get(sorts.pop(), INVALID) if len(sorts) == 1 else INVALID
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Problem(kind, faults[0].detail + more, faults)


def misread(error: ValidationError, part: str, names: Sequence[str]) -> RequestValidationError:
    """What is wrong with a `part` of the request with the `names` there are where one is none."""
    told = error.errors(include_url=False)
    choices = {"ctx": {"choices": tuple(names)}}
    return RequestValidationError(
        [{**(choices if one["type"] == "extra_forbidden" else {}), **one, "loc": (part, *one["loc"])} for one in told]
    )


def innermost(errors: Sequence[Error]) -> list[Error]:
    """The errors without those about a whole whose part is wrong: Pydantic counts only the good ones of a list."""
    inside = {tuple(error["loc"][:depth]) for error in errors for depth in range(1, len(error["loc"]))}
    return [error for error in errors if tuple(error["loc"]) not in inside]


def not_there(request: Request) -> str:
    """What is said of a path at which nothing lives: the one that was meant, if there is one like it."""
    path = request.scope["path"]
    known = [route.path for route in request.app.router.routes if isinstance(route, Route)]
    shorter = [one for one in (path.rstrip("/"), path.rpartition(".")[0]) if one in known]
    near = shorter or get_close_matches(path[:COMPARED].lower(), known, 1, ALIKE)
    meant = f"did you mean {address(near[0])}? The" if near else "the"
    return f"nothing lives at {quote(address(path))}; {meant} API is listed at {address('/docs')}"


def not_allowed(request: Request) -> Problem:
    """A 405 that lists the methods of every route at this path, with the HEAD that comes with GET."""
    allowed = sorted(methods_at(request))
    here, choices = quote(address(request.url.path)), ", ".join(allowed)
    told = f"{quote(request.method)} is not offered at {here}; choose from {choices}"
    return Problem(METHOD, told, headers={"Allow": choices})


def methods_at(request: Request) -> set[str]:
    """Every method that some route offers at the request's path."""
    found = set()
    for method in ("GET", "POST", "PUT"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0].name == "FULL" for route in request.app.router.routes):
            found |= {"GET", "HEAD"} if method == "GET" else {method}
    return found
