"""A lesson of several pictures: each is linked and asked for by its name, and what was said of each is marked."""

from __future__ import annotations

import html
import re

import pytest

from tests.web.client import ask
from tests.web.lessons.reading import PAGE, api, page

ALL = ("trap", "saddle", "ravine", "noise")


def tabs(text: str) -> list[tuple[str, str]]:
    """Where each picture is linked to, and what else its link says: which is shown, what was right."""
    found = re.search(r'<nav class="faces".*?</nav>', text, re.S)
    return re.findall(r'<a href="([^"]*)"([^>]*)>', found[0]) if found else []


@pytest.mark.parametrize("query", ["", "skip=1", "prediction=noise", "skip=1&beat=why", "skip=1&beat=vary&value=0.5"])
def test_each_picture_is_a_link_away(query: str) -> None:
    links = tabs(page(f"/lessons/four?{query}"))
    assert len(links) == 4
    for (url, _), name in zip(links, ALL, strict=True):
        text = page(html.unescape(url))
        assert [name for name, (_, more) in zip(ALL, tabs(text), strict=True) if "aria-current" in more] == [name]
        (told,) = re.findall(r'data-figure="(/api/lessons/four[^"]*)"', text)
        call = html.unescape(told)
        assert f"box={name}" in call
        assert ("value=0.5" in call) == ("value" in query)
        drawn = api(call)["figure"]["layout"]["meta"]["title"]
        assert html.escape(drawn, quote=False) in text


def test_what_was_said_of_each_is_marked_and_that_is_shown_of_which_the_belief_is() -> None:
    marks = [more for _, more in tabs(page("/lessons/four?prediction=trap,noise"))]
    assert ["right" if "right" in one else "wrong" for one in marks] == ["right", "wrong", "wrong", "wrong"]
    assert ["aria-current" in one for one in marks] == [False, False, False, True]
    first = [more for _, more in tabs(page("/lessons/four?prediction=trap"))]
    assert ["aria-current" in one for one in first] == [False, True, False, False], "else the first wrong one"
    assert not any("class" in more for _, more in tabs(page("/lessons/four?skip=1")))


def test_ticks_in_the_form_lead_to_the_first_wrong_one() -> None:
    told = page("/lessons/four?box=noise&ticked=trap&ticked=ravine")
    assert ["aria-current" in more for _, more in tabs(told)] == [False, True, False, False]


def test_a_misconception_is_looked_at_in_its_own_picture() -> None:
    told = html.unescape(page("/lessons/four?prediction=noise"))
    url = re.search(r'class="trap".*?href="([^"]*)"', told, re.S)
    assert url is not None
    assert "box=noise" in url[1]
    assert "value=0.95" in url[1]


@pytest.mark.parametrize(
    ("slug", "rule"), [("four", "none of trap"), ("momentum", "none of slope"), ("relu", "one picture alone")]
)
def test_a_picture_that_there_is_not_is_refused(slug: str, rule: str) -> None:
    for path in ("", "/predictions", "/variations"):
        answer = ask("GET", f"/api/lessons/{slug}{path}", params={"box": "hill"})
        assert answer.status_code == 422
        assert rule in answer.json()["detail"]
    assert ask("GET", f"/lessons/{slug}", params={"box": "hill"}, headers=PAGE).status_code == 422


def test_other_lessons_have_no_links_to_pictures() -> None:
    assert tabs(page("/lessons/relu")) == []


def test_pictures_that_nothing_is_predicted_of_are_linked_to_once_it_is_known() -> None:
    assert tabs(page("/lessons/momentum")) == []
    links = tabs(page("/lessons/momentum?prediction=2"))
    assert ["aria-current" in more for _, more in links] == [True, False]
    assert not any("class" in more for _, more in links), "what was said is not of each of them"


def small_pictures(text: str) -> list[tuple[str, list[str]]]:
    """What each link to a picture tells of it, and the paths of its lines."""
    found = re.findall(r'<nav class="faces".*?</nav>', text, re.S)
    parts = found[0].split("</li>")[:-1]
    found = []
    for part in parts:
        tally = re.search(r"<small>(.*?)</small>", part, re.S)
        told = re.sub(r"<[^>]*>|[,\s]+", " ", tally[1]).strip() if tally else ""
        found.append((html.unescape(told), re.findall(r' d="([^"]*)"', part)))
    return found


def test_each_link_holds_its_picture_and_once_it_is_known_what_comes_of_it() -> None:
    before = small_pictures(page("/lessons/four"))
    assert [(tally, len(lines)) for tally, lines in before] == [("", 1)] * 4
    after = small_pictures(page("/lessons/four?skip=1"))
    assert [tally for tally, _ in after] == ["wins"] * 3 + ["SGD wins"]
    assert [lines[0] for _, lines in before] == [lines[0] for _, lines in after], "SGD, on the same axes"
    turned = small_pictures(page("/lessons/four?skip=1&beat=vary&value=0.99"))
    assert [tally for tally, _ in turned] == ["wins", "wins", "SGD wins", "SGD wins"]
    assert all(one[1][1] != other[1][1] for one, other in zip(after, turned, strict=True)), "momentum, turned"
    assert [tally for tally, _ in small_pictures(page("/lessons/momentum?skip=1&beat=vary&value=0.95"))] == [
        "20×", "495 steps",
    ]  # fmt: skip


def test_a_question_is_asked_beside_its_own_picture() -> None:
    current = [
        [name for name, (_, more) in zip(ALL, tabs(page(f"/lessons/four?skip=1&beat=check&check={k}")), strict=True)
         if "aria-current" in more] for k in (2, 3)
    ]  # fmt: skip
    assert current == [["noise"], ["trap"]]
    told = html.unescape(page("/lessons/four?skip=1&beat=vary&box=ravine"))
    onward = re.search(r'class="button primary" href="([^"]*beat=check[^"]*)"', told)
    assert onward is not None
    assert "box=" not in onward[1]
    assert "box=saddle" in next(
        url for url, _ in tabs(page("/lessons/four?skip=1&beat=check&check=2")) if "saddle" in url
    )
