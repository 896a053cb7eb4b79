"""How points are counted where step 0 has no place, and where the name of an axis has one."""

from __future__ import annotations

import re

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.pictures import Picture
from app.web.figures.style import LIGHT
from app.web.lessons.figure import TITLE_LETTER, LessonFigure, area_of
from app.web.lessons.labels import sheets
from app.web.lessons.told import spoken
from tests.web.client import ask
from tests.web.lessons.reading import PAGE


@pytest.mark.parametrize("said", ["700", "100000"])
def test_the_last_step_is_counted_on_either_axis(said: str) -> None:
    """On an axis of powers step 0 has no place; the others keep their numbers."""
    picture = LESSONS["conditioning"].seen(float(said)).picture
    assert picture.first == (1 if picture.across.log else 0)
    assert spoken(picture, picture.frames).startswith("step 691 of 691: ")
    told = [
        one
        for one in LessonFigure(picture, LIGHT).racing(picture.frames)["data"]
        if one.get("name") == "gradient descent"
    ]
    assert told[0]["customdata"][-1] == told[0]["x"][-1] == 691
    text = ask("GET", "/lessons/conditioning", params={"prediction": said}, headers=PAGE).text
    assert re.search(r'id="count">691</b> of\s+691', text)
    assert f'data-first="{picture.first}"' in text


def test_samples_are_counted_from_the_first() -> None:
    picture = LESSONS["batches"].seen(None).picture
    moved = next(one for one in picture.lines if one.moves)
    assert picture.first == moved.x[0] == 1
    assert picture.frames + picture.first == moved.x[-1]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_no_tick_stands_under_the_name_of_its_axis(lesson: AnyLesson) -> None:
    """On a phone it stands below them."""
    for picture in (lesson.given(), lesson.seen(None).picture, lesson.varied(lesson.vary.default).picture):
        if picture.surface is None and not picture.across.names:
            free_of(picture)


def free_of(picture: Picture) -> None:
    sheet = sheets(LIGHT)[0]
    across, place, wide = LessonFigure(picture, LIGHT).ground()["layout"]["xaxis"], area_of(picture).x, sheet.size[0]
    for value, text in zip(across["tickvals"], across["ticktext"], strict=True):
        at, free = place.at(value), wide - TITLE_LETTER * len(picture.across.title)
        assert not text or at > 1 or wide * at + TITLE_LETTER * len(text) / 2 <= free
