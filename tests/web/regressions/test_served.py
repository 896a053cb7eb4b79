"""A million rows on a real server: streams that are shared, left, taken up again and ended, and what they take.

No clock is asked: a server that works is told from one that rests by the processor's time that it has taken.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx
import pytest

from tests.conftest import free_port, start
from tests.web.reading import Event, events

STREAM = "/api/regressions/stream"
MILLION = f"{STREAM}?run=sgd(lr=0.005)&samples=1000000"  # of linear, whose set has a million rows unless it is told
ENDLESS = f"{STREAM}?run=sgd(lr=0.0001)&samples=1000000000"
ROWS_BYTES = 1_000_000 * (20 * 4 + 8)  # singles for the features, a double for the target
needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")


class Served:
    """A server of its own, and what the system and its metrics tell of it."""

    def __init__(self, port: int, pid: int) -> None:
        self.pid = pid
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300)

    def worked(self) -> int:
        """The processor's time that its own process has taken, in ticks of a hundredth of a second."""
        told = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(told[11]) + int(told[12])

    def resident(self) -> int:
        """Bytes of memory that its own process holds."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def streams(self) -> int:
        """How many long answers are on their way."""
        lines = self.client.get("/metrics").text.splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("slopes_streams "))

    def rests(self) -> None:
        """Wait until nobody reads, then until it has done so little for a while as one who only tells its metrics."""
        until(lambda: self.streams() == 0)
        before = self.worked()
        time.sleep(1)
        assert self.worked() - before < 20, "it works on though nobody reads"

    @contextmanager
    def reading(self, target: str, after: int | None = None) -> Iterator[Iterator[Event]]:
        """The events of a stream as they come; with the block the reader leaves."""
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        with self.client.stream("GET", target, headers=headers) as answer:
            assert answer.status_code == 200
            yield one_by_one(answer)


def one_by_one(answer: httpx.Response) -> Iterator[Event]:
    """The events of an answer."""
    left = b""
    for piece in answer.iter_raw():
        *whole, left = (left + piece).split(b"\n\n")
        for one in whole:
            yield from events(one + b"\n\n")


def told(served: Served, target: str, after: int | None = None) -> bytes:
    """A whole stream, but for signs of life, which come when it takes long."""
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    return served.client.get(target, headers=headers).content.replace(b": still here\n\n", b"")


def until(condition: Callable[[], bool]) -> None:
    """Wait for what the server brings about."""
    for _ in range(2_400):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError


def steps(found: Iterator[Event], count: int) -> list[Event]:
    """The next so many events that bring steps."""
    return list(islice((one for one in found if one.name == "steps"), count))


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A server that nobody else asks and that measures nothing of its own."""
    port = free_port()
    told = {"METRICS": "true", "MEASURE_COSTS": "false", "FIT_SECONDS": "1e6", "STREAM_SECONDS": "1e6"}
    process = start(port, **{f"SLOPES_{name}": value for name, value in told.items()}, SLOPES_CLIENT_SHARE="1")
    found = Served(port, process.pid)
    with found.client:
        yield found
    process.terminate()
    assert process.wait(timeout=60) == 0


@needs_proc
def test_a_million_rows_are_streamed_and_a_broken_stream_is_taken_up_to_the_same_bytes(served: Served) -> None:
    whole = told(served, MILLION)
    found = events(whole)
    assert [one.data["n"] for one in found if one.name == "begin"] == [1_000_000]
    assert (found[-1].name, found[-1].data["why"]) == ("end", "done")
    assert found[-2].data["runs"][0]["samples"][-1] == 1_000_000
    assert found[-2].data["share"] == 1.0
    parts = [one.data["part"] for one in found if one.name == "steps"]
    for after in (1, parts[len(parts) // 2], parts[-1]):
        rest = told(served, MILLION, after)
        assert whole.endswith(rest)
        assert f"id: {after}\n".encode() in whole.removesuffix(rest)
        assert f"id: {after}\n".encode() not in rest


@needs_proc
def test_a_stream_that_breaks_while_it_is_worked_out_goes_on_with_the_same_parts(served: Served) -> None:
    query = f"{MILLION}&seed=5"
    with served.reading(query) as found:
        first = steps(found, 4)
    with served.reading(query, first[-1].data["part"]) as found:
        rest = list(found)
    unbroken = events(served.client.get(query).content)
    assert rest[-1].data["why"] == "done"
    assert [*first, *rest] == [one for one in unbroken if one.name not in {"rows", "begin"}]


@needs_proc
def test_the_work_stops_with_its_last_reader_and_is_shared_by_those_who_stay(served: Served) -> None:
    with served.reading(ENDLESS) as one, served.reading(ENDLESS) as other:
        first, second = steps(one, 20), steps(other, 20)
        assert first == second
        assert served.streams() == 2
    served.rests()
    with served.reading(ENDLESS) as again, served.reading(ENDLESS) as stays:
        assert steps(again, 20) == first  # the job was kept; nothing of it is worked out anew
        before = steps(stays, 20)
        assert before == first
        more = steps(stays, 5)
    served.rests()
    with served.reading(ENDLESS, more[0].data["part"] - 1) as late:
        assert steps(late, 5) == more
    served.rests()


@needs_proc
def test_two_large_fits_on_one_set_hold_its_rows_once_and_a_third_waits_as_long_as_it_is_told(served: Served) -> None:
    with served.reading(f"{ENDLESS}&seed=1") as one:
        steps(one, 2)
        alone = served.resident()
        with served.reading(f"{ENDLESS}&seed=2") as other:
            steps(other, 2)
            assert served.resident() - alone < ROWS_BYTES / 2
            refused = served.client.get(f"{ENDLESS}&seed=3")
            assert (refused.status_code, refused.json()["type"].rpartition("#")[2]) == (503, "busy")
            wait = int(refused.headers["retry-after"])
    assert wait == 1
    asked = 0
    until(lambda: served.streams() == 0)
    while asked < 30:
        time.sleep(wait)
        asked += 1
        with served.client.stream("GET", f"{ENDLESS}&seed=3") as answer:
            if answer.status_code == 200:
                assert steps(one_by_one(answer), 1)
                break
    assert asked == 1
    served.rests()


@needs_proc
def test_a_server_that_ends_says_so_to_those_who_read_and_is_taken_up_by_the_next() -> None:
    port = free_port()
    process = start(port, SLOPES_MEASURE_COSTS="false")
    ending = Served(port, process.pid)
    try:
        with ending.client, ending.reading(f"{MILLION}&every=1000&seed=9") as found:
            first = steps(found, 3)
            process.send_signal(signal.SIGTERM)
            rest = list(found)
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0
    end = rest[-1]
    assert (end.name, end.id, end.retry, end.data["why"]) == ("end", None, "1000", "restarting")
    last = [*first, *(one for one in rest if one.name == "steps")][-1]
    assert end.data["part"] == last.data["part"]
