"""What is told of the odd cases: where a fault is, how much of it is quoted, what overflows, where links lead."""

from __future__ import annotations

import gzip
import html
import math
import re
import time
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.main import create_app
from app.settings import Settings
from app.web.activations.curves import curve
from tests.web.client import ask, ask_raw

GET = "/api/activations"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("f=relu&f=no", "/query/f/1"),
        ("a/b~c=1", "/query/a~1b~0c"),
        ("points=1", "/query/points"),
        ("low=1&low=1", "/query/low"),
        ("f=relu&f=relu&f=relu&points=2001", "/query/points"),
        ("focus=40", "/query/focus"),
        ("view=no", "/query/view"),
    ],
)
def test_a_fault_is_pointed_at(query: str, pointer: str) -> None:
    told = ask("GET", f"{GET}?{query}").json()
    assert [fault["pointer"] for fault in told["errors"]] == [pointer]
    assert "is not valid" not in told["detail"]  # every rule has words of its own


def test_a_fault_in_a_body_is_pointed_at() -> None:
    told = ask("POST", GET, json={"f": ["relu", "no"], "x": [1, "2", None]}).json()
    assert [fault["pointer"] for fault in told["errors"]] == ["/body/f/1", "/body/x/1", "/body/x/2"]
    assert told["detail"].endswith(" (and 2 more)")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [("PUT", GET, "GET, HEAD, POST"), ("POST", "/api/catalogue", "GET, HEAD"), ("DELETE", "/", "GET, HEAD")],
)
def test_a_wrong_method_is_told_the_right_ones(method: str, path: str, allow: str) -> None:
    told = ask(method, path)
    assert (told.status_code, told.headers["allow"]) == (405, allow)
    assert allow in told.json()["detail"]


def test_no_more_than_40_characters_are_quoted() -> None:
    long = "b" * 300
    asked = [("GET", f"/{long}"), (long.upper(), GET), ("GET", f"{GET}?f={long[:150]}"), ("GET", f"{GET}?low={long}")]
    for method, path in asked:
        told = ask(method, path)
        assert told.status_code in {404, 405, 422}
        assert "b" * 39 in told.text.lower()
        assert "b" * 41 not in told.text.lower()


@pytest.mark.parametrize(
    ("media", "status"),
    [
        (b"application/json", 200),
        (b"Application/JSON; charset=utf-8", 200),
        (b"text/plain", 415),
        (b"application/jsonx", 415),
        (b"application/x-www-form-urlencoded", 415),
        (b"", 415),
    ],
)
def test_a_body_must_say_that_it_is_json(media: bytes, status: int) -> None:
    body = [b'{"f":["relu"],"x":[1]}']
    assert ask_raw("POST", GET, headers=[(b"content-type", media)], pieces=body).status == status


@pytest.mark.parametrize(
    ("query", "ends"),
    [
        ("low=3&high=3", [2, 4]),
        ("low=3&high=3.0000001", [2, 4.0000001]),
        ("low=3&high=3.00001", [3, 3.00001]),
        ("low=1e6&high=1e6", [999_999, 1_000_000]),
        ("low=-1e6&high=-1e6", [-1_000_000, -999_999]),
    ],
)
def test_an_interval_without_width_is_opened(query: str, ends: list[float]) -> None:
    assert ask("GET", f"{GET}?f=relu&points=2&{query}").json()["x"] == pytest.approx(ends, rel=1e-15, abs=0)


def test_what_overflows_is_empty_in_the_table_and_in_the_figure() -> None:
    query = f"{GET}?f=exponential&low=0&high=1e6&points=2&format="
    assert ask("GET", query + "csv").text.splitlines()[1:] == [
        "0,exponential,0.0,1.0,1.0,False,,,",
        "0,exponential,1000000.0,,,False,,,",
    ]
    told = ask("GET", query + "plotly")
    assert told.headers["content-type"] == "application/vnd.plotly.v1+json"
    lines = [one for one in told.json()["data"] if one.get("name") == "Exponential"]
    assert [(line["y"][0], line["y"][-1]) for line in lines] == [(1.0, None)] * 2


def test_a_slope_alone_may_overflow() -> None:
    def told(value: float, slope: float) -> bool:
        entry: Any = SimpleNamespace(value=lambda x: x * 0 + value, slope=lambda x: x * 0 + slope, kinks=list)
        return curve(entry, np.zeros(3), None).overflow

    assert [told(1, 1), told(1, math.inf), told(math.inf, 1), told(-math.inf, math.nan)] == [False, True, True, True]


@pytest.mark.parametrize("form", ["json", "plotly", "svg"])
@pytest.mark.parametrize("curves", [1, 2, 3, 6, 40])
def test_every_form_stays_within_its_size(form: str, curves: int) -> None:
    query = "&".join(["f=maxout(w1=0.1234567890123456,b1=0.1234567890123456,w2=1.234567890123456e-7)"] * curves)
    over = ask("GET", f"{GET}?{query}&format={form}&points=2001&low=-1e6&high=1e-5")
    most = int(over.json()["detail"].split()[5]) if over.status_code == 422 else 2_001
    told = ask("GET", f"{GET}?{query}&format={form}&points={most}&low=-1e6&high=1e-5")
    assert (told.status_code, len(told.content) <= 262_144) == (200, True)
    assert ask("GET", f"{GET}?{query}&format={form}").status_code == 200  # without `points` what fits is taken
    assert ask("GET", f"{GET}?{query}&format={form}&points={most + 1}").status_code == 422


def test_links_of_a_row_lead_to_what_they_say() -> None:
    page = html.unescape(ask("GET", "/activations?f=relu&f=tanh&f=gelu&focus=2").text)
    focus = re.findall(r'<th scope="row"><a href="([^"]*)"', page)
    assert focus == [f"/activations?f=relu&f=tanh&f=gelu&focus={k}" for k in range(3)]
    rest = [re.findall("f=([a-z]+)", url) for url in re.findall(r'class="remove" href="([^"]*)"', page)]
    assert rest == [["tanh", "gelu"], ["relu", "gelu"], ["relu", "tanh"]]
    assert all(ask("GET", url).status_code == 200 for url in focus)


def test_what_is_posted_is_kept_by_nobody() -> None:
    told = ask("POST", GET, json={"f": ["relu"], "x": [1]})
    assert (told.headers["cache-control"], "etag" in told.headers) == ("no-store", False)


def test_a_gzip_is_the_same_at_any_time_of_day(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for now in (1_000_000_000.0, 1_100_000_000.0):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        app = create_app(Settings(measure_costs=False, cache_bytes=0))
        answer = ask_raw("GET", "/api/surfaces", headers=[(b"accept-encoding", b"gzip")], app=app)
        found.append((answer.headers["etag"], answer.body))
    assert found[0] == found[1]
    assert gzip.decompress(found[0][1])


@pytest.mark.parametrize("added", ["", "-gzip", ";gzip", "-br", "-zstd"])
def test_a_tag_to_which_a_proxy_has_added_its_coding_is_known(added: str) -> None:
    tag = ask("GET", "/api/surfaces").headers["etag"].rstrip('"')
    answer = ask("GET", "/api/surfaces", headers={"if-none-match": f'W/"other", {tag}{added}"'})
    assert answer.status_code == 304
    assert ask("GET", "/api/surfaces", headers={"if-none-match": f'{tag}-x"'}).status_code == 200


@pytest.mark.parametrize(("query", "end"), [("fs=relu", "did you mean f?"), ("points=1", "points must be at least 2.")])
def test_the_sentence_of_a_page_ends_once(query: str, end: str) -> None:
    page = ask("GET", f"/activations?{query}", headers={"accept": "text/html"}).text
    told = re.search(r"data-detail>([^<]*)</p>", page)
    assert told
    assert told[1].lower().endswith(end)
