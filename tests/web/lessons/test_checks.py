"""Checks by the API: the key under a seal, two tries, then the way to it, and nothing of it before."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest

from app.core.numerals import decimal
from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.checks import Question, asked
from app.lessons.quantities import Number
from app.main import create_app
from app.settings import Settings
from app.web.lessons.asking import spelt
from app.web.lessons.marking import KEY_DIGITS, Ticket
from tests.lessons.spelling import spellings
from tests.web.client import APP, ask
from tests.web.lessons.reading import api, page

CHECKS = [(lesson, check) for lesson in LESSONS.values() for check in (1, 2, 3)]
of_each = pytest.mark.parametrize(("lesson", "check"), CHECKS, ids=[f"{one.slug} {check}" for one, check in CHECKS])
SEEDS = (0, 1, 2, 3, 5, 8, 13, 21, 999_999, 1_000_000)
HERE, EQUAL, OTHER = (
    create_app(Settings(measure_costs=False, secret=one)) for one in ("a secret", "a secret", "another secret")
)
STRETCH = 6  # letters, of 64: that two seals share some by chance happens to one in ten thousand such tests


def put(lesson: AnyLesson, check: int = 1, seed: int = 0, app: Any = APP) -> Any:
    """A question as it is asked."""
    return api(f"/api/lessons/{lesson.slug}/checks?check={check}&seed={seed}", app)


def answered(lesson: AnyLesson, seed: str, answer: str, app: Any = APP) -> Any:
    return ask("POST", f"/api/lessons/{lesson.slug}/checks", app, json={"seed": seed, "answer": answer})


def marked(lesson: AnyLesson, seed: str, answer: str) -> Any:
    told = answered(lesson, seed, answer)
    assert told.status_code == 200, told.text
    return told.json()


def question(lesson: AnyLesson, check: int, seed: int) -> Question:
    return asked(lesson.checks[check - 1], seed)


def keys(one: Question) -> set[str]:
    """The key as it may be spelled, if it is no number that anything may hold by chance."""
    if not isinstance(one.kind, Number):
        return set()
    told = {decimal(one.key, digits) for digits in (3, 4, 6)} | set(spellings(one.key).values())
    return {text for text in told if len(re.findall(r"\d", text.lstrip("−-0."))) >= 3}


def holds(text: str, told: set[str]) -> list[str]:
    return [one for one in told if re.search(rf"(?<![\w.,]){re.escape(one)}(?![\w]|[.,]\d)", text)]


@of_each
def test_a_question_tells_no_key(lesson: AnyLesson, check: int) -> None:
    for seed in SEEDS:
        told, one = put(lesson, check, seed), question(lesson, check, seed)
        assert told.keys() == {"kind", "options", "low", "high", "log", "unit", "x", "check", "seed", "prompt"}
        assert told["prompt"] == one.prompt
        for option in told["options"] or ():
            assert option.keys() == {"name", "text"}
        text = repr(told)
        assert not [sentence for sentence in (*one.solution, one.hint) if sentence in text]
        assert not holds(text, keys(one)), (one.prompt, one.key)
        for trap in {trap for _, trap in one.wrong}:
            known = lesson.misconception(trap)
            assert known
            assert known.instead not in text
        if isinstance(one.kind, Number):
            assert one.key not in (told["low"], told["high"])


@of_each
def test_two_tries_then_the_way_to_the_key_and_never_before(lesson: AnyLesson, check: int) -> None:
    for seed in SEEDS:
        told, one = put(lesson, check, seed), question(lesson, check, seed)
        for value, trap in one.wrong:
            own = [each for each in one.own if each.name == trap]
            text, known = one.kind.write(value), own[0] if own else lesson.misconception(trap)
            first = marked(lesson, told["seed"], text)
            assert (first["right"], first["solution"]) == (False, None)
            assert known
            assert first["misconception"]["name"] == trap
            assert first["feedback"] == [f"Perhaps you think: “{known.belief}”", known.instead]
            assert not [sentence for sentence in one.solution if sentence in repr(first)]
            assert marked(lesson, told["seed"], text) == first  # however often it is the first try
            second = marked(lesson, first["again"], text)
            assert (second["right"], second["again"]) == (False, None)
            assert second["solution"] == list(one.solution)
            assert not set(second["feedback"]) & set(first["feedback"]), "nobody is told the same twice"
            assert known.belief in second["feedback"][0]
            assert spelt(one.kind, one.key, KEY_DIGITS).rstrip(".") in second["feedback"][1]
        right = marked(lesson, told["seed"], one.kind.write(one.key))
        assert (right["right"], right["again"], right["misconception"]) == (True, None, None)
        assert right["solution"] == list(one.solution)
        assert right["feedback"] == ["Right."]


@of_each
def test_what_betrays_nothing_known_gets_a_hint(lesson: AnyLesson, check: int) -> None:
    one = question(lesson, check, 3)
    if isinstance(one.kind, Number):
        places = [one.kind.low + (one.kind.high - one.kind.low) * share for share in (0.91, 0.43, 0.003)]
        free = [place for place in places if not one.mark(place).right and one.trap(place) is None]
        if not free and one.kind.traps:
            return  # whatever is wrong betrays something
        value = free[0]
        first = marked(lesson, put(lesson, check, 3)["seed"], repr(value))
        assert first["feedback"] == ["Not quite.", one.hint]
        assert marked(lesson, first["again"], repr(value))["feedback"][0] == "Not this either."
        assert first["solution"] is None
        assert not holds(repr(first), keys(one))


@of_each
def test_what_is_no_answer_is_no_try(lesson: AnyLesson, check: int) -> None:
    told = put(lesson, check, 1)
    for text in ("?", "9^9^9", "nan", "a,b,z", "1e999"):
        refused = answered(lesson, told["seed"], text)
        assert refused.status_code == 422
        assert refused.json()["detail"].startswith("answer: ")
        assert len(refused.json()["detail"]) <= 200
        assert refused.json()["errors"][0]["pointer"] == "/body/answer"
        assert not holds(refused.text, keys(question(lesson, check, 1)))


def refused_seed(lesson: AnyLesson, seed: str, app: Any = HERE) -> str:
    told = answered(lesson, seed, "1", app)
    assert told.status_code == 422, seed
    assert "solution" not in told.json()
    assert told.json()["errors"][0]["pointer"] == "/body/seed"
    return str(told.json()["detail"])


def test_a_seal_of_another_server_is_refused_and_that_of_an_equal_one_is_not() -> None:
    lesson = LESSONS["momentum"]
    seed = put(lesson, app=HERE)["seed"]
    assert put(lesson, app=EQUAL)["seed"] == seed
    assert answered(lesson, seed, "1", EQUAL).status_code == 200
    assert "ask for it again" in refused_seed(lesson, seed, OTHER)


def test_a_seal_belongs_to_its_lesson() -> None:
    seed = put(LESSONS["momentum"], app=HERE)["seed"]
    for slug, lesson in LESSONS.items():
        if slug != "momentum":
            assert "this question belongs to the lesson momentum" in refused_seed(lesson, seed)


def test_a_seal_that_is_cut_joined_or_changed_anywhere_is_refused() -> None:
    lesson = LESSONS["binary-cross-entropy"]
    seed = put(lesson, 3, 1_000_000, HERE)["seed"]
    raw = urlsafe_b64decode(seed + "=" * (-len(seed) % 4))
    changed = [raw[:i] + bytes([raw[i] ^ bit]) + raw[i + 1 :] for i in range(len(raw)) for bit in (1, 16, 128)]
    pieces = [raw[:-1], raw[1:], raw[:12], raw[12:], raw[:13], raw + b"\0", raw + b" 2", b"", b"\0" * 20, raw[::-1]]
    for one in (*changed, *pieces):
        refused_seed(lesson, urlsafe_b64encode(one).decode().rstrip("=") or "A")
    for text in (seed[:-1], seed[1:], seed + "A", seed + "AAAA", "é", "====", " ", "A" * 200, "momentum 1 0 1"):
        refused_seed(lesson, text)


def test_the_seal_of_a_second_try_is_not_to_be_made_from_the_first() -> None:
    lesson = LESSONS["momentum"]
    first = put(lesson, app=HERE)["seed"]
    second = answered(lesson, first, "1", HERE).json()["again"]
    assert answered(lesson, second, "1", HERE).json()["solution"]
    a, b = (urlsafe_b64decode(one + "=" * (-len(one) % 4)) for one in (first, second))
    mixed = [a[:cut] + b[cut:] for cut in range(1, len(a))] + [b[:cut] + a[cut:] for cut in range(1, len(a))]
    for one in {*mixed} - {a, b}:
        refused_seed(lesson, urlsafe_b64encode(one).decode().rstrip("="))


def test_no_two_seals_share_a_stretch_and_none_holds_its_text() -> None:
    places = defaultdict(set)
    tickets = [Ticket("saddles", check, seed, tries) for check in (1, 2) for seed in range(60) for tries in (1, 2)]
    tokens = [one.sealed("a secret") for one in tickets]
    assert len(set(tokens)) == len(tokens)
    for number, token in enumerate(tokens):
        for start in range(len(token) - STRETCH + 1):
            places[token[start : start + STRETCH]].add(number)
    assert not [stretch for stretch, found in places.items() if len(found) > 1]
    plain = [bytes(urlsafe_b64decode(one + "=" * (-len(one) % 4))) for one in tokens]
    assert not any(b"saddles" in one or b" 1 " in one for one in plain)
    hidden = [one[12:] for one in plain]
    over = [bytes(x ^ y for x, y in zip(one, other, strict=False)) for one, other in combinations(hidden[:40], 2)]
    assert not any(one.startswith(b"\0" * 4) for one in over)  # a stream that served twice would leave zeros


@pytest.mark.parametrize("query", ["check=0", "check=4", "seed=-1", "seed=1000001", "seed=x", "check=1&check=2"])
def test_there_are_three_checks_and_a_million_seeds(query: str) -> None:
    assert ask("GET", f"/api/lessons/momentum/checks?{query}").status_code == 422


def test_questions_are_kept_by_nobody() -> None:
    told = ask("GET", "/api/lessons/momentum/checks?seed=1")
    assert "max-age" not in told.headers["cache-control"] or "max-age=0" in told.headers["cache-control"]


@of_each
def test_a_key_is_told_with_as_many_digits_as_count(lesson: AnyLesson, check: int) -> None:
    """What is told as the answer would be right, and so would be the same in its first digits."""
    for seed in range(25):
        one = asked(lesson.checks[check - 1], seed)
        if type(one.kind) is Number:
            assert one.mark(float(f"{one.key:.{KEY_DIGITS}g}") if one.key % 1 else one.key).right
            told = spelt(one.kind, one.key, KEY_DIGITS).removesuffix(one.kind.unit).strip()
            digits = re.sub(r"\D", "", told.split(" × ")[0]).lstrip("0")
            assert len(digits) <= KEY_DIGITS or one.key % 1 == 0
            if one.key >= 10_000 and one.key % 1 == 0:
                assert told == f"{one.key:,.0f}"


def test_the_picture_of_a_question_is_that_of_its_numbers_once_it_is_over() -> None:
    path = "/lessons/relu?skip=1&beat=check&check=2&seed=4"
    bias = question(LESSONS["relu"], 2, 6).value
    asked_first, once, twice = (page(f"{path}{'&answer=0.999' * k}") for k in range(3))
    assert all("The picture shows" not in told and "slope 0" in told for told in (asked_first, once))
    assert f"b\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{decimal(bias, 4)}" in twice
    assert f"/api/lessons/relu/variations?value={bias:g}" in twice
    assert "/variations" not in once
