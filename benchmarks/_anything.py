"""Random requests of every kind: what a field may be, at its ends or between them, and now and then nonsense."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote_plus

from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema
from pydantic.fields import FieldInfo

from app.core.activations import ACTIVATIONS
from app.core.catalogue import Entry, Knob
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.lessons import LESSONS
from app.web.http.state import Reader
from app.web.routes import ROUTES

Schema = dict[str, Any]
CATALOGUES: dict[str, Mapping[str, type[Entry]]] = {
    "activation": ACTIVATIONS, "optimizer": OPTIMIZERS, "surface": SURFACES, "schedule": SCHEDULES,
}  # fmt: skip
NONSENSE = ("", "nan", "-inf", "1e999", "-0", "0x10", "1_000", "null", "é", "relu(", "adam(lr=)", "a" * 300, "1,2,,3")
LEAST, MOST = ("ge", "minimum", "gt", "exclusiveMinimum"), ("le", "maximum", "lt", "exclusiveMaximum")
SLIP = 0.02  # of all values are nonsense
END = 0.25  # of all numbers are an end of their range
TYPICAL = 0.6  # of all numbers elsewhere are small
FIELDS = 5  # of a request, at most
ROWS = ("", "1", "0.2,0.3,0.5", "3,-1e6,1e-300", "1,0", "0,0,1", "1,2,3,4", "0,1,2", "0")  # for what is read as text
NO_ROOM = "BCDFGH"
NAMES = ("x", "y", "size", "price", "", "é", "x y")  # of columns
BODY = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Wish:
    """A request."""

    method: str
    target: str
    body: bytes | None = None


class Anything:
    """What can be asked of Slopes, drawn from what its routes say that they read."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._reads = {route.path: fields(route) for route in ROUTES if isinstance(route, APIRoute)}
        self._writes = {
            route.path: extra["requestBody"]["content"]["application/json"]["schema"]
            for route in ROUTES
            if isinstance(route, APIRoute) and "requestBody" in (extra := route.openapi_extra or {})
        }

    def wishes(self) -> Iterator[Wish]:
        """Requests without end."""
        while True:
            if self._chance.random() < 0.1:
                path, schema = self._chance.choice([*self._writes.items()])
                yield Wish("POST", self._address(path), json.dumps(self._body(schema)).encode())
            else:
                path, known = self._chance.choice([*self._reads.items()])
                told = self._some(known)
                yield Wish(
                    "GET", f"{self._address(path)}?{'&'.join(f'{name}={text}' for name, text in self._pairs(told))}"
                )

    def _address(self, path: str) -> str:
        """The path, with a lesson where it names one."""
        return path.format(slug=self._chance.choice([*LESSONS]), code=NO_ROOM, question=0, round=1)

    def _some(self, known: Schema) -> Schema:
        count = min(len(known), self._chance.randint(0, FIELDS))
        return {name: self._value(known[name], {}) for name in self._chance.sample(sorted(known), count)}

    def _pairs(self, told: Schema) -> Iterator[tuple[str, str]]:
        for name, value in told.items():
            for one in value if isinstance(value, list) else [value]:
                slip = self._chance.random() < SLIP
                text = self._chance.choice(NONSENSE) if slip else one if isinstance(one, str) else json.dumps(one)
                yield name, quote_plus(text, "()=,")

    def _body(self, schema: Schema) -> Any:
        known, needed = schema["properties"], schema.get("required", [])
        told = [*needed, *(name for name in known if name not in needed and self._chance.random() < 0.3)]
        return {name: self._value(known[name], schema.get("$defs", {})) for name in told}

    def _value(self, schema: Schema, parts: Schema) -> Any:
        """A value that the schema allows, or nearly."""
        if "$ref" in schema:
            return self._value(parts[schema["$ref"].rsplit("/", 1)[1]], parts)
        if "anyOf" in schema:
            return self._value(
                self._chance.choice([one for one in schema["anyOf"] if one.get("type") != "null"]), parts
            )
        if "enum" in schema:
            return self._chance.choice(schema["enum"])
        return self._of_type(schema, parts)

    def _of_type(self, schema: Schema, parts: Schema) -> Any:
        kind = schema.get("type")
        if kind in {"integer", "number"}:
            return self._number(schema, whole=kind == "integer")
        if kind == "array":
            most = min(schema.get("maxItems", 6), self._chance.choice([1, 2, 3, 6, 12, 40]))
            return [self._value(schema["items"], parts) for _ in range(max(schema.get("minItems", 0), most))]
        if kind == "object" and "properties" not in schema:
            return {self._chance.choice(NAMES): self._value(schema["additionalProperties"], parts) for _ in "123"}
        if kind == "object":
            return self._body(schema | {"$defs": parts})
        if schema.get("format") in CATALOGUES:
            return self._entry(CATALOGUES[schema["format"]])
        return self._chance.choice([*schema.get("examples", ()), *ROWS])

    def _number(self, schema: Schema, *, whole: bool) -> float:
        low = next((float(schema[name]) for name in LEAST if name in schema), -1e6)
        high = next((float(schema[name]) for name in MOST if name in schema), 1e6)
        if self._chance.random() < END:
            found = self._chance.choice([low, high])
        else:
            found = self._chance.uniform(low, min(high, low + 10.0) if self._chance.random() < TYPICAL else high)
        return math.floor(found) if whole else found

    def _entry(self, catalogue: Mapping[str, type[Entry]]) -> str:
        entry = catalogue[self._chance.choice(sorted(catalogue))]
        knobs = [one for one in entry.knobs() if self._chance.random() < 0.4]
        told = ",".join(f"{one.name}={self._turned(one):.6g}" for one in knobs)
        return f"{entry.name}({told})" if told else entry.name

    def _turned(self, knob: Knob) -> float:
        low, high = max(knob.low, -1e6), min(knob.high, 1e6)
        return self._chance.choice([low, high, knob.default, self._chance.uniform(low, high)])


def fields(route: APIRoute) -> Schema:
    """The fields of a route's query, by name, each with its schema."""
    asked = [part.call.model for part in route.dependant.dependencies if isinstance(part.call, Reader)]
    return {name: schema_of(field) for model in asked for name, field in model.model_fields.items()}


def schema_of(field: FieldInfo) -> Schema:
    """What a field may be; of one that only a reader of ours understands, the examples."""
    try:
        alone = copy(field)
        alone.alias = alone.validation_alias = alone.serialization_alias = None  # only a model knows of them
        annotation: Any = Annotated[field.annotation, alone]
        return TypeAdapter(annotation).json_schema()
    except PydanticInvalidForJsonSchema:
        return {"type": "string", "examples": [one for one in field.examples or () if isinstance(one, str)]}
