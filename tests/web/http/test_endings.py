"""The end of a real server: soon, with exit code 0, and nobody is left without a word."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from tests.conftest import PATIENT, free_port, start
from tests.web.http.test_server import GET, POST, answers, closed


@pytest.mark.parametrize("sent", [b"", GET % b"/health", b"GET /hea", POST + b"Content-Length: 9\r\n\r\n{"])
def test_sigterm_ends_it_at_once_with_exit_code_0(sent: bytes) -> None:
    port = free_port()
    process = start(port, PATIENT, SLOPES_HEAD_SECONDS="600", SLOPES_BODY_SECONDS="600")
    try:
        with closing(socket.create_connection(("127.0.0.1", port))) as connection:
            connection.sendall(sent)
            if sent == GET % b"/health":
                assert answers(connection)[0][0] == 200  # and stays open
            time.sleep(0.1)
            process.terminate()
            assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()


LONG = "/optimizers?surface=ackley&steps=1000&noise=0.5&seeds=50" + "&run=adam&run=nadam" * 6


def test_sigterm_sends_away_who_waits_for_long_work_and_says_no_more(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    process = start(port, SLOPES_WORKERS="1", SLOPES_QUEUE="3", SLOPES_CLIENT_SHARE="1")
    url = f"http://127.0.0.1:{port}"
    own = [httpx.Client(base_url=url, timeout=60) for _ in "abcd"]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(one.get, f"{LONG}&x={k}") for k, one in enumerate(own)]
        while httpx.get(f"{url}/ready", timeout=60).status_code == 200:  # until all four are there
            assert not any(one.done() for one in asked)
        process.terminate()
        told = [one.result() for one in asked]
    assert process.wait(timeout=30) == 0
    refused = [answer.headers["retry-after"] for answer in told if answer.status_code == 503]
    assert len(refused) >= 2
    heard = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [one["status"] for one in heard if one["path"] == "/optimizers"] == [503] * len(refused)
    assert {(one["path"], one["status"]) for one in heard} == {("/optimizers", 503), ("/ready", 503)}


def test_a_client_that_asks_as_the_server_ends_is_answered_and_told_that_it_was_the_last_time() -> None:
    port = free_port()
    process = start(port)
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as connection:
        asked, told = 0, None
        while told is None:  # the server looks for a signal ten times a second, and answers as ever until then
            if asked == 1:
                process.terminate()
            connection.sendall(GET % b"/health")
            status, headers, _ = answers(connection)[0]
            assert status == 200
            asked, told = asked + 1, headers.get("connection")
        assert told == "close"
        assert asked > 1
        assert closed(connection)
    assert process.wait(timeout=10) == 0
