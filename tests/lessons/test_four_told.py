"""Four boxes: what is told of them, before and after."""

from __future__ import annotations

import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Choice

LESSON = LESSONS["four"]
BOXES = ("trap", "saddle", "ravine", "noise")
TEXTS = {"trap": "local minima", "saddle": "saddle points", "ravine": "poor conditioning"}


@pytest.mark.parametrize("seed", range(40))
def test_the_way_to_none_of_them_names_every_box_that_is_won(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    assert isinstance(question.kind, Choice)
    right = next(one.text for one in question.kind.options if one.name == question.key)
    named = [text for text in TEXTS.values() if any(one.lower().startswith(text) for one in question.solution)]
    assert named == (list(TEXTS.values()) if right == "none of them" else [right])


def test_what_winning_is_stands_in_the_first_sentence_and_the_surprise_is_shown_who_is_right() -> None:
    assert "apart by a tenth of the larger is level" in LESSON.setting.partition(". ")[0]
    assert LESSON.facing(None, LESSON.truth()).face == "noise"
    assert LESSON.facing(None, None).face == "trap"
    for name in BOXES:
        for said in (True, False):
            zones = LESSON.facing(name, None).seen((name,) if said else ()).picture.zones
            assert [one.text for one in zones] == [f"yours: {'it wins' if said else 'no win'}"]


def test_the_tabs_tell_who_wins_and_the_first_sentence_how_many() -> None:
    for rho in (0.5, 0.9, 0.95, 0.99):
        faces = [LESSON.facing(name, None) for name in BOXES]
        told = [one.tally(rho) for one in faces]
        assert set(told) <= {"momentum wins", "SGD wins", "level"}
        assert faces[0].varied(rho).words[0] == f"At ρ = {rho} momentum wins {told.count('momentum wins')} of 4 boxes."


def test_what_was_said_stands_beside_each_result() -> None:
    words = LESSON.seen(("trap", "noise")).words[1:]
    assert ["(you: yes)" in one for one in words] == [True, False, False, True]
    assert all("(you: " in one for one in words)
    assert not any("(you: " in one for one in LESSON.seen(None).words)


def test_each_question_has_its_own_picture() -> None:
    faces = [{asked(check, seed).face for seed in range(5)} for check in LESSON.checks]
    assert faces == [{""}, {"noise"}, {"trap"}]


def test_the_rate_taken_the_wrong_way_round_is_named() -> None:
    for seed in range(10):
        question = asked(LESSON.checks[1], seed)
        assert question.trap(1 / question.key) == "inverse"


def test_the_mark_is_told_by_the_rate_of_its_own_box() -> None:
    vary = LESSON.facing("ravine", None).vary
    assert vary.critical is not None
    rate = float(vary.mark.replace("\N{NO-BREAK SPACE}", " ").split("− ")[1].split(")")[0])
    assert (1 - rate) ** 2 == pytest.approx(vary.critical)
