"""A class in a room: it joins, votes in one instant, is told, and finds its votes again after the server was killed.

`rooms.py [STUDENTS]`: bounded, on the loopback address; client and server share the machine.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._class import arriving, opened, share
from benchmarks._clock import machine, tell
from benchmarks._servers import SLOPES, Server, served

STUDENTS = 600
JOINING = 10.0  # seconds in which all come
ROOMS = 200


def resident(pid: int) -> float:
    """Kilobytes of a process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("Rss:"))


async def lesson(server: Server, count: int) -> bool:
    """One question, from the first who comes to the reveal."""
    before = resident(server.pid)
    room = await opened(server.port)
    joined = await arriving(room, count, JOINING)
    await asyncio.sleep(1)
    each = (resident(server.pid) - before) / count
    asked = await room.reaches("asking", question=0)
    took = await asyncio.gather(*(phone.vote(0, 1, "abc"[i % 3]) for i, phone in enumerate(room.phones)))
    told = await room.turn("closed")
    revealed = await room.reaches("revealed")
    kept = told["answered"] == count
    for phone in room.phones:
        phone.leave()
    tell(f"{count} join within {JOINING:g} s, 95 % within", share(joined, 95), 1, " s", at_most=True)
    tell("a question is on all phones, 95 % within", share(asked, 95) * 1_000, 150, " ms", at_most=True)
    tell(f"{count} votes in one instant, 95 % within", share([*took], 95) * 1_000, 250, " ms", at_most=True)
    tell("the reveal is on all phones, 95 % within", share(revealed, 95) * 1_000, 150, " ms", at_most=True)
    tell("memory of a student with an open page", each, 45, " kB", at_most=True)
    return tell("votes lost or counted twice", abs(count - told["answered"]), 0, at_most=True) and kept


async def idle(server: Server) -> None:
    """Rooms in which nobody sits."""
    before = resident(server.pid)
    for _ in range(ROOMS):
        await opened(server.port)
    tell("memory of a room", (resident(server.pid) - before) / ROOMS, 50, " kB", at_most=True)


def main() -> int:
    machine()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS
    with TemporaryDirectory() as folder:
        os.environ |= {"SLOPES_ROOMS_FOLDER": folder, "SLOPES_ROOM_SEATS": str(count), "SLOPES_MEASURE_COSTS": "false"}
        with served(*SLOPES, target="/health") as server:
            good = asyncio.run(lesson(server, count))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
