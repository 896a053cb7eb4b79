"""Ten thousand questions of each kind that lessons ask: one key, wrong answers that are wrong, and a marker that reads.

Many seeds ask the same, so each question is marked once, however often it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.checks import Check, Question, asked
from app.lessons.options import Choice, Rank
from app.lessons.quantities import Number, Reach
from tests.lessons.spelling import spellings

MANY, LEAST = 10_000, 2_000  # questions of a kind, and of one check
CHECKS = [(lesson, check) for lesson in LESSONS.values() for check in lesson.checks]
KIND_OF = {check: asked(check, 0).kind.name for _, check in CHECKS}
KINDS = sorted(set(KIND_OF.values()))
EVERY = [pytest.param(*pair, id=f"{pair[0].slug} {pair[1].__name__}") for pair in CHECKS]

of_each_check = pytest.mark.parametrize(("lesson", "check"), EVERY)


def how_many(check: Check) -> int:
    """Of which there are ten thousand over all checks of the same kind."""
    alike = sum(kind == KIND_OF[check] for kind in KIND_OF.values())
    return max(LEAST, -(-MANY // alike))


@cache
def questions(check: Check) -> list[Question]:
    """All different questions of a check; a goal is reached by a simulation, which is another object each time."""
    found = {}
    for seed in range(how_many(check)):
        one = asked(check, seed)
        found[one.prompt, repr(one.kind) if isinstance(one.kind, Choice) else "", one.key] = one
    return list(found.values())


def said(question: Question, text: str) -> Any:
    return question.kind.read(text)


def ways(question: Question, value: Any) -> dict[str, str]:
    """How an answer may be written."""
    if isinstance(question.kind, Number):
        return spellings(value)
    name = question.kind.write(value)
    return {"its name": name, "with blanks": f" {name.replace(',', ' , ')} "}


def test_there_are_ten_thousand_of_each_kind() -> None:
    asked_of = Counter[str]()
    for _, check in CHECKS:
        asked_of[KIND_OF[check]] += how_many(check)
    assert len(KINDS) >= 4
    assert all(asked_of[kind] >= MANY for kind in KINDS), asked_of


@of_each_check
def test_a_check_asks_one_kind_of_question_and_the_same_for_the_same_seed(lesson: AnyLesson, check: Check) -> None:
    assert {one.kind.name for one in questions(check)} == {KIND_OF[check]}
    for seed in range(0, 10_000, 997):
        first, second = asked(check, seed), asked(check, seed)
        assert (first.prompt, first.key, first.wrong) == (second.prompt, second.key, second.wrong)
    assert len(questions(check)) >= 5


@of_each_check
def test_the_same_words_have_one_key(lesson: AnyLesson, check: Check) -> None:
    keys = defaultdict(list)
    for one in questions(check):
        words = [option.text for option in one.kind.options] if isinstance(one.kind, Choice | Rank) else []
        keys[one.prompt, *words].append(one)
    for prompt, found in keys.items():
        assert all(first.mark(second.key).right for first in found for second in found), prompt


@of_each_check
def test_wrong_answers_are_wrong_and_differ(lesson: AnyLesson, check: Check) -> None:
    for one in questions(check):
        assert one.mark(one.key).right, one.prompt
        assert one.wrong, one.prompt
        for value, _ in one.wrong:
            assert not one.mark(value).right, (one.prompt, value)
        for (first, _), (second, _) in combinations(one.wrong, 2):
            assert not one.alike(first, second), (one.prompt, first, second)


@of_each_check
def test_of_options_one_is_right(lesson: AnyLesson, check: Check) -> None:
    names, places = set(), set()
    for one in questions(check):
        if not isinstance(one.kind, Choice):
            continue
        right = [option.name for option in one.kind.options if one.mark(option.name).right]
        assert right == [one.key]
        assert len({option.text.casefold() for option in one.kind.options}) == len(one.kind.options) >= 3
        assert {trap for _, trap in one.wrong} == {option.trap for option in one.kind.options} - {None}
        names |= {option.name for option in one.kind.options}
        places |= set(right)
    assert places == names, "the place tells nothing"


@of_each_check
def test_the_marker_accepts_the_key_however_it_is_written(lesson: AnyLesson, check: Check) -> None:
    for one in questions(check):
        written = ways(one, one.key)
        assert len(written) >= (6 if isinstance(one.kind, Number) else 2)
        for how, text in written.items():
            assert one.mark(said(one, text)).right, (one.prompt, one.key, how, text)


@of_each_check
def test_the_marker_rejects_each_wrong_answer_and_names_what_it_betrays(lesson: AnyLesson, check: Check) -> None:
    known = {one.name for one in lesson.misconceptions}
    for one in questions(check):
        for value, trap in one.wrong:
            assert trap in known
            for how, text in ways(one, value).items():
                told = said(one, text)
                assert not one.mark(told).right, (one.prompt, value, how, text)
                assert one.trap(told) == trap, (one.prompt, value, how, text)


@of_each_check
def test_three_digits_are_enough(lesson: AnyLesson, check: Check) -> None:
    for one in questions(check):
        if isinstance(one.kind, Number) and not isinstance(one.kind, Reach) and one.kind.within >= 0.005:
            assert one.mark(float(f"{one.key:.3g}")).right, (one.prompt, one.key)


@of_each_check
def test_words_are_words(lesson: AnyLesson, check: Check) -> None:
    for one in questions(check):
        for sentence in (one.prompt, one.hint, *one.solution):
            assert is_told(sentence), sentence


def is_told(sentence: str) -> bool:
    """A sentence that ends, says no number in the computer's way, and has no exclamation mark."""
    bad: Iterable[str] = ("!", "nan", "inf ", "None", "e-0", "e+0", " -", "(-")
    return sentence.endswith((".", "?")) and not any(one in sentence for one in bad)


@of_each_check
def test_every_wrong_answer_that_is_thought_of_is_kept_somewhere(
    lesson: AnyLesson, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that would always be marked right, or as another one, is dropped without a word."""
    kept = {trap for seed in range(300) for _, trap in asked(check, seed).wrong}
    monkeypatch.setattr(Question, "alike", lambda *_: False)
    meant = {trap for seed in range(300) for _, trap in asked(check, seed).wrong}
    assert kept == meant


@of_each_check
def test_the_knob_can_stand_where_the_picture_shows_a_key(lesson: AnyLesson, check: Check) -> None:
    for one in questions(check):
        vary = (lesson.facing(one.face, None) if one.face else lesson).vary
        assert one.value in (None, vary.critical) or vary.low <= one.value <= vary.high, one


def test_most_lessons_show_a_key_in_their_picture() -> None:
    shown = {lesson.slug for lesson, check in CHECKS if any(one.value is not None for one in questions(check))}
    assert len(shown) >= 9, shown
