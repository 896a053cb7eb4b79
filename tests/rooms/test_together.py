"""Servers that share rooms hear of each other, by a poke or by a look; and the store may go and come back."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from app.rooms.commands import asking, voting
from app.rooms.live import Room
from app.rooms.refusals import RefusedError
from app.rooms.state import replayed
from app.rooms.together import LOOKED
from tests.rooms.rooms import Clock, ran
from tests.rooms.servers import HOUR, going_on, servers
from tests.rooms.store import Store
from tests.web.client import until


def test_a_poke_reaches_who_listens_at_another_server(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other), going_on(other.together.hear()):
            room = await one.opened(1)
            there = await other.find(room.room.state.code)
            await until(lambda: other.journal._store.connection_pool._in_use_connections)
            await asyncio.sleep(0.1)
            with there.pages.page("s0", 1, public=True) as page:
                told, began = asyncio.create_task(page.news(LOOKED)), time.monotonic()
                await room.ask(0)
                assert await told
            assert there.state == room.room.state
            assert time.monotonic() - began < LOOKED / 2

    ran(story())


def test_a_lost_poke_is_healed_by_a_look(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = await one.opened(1)
            there = await other.find(room.room.state.code)
            other.together.hear = lambda: asyncio.sleep(HOUR)  # type: ignore[method-assign]  # deaf
            with there.pages.page("s0", 1, public=True) as page:
                async with going_on(other.together.keep()):
                    began = time.monotonic()
                    await room.ask(0)
                    assert await page.news(3 * LOOKED)
                    assert time.monotonic() - began < LOOKED + 1
                    assert there.state == room.room.state

    ran(story())


def test_a_room_that_is_gone_in_the_store_is_gone_at_every_server(store: Store) -> None:
    async def story() -> None:
        async with servers(store) as (one, other):
            room = (await one.opened(1)).room
            code = room.state.code
            there = await other.find(code)
            await one.journal._store.delete(f"slopes:room:{code}")
            with there.pages.page("s0", 1):
                await other.together.look()
                assert there.closed
            with pytest.raises(RefusedError, match="no room"):
                await room.do(asking(0, None))
            assert room.closed
            for server in (one, other):
                with pytest.raises(RefusedError, match="no room"):
                    await server.find(code)

    ran(story())


def test_a_room_that_one_server_uses_is_forgotten_by_none(store: Store) -> None:
    async def story() -> None:
        clock = Clock()
        async with servers(store, lifetime=4.0, clock=clock) as (one, other):
            room = (await one.opened(1)).room
            code = room.state.code
            there = await other.find(code)
            await one.journal._store.pexpire(f"slopes:room:{code}", 1_000)
            clock.now += 5
            room.use()
            with there.pages.page("s0", 1):
                await other.rooms.sweep()
                assert not there.closed  # whoever listens here may have a teacher there
            await other.rooms.sweep()
            assert there.closed
            await one.rooms.sweep()
            assert await one.journal._store.pttl(f"slopes:room:{code}") > 3_000
            assert (await other.find(code)).state == room.state

    ran(story())


async def taken(rooms: list[Room], votes: list[tuple[str, str]]) -> dict[str, str]:
    """Those of the votes, in turn at each server, that were told as done; others have left no trace."""
    done = {}
    for i, (student, text) in enumerate(votes):
        before = [room.state for room in rooms]
        try:
            await rooms[i % 2].do(voting(student, 0, 1, text, None))
        except OSError:
            assert [room.state for room in rooms] == before
        else:
            done[student] = text
    return done


def test_a_store_that_is_killed_in_mid_vote_loses_none_that_was_told_as_done(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        async with servers(store) as both, going_on(*(one.together.keep() for one in both)):
            room = await both[0].opened(30)
            await room.ask(0)
            rooms = [await one.find(room.room.state.code) for one in both]
            done = await taken(rooms, [(f"s{i}", "a") for i in range(30)])
            store.kill()
            assert await taken(rooms, [(f"s{i}", "b") for i in range(30)]) == {}
            store.start()
            done |= await taken(rooms, [(f"s{i}", "c") for i in range(20)])
            assert len(done) == 30
            await until(lambda: rooms[0].state == rooms[1].state)
            state = replayed(await both[0].journal.read(rooms[0].state.code))
            assert {seat: vote.text for seat, vote in state.votes_now().items()} == {
                state.seats[name]: text for name, text in done.items()
            }

    store = Store(tmp_path)
    try:
        ran(story(store))
    finally:
        store.kill()
