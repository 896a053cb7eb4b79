"""How many functions a page has room for: no page is too long, and none is offered that would be."""

from __future__ import annotations

import re

import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.web.activations.query import MOST_CURVES
from tests.web.client import ANSWER_BYTES, ask

PAGE = {"accept": "text/html"}


def long(name: str, i: int) -> Activation:
    """An entry whose knobs have as many digits as a float has."""
    entry = ACTIVATIONS[name]
    places = {one.name: one.low + (one.high - one.low) * (0.1234567890123456 + i / 99) for one in entry.knobs()}
    return entry.with_settings(places)


def page(names: list[str], written: bool) -> tuple[int, str]:
    """Status and body of the page of these functions."""
    entries = [long(name, i) if written else ACTIVATIONS[name]() for i, name in enumerate(names)]
    answer = ask("GET", "/activations?" + "&".join(f"f={one}" for one in entries), headers=PAGE)
    return answer.status_code, answer.text


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("names", [["relu"], ["elu"], ["maxout"], list(ACTIVATIONS)], ids=len)
def test_the_longest_page_there_can_be_is_not_too_long(names: list[str], written: bool) -> None:
    many = (names * MOST_CURVES)[:MOST_CURVES]
    status, told = page(many, written)
    if status == 422:
        most = re.search(r"at most (\d+) functions on a page", told)
        assert most
        status, told = page(many[: int(most[1])], written)
    assert status == 200
    assert len(told.encode()) <= ANSWER_BYTES


def test_another_function_is_offered_only_where_there_is_room() -> None:
    room, full = (page(["relu"] * count, written=False)[1] for count in (20, MOST_CURVES))
    offered = re.findall(r'<li><a href="/activations\?([^"]*)">GELU</a>', room)
    assert len(offered) == 1
    assert ask("GET", "/activations?" + offered[0].replace("&amp;", "&"), headers=PAGE).status_code == 200
    assert "Add a function" in room
    assert "Add a function" not in full
