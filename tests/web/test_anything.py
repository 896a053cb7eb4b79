"""Whatever is asked, no answer is a 500: some of what once was one, and random requests of every kind."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks._anything import BODY, Anything, Wish
from tests.web.client import ask

COUNT = 500  # `make bench` asks more
FAR = [
    "/activations?y_low=0&y_high=5e-324",
    "/api/activations?format=svg&slope_low=-5e-324&slope_high=5e-324",
    "/api/activations?format=plotly&slope_low=0&slope_high=1e-299&y_low=-1e-299&y_high=0",
    "/optimizers?y_high=-999994.9&x_low=-999990.2&schedule=cosine",
    "/optimizers?x_low=999999.9&x_high=1e6&y_low=999999&y_high=1e6",
    "/optimizers/four?zoomed=noise&y_high=-999997.4",
    "/optimizers/four?zoomed=noise&y_low=305&y_high=1e6",
    "/optimizers/four?zoomed=noise&y_low=-1e6&y_high=-1e6",
    "/api/contests?zoomed=noise&picture=noise&y_high=1e6&format=svg",
    "/api/contests?zoomed=ravine&picture=ravine&x_low=-1e6&x_high=1e6&format=plotly",
]


@pytest.mark.parametrize("target", FAR)
def test_a_window_at_the_end_of_all_places_can_be_drawn(target: str) -> None:
    assert ask("GET", target).status_code == 200


def test_nothing_that_is_asked_breaks_it() -> None:
    failed: list[Wish] = []
    for wish in islice(Anything(seed=1).wishes(), COUNT):
        answer = ask(wish.method, wish.target, content=wish.body, headers=BODY if wish.body else {})
        failed += [wish] if answer.status_code == 500 else []
    assert failed == []
