"""The layers round the framework, each by itself: what they add, keep, cut off and refuse."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from app.settings import Settings
from app.web.http.address import ROOT
from app.web.http.cache import ByteCache
from app.web.http.headers import SecurityHeaders
from app.web.http.last_resort import LastResort
from app.web.http.limits import Gate
from tests.web.client import ask, ask_raw

GET = "/api/activations"


class Inner:
    """An application that says what it is told to say, and counts."""

    def __init__(self, status: int = 200, *headers: tuple[bytes, bytes], body: bytes = b"told") -> None:
        self.asked = 0
        self._head = {"type": "http.response.start", "status": status, "headers": list(headers)}
        self._body = {"type": "http.response.body", "body": body}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({**self._head, "headers": list(self._head["headers"])})  # type: ignore[call-overload]  # a dict of Any
        await send(self._body)


def asked(app: ASGIApp, times: int = 2, **options: Any) -> list[Any]:
    return [ask_raw("GET", "/x", app=app, **options) for _ in range(times)]


@pytest.mark.parametrize(
    ("status", "control", "tagged", "kept"),
    [
        (200, b"public, max-age=5", True, True),
        (200, b"no-cache", True, False),
        (200, b"private", True, False),
        (200, b"", True, False),
        (200, b"no-store", False, False),
        (404, b"public", False, False),
        (503, b"public", False, False),
    ],
)
def test_only_good_public_answers_are_kept(status: int, control: bytes, tagged: bool, kept: bool) -> None:
    inner = Inner(status, (b"cache-control", control))
    first, second = asked(ByteCache(inner, 10, 10**6))
    assert (first.status, first.body, inner.asked) == (status, b"told", 1 if kept else 2)
    assert first == second
    assert ("etag" in first.headers) == tagged
    again = asked(ByteCache(inner, 10, 10**6), headers=[(b"if-none-match", b"*")])[1]
    assert again.status == (304 if tagged else status)


async def with_more(app: ASGIApp, more: dict[str, Any], scope: Scope, receive: Receive, send: Send) -> None:
    await app({**scope, **more}, receive, send)


@pytest.mark.parametrize(("path", "computations"), [("/api/x", 1), ("/static/x", 1), ("/x", 2)])
def test_a_page_that_may_hold_the_servers_name_or_place_is_kept_for_each(path: str, computations: int) -> None:
    for one, two in (({"headers": [(b"host", b"x")]}, {"headers": [(b"host", b"y")]}), ({}, {ROOT: "/slopes"})):
        inner = Inner(200, (b"cache-control", b"public"))
        cache = ByteCache(inner, 10, 10**6)
        for more in (one, two, one):
            ask_raw("GET", path, app=partial(with_more, cache, more))
        assert inner.asked == computations


@pytest.mark.parametrize("path", [GET, f"{GET}/nope", "/health", "/", "/activations", "/static/x/y"])
def test_head_has_no_body_and_says_how_long_it_would_be(path: str) -> None:
    for query in (b"", b"f=relu", b"f=nobody"):
        for _ in range(2):  # made, then kept
            whole, head = ask_raw("GET", path, query), ask_raw("HEAD", path, query)
            ids = head.headers.pop("x-request-id", None), whole.headers.pop("x-request-id", None)
            assert (ids[0] is not None, ids[0] == ids[1]) == ((True, False) if head.status >= 400 else (False, True))
            assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
            assert int(head.headers["content-length"]) == len(whole.body) > 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 200),
        ([(b"sec-fetch-site", b"same-origin")], 200),
        ([(b"sec-fetch-site", b"none")], 200),
        ([(b"sec-fetch-site", b"same-site")], 403),
        ([(b"sec-fetch-site", b"cross-site")], 403),
        ([(b"origin", b"http://test")], 200),
        ([(b"origin", b"http://test:81")], 403),
        ([(b"origin", b"http://test.evil")], 403),
        ([(b"origin", b"null")], 403),
        ([(b"origin", b"http://[")], 403),
        ([(b"origin", b"http://test"), (b"sec-fetch-site", b"cross-site")], 403),
        ([(b"origin", b"https://behind.a.proxy"), (b"sec-fetch-site", b"same-origin")], 200),
    ],
)
def test_a_page_of_another_site_cannot_post(headers: list[tuple[bytes, bytes]], status: int) -> None:
    json = [(b"content-type", b"application/json")]
    assert ask_raw("POST", GET, headers=[*json, *headers], pieces=[b'{"f":["relu"],"x":[1]}']).status == status
    assert ask_raw("GET", GET, headers=headers).status == 200


def test_a_body_that_the_framework_would_refuse_itself_is_still_a_413() -> None:
    """FastAPI makes a 400 of whatever is raised while it reads a body."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            while (await receive()).get("more_body"):
                pass
        except Exception:
            await Inner(400)(scope, receive, send)

    gate = Gate(inner, Settings(longest_body=9))
    chunked = [(b"transfer-encoding", b"chunked")]
    assert ask_raw("POST", "/", headers=chunked, pieces=[b"12345", b"67890"], app=gate).status == 413


def test_a_page_may_have_a_policy_of_its_own() -> None:
    (told,) = asked(SecurityHeaders(Inner(200, (b"content-security-policy", b"own")), Settings()), times=1)
    assert told.headers["content-security-policy"] == "own"
    assert told.headers["x-content-type-options"] == "nosniff"
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    app = SecurityHeaders(Inner(200, (b"content-security-policy", b"own")), Settings())
    asyncio.run(app({"type": "http", "method": "GET", "path": "/x"}, send, send))  # type: ignore[arg-type]  # never read
    assert [name for name, _ in sent[0]["headers"]].count(b"content-security-policy") == 1


@pytest.mark.parametrize("started", [False, True])
def test_what_goes_wrong_inside_is_told_as_our_mistake_once(started: bool, caplog: pytest.LogCaptureFixture) -> None:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if started:
            await Inner(200)(scope, receive, send)
        raise RuntimeError("secret")

    (told,) = asked(LastResort(inner), times=1)
    assert told.status == (200 if started else 500)
    assert b"secret" not in told.body
    assert "secret" in caplog.text
    assert started or told.headers["content-type"] == "application/problem+json"


def test_a_static_file_may_be_kept_for_ever_but_only_under_its_own_version() -> None:
    url = ask("GET", "/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    _, _, version, name = url.split("/", 3)
    told = ask("GET", url)
    assert told.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert told.headers["content-type"] == "text/css; charset=utf-8"
    for other in (f"/static/{version[::-1]}/{name}", f"/static/{version}/{name}x", f"/static/{version}/../{name}"):
        assert ask_raw("GET", other).status == 404


def test_a_measurement_is_not_kept_but_every_other_page_is() -> None:
    assert ask("GET", "/activations?question=cost").headers["cache-control"] == "no-store"
    assert ask("GET", "/activations?question=leak").headers["cache-control"] == "public, no-cache"
