"""The limits of rooms, just below and just above: each test has the name of a setting."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.conftest import free_port
from tests.web.client import ask, client
from tests.web.rooms.classes import OWN, Class, fresh

OPEN = {"question": OWN}


def test_rooms() -> None:
    for most in (0, 2):
        app = fresh(rooms=most)
        told = [ask("POST", "/api/rooms", app, json=OPEN) for _ in range(most + 1)]
        assert [one.status_code for one in told] == [201] * most + [503]
        assert told[-1].headers["retry-after"]


def test_room_seats() -> None:
    room = Class(fresh(room_seats=2))
    room.join(2)
    room.turn("asking", question=0)
    room.vote(0, "a")
    room.join()  # the second has never answered, and no page of its own is open
    assert [room.vote(i, "b").status_code for i in range(3)] == [200, 403, 200]
    assert room.ask("POST", "/students").status_code == 503


def test_room_hours() -> None:
    """A room that was not used for so long is gone when the next one is opened."""
    for hours, status in ((1e-9, 404), (1, 200)):
        room = Class(fresh(room_hours=hours))
        ask("POST", "/api/rooms", room.app, json=OPEN)
        assert room.ask("GET").status_code == status


def test_room_pages() -> None:
    async def story(app: Any, path: str) -> list[int]:
        async with client(app) as asking:
            told = [asyncio.create_task(asking.get(path)) for _ in range(2)]
            done, waiting = await asyncio.wait(told, timeout=0.3)
            for one in waiting:
                one.cancel()
            return [one.result().status_code for one in done]

    for most in (1, 2):
        room = Class(fresh(room_pages=most))
        assert asyncio.run(story(room.app, f"/api/rooms/{room.code}/events")) == [503] * (2 - most)


def test_rooms_folder(tmp_path: Path) -> None:
    """With one a room is a file; without one nothing is written."""
    for folder in ("", str(tmp_path)):
        room = Class(fresh(rooms_folder=folder))
        assert room.ask("GET").json()["lasting"] == bool(folder)
        assert [path.stem for path in tmp_path.iterdir()] == ([room.code] if folder else [])


def test_valkey(tmp_path: Path) -> None:
    """With one no folder is used; one that does not answer is a problem that says when to try again."""
    url = f"redis://127.0.0.1:{free_port()}"
    told = ask("POST", "/api/rooms", fresh(valkey=url, rooms_folder=str(tmp_path)), json=OPEN)
    assert (told.status_code, told.json()["type"].partition("#")[2]) == (503, "busy")
    assert told.headers["retry-after"]
    assert "rooms" in told.json()["detail"]
    assert [*tmp_path.iterdir()] == []
    for url in ("redis://valkey:6379/0", "rediss://:secret@10.0.0.1", "redis://[::1]:6379", ""):
        assert Settings(valkey=f" {url} ").valkey == url
    for wrong in ("valkey:6379", "http://valkey", "redis://", "redis://a b", "redis://valkey:6379/0?db=1"):
        with pytest.raises(ValueError, match="redis://name"):
            Settings(valkey=wrong)
