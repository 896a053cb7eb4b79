"""What is told as done is kept: replay makes the same room, after any end, beside others who write the same journal."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path

import pytest

from app.rooms.codes import CODE, as_code, fresh_code, fresh_token, mark_of
from app.rooms.commands import asking, joining, voting
from app.rooms.journal import LINES, Folder, Memory
from app.rooms.live import Room
from app.rooms.refusals import RefusedError
from app.rooms.rooms import Rooms
from app.rooms.state import Event, replayed
from tests.rooms.rooms import OWN, Class, Clock, a_class, ran


async def played(folder: Path) -> Class:
    room = await a_class([OWN, {"lesson": "softmax"}], 5, Folder(folder, 3_600))
    await room.ask(0)
    await room.vote("a", "b", "c", sure=True)
    await room.turn("closed", "talking")
    await room.ask()
    await room.vote("b", "b")
    return room


def kept(folder: Path) -> list[str]:
    return [path.stem for path in folder.iterdir()]


async def found(folder: Path, code: str) -> Room:
    return await Rooms(Folder(folder, 3_600), 10, 3_600).find(code)


def test_a_room_is_what_its_journal_says(tmp_path: Path) -> None:
    async def story() -> None:
        room = (await played(tmp_path)).room
        assert (await found(tmp_path, room.state.code)).state == room.state

    ran(story())


def test_a_line_that_was_cut_off_is_dropped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    async def story() -> None:
        room = (await played(tmp_path)).room
        path = tmp_path / f"{room.state.code}.jsonl"
        whole = path.read_bytes()
        for cut in range(len(whole) - 1, whole[:-1].rfind(b"\n") + 1, -7):
            path.write_bytes(whole[:cut])
            assert (await found(tmp_path, room.state.code)).state.version == room.state.version - 1
        again = await found(tmp_path, room.state.code)
        await again.do(voting("s4", 0, 2, "c", None))
        assert (await found(tmp_path, room.state.code)).state == again.state

    ran(story())


def test_after_a_thousand_lines_one_says_it_all(tmp_path: Path) -> None:
    async def story() -> None:
        room = await played(tmp_path)
        path = tmp_path / f"{room.room.state.code}.jsonl"
        most = 0
        for i in range(LINES + 50):
            await room.vote("abc"[i % 3])
            most = max(most, path.read_bytes().count(b"\n"))
        assert most == LINES - 1
        assert path.read_bytes().count(b"\n") < 100
        assert (await found(tmp_path, room.room.state.code)).state == room.room.state

    ran(story())


def test_no_secret_is_written_down(tmp_path: Path) -> None:
    async def story() -> None:
        token = fresh_token()
        rooms = Rooms(Folder(tmp_path, 3_600), 10, 3_600)
        room = await rooms.open(mark_of(token), [OWN])
        await room.do(joining(mark_of(token[::-1]), 10, lambda _: True))
        written = (tmp_path / f"{room.state.code}.jsonl").read_text()
        assert mark_of(token) in written
        assert token not in written
        assert token[::-1] not in written

    ran(story())


def test_an_old_room_is_forgotten_at_the_start_and_while_the_server_runs(tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        rooms = Rooms(Folder(tmp_path, 3_600), 10, 3_600, clock)
        room, other = await rooms.open("teacher", [OWN]), await rooms.open("teacher", [OWN])
        clock.now += 3_000
        other.use()
        clock.now += 700
        await rooms.sweep()
        assert kept(tmp_path) == [other.state.code]
        with pytest.raises(RefusedError, match="no room"):
            await rooms.find(room.state.code)
        os.utime(tmp_path / f"{other.state.code}.jsonl", (time.time() - 4_000,) * 2)
        Folder(tmp_path, 3_600)
        assert kept(tmp_path) == []

    ran(story())


class Full(Memory):
    """A disk on which nothing more has room."""

    def __init__(self) -> None:
        self.kept: list[Event] = []
        self.full = False

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        if self.full:
            raise OSError("no space left on device")
        self.kept += events
        return True

    async def read(self, code: str, after: int = 0) -> list[Event]:
        return [one for one in self.kept if one["version"] > after]


def test_what_could_not_be_kept_did_not_happen() -> None:
    async def story() -> None:
        journal = Full()
        room = await a_class([OWN], 1, journal)
        await room.ask(0)
        journal.full = True
        with pytest.raises(OSError, match="space"):
            await room.vote("a")
        assert room.room.state.votes_now() == {}
        journal.full = False
        await room.vote("b")
        assert replayed(journal.kept) == room.room.state

    ran(story())


class Common:
    """A journal that several servers write, slowly: it takes only what follows all that it has."""

    lasting = shared = True

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self.refused = 0

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        await asyncio.sleep(0.001)
        told = self.lines.setdefault(code, [])
        if (json.loads(told[-1])["version"] if told else 0) != after:
            self.refused += 1
            return False
        told += map(json.dumps, events)
        return True

    async def read(self, code: str, after: int = 0) -> list[Event]:
        await asyncio.sleep(0.001)
        return [one for one in map(json.loads, self.lines.get(code, [])) if one["version"] > after]

    async def replace(self, code: str, stands: Event) -> None:
        self.lines[code] = [json.dumps(stands)]

    async def used(self, codes: list[str]) -> None:
        """Nothing is forgotten."""

    async def forget(self, code: str) -> None:
        del self.lines[code]


def test_of_two_servers_with_one_room_neither_loses_a_vote() -> None:
    async def story() -> None:
        journal = Common()
        rooms = [Rooms(journal, 10, 3_600) for _ in range(2)]
        code = (await rooms[0].open("teacher", [OWN])).state.code
        both = [await one.find(code) for one in rooms]
        await asyncio.gather(*(both[i % 2].do(joining(f"s{i}", 100, lambda _: True)) for i in range(40)))
        await both[1].do(asking(0, None))
        await asyncio.gather(*(both[i % 2].do(voting(f"s{i}", 0, 1, "abc"[i % 3], None)) for i in range(40)))
        state = replayed(await journal.read(code))
        assert journal.refused > 0
        assert sorted(state.seats.values()) == list(range(40))
        assert {seat: vote.text for seat, vote in state.votes_now().items()} == {
            state.seats[f"s{i}"]: "abc"[i % 3] for i in range(40)
        }

    ran(story())


def test_codes_cannot_be_mistaken_and_are_read_as_people_type_them() -> None:
    told = [fresh_code() for _ in range(500)]
    assert all(CODE.fullmatch(code) for code in told)
    assert len({*told}) > 490
    assert as_code(" bcd-fgh ") == "BCDFGH"


def test_there_are_as_many_rooms_as_the_setting_says() -> None:
    async def story() -> None:
        rooms = Rooms(Memory(), 2, 3_600)
        for _ in range(2):
            await rooms.open("teacher", [OWN])
        with pytest.raises(RefusedError, match="2 rooms"):
            await rooms.open("teacher", [OWN])

    ran(story())
