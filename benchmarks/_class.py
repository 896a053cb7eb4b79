"""A class to measure with: a teacher and so many phones, each with a page that listens and a voice for votes."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks._servers import HOST

OWN = {"question": {"text": "Which is larger?", "options": ["one", "two", "both alike"], "right": "b"}}


def request(method: str, target: str, body: Any = None, token: str = "") -> bytes:
    """As it is sent."""
    told = b"" if body is None else json.dumps(body).encode()
    head = [f"{method} {target} HTTP/1.1", f"Host: {HOST}", "Connection: close", f"Content-Length: {len(told)}"]
    head += ["Content-Type: application/json"] if body is not None else []
    head += [f"Authorization: Bearer {token}"] if token else []
    return "\r\n".join([*head, "", ""]).encode() + told


async def call(port: int, method: str, target: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    """One request on a connection of its own: the status and the JSON of the answer."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(request(method, target, body, token))
        answer = await reader.read(-1)
    finally:
        writer.close()
    status, _, rest = answer.partition(b"\r\n")
    return int(status.split()[1]), json.loads(rest.partition(b"\r\n\r\n")[2])


@dataclass
class Phone:
    """A student's page: when it last heard of each phase, and its own answer as the server tells it."""

    port: int
    code: str
    token: str = ""
    heard: dict[tuple[int, str, int], float] = field(default_factory=dict)
    own: Any = None
    connected: int = 0
    listening: asyncio.Task[None] | None = None

    async def join(self) -> float:
        """Take a seat; the seconds it took."""
        began = time.perf_counter()
        status, told = await call(self.port, "POST", f"/api/rooms/{self.code}/students")
        if status != 201:
            raise RuntimeError(f"{status}: {told}")
        self.token = told["student"]
        return time.perf_counter() - began

    async def vote(self, question: int, round: int, text: str) -> float:
        """Answer; the seconds until that was acknowledged."""
        began = time.perf_counter()
        target = f"/api/rooms/{self.code}/votes/{question}/{round}"
        status, told = await call(self.port, "PUT", target, {"vote": text, "sure": True}, self.token)
        if status != 200:
            raise RuntimeError(f"{status}: {told}")
        return time.perf_counter() - began

    async def hang_up(self, question: int, round: int, text: str) -> None:
        """Answer, and be gone before anything is heard."""
        _, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(request("PUT", f"/api/rooms/{self.code}/votes/{question}/{round}", {"vote": text}, self.token))
        await writer.drain()
        writer.close()

    def listen(self) -> None:
        """Open the page."""
        self.listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection(HOST, self.port)
                try:
                    target = f"/api/rooms/{self.code}/events?as={self.token}"
                    writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
                    await self._hear(reader)
                finally:
                    writer.close()
            await asyncio.sleep(random.uniform(0.5, 2))

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b'data: {"version"'):
                told = json.loads(line[6:])
                place = -1 if told["question"] is None else told["question"]["id"]
                self.heard.setdefault((place, told["phase"], told["round"]), time.perf_counter())
                self.own, self.connected = told["own"], self.connected + 1

    def leave(self) -> None:
        """Close the page."""
        if self.listening is not None:
            self.listening.cancel()


@dataclass
class Room:
    """A room with its teacher."""

    port: int
    code: str
    key: str
    phones: list[Phone] = field(default_factory=list)

    async def turn(self, phase: str, **more: Any) -> Any:
        """The teacher goes on."""
        target, body = f"/api/rooms/{self.code}/phase", {"phase": phase, **more}
        status, told = await call(self.port, "POST", target, body, self.key)
        if status != 200:
            raise RuntimeError(f"{status}: {told}")
        return told

    async def add(self, text: str) -> None:
        """One more question, with the same answers."""
        told = {**OWN["question"], "text": text}
        status, _ = await call(self.port, "POST", f"/api/rooms/{self.code}/questions", told, self.key)
        if status != 201:
            raise RuntimeError(str(status))

    async def results(self, question: int) -> list[str]:
        """What was answered to a question, as the teacher takes it home."""
        _, told = await call(self.port, "GET", f"/api/rooms/{self.code}/results", None, self.key)
        return [row["first"] for one in told["questions"] if one["id"] == question for row in one["votes"]]

    async def reaches(self, phase: str, patience: float = 30.0, **more: Any) -> list[float]:
        """Go on; the seconds after which each phone has heard of it."""
        began = time.perf_counter()
        told = await self.turn(phase, **more)
        key = (told["question"]["id"], phase, told["round"])
        until = began + patience
        await until_all(lambda: all(key in phone.heard for phone in self.phones), patience)
        return [phone.heard.get(key, until) - began for phone in self.phones]


async def until_all(there: Callable[[], bool], patience: float) -> None:
    """Look a hundred times a second whether that is so, for so many seconds at most."""
    for _ in range(round(patience * 100)):
        if there():
            return
        await asyncio.sleep(0.01)


async def opened(port: int, body: Any = None) -> Room:
    """A new room."""
    status, told = await call(port, "POST", "/api/rooms", body or OWN)
    if status != 201:
        raise RuntimeError(f"{status}: {told}")
    return Room(port, told["code"], told["teacher_key"])


async def arriving(room: Room, count: int, within: float) -> list[float]:
    """So many join and listen within some seconds; the seconds each waited."""

    async def arrive(phone: Phone, after: float) -> float:
        await asyncio.sleep(after)
        took = await phone.join()
        phone.listen()
        return took

    new = [Phone(room.port, room.code) for _ in range(count)]
    room.phones += new
    took = await asyncio.gather(*(arrive(phone, within * i / count) for i, phone in enumerate(new)))
    await until_all(lambda: all(phone.heard for phone in new), within)
    return [*took]


def share(values: list[float], percent: float) -> float:
    """The value below which so many percent of all lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]
