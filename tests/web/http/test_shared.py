"""Jobs that readers share: made once, kept for a while, and of large ones only so many."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from app.web.http.admission import Client
from app.web.http.problems import ProblemError
from app.web.http.shared import SMALL_KEPT, Shared


class Count:
    """A job that counts its turns."""

    def __init__(self, large: bool = False, turns: int = 3) -> None:
        self.large, self.left = large, turns

    @property
    def ended(self) -> bool:
        return not self.left

    def go(self) -> None:
        self.left -= 1

    def close(self) -> None:
        self.left = 0


class Weighty:
    """A part that jobs have in common."""


Shelf = Shared[Count, Weighty]


def small() -> Count:
    return Count()


def large() -> Count:
    return Count(large=True)


def test_who_asks_for_the_same_reads_the_same() -> None:
    shared = Shelf(2)
    with shared.reading("a", False, small) as one, shared.reading("a", False, small) as other:
        one.go()
        assert other is one
    with shared.reading("a", False, small) as again:
        assert again.left == 2


def test_no_more_large_jobs_are_read_at_once_than_there_is_room_for() -> None:
    shared = Shelf(2)
    with shared.reading("a", True, large), shared.reading("b", True, large), shared.reading("a", True, large):
        assert shared.read == 2
        with pytest.raises(ProblemError) as refused, shared.reading("c", True, large):
            pass
        assert (refused.value.problem.kind.status, refused.value.problem.headers["Retry-After"]) == (503, "1")
        with shared.reading("d", False, small):
            assert shared.read == 2
    assert shared.read == 0
    with shared.reading("c", True, large):
        assert shared.read == 1


@pytest.mark.parametrize(
    ("large_jobs", "share", "own"), [(2, 0.5, 1), (2, 0.75, 2), (4, 0.5, 2), (5, 0.01, 1), (3, 1, 3)]
)
def test_an_address_reads_no_more_large_jobs_than_its_share(large_jobs: int, share: float, own: int) -> None:
    shared, one, other = Shelf(large_jobs, share), Client("a", "tab"), Client("b")
    with ExitStack() as stack:
        for key in range(own):
            stack.enter_context(shared.reading(key, True, large, one))
            stack.enter_context(shared.reading(key, True, large, Client("a", "another tab")))
        with pytest.raises(ProblemError) as refused, shared.reading("more", True, large, one):
            pass
        crowded = own < large_jobs
        assert refused.value.problem.kind.status == (429 if crowded else 503)
        with shared.reading("small", False, small, one), shared.reading(0, True, large, other):
            assert shared.read == own
        if crowded:
            with shared.reading("more", True, large, other), shared.reading("more", True, large, other):
                assert shared.read == own + 1
    with shared.reading("again", True, large, one):
        assert shared.read == 1


def test_a_large_job_that_nobody_reads_makes_room_the_oldest_first() -> None:
    shared = Shelf(2)
    kept = {}
    for key in "abab":
        with shared.reading(key, True, large) as kept[key]:
            pass
    with shared.reading("c", True, large), shared.reading("b", True, large) as b:
        assert b is kept["b"]
    assert kept["a"].ended
    with shared.reading("a", True, large) as a:
        assert a is not kept["a"]


def test_small_jobs_are_read_by_any_number_and_kept_for_a_while() -> None:
    shared = Shelf(0)
    with ExitStack() as stack:
        for key in range(2 * SMALL_KEPT):
            stack.enter_context(shared.reading(key, False, small))
    first, last = (shared.reading(key, False, small) for key in (0, 2 * SMALL_KEPT - 1))
    with last as job:
        job.go()
    with first as job:
        job.go()
    with shared.reading(2 * SMALL_KEPT - 1, False, small) as job:
        assert job.left == 2


def test_a_job_that_went_wrong_is_begun_anew() -> None:
    shared = Shelf(1)
    with pytest.raises(ZeroDivisionError), shared.reading("a", True, large) as wrong:
        raise ZeroDivisionError
    with shared.reading("a", True, large) as again:
        assert again is not wrong


def test_a_part_lives_as_long_as_a_job_that_has_it() -> None:
    shared = Shelf(1)
    part = shared.part("rows", Weighty)
    assert shared.part("rows", Weighty) is part
    address = id(part)
    del part
    other = [shared.part(k, Weighty) for k in range(50)]
    assert len(other) == 50
    assert "rows" not in shared._parts
    assert address
