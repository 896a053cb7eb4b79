"""A JSON body, strictly read: one object, each key once, no NaN, no nonsense, and never a 500."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from ...core.catalogue import quote
from .admission import LeftError
from .problems import MALFORMED, WRONG_MEDIA, Problem, ProblemError, misread

M = TypeVar("M", bound=BaseModel)
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
REF_TO = "#/components/schemas/{model}"
MOST_KEYS = 64  # of a body; to complain of each of thousands takes as long as a lesson's figure


async def body_of(request: Request) -> bytes:
    """The whole body. Raises LeftError if its sender leaves before."""
    try:
        return await request.body()
    except ClientDisconnect:
        raise LeftError from None


def body_reader(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency that reads the request's body as `model`. Raises ProblemError 400 or 415, or a validation error."""

    async def read(request: Request) -> M:
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media != "application/json":
            raise ProblemError(Problem(WRONG_MEDIA, f"Content-Type must be application/json, got {quote(media)}"))
        told = parse(await body_of(request))
        if isinstance(told, dict) and len(told) > MOST_KEYS:
            _refuse(f"the body has {len(told)} keys, and no request has more than {MOST_KEYS}")
        try:
            return model.model_validate(told)
        except ValidationError as error:
            raise misread(error, "body", list(model.model_fields)) from None

    return read


def asked_for(model: type[BaseModel]) -> dict[str, Any]:
    """For the contract: that a body is read as `model`."""
    fields = model.model_fields.items()
    example = {name: field.examples[0] for name, field in fields if field.examples}  # those that go together
    content = {"application/json": {"schema": model.model_json_schema(ref_template=REF_TO), "example": example}}
    return {"requestBody": {"content": content, "required": True}}


def parse(body: bytes) -> Any:
    """The JSON value that `body` writes in UTF-8. Raises ProblemError with one sentence."""
    if body.startswith(BOMS):
        _refuse("the body begins with a byte order mark; send plain UTF-8")
    try:
        text = body.decode()
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        _refuse(f"the body must be UTF-8; byte {error.start} is not")
    except json.JSONDecodeError as error:
        _refuse(f"the body must be JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}")
    except RecursionError:
        _refuse("the body is nested too deeply")
    except ValueError:
        _refuse("the body holds a whole number with too many digits")  # beyond what int() reads


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        _refuse(f"the key {quote(twice)} is given twice")
    return told


def _constant(name: str) -> NoReturn:
    _refuse(f"the body must be JSON, which has no {name.removeprefix('-')}")


def _refuse(detail: str) -> NoReturn:
    raise ProblemError(Problem(MALFORMED, detail))
