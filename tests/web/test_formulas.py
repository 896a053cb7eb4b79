"""Formulas of pages: where a narrow one may go on in a new line, and what is one letter."""

from __future__ import annotations

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.web.page.widgets import mathml, terms_of, wrapping


@pytest.mark.parametrize(("tex", "parts"), [
    (r"-1\ln 0.6-0\ln 0.2=0.4", [r"-1\ln 0.6", r"-0\ln 0.2", "=0.4"]),
    (r"f'(z)=f(z)\left(1-f(z)\right)", ["f'(z)", r"=f(z)\left(1-f(z)\right)"]),
    (r"|1-2|=1", ["|1-2|", "=1"]),
    (r"\frac{1-a}{2}+b\cdot -3", [r"\frac{1-a}{2}", r"+b\cdot -3"]),
    (r"x", ["x"]),
])  # fmt: skip
def test_a_formula_is_cut_before_signs_between_terms(tex: str, parts: list[str]) -> None:
    assert terms_of(tex) == parts


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_parts_of_each_lesson_s_formulas_are_the_whole(lesson: AnyLesson) -> None:
    for why in (lesson.why(lesson.usual), lesson.why_varied(lesson.usual)):
        for tex in (why.formula, why.numbers):
            assert "".join(terms_of(tex)) == tex
            assert wrapping(tex).count("<math") == len(terms_of(tex))


@pytest.mark.parametrize(("tex", "spaces"), [
    (r"\ln 10^6", 1), (r"-\ln r", 1), (r"y\ln p", 2), (r"y_c\ln p_c", 2), (r"\ln\left(x\right)", 0), (r"\ln(x)", 0),
    (r"\ln\,x", 1),
])  # fmt: skip
def test_a_logarithm_stands_apart_from_what_it_is_of(tex: str, spaces: int) -> None:
    assert mathml(tex).count("<mspace") == spaces


def test_a_prime_stands_at_its_letter() -> None:
    assert "<mi>f′</mi>" in mathml("f'(x)")
    assert "msup" not in mathml("f'(x)")
