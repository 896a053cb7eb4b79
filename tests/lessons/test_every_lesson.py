"""Every lesson runs, keeps to the grammar, and publishes numbers that hold."""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.checks import asked
from app.lessons.content import Reference, Seen
from app.lessons.options import Choice, Rank, Several
from app.lessons.pictures import Bars, Line, Picture
from app.lessons.predictions import Kind
from app.lessons.quantities import Click, Draw, Number

FACES = {slug: [one.facing(face.name, None) for face in one.faces] or [one] for slug, one in LESSONS.items()}
EVERY = {f"{slug} {one.face}".strip(): one for slug, faces in FACES.items() for one in faces}  # in each of its pictures
lessons = pytest.mark.parametrize("lesson", EVERY.values(), ids=EVERY)
LONGEST_TITLE = 30  # characters of an axis' name: on a phone it stands beside a label, not on it
REFERENCES = [(slug, one) for slug, lesson in LESSONS.items() for one in lesson.references]


def examples(kind: Kind[Any]) -> list[str]:
    """Predictions as people may make them, right and wrong ones."""
    if isinstance(kind, Number):
        spaced = np.geomspace if kind.log else np.linspace
        return [f"{one:.3g}" for one in spaced(kind.low, kind.high, 7).tolist()]
    if isinstance(kind, Choice | Several):
        return [one.name for one in kind.options] + (["none"] if isinstance(kind, Several) else [])
    if isinstance(kind, Rank):
        names = [one.name for one in kind.options]
        return [",".join(names), ",".join(reversed(names)), ",".join([*names[1:], names[0]])]
    if isinstance(kind, Click):
        return [f"{kind.x},{y:.3g}" for y in np.linspace(kind.low, kind.high, 9).tolist()]
    assert isinstance(kind, Draw)
    flat, slope = [str(kind.low)] * kind.points, np.linspace(kind.low, kind.high, 9).tolist()
    return [",".join(flat), ",".join(f"{one:.3g}" for one in slope), ",".join(f"{one:.3g}" for one in slope[::-1])]


def is_whole(picture: Picture) -> None:
    """A picture holds finite numbers, and all that is named is within it."""
    assert picture.title
    for axis in (picture.across, picture.up):
        assert 1 <= len(axis.title) <= LONGEST_TITLE, axis.title
        assert axis.low < axis.high
        assert axis.low > 0 or not axis.log
    drawn: tuple[Line | Bars, ...] = (*picture.lines, *picture.bars)
    for one in drawn:
        assert one.name or (isinstance(one, Line) and not one.labelled)
        assert len(one.x) == len(one.y) > 0
        assert np.isfinite(one.x).all()
        assert np.isfinite(one.y).all()
        assert len(one.x) <= 4001
    for spot in picture.spots:
        assert picture.across.low <= spot.x <= picture.across.high, spot
        assert picture.up.low <= spot.y <= picture.up.high, spot
    assert any(one.moves for one in picture.lines) == (picture.frames > 0)


def is_told(seen: Seen) -> None:
    is_whole(seen.picture)
    assert seen.words
    for sentence in seen.words:
        assert sentence.endswith((".", "?"))
        assert "nan" not in sentence.split()
        assert "-" not in "".join(letter for letter in sentence if letter in "-0123456789")[:1], sentence


@lessons
def test_the_question_is_short_and_the_lesson_too(lesson: AnyLesson) -> None:
    assert len(lesson.question.split()) < 15
    assert lesson.question.endswith("?")
    assert 1 <= len(lesson.terms) <= 4
    assert 3 <= lesson.minutes <= 5
    assert len(lesson.checks) == 3
    assert len(lesson.misconceptions) >= 3
    assert len({one.name for one in lesson.misconceptions}) == len(lesson.misconceptions)
    sentences = [lesson.question, lesson.setting, lesson.limits, *(one.instead for one in lesson.misconceptions)]
    assert not any("!" in one for one in sentences)
    for one in lesson.misconceptions:
        knob = (lesson.facing(one.face, None) if one.face else lesson).vary
        assert knob.low <= one.value <= knob.high, one.name


@lessons
def test_before_a_prediction_the_picture_is_whole(lesson: AnyLesson) -> None:
    is_whole(lesson.given())


@lessons
def test_every_prediction_is_run(lesson: AnyLesson) -> None:
    is_told(lesson.seen(None))
    known = {one.name for one in lesson.misconceptions}
    pictures = [picture(lesson.seen(None))]
    for text in examples(lesson.prediction):
        told = lesson.prediction.read(text)
        assert lesson.prediction.read(lesson.prediction.write(told)) == told
        is_told(lesson.seen(told))
        pictures.append(picture(lesson.seen(told)))
        if not lesson.mark(told).right:
            assert lesson.trap(told) in known, text
    assert len(set(pictures)) > len(pictures) / 2, "what was said must be seen"


def picture(seen: Seen) -> str:
    return repr(seen)


@lessons
def test_wrong_predictions_betray_at_least_three_things(lesson: AnyLesson) -> None:
    values = [lesson.prediction.read(text) for text in more_examples(lesson.prediction)]
    traps = {lesson.trap(value) for value in values if not lesson.mark(value).right}
    assert len(traps) >= 3, traps


def more_examples(kind: Kind[Any]) -> list[str]:
    if isinstance(kind, Number):
        spaced = np.geomspace if kind.log else np.linspace
        return [f"{one:.6g}" for one in spaced(kind.low, kind.high, 400).tolist()]
    if isinstance(kind, Click):
        return [f"{kind.x},{y:.6g}" for y in np.linspace(kind.low, kind.high, 400).tolist()]
    if isinstance(kind, Rank):
        return [",".join(order) for order in permutations(one.name for one in kind.options)]
    return examples(kind)


@lessons
def test_the_truth_is_right(lesson: AnyLesson) -> None:
    truth = lesson.truth()
    assert lesson.mark(truth).right
    told = lesson.prediction.read(lesson.prediction.write(truth))
    assert lesson.mark(told).right


@lessons
def test_the_number_to_remember_and_the_reason_are_told(lesson: AnyLesson) -> None:
    aha = lesson.aha()
    assert len(aha.number) <= 12
    assert aha.words.endswith(".")
    for value in (lesson.vary.low, lesson.vary.default, lesson.vary.high):
        why = lesson.why(value)
        assert 1 <= len(why.words) <= 3
        assert why.formula != why.numbers
        assert any(letter.isdigit() for letter in why.numbers)


@lessons
def test_every_place_of_the_knob_is_shown(lesson: AnyLesson) -> None:
    vary = lesson.vary
    assert vary.low < vary.default < vary.high or vary.default in (vary.low, vary.high)
    assert vary.critical is None or vary.low < vary.critical < vary.high or vary.critical == vary.places[0] == 0
    for value in vary.places.tolist()[::7]:
        is_told(lesson.varied(value))
        assert lesson.lab(value).startswith("/")
    assert not vary.scent or all(value is None or math.isfinite(value) for _, value in lesson.scent())


@lessons
def test_a_goal_is_reached_somewhere_and_not_everywhere(lesson: AnyLesson) -> None:
    if lesson.vary.goal:
        reached = [lesson.varied(value).reached for value in lesson.vary.places.tolist()]
        assert any(reached)
        assert not all(reached)
        assert not lesson.varied(lesson.vary.default).reached


@pytest.mark.parametrize(("slug", "one"), REFERENCES, ids=[f"{slug}: {one.what}" for slug, one in REFERENCES])
def test_every_published_number_holds(slug: str, one: Reference) -> None:
    assert one.holds, (one.ours(), one.value, one.tolerance)
    assert one.source
    assert one.tolerance >= 0


@lessons
def test_the_checks_ask(lesson: AnyLesson) -> None:
    known = {one.name for one in lesson.misconceptions}
    for check in lesson.checks:
        for seed in range(200):
            question = asked(check, seed)
            assert question.prompt.endswith(("?", ".")), question.prompt
            assert question.mark(question.key).right
            assert question.wrong or lesson.prediction.name == "reach"
            for value, trap in question.wrong:
                assert not question.mark(value).right, (question.prompt, value, question.key)
                assert trap in known, trap
            if isinstance(question.kind, Choice):
                assert sum(question.kind.mark(one.name, question.key).right for one in question.kind.options) == 1
                assert len({one.text for one in question.kind.options}) == len(question.kind.options) >= 3
        assert len({asked(check, seed).prompt for seed in range(50)}) >= 3


@lessons
def test_the_handle_of_the_knob_is_in_the_picture_and_moves_with_it(lesson: AnyLesson) -> None:
    held = [lesson.held(value) for value in lesson.vary.places.tolist()]
    if None in held:
        assert not any(held)
        return
    assert len(set(held)) > len(held) / 2, "it moves"
    for value, place in list(zip(lesson.vary.places.tolist(), held, strict=True))[::10]:
        shown = lesson.varied(value).picture
        assert place is not None
        assert shown.across.low <= place[0] <= shown.across.high, value
        assert shown.up.low <= place[1] <= shown.up.high, value


@lessons
def test_the_points_of_a_run_that_are_no_steps_say_what_they_are(lesson: AnyLesson) -> None:
    shown = lesson.seen(None).picture
    if shown.at:
        assert len(shown.at) == shown.frames + 1
        assert len({shown.moment(k) for k in range(shown.frames + 1)}) > 0.9 * shown.frames
        assert shown.moment(0).startswith("step " if shown.tick == "step" else f"{shown.tick} = ")


def test_points_that_are_some_of_the_steps_say_which_of_how_many() -> None:
    shown = LESSONS["momentum"].facing("ravine", None).varied(0.99).picture
    assert shown.moment(shown.frames) == "step 2800 of 2800"
