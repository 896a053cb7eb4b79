"""What a generator of clients makes of the contract: each operation, with the examples that stand beside its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

Schema = dict[str, Any]
STREAMED = {"stream_races", "stream_regressions", "stream_room"}
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
    answers: tuple[str, ...]  # the name of a schema, or of each of several, or "string"
    status: int
    known: bool  # whether a token may be shown

    @property
    def address(self) -> str:
        """The path, with what it names."""
        return self.path.format(**self.names)

    def inside(self, code: str) -> Operation:
        """The same in the room of that code, if the path names one."""
        return replace(self, names=self.names | ({"code": code} if "code" in self.names else {}))


def operations(document: Schema) -> Iterator[Operation]:
    """Every operation but the streams, each with the first example of each of its parameters."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if told["operationId"] in STREAMED | HANDED_OUT:
                continue
            status = min(told["responses"])
            ((media, content),) = told["responses"][status]["content"].items()
            answers = tuple(map(name_of, content["schema"].get("anyOf", [content["schema"]])))
            shown = [one for one in told.get("parameters", ()) if has_example(one)]
            query = {one["name"]: first(one) for one in shown if one["in"] != "path"}
            names = {one["name"]: first(one) for one in shown if one["in"] == "path"}
            body = told["requestBody"]["content"]["application/json"]["example"] if "requestBody" in told else None
            more: Schema = {"answers": answers, "status": int(status), "known": "security" in told}
            yield Operation(told["operationId"], told["tags"][0], path, method, names, query, body, media, **more)


def name_of(schema: Schema) -> str:
    """How an answer is called."""
    return str(schema["$ref"].rpartition("/")[2] if "$ref" in schema else schema["type"])


def first(parameter: Schema) -> Any:
    """The example of a parameter that goes with those of the others."""
    return parameter["schema"]["examples"][0]


def has_example(parameter: Schema) -> bool:
    """Whether a parameter has one at all; what goes with no other is left out by an empty list."""
    return bool(parameter["schema"].get("examples"))
