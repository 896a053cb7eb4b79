"""What a generator of clients makes of the contract: each operation, with the examples that stand beside its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
STREAMED = {"stream_races", "stream_regressions"}
HANDED_OUT = {"post_check"}  # takes what the server has sealed before: no example of it can be known


@dataclass(frozen=True)
class Operation:
    """One call of the contract: where, how, with which examples, and what it answers."""

    name: str
    tag: str
    path: str
    method: str
    names: Schema  # what the path names
    query: Schema
    body: Schema | None
    media: str
    answer: str  # the name of a schema, or "string"

    @property
    def address(self) -> str:
        """The path, with what it names."""
        return self.path.format(**self.names)


def operations(document: Schema) -> Iterator[Operation]:
    """Every operation but the streams, each with the first example of each of its parameters."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if told["operationId"] in STREAMED | HANDED_OUT:
                continue
            ((media, content),) = told["responses"]["200"]["content"].items()
            schema = content["schema"]
            answer = schema["$ref"].rpartition("/")[2] if "$ref" in schema else schema["type"]
            shown = [one for one in told.get("parameters", ()) if has_example(one)]
            query = {one["name"]: first(one) for one in shown if one["in"] != "path"}
            names = {one["name"]: first(one) for one in shown if one["in"] == "path"}
            body = told["requestBody"]["content"]["application/json"]["example"] if "requestBody" in told else None
            yield Operation(told["operationId"], told["tags"][0], path, method, names, query, body, media, answer)


def first(parameter: Schema) -> Any:
    """The example of a parameter that goes with those of the others."""
    return parameter["schema"]["examples"][0]


def has_example(parameter: Schema) -> bool:
    """Whether a parameter has one at all; what goes with no other is left out by an empty list."""
    return bool(parameter["schema"].get("examples"))
