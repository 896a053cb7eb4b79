"""Careless and hostile input, any bytes at all, against whatever endpoints there are: an answer within the rules."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.client import ANSWER_BYTES, PROBLEM_BYTES, Raw, ask, ask_raw, strict_json
from tests.web.formats import catalogues, notation
from tests.web.rooms.classes import Class

CONTRACT: dict[str, Any] = ask("GET", "/openapi.json").json()
LESSON = "conditioning"  # where a path names one
PLACES = {"slug": LESSON, "code": "{code}", "question": 0, "round": 1}
PATHS: dict[str, Any] = {path.format(**PLACES): told for path, told in CONTRACT["paths"].items()}
TYPES: dict[str, Any] = CONTRACT["components"]["schemas"]
PAGES = ["/", "/activations", f"/lessons/{LESSON}", "/docs", "/problems", "/openapi.json", "/nope", "/static/x/y"]
READS = sorted(path for path, methods in PATHS.items() if "get" in methods)
WRITES = sorted((method, path) for path, told in PATHS.items() for method in ("post", "put") if method in told)
NAMES = sorted({one["name"] for methods in PATHS.values() for one in methods.get("get", {}).get("parameters", ())})

bounded = settings(
    max_examples=60, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True, database=None
)

HUGE = [
    "1e308",
    "-1e308",
    "1e999",
    "9" * 400,
    "-0",
    "1e-320",
    "0x10",
    "1_000",
    "٣",
    "nan",
    "-inf",
    "true",
    "null",
    "",
    " 1",
]
odd = st.sampled_from(
    [*HUGE, "%", "%zz", "%00", "%ff", "()", "relu(", "relu)", "elu(alpha=1e308)", "f=f", "..;/", "{}"]
)
valid = st.one_of([notation(catalogue) for catalogue in catalogues().values()])
escaped = (st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass"))).map(
    quote_from_bytes
)
values = st.one_of(odd, valid, escaped, st.integers().map(str), st.floats().map(repr))
names = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), escaped)
pairs = st.lists(st.tuples(names, values).map("=".join), max_size=8).map("&".join)
queries = st.one_of(pairs.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=200))

known = st.tuples(st.sampled_from(NAMES), valid | st.sampled_from(HUGE[:6])).map("=".join)
parameters = st.lists(known, min_size=1, max_size=6).map("&".join).map(str.encode)

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | odd | valid
values_in_json = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner)
)


IN_PIECES = ("text/event-stream", "application/jsonl", "text/csv")


def within_rules(answer: Raw, api: bool, in_pieces: bool = False) -> None:
    """Whatever was asked: no 500, a problem of at most 2 KiB, JSON without NaN, at most 256 KiB."""
    assert answer.status < 500 or answer.status == 503
    if answer.status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.body) <= PROBLEM_BYTES
        told = strict_json(answer.body)
        assert (told["status"], set(told)) == (answer.status, {"type", "title", "status", "detail", "errors"})
        assert told["errors"] or answer.status != 422
        assert all(fault["pointer"].startswith(("/query", "/body")) for fault in told["errors"])
        assert answer.headers["cache-control"] == "no-store"
    elif "json" in answer.headers["content-type"]:
        strict_json(answer.body)
    if "content-length" in answer.headers:
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert not api or len(answer.body) <= ANSWER_BYTES
    else:
        assert in_pieces or answer.headers["content-type"].startswith(IN_PIECES)
        assert len(answer.body) <= ANSWER_BYTES or not in_pieces
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", READS)
@bounded
@given(queries | parameters)
def test_any_query_is_answered_within_the_rules(path: str, room: Class, query: bytes) -> None:
    key = [(b"authorization", f"Bearer {room.key}".encode())]
    there = path.replace("{code}", room.code)
    within_rules(ask_raw("GET", there, query, key), path.startswith("/api/"), path.startswith("/api/regressions"))


@bounded
@given(st.sampled_from(PAGES), queries | parameters)
def test_any_query_of_a_page_is_answered_within_the_rules(path: str, query: bytes) -> None:
    within_rules(ask_raw("GET", path, query), api=False)


def fields(method: str, path: str) -> st.SearchStrategy[Any]:
    """Objects that have the right names and any values."""
    asked = PATHS[path][method].get("requestBody")
    if asked is None:
        return values_in_json
    schema = asked["content"]["application/json"]["schema"]
    known = TYPES[schema["$ref"].rpartition("/")[2]]["properties"]
    return st.fixed_dictionaries({}, optional=dict.fromkeys(known, values_in_json) | {"odd": values_in_json})


@pytest.mark.parametrize(("method", "path"), WRITES)
@bounded
@given(st.data())
def test_any_body_is_answered_within_the_rules(method: str, path: str, room: Class, data: st.DataObject) -> None:
    told = data.draw(fields(method, path).map(lambda value: json.dumps(value).encode()) | st.binary(max_size=200))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(told)), max_size=3)))
    pieces = [told[start:end] for start, end in zip([0, *cuts], [*cuts, len(told)], strict=True)]
    media = data.draw(
        st.sampled_from([b"application/json", b"application/json", b"Application/JSON; charset=x", b"text/x", b""])
    )
    token = room.students[0] if method == "put" else room.key
    heads = [(b"content-type", media), (b"authorization", f"Bearer {token}".encode())]
    there = path.replace("{code}", room.code)
    within_rules(ask_raw(method.upper(), there, headers=heads, pieces=pieces), api=True)


@bounded
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    st.lists(
        st.tuples(
            st.sampled_from([b"accept", b"accept-encoding", b"if-none-match", b"origin", b"content-length", b"range"]),
            st.binary(max_size=20),
        ),
        max_size=4,
    ),
)
def test_any_method_path_and_header_is_answered_within_the_rules(method: str, path: str, headers: Any) -> None:
    answer = ask_raw(method, f"/{path}", headers=headers)
    assert answer.status in {200, 304, 400, 403, 404, 405, 413, 415, 422}
    if method != "HEAD" and answer.status >= 400:
        within_rules(answer, api=True)
