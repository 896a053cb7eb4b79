"""The table beside a picture: series beside each other, with the places that are spoken of."""

from __future__ import annotations

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.pictures import Picture
from app.web.lessons.told import ordered, table_of
from tests.lessons.test_every_lesson import EVERY

lessons = pytest.mark.parametrize("lesson", EVERY.values(), ids=EVERY)


def pictures(lesson: AnyLesson) -> list[Picture]:
    return [lesson.given(), lesson.seen(None).picture, *(lesson.varied(at).picture for at in lesson.vary.places[::9])]


@lessons
def test_series_stand_beside_each_other_wherever_each_has_one_height_at_a_place(lesson: AnyLesson) -> None:
    for shown in pictures(lesson):
        heads, rows = table_of(shown)
        assert rows
        assert all(len(row) == len(heads) for row in rows)
        if shown.surface is None and all(ordered(one.x) for one in shown.lines):
            assert heads[0] == shown.across.title
            assert len({row[0] for row in rows}) == len(rows), "one row a place"


@lessons
def test_a_table_says_of_no_other_number_that_it_is_one(lesson: AnyLesson) -> None:
    """A probability that is nearly 1 is told with the digits that it takes."""
    for shown in pictures(lesson):
        if shown.across.names and shown.bars:
            told = [
                float(cell.replace("−", "-").split(" ×")[0]) for row in table_of(shown)[1] for cell in row[1:] if cell
            ]
            exact = [float(y) for one in shown.bars for y in one.y]
            assert (1.0 in told) == (1.0 in exact)


def test_the_places_that_are_spoken_of_have_a_row() -> None:
    heads, rows = table_of(LESSONS["sigmoid"].seen(None).picture)
    five = next(row for row in rows if row[0] == "5")
    assert five[heads.index("f′")] == "0.00665"
    assert all(row[heads.index("f")] != "1" for row in rows), "f never reaches 1"
