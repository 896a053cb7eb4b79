"""Pages of other sites: what they may ask, what they can read of an answer, and of a refusal."""

from __future__ import annotations

import pytest

from app.main import create_app
from app.settings import Settings
from tests.web.client import ask

SITE = {"origin": "https://school.example", "sec-fetch-site": "cross-site"}
ASKED = {**SITE, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
MODEL = "/api/linear-model"


@pytest.mark.parametrize("path", [MODEL, "/api/races", "/openapi.json"])
def test_a_browser_that_asks_first_is_told_what_there_is(path: str) -> None:
    answer = ask("OPTIONS", path, headers=ASKED)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert {"content-type", "if-none-match", "last-event-id"} <= set(allowed)


def test_a_refused_page_can_read_why() -> None:
    answer = ask("POST", MODEL, json={}, headers=SITE)
    assert answer.status_code == 403
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "SLOPES_ORIGINS" in answer.json()["detail"]


def test_a_page_reads_the_tag_and_when_to_come_again() -> None:
    first = ask("GET", "/api/surfaces", headers=SITE)
    assert {"ETag", "Retry-After"} <= set(first.headers["access-control-expose-headers"].split(", "))
    again = ask("GET", "/api/surfaces", headers={**SITE, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, "*")


def test_other_paths_and_a_closed_api_are_nobody_elses() -> None:
    closed = create_app(Settings(measure_costs=False, open_api=False))
    for answer in (ask("OPTIONS", "/optimizers", headers=ASKED), ask("OPTIONS", MODEL, closed, headers=ASKED)):
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers
    plain = ask("OPTIONS", MODEL)
    assert plain.status_code == 405
