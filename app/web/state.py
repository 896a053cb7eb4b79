"""The form is the state: what a page and its API call have in common is one model, and one query string."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict

from app.web.problems import INVALID, Fault, Problem, ProblemError

S = TypeVar("S", bound="State")


class State(BaseModel):
    """Base of every query model: strict, fixed, and written back as the string it was read from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def query(self: S, **changes: Any) -> str:
        """The canonical query string, with `changes` made: what has its default is left out, reading is its inverse."""
        new = type(self).model_validate({**self.told(), **changes})
        pairs = [(name, _text(one)) for name, value in new.told().items() for one in _many(value)]
        return urlencode(pairs, safe="()=,")

    def told(self) -> dict[str, Any]:
        """The fields that differ from their defaults."""
        usual = self.usual()
        return {name: value for name, value in self if value != usual[name]}

    def usual(self) -> dict[str, Any]:
        """The defaults, where one may depend on another field."""
        return {name: field.default for name, field in type(self).model_fields.items()}

    def settle(self, **values: Any) -> None:
        """Put what was meant in the place of what was written; for validators only, the model is fixed for all else."""
        self.__dict__.update(values)


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _text(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def reader(model: type[S], lists: frozenset[str]) -> Callable[..., Awaitable[S]]:
    """A dependency that reads `model` from the query; of the parameters only `lists` may repeat."""

    async def read(request: Request, query: Annotated[S, Query()]) -> S:
        refuse_repeats(request, lists)
        return query

    read.__annotations__["query"] = Annotated[model, Query()]
    return read


def refuse_repeats(request: Request, lists: frozenset[str]) -> None:
    """Raise a problem if a parameter that is no list is given twice: which one counts would be anybody's guess."""
    names = [name for name, _ in request.query_params.multi_items() if name not in lists]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        faults = [Fault(f"/query/{name}", f"{name} is given more than once") for name in twice]
        raise ProblemError(Problem(INVALID, faults[0].detail, tuple(faults)))
