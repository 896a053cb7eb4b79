"""Whatever the contract holds is asked with data that fit it and with data that do not, by Schemathesis."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.marks import Mark
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis import builder
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.python._constants.pool import ConstantsPool
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.web.http.admission import Client
from app.web.http.turns import ANYBODY, Turnstile
from tests.web.client import ANSWER_BYTES, APP, PROBLEM_BYTES, ask, strict_json
from tests.web.formats import catalogues, notation, points, tables
from tests.web.operations import operations
from tests.web.rooms.classes import Class
from tests.web.rooms.house import asking, at_home, inside, open_house, revealed

SNAPSHOT = Path(__file__).parent / "openapi.json"
EXAMPLES = 60
ROOMS: dict[tuple[bool, str], Class] = {}
FEWER_ROWS = {"data": "linear(n=1000)"}  # than the usual million

for kind, catalogue in catalogues().items():
    schemathesis.openapi.format(kind, notation(catalogue))
schemathesis.openapi.format("csv", tables())
schemathesis.openapi.format("points", points())

# 503 is no fault where it is told: busy, or not measured yet. No schema tells how many bytes a request may have.
REFUSED = [400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 429]
CHECKS = {
    "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]},
    "positive_data_acceptance": {"expected-statuses": ["2xx", "413", "414", "503"]},
    "negative_data_rejection": {"expected-statuses": [*map(str, REFUSED), "503"]},
}
CONFIG = schemathesis.Config.from_dict({"generation": {"deterministic": True, "database": "none"}, "checks": CHECKS})
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP, config=CONFIG)
OPERATIONS = [one.ok().label for one in SCHEMA.get_all_operations() if isinstance(one, Ok)]
LEFT_OUT: list[Mark[Any]] = [  # what would keep a part of an operation from being asked
    builder.UnsatisfiableExampleMark,
    builder.NonSerializableMark,
    builder.InvalidRegexMark,
    builder.InvalidHeadersExampleMark,
    builder.UnserializablePayloadMark,
    builder.MissingPathParameters,
]


@pytest.fixture(scope="module")
def hints() -> FeedbackSources:
    """Numbers that the application's own code names are asked as well; its words are no text of any format."""
    found, numbers = make_constants_value_source(SCHEMA), ConstantsPool()
    assert found is not None
    for one in (*found.entries_for("integer"), *found.entries_for("float")):
        numbers.add(one)
    assert not numbers.is_empty()
    return FeedbackSources(constants_value_source=numbers)


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def keeps_the_contract(case: schemathesis.Case[Any]) -> None:
    if inside(case.path):
        at_home(case, room_for(case))
    response = case.call()
    within_rules(response)
    case.validate_response(response, excluded_checks=[positive_data_acceptance] if beyond_schema(response) else [])


def room_for(case: schemathesis.Case[Any]) -> Class:
    """A room; where its phase is turned one for each case, as a room that has ended does nothing more."""
    told = case.method != "GET", case.operation.label
    if told not in ROOMS or case.path.endswith("/phase"):
        ROOMS[told] = asking(APP) if told[0] else revealed(APP)
    return ROOMS[told]


async def at_once(turnstile: Turnstile, client: Client = ANYBODY) -> None:
    """The cases and those who prepare their rooms ask from two event loops; turns are given within one."""


@pytest.fixture(scope="module", autouse=True)
def nobody_waits() -> Iterator[None]:
    with open_house(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(Turnstile, "turn", at_once)
        yield


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_call_keeps_the_contract(label: str, hints: FeedbackSources) -> None:
    """Thought out here: `SCHEMA.parametrize()` does it while tests are collected, a minute of every run."""
    operation = SCHEMA.find_operation_by_label(label)
    assert operation is not None
    told: dict[str, Any] = {"config": SCHEMA.config, "given_kwargs": {}, "feedback": hints}
    asked = build_operation_test(operation=operation, test_func=keeps_the_contract, **told)
    assert [mark for mark in LEFT_OUT if mark.is_set(asked)] == []
    asked()


def test_every_operation_is_asked() -> None:
    methods = ask("GET", "/openapi.json").json()["paths"].items()
    assert [f"{method.upper()} {path}" for path, told in methods for method in told] == OPERATIONS


def beyond_schema(response: schemathesis.Response) -> bool:
    """Whether what was asked fits the schema, but is too much all together, its parts do not fit each other, or a room
    is not where it would have to be.

    What is too much must name the most that is allowed.
    """
    kind = response.json()["type"].partition("/problems#")[2] if response.status_code in {409, 422} else ""
    if kind not in {"budget", "misfit", "closed"}:
        return False
    budget = kind == "budget"
    assert all(re.search(r"at most \d+", fault["detail"]) for fault in response.json()["errors"] if budget)
    return True


def within_rules(response: schemathesis.Response) -> None:
    """The rules for every answer that a schema cannot tell."""
    problem = response.status_code >= 400
    told = (response.headers.get("content-type") or [""])[0]
    long = re.search("/races|/regressions", str(response.request.url)) or told.startswith(
        "text/csv"
    )  # may come in pieces
    if "content-length" in response.headers or not long:
        assert len(response.content) <= (PROBLEM_BYTES if problem else ANSWER_BYTES)
    if "json" in told:
        strict_json(response.content)
    if response.status_code in {429, 503}:
        assert "retry-after" in response.headers


def parts(told: Any) -> Iterator[dict[str, Any]]:
    """Every object within the document."""
    if isinstance(told, dict):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from parts(one)


def test_every_format_is_known_to_the_tests() -> None:
    told = {
        str(part["format"]) for part in parts(ask("GET", "/openapi.json").json()) if "type" in part and "format" in part
    }
    assert "activation" in told
    assert told <= {*catalogues(), "csv", "points"}


def test_bounds_are_told_by_the_names_of_json_schema() -> None:
    """Clients know no `ge`; a parameter of numbers without bounds would be an invitation."""
    document = ask("GET", "/openapi.json").json()
    numbers = [part for part in parts(document["paths"]) if part.get("type") in ("number", "integer")]
    assert len(numbers) > 5
    assert not any(name in part for part in numbers for name in ("ge", "gt", "le", "lt"))
    for methods in document["paths"].values():
        for parameter in (one for method in methods.values() for one in method.get("parameters", ())):
            for part in parts(parameter["schema"]):
                if part.get("type") in ("number", "integer"):
                    assert part.keys() & {"minimum", "exclusiveMinimum"}, parameter["name"]
                    assert part.keys() & {"maximum", "exclusiveMaximum"}, parameter["name"]


def test_every_operation_may_end_in_a_problem() -> None:
    document = ask("GET", "/openapi.json").json()
    assert "HTTPValidationError" not in json.dumps(document)
    for methods in document["paths"].values():
        for method in methods.values():
            assert method["responses"]["default"] == {"$ref": "#/components/responses/Problem"}
            assert re.fullmatch(r"[a-z_]{3,30}", method["operationId"])


def test_the_contract_has_not_changed_unseen() -> None:
    """To accept a change: `python -m tests.web.test_contract` writes the file anew."""
    answer = ask("GET", "/openapi.json")
    assert answer.json() == json.loads(SNAPSHOT.read_text())
    assert answer.headers["cache-control"].startswith("public, max-age=")


def test_every_example_of_the_contract_works() -> None:
    room = revealed(APP)
    for path, methods in ask("GET", "/openapi.json").json()["paths"].items():
        told = methods.get("get", {}).get("parameters", [])
        names = {one["name"]: one["schema"]["examples"][0] for one in told if one["in"] == "path"} | {"code": room.code}
        known = {"Authorization": f"Bearer {room.key}"} if inside(path) else {}
        for one in told:
            for example in one["schema"].get("examples", ()):
                where: dict[str, Any] = {"params": dict(FEWER_ROWS) if path.startswith("/api/regressions") else {}}
                where["headers"] = dict(known)
                if one["name"] in {"gamma", "label_smoothing", "class_weight"}:  # of a loss, which needs a truth
                    where["params"]["target"] = 0
                if one["in"] != "path":
                    where.setdefault({"query": "params", "header": "headers"}[one["in"]], {})[one["name"]] = example
                assert ask("GET", path.format(**names), **where).status_code == 200, one["name"]


def test_the_first_examples_of_each_operation_go_together() -> None:
    """A generated client, or a page of documentation, asks with all of them at once."""
    told = [one for one in operations(ask("GET", "/openapi.json").json()) if not one.path.startswith("/api/costs")]
    assert len(told) > 20
    room = asking(APP)
    for one in (each.inside(room.code) for each in told):
        options: dict[str, Any] = {} if one.body is None else {"json": one.body}
        if one.known:
            options["headers"] = {"Authorization": f"Bearer {room.students[0] if 'vote' in one.name else room.key}"}
        answer = ask(one.method.upper(), one.address, params=one.query, **options)
        assert answer.status_code == one.status, (one.name, answer.text)


def main() -> None:
    SNAPSHOT.write_text(json.dumps(ask("GET", "/openapi.json").json(), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
