"""How the tests ask the application: as a client does, or byte by byte as no client would."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from app.web.activations import api as activations
from app.web.activations.curves import curves

ANSWER_BYTES, PROBLEM_BYTES = 262_144, 2_048  # what an answer of the API may take, and a problem
SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "scheme": "http",
    "root_path": "",
    "client": ("127.0.0.1", 1),
    "server": ("test", 80),
}
FIT_SECONDS = 1.0  # a regression that a test asks for by chance is a short one
APP = create_app(Settings(measure_costs=False, fit_seconds=FIT_SECONDS))


def client(app: Any = APP, address: str = "127.0.0.1") -> httpx.AsyncClient:
    """A client of `app` within this process."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://test")


def ask(method: str, path: str, app: Any = APP, address: str = "127.0.0.1", **options: Any) -> httpx.Response:
    """One request, one answer."""

    async def run() -> httpx.Response:
        async with client(app, address) as asking:
            return await asking.request(method, path, **options)

    with ThreadPoolExecutor(1) as alone:  # a thread of its own: where a browser is open its loop already runs
        return alone.submit(lambda: asyncio.run(run())).result()


@dataclass(frozen=True)
class Raw:
    """An answer as it leaves the application."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask_raw(
    method: str,
    path: str,
    query: bytes = b"",
    headers: Sequence[tuple[bytes, bytes]] = (),
    pieces: Sequence[bytes] = (b"",),
    app: Any = APP,
) -> Raw:
    """A request that no decent client would send: any bytes as the query, the body in any pieces."""
    told = {"method": method, "path": path, "raw_path": path.encode(), "query_string": query}
    scope = {**SCOPE, **told, "headers": [(b"host", b"test"), *headers]}
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages[-1]["more_body"] = False
    sent: list[dict[str, Any]] = []
    answered = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        if not path.endswith("/stream"):  # whose reader leaves at once
            await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            answered.set()

    asyncio.run(app(scope, receive, send))
    heads = [message for message in sent if message["type"] == "http.response.start"]
    assert len(heads) == 1
    named = {name.decode("latin-1"): value.decode("latin-1") for name, value in heads[0]["headers"]}
    return Raw(heads[0]["status"], named, b"".join(message.get("body", b"") for message in sent))


def strict_json(body: bytes) -> Any:
    """The JSON value that `body` writes; the words that JSON has not are no numbers."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} in an answer")

    return json.loads(body, parse_constant=refuse)


class Jam:
    """Computations of curves that hang until `free()`; `started` counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.started = 0
        self.threads: set[str] = set()
        self._freed = threading.Event()
        monkeypatch.setattr(activations, "curves", self._curves)

    def free(self) -> None:
        """Let them all go on."""
        self._freed.set()

    def _curves(self, *args: Any) -> Any:
        self.started += 1
        self.threads.add(threading.current_thread().name)
        assert self._freed.wait(10), "nobody freed the jam"
        return curves(*args)


async def until(condition: Any) -> None:
    """Wait for what other tasks or threads bring about; what does not come in a minute never will."""
    last = time.monotonic() + 60
    for now in iter(time.monotonic, None):
        if condition():
            return
        assert now < last, "it never came about"
        await asyncio.sleep(0.001)
