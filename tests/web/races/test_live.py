"""Streams from a real server: early, exact after a break, left at once, and ended cleanly with the server."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from threading import Thread

import httpx
import pytest

from tests.conftest import PATIENT, free_port, start
from tests.web.reading import RUNS, events, joined

LONG = "&".join(["/api/races/stream?steps=10000", *(f"run={one}" for one in RUNS)])
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to read a process's time from")


def port_of(server: str) -> int:
    return int(server.rsplit(":", 1)[1])


def ask(port: int, target: str, *headers: str) -> socket.socket:
    """A connection on which a request has been sent."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall("\r\n".join([f"GET {target} HTTP/1.1", "Host: test", *headers, "", ""]).encode())
    return connection


def received(connection: socket.socket, enough: bytes = b"") -> bytes:
    """What comes, to the end or until `enough` is there."""
    told = bytearray()
    while not enough or enough not in told:
        data = connection.recv(1 << 20)
        if not data:
            break
        told += data
    return bytes(told)


def body(told: bytes) -> bytes:
    """The whole chunks of an answer, put together."""
    head, _, rest = told.partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head.lower()
    found, at = [], 0
    while (end := rest.find(b"\r\n", at)) > 0:
        size = int(rest[at:end], 16)
        found.append(rest[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
        if at > len(rest):
            found.pop()
    return b"".join(found)


@pytest.fixture
def own_server() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server that a test may end."""
    port = free_port()
    process = start(port, PATIENT, SLOPES_MEASURE_COSTS="false")
    yield port, process
    process.kill()
    process.wait()


@pytest.mark.alone
def test_first_bytes_come_early(server: str) -> None:
    firsts, wholes = [], []
    for seed in range(3):
        began = time.perf_counter()
        with ask(port_of(server), f"{LONG}&seed={seed}", "Connection: close") as connection:
            told = received(connection, b'"step":0,')
            firsts.append(time.perf_counter() - began)
            told += received(connection)
            wholes.append(time.perf_counter() - began)
        assert body(told).endswith(b"\n\n")
        assert told.endswith(b"\r\n0\r\n\r\n")
    assert min(firsts) < min(wholes) / 10


def test_a_broken_stream_is_taken_up_by_its_last_id(server: str) -> None:
    with ask(port_of(server), f"{LONG}&noise=0.1", "Connection: close") as connection:
        whole = body(received(connection))
    with ask(port_of(server), f"{LONG}&noise=0.1") as connection:
        told = received(connection, b"id: 703\n")
    begun = body(told)
    begun = begun[: begun.rindex(b"\n\n") + 2]
    last = events(begun)[-1].id
    with ask(port_of(server), f"{LONG}&noise=0.1", "Connection: close", f"Last-Event-ID: {last}") as connection:
        assert begun + body(received(connection)) == whole


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def used(pid: int, seconds: float) -> float:
    """Processor time that a process uses within some seconds."""
    before = cpu(pid)
    time.sleep(seconds)
    return cpu(pid) - before


@needs_proc
@pytest.mark.alone
def test_the_server_rests_when_its_readers_have_left(own_server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, process = own_server
    readers = [ask(port, f"{LONG}&seed={seed}") for seed in range(40)]  # some ten seconds of work
    for reader in readers:
        received(reader, b"id: 1\n")
    for reader in readers:
        reader.close()
    assert any(used(process.pid, 0.5) <= 0.05 for _ in range(4))  # the end of forty connections is work, too


def test_sigterm_ends_streams_with_a_word(server: str, own_server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, process = own_server
    readers = [ask(port, f"{LONG}&seed={seed}") for seed in range(20)]
    told = [received(reader, b"id: 31\n") for reader in readers]
    process.send_signal(signal.SIGTERM)
    threads = [Thread(target=finish, args=(told, i, reader)) for i, reader in enumerate(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert process.wait(timeout=30) == 0
    for one in told:
        assert one.endswith(b"\r\n0\r\n\r\n")
        last = events(body(one))[-1]
        assert (last.name, last.id, last.retry, last.data["why"]) == ("end", None, "1000", "restarting")
    resumed_elsewhere(port_of(server), body(told[0]))


def finish(told: list[bytes], i: int, reader: socket.socket) -> None:
    with reader:
        told[i] += received(reader)


def resumed_elsewhere(port: int, broken: bytes) -> None:
    """Another server goes on where the first one ended."""
    found = events(broken)
    last = found[-2].id
    with ask(port, f"{LONG}&seed=0", "Connection: close", f"Last-Event-ID: {last}") as connection:
        rest = events(body(received(connection)))
    with ask(port, f"{LONG}&seed=0", "Connection: close") as connection:
        whole = events(body(received(connection)))
    for run, first, then in zip(joined(whole), joined(found), joined(rest), strict=True):
        assert run == {name: first[name] + then[name] for name in run}


@pytest.mark.alone
def test_health_answers_while_twenty_long_races_run(server: str) -> None:
    races = LONG.replace("/stream", "")
    readers = [ask(port_of(server), f"{races}&seed={seed}", "Connection: close") for seed in range(20)]
    told = [b""] * len(readers)
    threads = [Thread(target=finish, args=(told, i, reader)) for i, reader in enumerate(readers)]
    for thread in threads:
        thread.start()
    waits: list[float] = []
    with httpx.Client(base_url=server) as client:
        while any(thread.is_alive() for thread in threads) and len(waits) < 200:
            began = time.perf_counter()
            assert client.get("/health").status_code == 200
            waits.append(time.perf_counter() - began)
    for thread in threads:
        thread.join()
    assert all(one.startswith(b"HTTP/1.1 200") and one.endswith(b"\r\n0\r\n\r\n") for one in told)
    assert len(waits) > 50
    assert quantiles(waits, n=100)[98] < 0.05
