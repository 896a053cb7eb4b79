"""What a room tells as right is marked as right, at both its ends, and little more would be."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.lessons import LESSONS
from app.lessons.quantities import Click, Number, Reach
from app.rooms.questions import KINDS, Question
from app.web.rooms.ranges import near

SEEDS = 40
OWN = {"text": "How many?", "low": 0.0, "high": 1e6, "unit": "steps"}
PREDICTED = {slug: {"lesson": slug} for slug in LESSONS}
CHECKS = [(slug, check) for slug in LESSONS for check in (1, 2, 3)]
TOLD = {f"own {right} within {share}": {**OWN, "right": right, "within": share} for right, share in
        [(150.42, 0.2), (0.3, 0.1), (100.4, 0.002), (1.0, 0.1), (12_345.6, 0.01), (999.6, 0.001)]}  # fmt: skip


def asked(spec: dict[str, Any]) -> Question:
    return KINDS[next(kind for kind in ("check", "lesson", "text") if kind in spec)](spec)


def ends_of(question: Question) -> list[str]:
    """Both numbers of the sentence, as anyone would write them again, without the commas of thousands."""
    told = near(question, question.kind.write(question.truth(0)))
    unit = re.escape(getattr(question.kind, "unit", ""))
    found = re.fullmatch(rf"(.+?) to (.+?)(?: {unit}| {unit.removesuffix('s')})? counts as right", told)
    return [end.replace(",", "") for end in found.groups()] if found else []


@pytest.mark.parametrize("spec", [*PREDICTED.values(), *TOLD.values()], ids=[*PREDICTED, *TOLD])
def test_both_ends_of_what_is_told_as_right_are_marked_right(spec: dict[str, Any]) -> None:
    question = asked(spec)
    ends = ends_of(question)
    assert ends or not isinstance(question.kind, Number | Click) or exact(question)
    assert all(question.right(end, 0) for end in ends), ends


@pytest.mark.parametrize(("slug", "check"), CHECKS, ids=[f"{slug} {check}" for slug, check in CHECKS])
def test_so_are_those_of_checks(slug: str, check: int) -> None:
    for seed in range(SEEDS):
        question = asked({"lesson": slug, "check": check, "seed": seed})
        ends = ends_of(question)
        assert ends or not isinstance(question.kind, Number) or exact(question)
        assert all(question.right(end, 0) for end in ends), (question.text, ends)


def exact(question: Question) -> bool:
    """Whether one number alone is right, or all with which something happens."""
    kind = question.kind
    return isinstance(kind, Reach) or (isinstance(kind, Number) and not kind.within and not kind.apart)


@pytest.mark.parametrize("slug", [slug for slug, one in LESSONS.items() if isinstance(one.prediction, Number)])
def test_a_lesson_marks_a_prediction_of_both_ends_as_right(slug: str) -> None:
    lesson = LESSONS[slug]
    for end in ends_of(asked({"lesson": slug})):
        assert lesson.mark(lesson.prediction.read(end)).right, end


def test_what_is_told_lies_round_the_truth_and_wastes_little() -> None:
    question = asked({"lesson": "binary-cross-entropy"})
    assert ends_of(question) == ["126", "180"]  # of 150.42 / 1.2 = 125.35 and 150.42 · 1.2 = 180.5
    for spec in TOLD.values():
        low, high = map(float, ends_of(asked(spec)))
        right, share = float(str(spec["right"])), float(str(spec["within"]))
        assert low < right < high
        assert right * (1 - share) - 1e-9 <= low <= right * (1 - share * 0.5)
        assert right * (1 + share * 0.5) <= high <= right * (1 + share) + 1e-9
