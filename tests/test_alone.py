"""Tests that run side by side take turns with those that measure time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.alone import turn

pytest.importorskip("fcntl", reason="tests run side by side where files can be locked")


class Visitor:
    """A test of another process, by a thread of its own: in the room from `inside` until `leave`."""

    def __init__(self, folder: Path, alone: bool) -> None:
        self.inside, self.leave = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, args=(folder, alone), daemon=True)
        self._thread.start()

    def _run(self, folder: Path, alone: bool) -> None:
        with turn(folder, alone):
            self.inside.set()
            self.leave.wait(10)

    def gone(self) -> None:
        """Let it leave, and wait until it has."""
        self.leave.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


def test_several_run_at_once(tmp_path: Path) -> None:
    visitors = [Visitor(tmp_path, alone=False) for _ in range(3)]
    assert all(one.inside.wait(10) for one in visitors)
    for one in visitors:
        one.gone()


@pytest.mark.parametrize(("first", "second"), [(False, True), (True, False), (True, True)])
def test_one_that_wants_to_be_alone_is_alone(tmp_path: Path, first: bool, second: bool) -> None:
    before = Visitor(tmp_path, first)
    assert before.inside.wait(10)
    after = Visitor(tmp_path, second)
    assert not after.inside.wait(0.2)
    before.gone()
    assert after.inside.wait(10)
    after.gone()


def test_whoever_waits_to_be_alone_is_not_overtaken(tmp_path: Path) -> None:
    before = Visitor(tmp_path, alone=False)
    assert before.inside.wait(10)
    waits = Visitor(tmp_path, alone=True)
    assert not waits.inside.wait(0.2)
    later = Visitor(tmp_path, alone=False)
    assert not later.inside.wait(0.2)
    before.gone()
    assert waits.inside.wait(10)
    assert not later.inside.is_set()
    waits.gone()
    assert later.inside.wait(10)
    later.gone()
