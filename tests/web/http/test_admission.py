"""Who is let in: no more than there are places, and none more than its share."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.http.admission import Admission, Client
from app.web.http.problems import ProblemError

ADDRESSES = ("a", "b", "c")


@given(
    st.integers(0, 6),
    st.floats(0.01, 1),
    st.lists(st.tuples(st.booleans(), st.sampled_from(ADDRESSES), st.sampled_from(["", "f" * 16])), max_size=40),
)
def test_nobody_holds_more_than_its_share_and_all_no_more_than_there_is(
    places: int, share: float, steps: list[tuple[bool, str, str]]
) -> None:
    admission, held = Admission(places, share), Counter[str]()
    most = max(1, math.floor(places * share))
    for comes, who, tab in steps:
        if comes:
            refusal = 503 if held.total() >= places else 429 if held[who] >= most else None
            if refusal is not None:
                with pytest.raises(ProblemError) as refused:
                    admission.admit(Client(who, tab))
                problem = refused.value.problem
                assert (problem.kind.status, problem.headers) == (refusal, {"Retry-After": "1"})
            else:
                admission.admit(Client(who, tab))
                held[who] += 1
        elif held[who]:
            admission.release(Client(who))
            held[who] -= 1
        assert (admission.taken, admission.full) == (held.total(), held.total() >= places)


def test_who_has_left_is_forgotten() -> None:
    admission = Admission(2, 0.5)
    for _ in range(3):
        admission.admit(Client("a"))
        with pytest.raises(ProblemError):
            admission.admit(Client("a"))
        admission.release(Client("a"))
    assert admission.taken == 0
