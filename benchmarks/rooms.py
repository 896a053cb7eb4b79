"""A class in a room: it joins, votes in one instant, is told, votes again and again, and outlives a server's death.

`rooms.py [STUDENTS]`: bounded, on the loopback address; client and server share the machine.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._class import Phone, Room, arriving, call, opened, share, until_all
from benchmarks._clock import machine, tell
from benchmarks._servers import HOST, SLOPES, Server, free_port, served

STUDENTS = 600
JOINING = 10.0  # seconds in which all come
ROOMS = 50
HOGGED = 200  # pages of one student
SPREAD = 5.0  # seconds over which votes are spread
TIMES = 2  # that each says something in that time, each time twice at once
BACK = 5.0  # seconds in which all are back after a kill


def resident(pid: int) -> float:
    """Kilobytes of a process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("Rss:"))


async def lesson(server: Server, room: Room, count: int) -> bool:
    """One question, from the first who comes to the reveal."""
    before = resident(server.pid)
    joined = await arriving(room, count, JOINING)
    await asyncio.sleep(1)
    each = (resident(server.pid) - before) / count
    asked = await room.reaches("asking", question=0)
    took = await asyncio.gather(*(phone.vote(0, 1, "abc"[i % 3]) for i, phone in enumerate(room.phones)))
    told = await room.turn("closed")
    revealed = await room.reaches("revealed")
    tell(f"{count} join within {JOINING:g} s, 95 % within", share(joined, 95), 1, " s", at_most=True)
    tell("a question is on all phones, 95 % within", share(asked, 95) * 1_000, 150, " ms", at_most=True)
    tell(f"{count} votes in one instant, 95 % within", share([*took], 95) * 1_000, 250, " ms", at_most=True)
    tell("the reveal is on all phones, 95 % within", share(revealed, 95) * 1_000, 150, " ms", at_most=True)
    tell("memory of a student with an open page", each, 45, " kB", at_most=True)
    return tell("votes lost or counted twice", abs(count - told["answered"]), 0, at_most=True)


async def repeated(room: Room) -> bool:
    """Everybody changes their mind now and then, and says it twice, as a phone does that is not sure it was heard."""
    await room.reaches("asking", question=1)  # nobody votes who has not seen the question
    last: dict[str, str] = {}

    async def says(phone: Phone) -> list[float]:
        took: list[float] = []
        for _ in range(TIMES):
            await asyncio.sleep(random.uniform(0, 2 * SPREAD / TIMES))
            last[phone.token] = text = random.choice("abc")
            took += await asyncio.gather(phone.vote(1, 1, text), phone.vote(1, 1, text))
        return took

    took = [one for some in await asyncio.gather(*map(says, room.phones)) for one in some]
    told = await room.turn("closed")
    counted = await room.results(1)
    wrong = sum(abs([*last.values()].count(text) - counted.count(text)) for text in "abc")
    tell(f"{len(took)} votes over some seconds, 99 % within", share(took, 99) * 1_000, 50, " ms", at_most=True)
    return tell("answers that are not the last one, or missing", wrong + len(last) - told["answered"], 0, at_most=True)


async def killed(server: Server, room: Room, stack: ExitStack) -> bool:
    """The server is killed while all vote, and started anew: what was acknowledged is there, and all are back."""
    await room.turn("asking", question=2)
    voting = [asyncio.create_task(heard_of(phone, "abc"[i % 3])) for i, phone in enumerate(room.phones)]
    await asyncio.sleep(0.5)
    os.kill(server.pid, signal.SIGKILL)
    answers = await asyncio.gather(*voting)
    heard = {phone.token: text for phone, text in zip(room.phones, answers, strict=True) if text}
    for phone in room.phones:
        phone.own = None
    again = served(*SLOPES, target="/health", port=server.port)
    await asyncio.to_thread(stack.enter_context, again)
    began = time.perf_counter()
    acknowledged = [phone for phone in room.phones if phone.token in heard]
    await until_all(lambda: all(phone.own for phone in acknowledged), 4 * BACK)
    lost = sum((phone.own or {}).get("text") != heard[phone.token] for phone in acknowledged)
    print(f"{len(acknowledged)} of {len(room.phones)} were told that their vote is in when the server was killed")
    tell("seconds until all are back with their own vote", time.perf_counter() - began, BACK, " s", at_most=True)
    return tell("acknowledged votes lost", lost, 0, at_most=True)


async def heard_of(phone: Phone, text: str) -> str:
    """Vote within a second; the vote if it was acknowledged, else nothing."""
    await asyncio.sleep(random.uniform(0, 1))
    try:
        await phone.vote(2, 1, text)
    except (OSError, IndexError, ValueError):  # nobody answered
        return ""
    return text


async def beside_a_hog(room: Room) -> bool:
    """One of a class behind one address opens two hundred pages and asks without end; the others vote."""
    hog = Phone(room.port, room.code, room.phones[0].token)
    pages = [await asyncio.open_connection(HOST, room.port) for _ in range(HOGGED)]
    for i, (_, writer) in enumerate(pages):
        key = f"?as={hog.token}" if i % 2 else ""
        writer.write(f"GET /api/rooms/{room.code}/events{key} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    asking = asyncio.create_task(without_end(hog))

    async def says(phone: Phone) -> float:
        await asyncio.sleep(random.uniform(0, SPREAD))
        return await phone.vote(1, 2, random.choice("abc"))

    await room.turn("asking")
    took = await asyncio.gather(*map(says, room.phones[1:]))
    asking.cancel()
    for _, writer in pages:
        writer.close()
    await room.turn("closed")
    return tell("votes beside a hog, 99 % within", share([*took], 99) * 1_000, 250, " ms", at_most=True)


async def without_end(hog: Phone) -> None:
    """Ask how the room stands, twenty times at once, again and again."""
    while True:
        path = f"/api/rooms/{hog.code}"
        await asyncio.gather(*(call(hog.port, "GET", path, None, hog.token) for _ in range(20)))


async def idle(server: Server) -> None:
    """Rooms in which nobody sits."""
    before = resident(server.pid)
    for _ in range(ROOMS):
        await opened(server.port)
    tell("memory of a room", (resident(server.pid) - before) / ROOMS, 50, " kB", at_most=True)


async def day(server: Server, count: int, stack: ExitStack) -> bool:
    """All of it."""
    room = await opened(server.port)
    for text in ("And now?", "And then?"):
        await room.add(text)
    await idle(server)
    good = [await lesson(server, room, count), await repeated(room)]
    await beside_a_hog(room)
    good.append(await killed(server, room, stack))
    for phone in room.phones:
        phone.leave()
    return all(good)


def main() -> int:
    machine()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS
    with TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ |= {"SLOPES_ROOMS_FOLDER": folder, "SLOPES_ROOM_SEATS": str(count), "SLOPES_MEASURE_COSTS": "false"}
        server = stack.enter_context(served(*SLOPES, target="/health", port=free_port()))
        return 0 if asyncio.run(day(server, count, stack)) else 1


if __name__ == "__main__":
    sys.exit(main())
