"""Work off the loop: who leaves is not worked for, and a page that there is no room for says so."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from typing import Any

import pytest
from fastapi import Request
from starlette.types import Message, Receive, Scope, Send

from app.main import create_app
from app.settings import Settings
from app.web.http.admission import Admission, Client, LeftError
from app.web.http.asgi import respond
from app.web.http.desk import client
from app.web.http.line import Line
from app.web.http.work import first
from app.web.http.workers import LONG, Workers
from tests.web.client import SCOPE, ask


async def at_once() -> None:
    """A client that has left already."""


async def never() -> None:
    """One that waits."""
    await asyncio.Event().wait()


async def served(begun: list[str]) -> list[int]:
    """What is answered to the first and the last of three, of whom the second has left."""
    free = threading.Event()

    async def work(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["path"])
        free.wait(5)
        await respond(send, 200, [], b"")

    workers = Workers(Settings(workers=1, queue=1), work)
    one = asyncio.create_task(workers.run(Client("a"), 1, first("/first"), never))
    await asyncio.sleep(0.05)
    with pytest.raises(LeftError):
        await workers.run(Client("b"), 1, first("/gone"), at_once)
    last = asyncio.create_task(workers.run(Client("c"), 1, first("/last"), never))
    await asyncio.sleep(0.05)
    assert workers.full
    free.set()
    answers = [await one, await last]
    await asyncio.sleep(0.05)
    assert not workers.full
    workers.close()
    return [answer.status for answer in answers]


def test_work_for_one_who_has_left_is_never_begun_and_its_place_is_free_again() -> None:
    begun = list[str]()
    assert asyncio.run(served(begun)) == [200, 200]
    assert begun == ["/first", "/last"]


async def order(jobs: list[tuple[str, int]], count: int) -> list[str]:
    """The jobs in the order in which they begin, while those that have begun do not end."""
    free, begun = threading.Event(), list[str]()

    async def work(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["path"])
        free.wait(5)
        await respond(send, 200, [], b"")

    workers = Workers(Settings(workers=count, queue=99, client_share=1), work)
    asked = [asyncio.create_task(workers.run(Client("a"), numbers, first(name), never)) for name, numbers in jobs]
    await asyncio.sleep(0.1)
    before = len(begun)
    free.set()
    await asyncio.gather(*asked)
    workers.close()
    return [*begun[:before], "then", *begun[before:]]


@pytest.mark.parametrize(("count", "busy"), [(1, 1), (2, 1), (3, 1), (4, 2)])
def test_long_jobs_leave_half_the_workers_to_the_short_ones(count: int, busy: int) -> None:
    begun = asyncio.run(order([("/long", LONG + 1)] * 9 + [("/short", 100)] * 9, count))
    assert Counter(begun[: begun.index("then")]) == Counter({"/long": busy, "/short": count - busy})
    assert Counter(begun) == {"/long": 9, "/short": 9, "then": 1}


def test_a_job_just_at_the_limit_is_not_long() -> None:
    assert asyncio.run(order([("/at", LONG)] * 2, 2)) == ["/at", "/at", "then"]
    assert asyncio.run(order([("/above", LONG + 1)] * 2, 2)) == ["/above", "then", "/above"]


@pytest.mark.parametrize(
    ("told", "known"),
    [("0123456789abcdef", "0123456789abcdef"), ("", ""), ("0123456789ABCDEF", ""), ("0" * 17, ""), ("é" * 16, "")],
)
def test_a_client_is_an_address_and_the_tab_that_it_names(told: str, known: str) -> None:
    header = (b"slopes-tab", told.encode())
    scope = {**SCOPE, "method": "GET", "path": "/", "headers": [header] if told else []}
    assert client(Request(scope)) == Client("127.0.0.1", known)


def test_a_class_behind_one_address_is_many_clients() -> None:
    line = Line[int]()
    for k in range(50):
        line.join(Client("school", "0" * 16), 1000, 0.0, k)
    for tab in ("1" * 16, "2" * 16):
        line.join(Client("school", tab), 1000, 0.0, 50)
    assert [line.next() for _ in range(3)] in ([0, 50, 50], [50, 50, 0], [50, 0, 50])


def test_a_page_that_there_is_no_room_for_asks_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Admission, "full", property(lambda _: True))
    app = create_app(Settings(measure_costs=False, inline_numbers=0))
    answer = ask("GET", "/optimizers", app, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert re.search(r'<meta http-equiv="refresh" content="[123]">', answer.text)
    assert "http-equiv" not in ask("GET", "/nowhere", headers={"accept": "text/html"}).text


def test_who_has_left_is_not_answered_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def left(*_: Any) -> None:
        raise LeftError

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    monkeypatch.setattr(Workers, "_wait", left)
    sent = list[Message]()
    scope: Any = {**SCOPE, "method": "GET", "path": "/optimizers", "raw_path": b"/optimizers", "query_string": b"x=2"}
    app: Any = create_app(Settings(measure_costs=False, inline_numbers=0))
    scope["headers"] = [(b"host", b"test")]
    asyncio.run(app(scope, receive, send))
    assert (sent, caplog.records) == ([], [])
