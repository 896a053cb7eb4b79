"""Processes that answer: what dies or grows is replaced, what goes wrong is told, and nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.types import Receive, Scope, Send

from app.web.http import crew as crews
from app.web.http.asgi import respond
from app.web.http.crew import Crew, WorkError
from app.web.http.problems import ProblemError
from app.web.http.work import Asked, answer, first

T = TypeVar("T")
grown: list[bytes] = []
ROOM = 32 << 20


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells the process it is in; does what its path says."""
    body: bytes = (await receive())["body"]
    if scope["path"] == "/die":
        os.kill(os.getpid(), signal.SIGKILL)
    if scope["path"] == "/fail":
        raise ArithmeticError("what went wrong")
    if scope["path"] == "/wait":
        await asyncio.sleep(0)
    if scope["path"] == "/grow":
        grown.append(os.urandom(ROOM * 2))
    await respond(send, 200, [(b"pid", b"%d" % os.getpid()), (b"grown", b"%d" % len(grown))], body)


def with_crew(tell: Callable[[Crew], Awaitable[T]], count: int = 1, practice: tuple[str, ...] = ()) -> T:
    """What `tell` finds out of a crew."""

    async def run() -> T:
        crew = await Crew.of(application, count, ROOM, [first(path) for path in practice])
        try:
            return await tell(crew)
        finally:
            crew.close()

    return asyncio.run(run())


async def pid(crew: Crew, path: str = "/") -> int:
    """The process that answers."""
    return int(dict((await crew.do(first(path))).headers)[b"pid"])


async def around_a_refusal(crew: Crew, path: str, sign: signal.Signals) -> tuple[int, int]:
    """The processes that answer before and after one, sent a signal, is lost over a request, which is a 503."""
    before = await pid(crew)
    os.kill(before, sign)
    with pytest.raises(ProblemError) as refusal:
        await crew.do(first(path))
    assert refusal.value.problem.kind.status == 503
    return before, await pid(crew)


def test_another_process_answers_and_always_the_same_one() -> None:
    async def tell(crew: Crew) -> set[int]:
        return {await pid(crew) for _ in range(5)}

    assert len(with_crew(tell) - {os.getpid()}) == 1


def test_two_answer_at_once_and_none_is_left_behind() -> None:
    async def tell(crew: Crew) -> tuple[int, int]:
        return await asyncio.gather(pid(crew), pid(crew))

    told = set(with_crew(tell, count=2))
    assert len(told) == 2
    assert [one for one in told if Path(f"/proc/{one}").exists()] == []


def test_a_large_body_goes_there_and_comes_back() -> None:
    large = os.urandom(3_000_000)

    async def tell(crew: Crew) -> bytes:
        return (await crew.do(Asked(first("/").scope, large))).body

    assert with_crew(tell) == large


def test_one_that_dies_is_a_503_and_replaced(caplog: pytest.LogCaptureFixture) -> None:
    before, after = with_crew(lambda crew: around_a_refusal(crew, "/die", signal.SIGCONT))
    assert before != after
    assert "died" in caplog.text


def test_one_that_has_grown_answers_and_is_replaced() -> None:
    async def tell(crew: Crew) -> list[int]:
        return [await pid(crew), await pid(crew, "/grow"), await pid(crew), await pid(crew)]

    first_pid, last_pid, new, same = with_crew(tell)
    assert first_pid == last_pid != new == same


@pytest.mark.parametrize(("path", "words"), [("/fail", "what went wrong"), ("/wait", "nothing to wait for")])
def test_what_goes_wrong_there_is_told_here_and_the_process_goes_on(path: str, words: str) -> None:
    async def tell(crew: Crew) -> tuple[int, str, int]:
        before = await pid(crew)
        with pytest.raises(WorkError) as error:
            await crew.do(first(path))
        return before, str(error.value), await pid(crew)

    before, told, after = with_crew(tell)
    assert words in told
    assert before == after


def test_it_practises_before_the_first_request() -> None:
    async def tell(crew: Crew) -> bytes:
        await asyncio.sleep(0.5)
        return dict((await crew.do(first("/"))).headers)[b"grown"]

    assert with_crew(tell, practice=("/grow",)) == b"1"


def test_an_end_by_signal_is_left_to_the_server() -> None:
    async def tell(crew: Crew) -> tuple[int, int]:
        before = await pid(crew)
        for one in (signal.SIGTERM, signal.SIGINT):
            os.kill(before, one)
        return before, await pid(crew)

    before, after = with_crew(tell)
    assert before == after


def test_an_answer_is_the_same_wherever_it_is_made() -> None:
    async def tell(crew: Crew) -> bytes:
        return (await crew.do(Asked(first("/").scope, b"body"))).body

    assert with_crew(tell) == answer(application, Asked(first("/").scope, b"body")).body == b"body"


@pytest.mark.parametrize("low", [True, False], ids=["opened before", "with a higher number"])
def test_what_is_open_here_is_not_held_open_there(low: bool) -> None:
    spare = [os.dup(0) for _ in range(8)]
    ours, theirs = socket.socketpair()
    ours.settimeout(2)
    for one in spare if not low else []:
        os.close(one)  # so that what a process is given has lower numbers than these

    async def tell(crew: Crew) -> bytes:
        await pid(crew)
        theirs.close()
        return ours.recv(1)

    with ours:
        assert with_crew(tell) == b""
    for one in spare if low else []:
        os.close(one)


def test_one_that_has_died_while_idle_is_replaced_and_nobody_is_refused() -> None:
    async def tell(crew: Crew) -> tuple[int, int]:
        before = await pid(crew)
        os.kill(before, signal.SIGKILL)
        await asyncio.sleep(0.1)
        return before, await pid(crew)

    before, after = with_crew(tell, count=2)
    assert before != after


def test_one_that_hangs_is_a_503_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "PATIENCE", 0.2)
    before, after = with_crew(lambda crew: around_a_refusal(crew, "/", signal.SIGSTOP))
    assert before != after
    assert not Path(f"/proc/{before}").exists()
