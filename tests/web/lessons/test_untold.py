"""Before a prediction no answer holds the truth: not in words, not in a figure, whatever is asked for besides."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.options import Choice
from app.lessons.parsing import numbers_in
from app.lessons.quantities import Number
from app.main import create_app
from app.settings import Settings
from tests.web.client import ask
from tests.web.lessons.reading import NUMBERS, PAGE, api, page, secrets, sentences, strings, words_of

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
TRIED: tuple[str, ...] = (
    "beat=see",
    "beat=why",
    "beat=vary",
    "beat=check",
    "beat=end",
    "skip=0",
    "check=3",
    "seed=7",
)
TRIED += ("answer=1", "answer=1&answer=2", "answer=a&beat=check", "draft=a,b", "beat=why&check=2&answer=x")
ANSWERING = ("truth", "seen", "aha", "why", "varied", "outcome", "scent", "mark", "trap", "lab")
HERE = Settings(measure_costs=False, inline_numbers=10**9, secret="one secret")  # all in this process


def tried(lesson: AnyLesson) -> list[str]:
    """Whatever may be asked of a page before a prediction."""
    vary = lesson.vary
    values = [vary.low, vary.default, vary.high, lesson.usual] + ([] if vary.critical is None else [vary.critical])
    return ["", *TRIED, *(f"beat={beat}&value={value!r}" for beat in ("vary", "why") for value in values)]


def addresses(lesson: AnyLesson) -> list[str]:
    """Every answer about a lesson before a prediction."""
    pages = [f"/lessons/{lesson.slug}?{query}".rstrip("?") for query in tried(lesson)]
    room = [f"/lessons/{lesson.slug}?view=projector", f"/lessons/{lesson.slug}?draft=plain&seed=3"]
    forms = [f"/api/lessons/{lesson.slug}{form}" for form in ("", "?format=plotly", "?format=svg", ".plotly", ".svg")]
    return [*pages, *room, *forms, "/lessons", "/api/lessons", "/"]


def plain(answer: Any) -> str:
    """What an answer says in words."""
    if "json" in answer.headers["content-type"]:
        told = answer.json()
        return " \n ".join(strings({"figure": told} if "layout" in told else told))
    return words_of(answer.text)


def told(path: str) -> Any:
    answer = ask("GET", path, headers=PAGE if not path.startswith("/api") else {})
    assert answer.status_code == 200, (path, answer.text[:200])
    return answer


@lessons
def test_no_answer_holds_the_key_in_any_spelling(lesson: AnyLesson) -> None:
    keys, later = secrets(lesson), sentences(lesson)
    for path in addresses(lesson):
        words = " ".join(plain(told(path)).split())
        assert [one for one in later if " ".join(one.split()) in words] == [], path
        said = re.compile("|".join(rf"(?<![\w.,−-]){re.escape(one)}(?![\w%]|[.,]\d)" for one in keys))
        if keys and path not in {"/lessons", "/api/lessons", "/"}:  # which speak of all lessons
            assert said.findall(words) == [], path


@lessons
def test_no_number_that_is_told_would_be_marked_right(lesson: AnyLesson) -> None:
    kind = lesson.prediction
    if not isinstance(kind, Number):
        return
    for path in (f"/lessons/{lesson.slug}", f"/api/lessons/{lesson.slug}"):
        text = told(path).text if path.startswith("/api") else re.sub(r'data-places="[^"]*"', "", told(path).text)
        words = " \n ".join(strings(api(path))) if path.startswith("/api") else words_of(text)
        right = [one for one in NUMBERS.findall(words) for value in numbers_in(one) if lesson.mark(value).right]
        assert [one for one in right if numbers_in(one)[0] not in ends(lesson)] == [], path


def ends(lesson: AnyLesson) -> tuple[float, ...]:
    """Between which numbers a prediction lies is told in any case."""
    kind = lesson.prediction
    return (kind.low, kind.high, *(kind.slides or ())) if isinstance(kind, Number) else ()


@lessons
def test_the_picture_before_marks_no_place_that_is_right(lesson: AnyLesson) -> None:
    kind, shown = lesson.prediction, lesson.given()
    if isinstance(kind, Number):
        places = [one.at for one in shown.rules] + [end for one in shown.zones for end in (one.low, one.high)]
        assert not any(lesson.mark(one).right for one in places)
        assert not any(
            lesson.mark(value).right for one in shown.spots for value in (one.x, one.y) if value not in ends(lesson)
        )


@lessons
def test_whatever_else_is_asked_for_the_page_is_the_same(lesson: AnyLesson) -> None:
    usual = page(f"/lessons/{lesson.slug}")
    for query in tried(lesson):
        other = page(f"/lessons/{lesson.slug}?{query}")
        if "seed" in query or "draft" in query:  # which are kept in every link
            other = re.sub(r"(&amp;|\?)(seed|draft)=[\w,]+", "", other)
        assert len(other) == pytest.approx(len(usual), abs=200), query
        assert other == usual or "seed" in query or "draft" in query, query


@lessons
def test_nothing_that_knows_the_truth_is_asked_before(lesson: AnyLesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stronger than any search: the same bytes are answered where the lesson could not tell its truth."""
    paths = [one for one in addresses(lesson) if lesson.slug in one]
    first = create_app(HERE)
    usual = {path: ask("GET", path, first, headers=PAGE if path[1] == "l" else {}).content for path in paths}

    def refuse(*_: object) -> Any:
        raise AssertionError("the truth was asked for")

    for name in ANSWERING:
        monkeypatch.setattr(type(lesson), name, refuse)
    second = create_app(HERE)
    for path in paths:
        answer = ask("GET", path, second, headers=PAGE if path[1] == "l" else {})
        assert answer.status_code == 200, path
        assert answer.content == usual[path], path
    after = f"/api/lessons/{lesson.slug}/predictions"
    assert ask("GET", after, second).status_code == 500


def test_the_order_of_options_is_not_the_answer() -> None:
    for lesson in LESSONS.values():
        options = [one.name for one in getattr(lesson.prediction, "options", ())]
        if lesson.prediction.name == "rank":
            orders = [options, options[::-1]]
            assert list(lesson.truth()) not in orders
        if lesson.prediction.name == "several":
            assert 0 < len(lesson.truth()) < len(options)
    places = [
        [option.name for option in one.prediction.options].index(one.truth())
        for one in LESSONS.values()
        if isinstance(one.prediction, Choice)
    ]
    assert all(place > 0 for place in places)


def test_words_and_strings_are_seen() -> None:
    text = (
        '<p title="a 691">b</p><svg><path d="M691 0"/><text>edge at 691</text><text>691</text></svg><i>691&nbsp;c</i>'
    )
    assert words_of(text).count("691") == 3
    figure = {
        "figure": {"data": [{"x": [691], "name": "d 691"}], "layout": {"annotations": [{"text": "691", "x": 691}]}}
    }
    assert list(strings({**figure, "low": 691, "list": ["691"]})) == ["d 691", "691", "691", "691"]
    assert NUMBERS.findall("691, 0.5; −2 × 10⁻³, 1,000 x691 2.5.3 691-fold") == [
        "691",
        "0.5",
        "−2 × 10⁻³",
        "1,000",
        "691",
    ]
    assert len(list(itertools.chain(*map(secrets, LESSONS.values())))) > 50
