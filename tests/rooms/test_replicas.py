"""A class at three servers behind nginx, of which one is killed while it votes."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

import httpx
import pytest

from benchmarks._class import Phone, Room, arriving, call, opened, until_all
from tests.conftest import TOLD
from tests.rooms.replicas import Replicas, connections, counted, replicas
from tests.rooms.store import Store

STUDENTS, AGAIN_WITHIN = 30, 5.0  # seconds
RATE = 60  # rooms that an address may open at once
OWN = {"question": {"text": "Which is larger?", "options": ["one", "two"], "right": "b"}}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Iterator[Replicas]:
    with replicas(tmp_path_factory.mktemp("nginx"), store) as found:
        yield found


def test_a_class_behind_nginx_is_many_clients(three: Replicas) -> None:
    def opening(address: str, count: int) -> list[int]:
        with httpx.Client(transport=httpx.HTTPTransport(local_address=address)) as one:
            url = f"http://127.0.0.1:{three.port}/api/rooms"
            return [one.post(url, json=OWN).status_code for _ in range(count)]

    told = Counter(opening("127.0.0.3", 3 * (RATE + 10)))
    assert told[201] >= 3 * RATE  # at each of the three as many
    assert told[429] > 0
    assert opening("127.0.0.4", 3) == [201] * 3


def test_an_answer_of_a_lesson_is_marked_by_whichever_server_it_comes_to(three: Replicas) -> None:
    url = f"http://127.0.0.1:{three.port}/api/lessons/conditioning/checks"
    seed = httpx.get(url).json()["seed"]
    assert [httpx.post(url, json={"seed": seed, "answer": "1"}).status_code for _ in range(6)] == [200] * 6


async def spread(phones: list[Phone], text: str, within: float, told: dict[str, str]) -> float:
    """All vote within some seconds, each until it is acknowledged; the longest that one waited for it."""

    async def vote(phone: Phone, after: float) -> float:
        await asyncio.sleep(after)
        began = time.perf_counter()
        while phone.token not in told or told[phone.token] != text:
            try:
                await phone.vote(0, 1, text)
            except (RuntimeError, OSError, ValueError, IndexError):
                await asyncio.sleep(0.2)
            else:
                told[phone.token] = text
        return time.perf_counter() - began

    return max(await asyncio.gather(*(vote(phone, within * i / len(phones)) for i, phone in enumerate(phones))))


async def killed(three: Replicas, room: Room, told: dict[str, str]) -> tuple[float, float]:
    """The server of a room is, in mid-vote: the longest that a vote waited, and until all phones were back."""
    before = [phone.connected for phone in room.phones]
    voting = asyncio.create_task(spread(room.phones, "c", 1.0, told))
    await asyncio.sleep(0.5)
    doomed = three.busiest()
    assert connections(doomed) > STUDENTS  # the whole class is there
    doomed.send_signal(signal.SIGKILL)
    began = time.perf_counter()
    waited = await voting
    await until_all(lambda: all(p.connected > n for p, n in zip(room.phones, before, strict=True)), 15)
    return waited, time.perf_counter() - began


@pytest.mark.alone
def test_a_server_that_is_killed_while_a_class_votes_loses_no_vote(
    three: Replicas, record_property: Callable[[str, object], None]
) -> None:
    async def story() -> tuple[float, float]:
        room, told = await opened(three.port), dict[str, str]()
        await arriving(room, STUDENTS, 2.0)
        await room.turn("asking", question=0)
        await spread(room.phones, "a", 0.5, told)
        took = await killed(three, room, told)
        assert counted(room, told)
        assert (await room.turn("closed"))["answered"] == STUDENTS
        _, results = await call(room.port, "GET", f"/api/rooms/{room.code}/results", token=room.key)
        assert Counter(one["first"] for one in results["questions"][0]["votes"]) == {"c": STUDENTS}
        for phone in room.phones:
            phone.leave()
        return took

    waited, back = asyncio.run(story())
    text = f"one of three killed: no vote waited longer than {waited:.2f} s, all phones were back after {back:.2f} s"
    record_property(TOLD, text)
    assert back < AGAIN_WITHIN
