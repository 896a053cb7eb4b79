"""Reading long answers as they come: within the process message by message, from a server byte by byte."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.main import create_app
from app.settings import Settings
from app.web.http.turns import Places
from tests.web.client import SCOPE, until

RUNS = ("sgd(lr=0.001)", "momentum(lr=0.0001)", "adam", "rmsprop", "adagrad", "lion", "sgd(lr=0.02)", "nadam")


def fresh(**settings: Any) -> Any:
    """An application of its own."""
    return create_app(Settings(measure_costs=False, **settings))


def places(app: Any) -> Places:
    """The places of an application, from within its layers."""
    while not hasattr(app, "state"):
        app = getattr(app, "_app", None) or app.app
    found = app.state.services.places
    assert isinstance(found, Places)
    return found


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    name: str
    id: str | None
    data: Any
    retry: str | None = None


def events(body: bytes) -> list[Event]:
    """The events of a stream in the form text/event-stream; comments are left out."""
    assert body.endswith(b"\n\n")
    found = []
    for block in body.decode().split("\n\n")[:-1]:
        lines = [line.partition(": ")[::2] for line in block.split("\n") if not line.startswith(":")]
        assert len(lines) == len(dict(lines))
        told = dict(lines)
        if told:
            assert told.keys() <= {"event", "id", "data", "retry"}
            found.append(Event(told["event"], told.get("id"), json.loads(told["data"]), told.get("retry")))
    return found


def joined(found: list[Event]) -> list[dict[str, list[float]]]:
    """All points of each run."""
    steps = [event.data["runs"] for event in found if event.name == "steps"]
    names = ("x", "y", "value")
    return [
        {name: [number for runs in steps for number in runs[i][name]] for name in names} for i in range(len(steps[0]))
    ]


@dataclass
class Reading:
    """A request within the process whose reader takes what it wants, and may leave; `status` is 0 before the head."""

    app: Any
    target: str
    headers: tuple[tuple[bytes, bytes], ...] = ()
    address: str = "127.0.0.1"
    method: str = "GET"
    takes: Callable[[Reading], bool] = lambda reading: True  # while it says no, the reader's window is full
    status: int = 0
    told: dict[str, str] = field(default_factory=dict)
    pieces: list[bytes] = field(default_factory=list)
    whole: bool = False
    after: int = 0  # messages after the last one, which a server would choke on
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def body(self) -> bytes:
        """What has come so far."""
        return b"".join(self.pieces)

    async def run(self) -> Reading:
        """Ask, and read to the end or until the reader is gone, but for no more than five minutes."""
        path, _, query = self.target.partition("?")
        scope = {**SCOPE, "method": self.method, "path": path, "raw_path": path.encode(), "client": (self.address, 1)}
        asked = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if asked.is_set():
                await self.gone.wait()
                return {"type": "http.disconnect"}
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}

        headers = [(b"host", b"test"), *self.headers]
        async with asyncio.timeout(300):
            await self.app({**scope, "query_string": query.encode(), "headers": headers}, receive, self._send)
        return self

    async def _send(self, message: dict[str, Any]) -> None:
        await until(lambda: self.takes(self))
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.told = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        self.after += self.whole
        self.pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            self.whole = True
            self.gone.set()  # as a server does once the answer is complete
