"""Who is next: a client's turn comes however much others ask for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.web.http.line import PACE, Line

JOBS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 10**6)), max_size=30)


def order(jobs: list[tuple[str, int]], times: list[float] | None = None) -> list[int]:
    """The places in the list in which jobs are served that all wait already."""
    line = Line[int]()
    for k, (client, numbers) in enumerate(jobs):
        line.join(client, numbers, times[k] if times else 0.0, k)
    return [job for _ in jobs if (job := line.next()) is not None]


@given(JOBS)
def test_each_job_is_served_once(jobs: list[tuple[str, int]]) -> None:
    assert sorted(order(jobs)) == list(range(len(jobs)))


def test_one_job_waits_for_no_more_than_one_of_each_other_client() -> None:
    hog = [("hog", 1000)] * 50
    assert order([*hog, ("a", 1000), ("b", 1000)]).index(50) <= 2
    assert set(order([*hog, ("a", 1000), ("b", 1000)])[:3]) == {0, 50, 51}


def test_short_jobs_go_first_among_clients_and_within_one() -> None:
    assert order([("a", 9000), ("b", 100), ("a", 50)]) == [2, 1, 0]


def test_a_long_job_is_not_overtaken_by_those_who_come_later_than_it_takes() -> None:
    long = ("a", int(2 * PACE))
    assert order([long, *[("a", 100)] * 3], [0.0, 1.0, 2.5, 3.0]) == [1, 0, 2, 3]


def test_who_was_away_has_saved_nothing_up() -> None:
    line = Line[str]()
    for k in range(4):
        line.join("a", 1000, 0.0, f"a{k}")
    assert [line.next(), line.next()] == ["a0", "a1"]
    for k in range(3):
        line.join("b", 1000, 1.0, f"b{k}")
    assert [line.next() for _ in range(4)] == ["b0", "a2", "b1", "a3"]


@given(JOBS, st.data())
def test_who_leaves_is_not_served(jobs: list[tuple[str, int]], data: st.DataObject) -> None:
    line = Line[int]()
    for k, (client, numbers) in enumerate(jobs):
        line.join(client, numbers, 0.0, k)
    gone = data.draw(st.sets(st.sampled_from(range(len(jobs))))) if jobs else set()
    for k in gone:
        line.leave(jobs[k][0], k)
    served = [job for _ in jobs if (job := line.next()) is not None]
    assert set(served) == set(range(len(jobs))) - gone
    assert len(line) == 0
