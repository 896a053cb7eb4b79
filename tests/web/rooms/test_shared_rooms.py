"""Rooms that several servers share, by HTTP: nobody is a stranger elsewhere, and a store that is gone is said to be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.rooms.together import Together
from tests.rooms.store import Store
from tests.web.client import client, until
from tests.web.rooms.classes import OWN, fresh


@asynccontextmanager
async def alive(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that runs meanwhile."""
    messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    before = asyncio.all_tasks()
    sent: list[str] = []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    life = asyncio.ensure_future(app({"type": "lifespan", "state": {}}, messages.get, send))
    await messages.put({"type": "lifespan.startup"})
    await until(lambda: sent == ["lifespan.startup.complete"])
    async with client(app) as asking:
        yield asking
    await messages.put({"type": "lifespan.shutdown"})
    await life
    await until(lambda: asyncio.all_tasks() <= before)


async def opened(asking: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    """Where a room is that asks its first question, and the teacher's header."""
    room = (await asking.post("/api/rooms", json={"question": OWN})).json()
    here, teacher = f"/api/rooms/{room['code']}", bearer(room["teacher_key"])
    assert room["lasting"]
    asked = await asking.post(f"{here}/phase", json={"phase": "asking", "question": 0}, headers=teacher)
    assert asked.status_code == 200
    return here, teacher


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def nothing(*_: object) -> None:
    """Hear of nobody."""
    await asyncio.sleep(3_600)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    found = Store(tmp_path)
    yield found
    found.kill()


def test_whoever_sat_down_at_one_server_is_no_stranger_at_another(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Together, "hear", nothing)
    monkeypatch.setattr(Together, "look", nothing)

    async def story() -> None:
        async with alive(fresh(valkey=store.url)) as one, alive(fresh(valkey=store.url)) as other:
            here, teacher = await opened(one)
            assert (await other.get(here)).status_code == 200  # from now on it has the room
            student = bearer((await one.post(f"{here}/students")).json()["student"])
            assert (await other.get(here, headers=student)).json()["own"] is None
            assert (await other.get(here, params={"as": student["Authorization"][7:]})).status_code == 200
            assert (await other.put(f"{here}/votes/0/1", json={"vote": "b"}, headers=student)).status_code == 200
            assert (await other.get(here, headers=bearer("x" * 24))).status_code == 403
            told = await one.post(f"{here}/phase", json={"phase": "closed"}, headers=teacher)
            assert told.json()["answered"] == 1

    asyncio.run(story())


async def everything(
    asking: httpx.AsyncClient, here: str, teacher: dict[str, str], student: dict[str, str]
) -> list[httpx.Response]:
    """All that changes a room, and one who is not known."""
    return [
        await asking.put(f"{here}/votes/0/1", json={"vote": "b"}, headers=student),
        await asking.post(f"{here}/phase", json={"phase": "closed"}, headers=teacher),
        await asking.post(f"{here}/questions", json={**OWN, "text": "And now?"}, headers=teacher),
        await asking.post(f"{here}/students"),
        await asking.post("/api/rooms", json={"question": OWN}),
        await asking.get(here, headers=bearer("x" * 24)),
    ]


def test_while_the_store_is_gone_nothing_changes_and_whoever_asks_is_told_when_to_come_back(store: Store) -> None:
    async def story() -> None:
        async with alive(fresh(valkey=store.url)) as one, alive(fresh(valkey=store.url)) as other:
            here, teacher = await opened(one)
            student = bearer((await one.post(f"{here}/students")).json()["student"])
            before = (await one.get(here, headers=teacher)).json()
            store.kill()
            told = await everything(one, here, teacher, student) + [await other.get(here)]
            assert [answer.status_code for answer in told] == [503] * 7
            assert {answer.json()["type"].partition("#")[2] for answer in told} == {"busy"}
            assert {answer.headers["retry-after"] for answer in told} == {"2"}
            after = (await one.get(here, headers=teacher)).json()
            assert {**after, "now": 0} == {**before, "now": 0}
            store.start()
            assert (await one.put(f"{here}/votes/0/1", json={"vote": "b"}, headers=student)).status_code == 200
            assert (await other.get(here, headers=teacher)).json()["answered"] == 1

    asyncio.run(story())
