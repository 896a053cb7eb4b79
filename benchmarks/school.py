"""A school in one room: thousands of phones on one process while simulations run, and a hundred thousand votes.

`school.py [STUDENTS]`: bounded, on the loopback address; client and server share the machine.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import sys
from contextlib import ExitStack, suppress
from tempfile import TemporaryDirectory

from benchmarks._class import Phone, Room, arriving, opened, share
from benchmarks._clock import machine, tell
from benchmarks._servers import HOST, SLOPES, Server, free_port, served
from benchmarks.rooms import resident

STUDENTS = 5_000
JOINING = 40.0  # seconds in which all come
SIMULATIONS = 20
RACE = "/api/races/stream?steps=10000&run=sgd(lr=0.00000001)&seed={}"
SPREAD = 30.0  # seconds in which each votes once
MINDS = 10  # times that each changes its mind, and says it twice
CHANGING = 150.0  # seconds in which it does
CUT_OFF = 0.1  # share of votes after which a phone hangs up before it hears anything, and says it again


async def simulations(port: int) -> None:
    """Races without end, each read as it comes."""

    async def one(seed: int) -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(HOST, port)
                writer.write(f"GET {RACE.format(seed)} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
                while await reader.read(65_536):
                    pass
                writer.close()

    await asyncio.gather(*map(one, range(SIMULATIONS)))


async def beside_simulations(server: Server, room: Room) -> None:
    """A question, the votes of all spread over some time, and the reveal."""
    running = asyncio.create_task(simulations(server.port))
    await asyncio.sleep(3)
    await room.reaches("asking", question=0)

    async def says(phone: Phone) -> float:
        await asyncio.sleep(random.uniform(0, SPREAD))
        return await phone.vote(0, 1, random.choice("abc"))

    took = await asyncio.gather(*map(says, room.phones))
    await room.turn("closed")
    revealed = await room.reaches("revealed")
    running.cancel()
    tell(f"{len(took)} votes over {SPREAD:g} s, 99 % within", share([*took], 99) * 1_000, 50, " ms", at_most=True)
    tell("the reveal is on all phones, 95 % within", share(revealed, 95) * 1_000, 400, " ms", at_most=True)
    tell("memory of the server", resident(server.pid) / 1_000, 350, " MB", at_most=True)


async def minds_changed(room: Room) -> bool:
    """Everybody changes their mind again and again, says it twice at once, and now and then hangs up and repeats it."""
    await room.reaches("asking", question=1)
    last: dict[str, str] = {}
    said = 0

    async def says(phone: Phone) -> None:
        nonlocal said
        for moment in sorted(random.uniform(0, CHANGING) for _ in range(MINDS)):
            await asyncio.sleep(max(0.0, began + moment - asyncio.get_running_loop().time()))
            last[phone.token] = text = random.choice("abc")
            if random.random() < CUT_OFF:
                await phone.hang_up(1, 1, text)
                said += 1
            twice = await asyncio.gather(insisted(phone, text), insisted(phone, text))
            said += sum(twice)

    began = asyncio.get_running_loop().time()
    await asyncio.gather(*map(says, room.phones))
    told = await room.turn("closed")
    counted = await room.results(1)
    wrong = sum(abs([*last.values()].count(text) - counted.count(text)) for text in "abc")
    missing = abs(len(last) - told["answered"])
    return tell(f"of {said:,} votes, lost or counted twice", wrong + missing, 0, at_most=True)


async def insisted(phone: Phone, text: str) -> int:
    """Say it until it is heard, as a phone does whose connection broke; how often that was."""
    times = 1
    while True:
        try:
            await phone.vote(1, 1, text)
            return times
        except (OSError, IndexError, ValueError):  # broken off, or cut in the middle
            await asyncio.sleep(random.uniform(0.5, 2))
            times += 1


async def day(server: Server, count: int) -> bool:
    """All of it."""
    room = await opened(server.port)
    await room.add("And now?")
    joined = await arriving(room, count, JOINING)
    tell(f"{count} join within {JOINING:g} s, 95 % within", share(joined, 95), 1, " s", at_most=True)
    await beside_simulations(server, room)
    good = await minds_changed(room)
    for phone in room.phones:
        phone.leave()
    return good


def main() -> int:
    machine()
    gc.disable()  # the client's own passes would be taken for the server's
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS
    with TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ |= {"SLOPES_ROOMS_FOLDER": folder, "SLOPES_ROOM_SEATS": str(count), "SLOPES_MEASURE_COSTS": "false",
                       "SLOPES_ROOM_PAGES": str(2 * count), "SLOPES_CLIENT_SHARE": "1",
                       "SLOPES_STREAMS": str(SIMULATIONS)}  # fmt: skip
        server = stack.enter_context(served(*SLOPES, target="/health", port=free_port()))
        return 0 if asyncio.run(day(server, count)) else 1


if __name__ == "__main__":
    sys.exit(main())
