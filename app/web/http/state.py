"""The form is the state: what a page and its API call have in common is one model, and one query string."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cached_property, lru_cache
from inspect import Parameter, Signature
from typing import Annotated, Any, ClassVar, Generic, NoReturn, TypeVar
from urllib.parse import parse_qsl, quote_plus

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, SkipValidation, ValidationError, create_model

from ...core.catalogue import Entry
from .forms import Form, Only
from .problems import INVALID, MOST_FAULTS, Fault, Problem, ProblemError, misread

S = TypeVar("S", bound="State")
Fields = dict[str, Any]  # values by the names of their fields
PLAIN = "()=,"  # what needs no escape in a query, and reads better without


class State(BaseModel):
    """Base of every query model: strict, fixed, and written back as the string it was read from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    decisive: ClassVar[frozenset[str]] = frozenset()  # the fields on which the defaults of others depend

    def query(self: S, **changes: object) -> str:
        """The canonical query string, with `changes` made: what has its default is left out, reading is its inverse.

        A page has a hundred links, so what they share is worked out once.
        """
        usual = (self.model_copy(update=changes) if self.decisive & changes.keys() else self).usual()
        told = self.kept | changes
        kept = ((name, told[name]) for name in type(self).model_fields if name in told)
        named = [(name, value) for name, value in kept if value is not None and value != usual[name]]
        return "&".join([_pairs(name, value) if name in changes else self.written[name] for name, value in named])

    @cached_property
    def kept(self) -> Fields:
        """The fields that differ from their defaults."""
        usual = self.usual()
        return {name: value for name, value in self if value != usual[name]}

    @cached_property
    def written(self) -> dict[str, str]:
        """The fields that differ from their defaults, each as it stands in the query string."""
        return {name: _pairs(name, value) for name, value in self.kept.items()}

    def model_copy(self: S, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> S:
        """A copy with some fields changed; nothing is carried over that was worked out from the others."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in ("kept", "written"):
            copied.__dict__.pop(worked_out, None)
        return copied

    def usual(self) -> Fields:
        """The defaults, where one may depend on another field."""
        return {name: field.default for name, field in type(self).model_fields.items()}

    def settle(self, **values: object) -> None:
        """Put what was meant in the place of what was written; for validators only, the model is fixed for all else."""
        self.__dict__.update(values)


def _pairs(name: str, value: object) -> str:
    return "&".join([f"{name}={_escaped(_text(one))}" for one in (value if isinstance(value, tuple) else (value,))])


@lru_cache(maxsize=1024)  # the links of a page name the same few entries again and again
def _escaped(text: str) -> str:
    return quote_plus(text, PLAIN)


def _text(value: object) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


class Reader(Generic[S]):
    """A dependency that reads `model` from the query; of the parameters only `lists` may repeat.

    Where the address says which `form` the answer has, the query does not; else it may, by `format`. FastAPI is shown
    the fields that the form reads, for its contract, and reads none of them: it takes four times as long as Pydantic.
    """

    def __init__(self, model: type[S], lists: frozenset[str] = frozenset(), form: Form | None = None) -> None:
        self.model, self.lists, self.form = model, lists, form
        fields: Any = Annotated[documented(model, form or "json"), SkipValidation, Query()]
        self.__signature__ = Signature(
            [
                Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
                Parameter("shown", Parameter.KEYWORD_ONLY, annotation=fields),
            ]
        )

    async def __call__(self, request: Request, **shown: object) -> S:
        """The query of `request`, a validation error if a field breaks its rule.

        Raises a problem if a parameter that is no list is given twice: which one counts would be anybody's guess.
        """
        told = asked_in(request)
        if self.form and "format" in told:
            refuse({"format": "format is not a parameter here, where the address says the form; leave it out"})
        return read(told, self.model, self.lists, {"format": self.form} if self.form else {})

    def of(self, form: Form) -> Reader[S]:
        """The same at the address of one form."""
        return Reader(self.model, self.lists, form)


def documented(model: type[State], form: Form) -> type[BaseModel]:
    """The fields of `model` that a form reads, their defaults written as a caller would: entries in the notation."""
    fields: Fields = {}
    for name, field in model.model_fields.items():
        if Only.reads(form, field):
            told = copy(field)
            told.default = as_text(field.default)
            fields[name] = (field.rebuild_annotation(), told)
    return create_model(model.__name__, __doc__=model.__doc__, __config__=model.model_config, **fields)


def as_text(value: object) -> Any:
    """An entry as text, also within a list; whatever else as it is."""
    if isinstance(value, tuple):
        return [as_text(one) for one in value]
    return str(value) if isinstance(value, Entry) else value


def read(told: Mapping[str, list[str]], model: type[S], lists: frozenset[str], known: Fields) -> S:
    """`model` from the values of parameters as they are written, and from those that are known without them."""
    over = sorted(name for name in lists if len(told.get(name, ())) > longest(model, name))
    if over:  # to complain of each of thousands takes too long
        refuse({name: f"{name} takes at most {longest(model, name)}, got {len(told[name])}" for name in over})
    try:
        values = {name: many if name in lists else many[-1] for name, many in told.items()}
        query = model.model_validate({**values, **known})
    except ValidationError as error:
        written = {name: field.alias or name for name, field in model.model_fields.items()}
        raise misread(error, "query", [alias for name, alias in written.items() if name not in known]) from None
    twice = sorted(name for name, values in told.items() if len(values) > 1 and name not in lists)
    if twice:
        refuse({name: f"{name} is given more than once" for name in twice})
    return query


def asked_in(request: Request) -> dict[str, list[str]]:
    """The values of each parameter of a request's query, as they are written."""
    told: dict[str, list[str]] = {}
    for name, value in parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True):
        told.setdefault(name, []).append(value)
    return told


def refuse(faults: dict[str, str]) -> NoReturn:
    """Raise the problem of some parameters, each with its sentence."""
    told = tuple(Fault(f"/query/{name}", sentence) for name, sentence in list(faults.items())[:MOST_FAULTS])
    raise ProblemError(Problem(INVALID, told[0].detail, told))


@lru_cache(maxsize=256)
def longest(model: type[State], name: str) -> int:
    """How often a parameter may be repeated."""
    return min(int(rule.max_length) for rule in model.model_fields[name].metadata if hasattr(rule, "max_length"))
