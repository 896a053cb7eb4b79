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
            mine = [
                one.text
                for one in LESSON.facing(name, None).seen((name,) if said else ()).picture.spots
                if one.role == "yours"
            ]
            assert mine == [f"yours: {'wins' if said else 'no win'}, ends here"]
