"""Texts in the pictures of lessons: none lies on another or leaves the picture, wherever it is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.pictures import Picture
from app.web.figures.area import Words
from app.web.figures.paths import Moving, spot
from app.web.figures.places import BACK, LETTER, LINE, Box, Place
from app.web.figures.style import Look
from app.web.lessons.figure import LessonFigure, figure, texts_on, underneath
from app.web.lessons.labels import Sheet, box_of, sheets
from tests.lessons.test_every_lesson import EVERY, examples

LAPTOP, PHONE, HALL = Look("page"), Look("page"), Look("page", bold=True)
SEEN = {  # px of the picture, in units of its type: as measured in a browser
    "at 1366 px": (LAPTOP, "wide", (684.0, 409.0)), "at 1920 px": (LAPTOP, "wide", (945.0, 450.0)),
    "at 390 px": (PHONE, "narrow", (322.0, 216.0)), "in a room": (HALL, "wide", (496.0, 410.0)),
}  # fmt: skip
ALIKE, COLUMN = 8.0, 30.0  # px by which points are as high as each other, and within which they are in one column
EARLY = 60  # steps in which four points are nearly in one place
RADIUS = 13.0  # px of a ring
TOUCH = 2.0  # px by which lines of type may come into each other


def pictures(lesson: AnyLesson) -> Iterator[Picture]:
    """What a lesson shows: before, after predictions, at values of its knob."""
    yield lesson.given()
    yield lesson.seen(None).picture
    for text in examples(lesson.prediction):
        yield lesson.seen(lesson.prediction.read(text)).picture
    for face in [lesson.facing(one.name, None) for one in lesson.faces] or [lesson]:
        vary, own = face.vary, {one.value for one in lesson.misconceptions if one.face in {"", face.face}}
        for value in {vary.low, vary.default, vary.high, face.usual, *own}:
            if vary.low <= value <= vary.high:
                yield face.turned(value).picture


def in_type(told: Words, look: Look) -> Words:
    """A text in units of the type of a page."""
    scaled = {name: told.get(name, 0) / look.px(1) for name in ("xshift", "yshift")}
    return {**told, **scaled, "font": {**told["font"], "size": told["font"]["size"] / look.px(1)}}


def texts_in(shown: Picture, look: Look, sheet: Sheet, size: tuple[float, float]) -> list[tuple[str, Box]]:
    """What stands in a picture of some size, and what it covers."""
    area = Sheet(sheet.name, size).area(shown)
    told = texts_on(sheet, shown, underneath(shown, look, live=False), look).placed()
    return [(one["text"], box_of(area, in_type(one, look))) for one in told]


def placed_on(sheet: Sheet, shown: Picture, look: Look) -> tuple[Sequence[Moving], dict[int, dict[int, Place]]]:
    """What moves and has a name on a sheet, and the places of that by the line's index and by step."""
    names = next(one for one in LessonFigure(shown, look).names if one.labels.sheet == sheet)
    return names.lines, names.upto(shown.frames) if names.lines else {}


def names_in(
    shown: Picture, look: Look, sheet: Sheet, size: tuple[float, float], frame: int | None = None
) -> list[tuple[str, Box]]:
    """The names of what moves, at the end or at a frame, where they hang as they did when they were last placed."""
    at = shown.frames if frame is None else frame
    area, found = Sheet(sheet.name, size).area(shown), []
    lines, places = placed_on(sheet, shown, look)
    for one in lines:
        last = max(step for step in places[one.index] if step <= at)
        (x, y), (right, down, anchor) = spot(area, one, at), places[one.index][last]
        wide = LETTER * len(one.name)
        left = min(max(x + right - BACK[anchor] * wide, 4), size[0] - 4 - wide)  # the canvas keeps them inside
        found.append((one.name, (left, y + down - LINE / 2, left + wide, y + down + LINE / 2)))
    return found


def meet(one: Box, other: Box) -> bool:
    """Whether two texts lie on each other."""
    across = one[0] < other[2] - TOUCH and other[0] < one[2] - TOUCH
    return across and one[1] < other[3] - TOUCH and other[1] < one[3] - TOUCH


@pytest.mark.parametrize("where", SEEN)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_no_text_lies_on_another_or_leaves_the_picture(lesson: AnyLesson, where: str) -> None:
    look, name, size = SEEN[where]
    sheet = next(one for one in sheets(look) if one.name == name)
    for shown in pictures(lesson):
        found = [*texts_in(shown, look, sheet, size), *names_in(shown, look, sheet, size)]
        met = [(a, b) for (a, one), (b, other) in combinations(found, 2) if meet(one, other)]
        assert met == [], shown.title
        out = [text for text, box in found if box[0] < 0 or box[2] > size[0] or box[1] < -3 or box[3] > size[1] + 3]
        assert out == [], shown.title


@pytest.mark.parametrize("lesson", EVERY.values(), ids=EVERY)
def test_no_text_lies_in_the_ring_where_there_is_room(lesson: AnyLesson) -> None:
    look, name, size = SEEN["at 1366 px"]
    sheet = next(one for one in sheets(look) if one.name == name)
    for value in (lesson.vary.default, *(one.value for one in lesson.misconceptions)):
        shown = lesson.turned(value).picture
        if shown.handle is None:
            continue
        x, y = Sheet(name, size).area(shown).px(*shown.handle)
        ring = (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
        found = [*texts_in(shown, look, sheet, size), *names_in(shown, look, sheet, size)]
        assert [text for text, box in found if meet(box, ring)] == [], value


def test_a_name_that_moves_comes_upon_no_text_before_it_is_placed_anew() -> None:
    shown = LESSONS["saddles"].seen(5000.0).picture
    look, kind, size = SEEN["at 1366 px"]
    sheet = next(one for one in sheets(look) if one.name == kind)
    _, texts = zip(*texts_in(shown, look, sheet, size), strict=True)
    for frame in range(shown.frames - 5, shown.frames):
        for name, box in names_in(shown, look, sheet, size, frame):
            assert not any(meet(box, other) for other in texts), (frame, name)


@pytest.mark.parametrize("where", SEEN)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_names_of_what_moves_stand_in_the_order_of_their_points(lesson: AnyLesson, where: str) -> None:
    look, kind, size = SEEN[where]
    shown, sheet = lesson.seen(None).picture, next(one for one in sheets(look) if one.name == kind)
    area = Sheet(kind, size).area(shown)
    lines, places = placed_on(sheet, shown, look)
    for frame in range(0, shown.frames, 3):
        found = []
        for one in lines:
            (x, y), at = spot(area, one, frame), max(step for step in places[one.index] if step <= frame)
            found.append((y, y + places[one.index][at][1], x, one.name))
            near = abs(places[one.index][at][1]) <= LINE + 1
            assert near or lesson.slug != "noise" or frame < EARLY, (frame, one.name)
        for upper, lower in combinations(sorted(found), 2):
            alike = lower[0] - upper[0] < ALIKE or abs(upper[2] - lower[2]) > COLUMN
            assert alike or upper[1] <= lower[1], (frame, upper[3], lower[3])


def test_who_knows_nothing_of_narrow_pictures_gets_the_texts_of_the_wide_one() -> None:
    shown = LESSONS["noise"].seen(None).picture
    texts = figure(shown, LAPTOP)["layout"]["annotations"]
    assert {one.get("visible", True) for one in texts if "narrow" in one.get("name", "")} == {False}
    wide, narrow = (
        sorted(one["text"] for one in texts if name not in one.get("name", "")) for name in ("narrow", "wide")
    )
    assert wide == narrow
    assert len(wide) == len(set(wide)) > 4


def test_on_a_phone_a_line_has_its_brief_name() -> None:
    shown = LESSONS["batches"].seen(None).picture
    texts = figure(shown, PHONE)["layout"]["annotations"]
    for name, told in (("wide", "1 row, α 0.005"), ("narrow", "1 row")):
        assert told in [one["text"] for one in texts if name in one.get("name", "")]
    (line,) = LessonFigure(shown, PHONE).moves()["lines"]
    assert (line["name"], line["brief"]) == ("1 row, α 0.005", "1 row")


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_name_of_an_axis_takes_the_place_of_its_last_numbers(lesson: AnyLesson) -> None:
    shown = lesson.seen(None).picture
    if shown.surface is None and not shown.across.names:
        told = LessonFigure(shown, LAPTOP).still(shown.frames).around
        assert told.count(f">{shown.across.title}<") == 2
        assert 'class="narrow"' in told
        assert 'class="wide"' in told
