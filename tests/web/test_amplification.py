"""However much is wrong with a request, and however often, its refusal is short: a search for the longest there is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from tests.web.client import PROBLEM_BYTES, ask, ask_raw
from tests.web.rooms.classes import Class
from tests.web.test_hostile import NAMES, PATHS, READS, TYPES, WRITES, odd

Call = tuple[str, str]

ASKED = [path for path in READS if PATHS[path]["get"].get("parameters")]
LABS = ["/", "/activations", "/softmax", "/optimizers", "/optimizers/four", "/sgd", "/lessons/conditioning"]
PAGE_BYTES = len(ask("GET", "/nowhere", headers={"accept": "text/html"}).content) + PROBLEM_BYTES
LONGEST = 8_000  # letters of a query that is not refused for its length

searched = settings(
    max_examples=120, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True, database=None
)
wrong = st.tuples(st.sampled_from([*NAMES, "run", "f", "nobody"]), odd | st.just("relu(alpha=1,alpha=1)")).map("=".join)
repeated = st.lists(st.tuples(wrong, st.integers(1, 3_000)), min_size=1, max_size=5).map(
    lambda parts: "&".join("&".join([text] * count) for text, count in parts).encode()[:LONGEST]
)
leaf: st.SearchStrategy[Any] = st.sampled_from([None, True, "", "x" * 50, 1e308, -1, [], {}, {"a": 1}])
crowd = st.tuples(leaf, st.integers(1, 5_000)).map(lambda told: [told[0]] * told[1])
ASKED_FOR = {call: PATHS[call[1]][call[0]].get("requestBody") for call in WRITES}
BODIES = {call: told["content"]["application/json"]["schema"] for call, told in ASKED_FOR.items() if told}
FIELDS = {call: sorted(TYPES[body["$ref"].rpartition("/")[2]]["properties"]) for call, body in BODIES.items()}


@searched
@given(st.sampled_from([*LABS, *ASKED]), repeated)
def test_a_query_is_refused_in_few_words(room: Class, path: str, query: bytes) -> None:
    page = path in LABS
    there = path.replace("{code}", room.code)
    answer = ask_raw("GET", there, b"nobody=1&" + query, headers=[(b"accept", b"text/html")] if page else [])
    target(float(len(answer.body)), label="bytes")
    assert answer.status in {400, 422}
    assert len(answer.body) <= (PAGE_BYTES if page else PROBLEM_BYTES)


@searched
@given(st.sampled_from([*FIELDS]), st.integers(1, 3_000), st.data())
def test_a_body_is_refused_in_few_words(room: Class, call: Call, doubled: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FIELDS[call]))
    told = data.draw(st.dictionaries(st.sampled_from(FIELDS[call]), crowd | leaf, max_size=4))
    many = data.draw(st.sampled_from([f'"{name}":1,' * doubled, f'"{name}{"x" * 20}":1,', ""]))
    body = (f'{{{many}"nobody":{json.dumps([1] * doubled)}' + "".join(
        f",{json.dumps(key)}:{json.dumps(value)}" for key, value in told.items()
    ) + "}").encode()[:65_000]  # fmt: skip
    method, there = call[0].upper(), call[1].replace("{code}", room.code)
    answer = ask_raw(method, there, headers=[(b"content-type", b"application/json")], pieces=[body])
    target(float(len(answer.body)), label="bytes")
    assert answer.status in {400, 422}
    assert len(answer.body) <= PROBLEM_BYTES


def test_thousands_of_faults_are_not_looked_at_one_by_one() -> None:
    many = b"&".join([b"f=x"] * 2_000)
    told = json.loads(ask_raw("GET", "/api/activations", many).body)
    assert told["errors"] == [{"pointer": "/query/f", "detail": "f takes at most 40, got 2000"}]
    json_body = [(b"content-type", b"application/json")]
    keys = json.dumps(dict.fromkeys(map(str, range(5_000)), 1)).encode()
    told = json.loads(ask_raw("POST", "/api/softmax", headers=json_body, pieces=[keys]).body)
    assert told["detail"] == "the body has 5000 keys, and no request has more than 64"
    body = {"x": [["a"] * 64] * 20, "weights": [[1.0] * 64], "bias": [0.0], "target": [0] * 20}
    told = json.loads(ask_raw("POST", "/api/linear-model", headers=json_body, pieces=[json.dumps(body).encode()]).body)
    assert told["errors"][0]["pointer"] == "/body/x/0/0"
    assert told["detail"].endswith(" (and 19 more)")
