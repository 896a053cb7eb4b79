"""What is kept of answers: one that was not made is made again, and none is taken for another."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.web.http.address import ROOT
from app.web.http.admission import LeftError
from app.web.http.asgi import respond
from app.web.http.cache import ByteCache
from tests.web.client import SCOPE, until
from tests.web.http.test_given_back import WentWrongError


def scope_of(**told: Any) -> Scope:
    """A request for the cache."""
    headers = told.pop("headers", [(b"host", b"here"), (b"accept-encoding", b"gzip")])
    path = told.pop("path", "/page")
    return {
        **SCOPE,
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"a=1",
        "headers": headers,
        **told,
    }


async def nothing() -> Message:
    """No message ever."""
    await asyncio.Event().wait()
    raise AssertionError


class Fails:
    """An application whose first answer goes wrong once it may, and every other is told."""

    def __init__(self, error: type[BaseException]) -> None:
        self._error, self.begun, self.go = error, 0, asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        self.begun += 1
        if self.begun == 1:
            await self.go.wait()
            raise self._error
        await respond(send, 200, [(b"cache-control", b"public")], b"told")


@pytest.mark.parametrize("error", [WentWrongError, asyncio.CancelledError, LeftError])
def test_an_answer_that_was_not_made_is_made_for_the_next_who_asks(error: type[BaseException]) -> None:
    async def run() -> tuple[int, list[int]]:
        application, told = Fails(error), list[int]()
        cache = ByteCache(application, 9, 10**6)

        async def send(message: Message) -> None:
            told.extend([message["status"]] if "status" in message else [])

        one, two = (asyncio.create_task(cache(scope_of(), nothing, send)) for _ in range(2))
        await until(lambda: application.begun)
        await asyncio.sleep(0)
        application.go.set()
        await asyncio.wait({one, two}, timeout=5)
        assert two.exception() is None
        assert not vars(cache)["_making"]
        await cache(scope_of(), nothing, send)
        return application.begun, told

    assert asyncio.run(run()) == (2, [200, 200])


# What an answer may depend on, each a request that differs from the first in that alone.
OTHERS: dict[str, dict[str, Any]] = {
    "scheme": {"scheme": "https"},
    "host": {"headers": [(b"host", b"there"), (b"accept-encoding", b"gzip")]},
    "coding": {"headers": [(b"host", b"here")]},
    "path": {"path": "/other"},
    "query": {"query_string": b"a=2"},
    "prefix": {ROOT: "/slopes"},
    "where one ends and the other begins": {
        "scheme": "https",
        "headers": [(b"host", b"ere"), (b"accept-encoding", b"gzip")],
    },
}


@pytest.mark.parametrize("part", OTHERS)
def test_whatever_an_answer_depends_on_tells_it_from_others(part: str) -> None:
    """A cache whose key left one of these out would give the second who asks the answer to the first."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen = (scope["scheme"], scope.get(ROOT), scope["raw_path"], scope["query_string"], scope["headers"])
        await respond(send, 200, [(b"cache-control", b"public")], repr(seen).encode())

    async def run() -> list[bytes]:
        cache, bodies = ByteCache(application, 9, 10**6), list[bytes]()

        async def send(message: Message) -> None:
            bodies.extend([message["body"]] if "body" in message else [])

        first = {"headers": [(b"host", b"sere"), (b"accept-encoding", b"gzip")]} if "begins" in part else {}
        for told in (first, OTHERS[part], first, OTHERS[part]):
            await cache(scope_of(**told), nothing, send)
        return bodies

    one, other, *again = asyncio.run(run())
    assert one != other
    assert again == [one, other]
