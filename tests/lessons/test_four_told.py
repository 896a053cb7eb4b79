"""Four boxes: what is told of them, before and after."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.core.descent.contests import SCENES, Setting, contest
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Choice

LESSON = LESSONS["four"]
BOXES = ("trap", "saddle", "ravine", "noise")
TEXTS = {"trap": "Minima", "saddle": "Saddle", "ravine": "Ravine"}


@pytest.mark.parametrize("seed", range(40))
def test_the_way_to_none_of_them_names_every_box_that_is_won(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    assert isinstance(question.kind, Choice)
    right = next(one.text for one in question.kind.options if one.name == question.key)
    named = [text for text in TEXTS.values() if any(one.startswith(text) for one in question.solution)]
    assert named == (list(TEXTS.values()) if right == "none of them" else [right])


def test_what_winning_is_stands_in_the_first_sentence_and_the_surprise_is_shown_who_is_right() -> None:
    assert "within 10 % of the larger both are level" in LESSON.setting
    assert LESSON.facing(None, LESSON.truth()).face == "noise"
    assert LESSON.facing(None, None).face == "trap"
    for name in BOXES:
        for said in (True, False):
            zones = LESSON.facing(name, None).seen((name,) if said else ()).picture.zones
            assert [one.text for one in zones] == [f"yours: {'it wins' if said else 'no win'}"]


def test_the_tabs_tell_who_wins_and_the_number_how_many() -> None:
    for rho in (0.5, 0.9, 0.95, 0.99):
        faces = [LESSON.facing(name, None) for name in BOXES]
        told = [one.tally(rho) for one in faces]
        assert set(told) <= {"wins", "SGD wins", "level"}
        aha = faces[0].aha_at(rho)
        assert aha is not None
        assert (aha.number, aha.equals) == (f"{told.count('wins')} of 4", f"boxes won at ρ = {rho}")


def test_what_was_said_is_told_and_where_it_is_right() -> None:
    words = LESSON.seen(("trap", "noise")).words
    assert words[0].startswith("You ticked Minima and Noise: right in 1 of 4")
    assert [one[0] for one in words[1:]] == ["✓", "✗", "✗", "✗"]
    assert LESSON.seen(()).words[0].startswith("You ticked none: right in 1 of 4")
    assert not any(one[0] in "✓✗" for one in LESSON.seen(None).words)


@pytest.mark.parametrize("rho", [0.5, 0.9, 0.95, 0.99])
def test_the_fair_run_is_judged_too(rho: float) -> None:
    for name in BOXES:
        face = LESSON.facing(name, None)
        fair = contest(next(one for one in SCENES if one.key == name), Setting(rho=rho, fair=True)).winner
        ends = {"momentum": ": wins.", "sgd": "SGD wins.", None: "level."}[fair]
        assert face.varied(rho).words[0].endswith(ends)


@pytest.mark.parametrize("seed", range(20))
def test_a_box_taken_wrongly_is_told_by_the_numbers_of_the_question(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    rho = question.prompt.split("to ")[1].split(",")[0]
    for _, trap in question.wrong:
        own = next(one for one in question.own if one.name == trap)
        assert (own.value, own.look) == (float(rho), f"See it at ρ = {rho}")
        if own.face:
            assert own.instead.removesuffix(" It wins.") in LESSON.facing(own.face, None).varied(own.value).words[0]


def test_at_each_mark_it_is_as_the_mark_says() -> None:
    trap, ravine = (LESSON.facing(name, None) for name in ("trap", "ravine"))
    over, back, again = (float(one) for one in re.findall(r"0\.\d+", trap.vary.mark))
    assert [trap.tally(one) for one in (over - 0.002, over, back - 0.002, back)] == ["level", "wins", "wins", "level"]
    assert [trap.tally(one) for one in (again - 0.002, again)] == ["level", "wins"]
    lost = float(re.findall(r"0\.\d+", ravine.vary.mark)[-1])
    assert {ravine.tally(one) for one in np.arange(lost, 0.99, 0.0005).tolist()} == {"SGD wins"}
    for name, becomes in (("saddle", "wins"), ("noise", "SGD wins")):
        at = float(re.findall(r"0\.\d+", LESSON.facing(name, None).vary.mark)[0])
        assert [LESSON.facing(name, None).tally(one) for one in (at - 0.002, at)] == ["level", becomes]


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
    assert vary.besides[0] == pytest.approx((1 - rate) ** 2)
