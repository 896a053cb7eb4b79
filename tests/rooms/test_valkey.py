"""A journal that several servers write: what one has taken no other loses, and each decides by what all have done."""

from __future__ import annotations

import asyncio

import pytest

from app.rooms.commands import asking, joining, opening, voting
from app.rooms.journal import LINES
from app.rooms.refusals import RefusedError
from app.rooms.state import replayed
from tests.rooms.rooms import OWN, ran
from tests.rooms.servers import HOUR, servers
from tests.rooms.store import Store


def test_a_room_is_what_its_journal_says(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = await one.opened(5)
            await room.ask(0)
            await room.vote("a", "b", "c", sure=True)
            await room.turn("closed", "talking")
            await room.ask()
            await room.vote("b", "b")
            assert (await other.find(room.room.state.code)).state == room.room.state
            assert one.journal.lasting

    ran(story())


def test_after_a_thousand_lines_one_says_it_all(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = await one.opened(1)
            await room.ask(0)
            code, most = room.room.state.code, 0
            for i in range(LINES + 50):
                await room.vote("abc"[i % 3])
                if i % 10 == 0:
                    most = max(most, len(await one.journal.read(code)))
            assert LINES - 20 < most < LINES
            assert len(await one.journal.read(code)) < 100
            assert (await other.find(code)).state == room.room.state
            assert 0 < await one.journal._store.pttl(f"slopes:room:{code}") <= HOUR * 1_000

    ran(story())


def test_what_others_appended_meanwhile_outlives_the_line_that_says_it_all(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = await one.opened(3)
            code, old = room.room.state.code, room.room.state.stands()
            there = await other.find(code)
            await there.do(asking(0, None))
            await there.do(voting("s1", 0, 1, "b", None))
            await one.journal.replace(code, old)
            assert replayed(await one.journal.read(code)) == there.state
            newer = there.state.stands()
            await other.journal.replace(code, newer)
            assert await one.journal._store.pttl(f"slopes:room:{code}") > 0
            for late in (old, {**newer, "version": 99}):  # an older one comes late; one of what never was
                await one.journal.replace(code, late)
                assert await one.journal.read(code) == [newer | {"state": (await one.journal.read(code))[0]["state"]}]
            assert replayed(await one.journal.read(code)) == there.state
            await one.journal.replace("QQQQQQ", old)
            assert await one.journal.read("QQQQQQ") == []

    ran(story())


def test_of_two_servers_with_one_room_neither_loses_a_vote(store: Store) -> None:
    async def story() -> None:
        async with servers(store, 3) as found:
            code = (await found[0].opened()).room.state.code
            rooms = [await one.find(code) for one in found]
            await asyncio.gather(*(rooms[i % 3].do(joining(f"s{i}", 100, lambda _: True)) for i in range(60)))
            await rooms[1].do(asking(0, None))
            for told in ("abc", "bca"):
                votes = (rooms[i % 3].do(voting(f"s{i}", 0, 1, told[i % 3], None)) for i in range(60))
                await asyncio.gather(*votes)
            state = replayed(await found[0].journal.read(code))
            assert sorted(state.seats.values()) == list(range(60))
            assert {seat: vote.text for seat, vote in state.votes_now().items()} == {
                state.seats[f"s{i}"]: "bca"[i % 3] for i in range(60)
            }
            assert [event["version"] for event in await found[0].journal.read(code)] == [*range(1, state.version + 1)]

    ran(story())


def test_a_command_is_decided_by_what_another_server_has_made_of_the_room(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = await one.opened(1)
            await room.ask(0)
            there = await other.find(room.room.state.code)
            await room.turn("closed")
            with pytest.raises(RefusedError, match="closed"):  # this server still has it open
                await there.do(voting("s0", 0, 1, "b", None))
            with pytest.raises(RefusedError, match="code"):
                await there.do(opening(there.state.code, "another", [OWN]))

    ran(story())
