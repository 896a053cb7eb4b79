"""From the start of the process to its first answer, and the memory it holds."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

from benchmarks._clock import machine, tell
from benchmarks._servers import SLOPES, ask, served

FIRST = "/api/activations?f=sigmoid&f=relu&f=gelu"
PAGES = ("/", "/activations", "/docs", "/problems", "/api/catalogue")
ROUNDS, REQUESTS = 7, 500


def memory(pid: int) -> float | None:
    """Megabytes of a process that are in memory, shared libraries included; None where /proc does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status.read_text(), re.MULTILINE) if status.is_file() else None
    return int(found[1]) * 1024 / 1e6 if found else None


def once() -> tuple[float, float | None, float | None]:
    """Seconds to the first answer; megabytes after it, and after every page and 500 further answers."""
    with served(*SLOPES, target=FIRST) as server:
        fresh = memory(server.pid)
        for page in PAGES:
            ask(server.port, page)
        for turn in range(REQUESTS):
            ask(server.port, f"{FIRST}&high={9 + turn / 1e3}")
        return server.first_answer, fresh, memory(server.pid)


def main() -> None:
    machine()
    rounds = [once() for _ in range(ROUNDS)]
    tell("start to first answer", median(one[0] for one in rounds), 0.8, " s", at_most=True)
    for place, moment in ((1, "after the first answer"), (2, f"after every page and {REQUESTS} answers, all kept")):
        megabytes = [told for one in rounds if (told := one[place]) is not None]
        if megabytes:
            tell(f"memory {moment}", median(megabytes), 90, " MB", at_most=True)


if __name__ == "__main__":
    main()
