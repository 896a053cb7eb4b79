"""The OpenAPI document: what FastAPI writes of the endpoints, with our errors where it would put its own."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

from .bodies import REF_TO
from .problems import LONGEST_PROBLEM, MEDIA_TYPE

REF = {"$ref": "#/components/responses/Problem"}
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
TOKEN_SCHEME = "token"
SECURITY_SCHEMES = {
    TOKEN_SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "The teacher's key of a room, or the token of a student in it; both are told once.",
    }
}
TOKEN_SHOWN: dict[str, Any] = {"security": [{TOKEN_SCHEME: []}]}  # whoever asks has to show a token
TOKEN_MAY_BE_SHOWN: dict[str, Any] = {"security": [{}, {TOKEN_SCHEME: []}]}
NOT_OURS = ("HTTPValidationError", "ValidationError")  # FastAPI's own errors, which no endpoint answers


class FaultAnswer(BaseModel):
    """One thing to change."""

    model_config = ConfigDict(extra="forbid", title="Fault")

    pointer: str = Field(description="Where it is: a JSON pointer into the request, such as `/query/f/0`.")
    detail: str = Field(description="What is wrong, as a sentence with the rule and the choices.")


class ProblemAnswer(BaseModel):
    """What went wrong, by RFC 9457."""

    model_config = ConfigDict(extra="forbid", title="Problem")

    type: str = Field(description="The address of a page that explains this sort of problem.")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="One sentence for a person.")
    errors: list[FaultAnswer] = Field(description="Each part of the request that breaks its rule, if any does.")


class DocumentedAPI(FastAPI):
    """FastAPI, whose document tells every answer there is: each operation may end in a problem."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = with_problems(super().openapi())
        return self.openapi_schema


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """`document` with the problem as the answer to a fault in the input, and to whatever else stands in the way."""
    components = document["components"]
    schema = ProblemAnswer.model_json_schema(ref_template=REF_TO)
    schemas = {**components["schemas"], **schema.pop("$defs"), "Problem": schema}
    components["schemas"] = {name: schemas[name] for name in sorted(schemas) if name not in NOT_OURS}
    description = f"What went wrong, in at most {LONGEST_PROBLEM} bytes; with status 429 or 503 see Retry-After."
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    components["responses"] = {"Problem": {"description": description, "content": {MEDIA_TYPE: problem}}}
    components["securitySchemes"] = SECURITY_SCHEMES
    for methods in document["paths"].values():
        for operation in methods.values():
            name_body(operation, components["schemas"])
            asked = {"422": REF} if {"parameters", "requestBody"} & operation.keys() else {}
            operation["responses"] = {**operation["responses"], **asked, "default": REF}
    bounded: dict[str, Any] = with_bounds(document)
    return bounded


def name_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Put the schema of the operation's body, and its parts, among `schemas`: generated clients have types so named."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"]["title"]
        schemas |= {**content["schema"].pop("$defs", {}), name: content["schema"]}
        content["schema"] = {"$ref": f"#/components/schemas/{name}"}


def with_bounds(told: Any) -> Any:
    """The same with the bounds by JSON Schema's names: Pydantic tells those outside a reader of ours by its own."""
    if isinstance(told, list):
        return [with_bounds(one) for one in told]
    if not isinstance(told, dict):
        return told
    number = told.get("type") in ("number", "integer")  # a tuple: `properties` may hold a field named "type"
    return {BOUNDS.get(name, name) if number else name: with_bounds(one) for name, one in told.items()}
