"""Predict first, of functions: values are there, slopes and what follows from them are not."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.core.activations import ELU, GELU, LeakyReLU, Sigmoid, SiLU, Tanh
from app.core.numerals import decimal
from app.web.activations import spans
from app.web.activations.opening import unseen_slopes
from app.web.activations.query import ActivationsQuery
from app.web.activations.questions import QUESTIONS
from app.web.figures.style import LIGHT
from tests.web.foretelling import lab, main, offers, told, verdict

PATH = "/activations"
STATES = ["", "f=gelu&f=silu&at=1.25&view=projector", "low=-1&high=1&focus=1&slope_low=0.1&slope_high=0.3", "hidden=0"]
STATES += [f"question={one.slug}" for one in QUESTIONS if one.slug]
SPOILT = re.compile(r"Largest slope|Hatched|saturates|, slope [^ ]*[0-9]|slope at most|Speaks |class=.computed.|Lock y")


@pytest.mark.parametrize("state", STATES)
def test_before_it_the_page_is_the_same_whatever_the_slopes_are(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = (main(lab(PATH, f"{state}&predict={predict}")) for predict in (1, 0))
    for one in (Sigmoid, Tanh, ELU, LeakyReLU, GELU, SiLU):
        monkeypatch.setattr(one, "slope", lambda self, x: 0.321 + 0.05 * np.asarray(x))
    spans.drawn.cache_clear()
    assert main(lab(PATH, f"{state}&predict=1")) == before
    assert main(lab(PATH, f"{state}&predict=0")) != after
    spans.drawn.cache_clear()


@pytest.mark.parametrize("state", STATES)
def test_before_it_no_answer_stands_in_the_page(state: str) -> None:
    text = told(lab(PATH, f"{state}&predict=1"))
    assert SPOILT.findall(text) == []
    assert SPOILT.search(told(lab(PATH, f"{state}&predict=0")))
    assert "/api/activations" not in re.sub(r'<button type="button"\s+data-copy.*?</pre>', "", text, flags=re.DOTALL)
    assert 'data-figure=""' in text


def test_the_lower_panel_is_empty_and_has_the_same_frame_for_all() -> None:
    frames = set()
    for query in (ActivationsQuery(), ActivationsQuery.model_validate({"f": ["sine"]})):
        made = unseen_slopes(query, LIGHT)
        assert {one.get("yaxis") for one in made["data"]} == {"y2"}
        assert not any("fillpattern" in one for one in made["data"]), "where slopes are small is hatched"
        assert all(one.get("yref") != "y" for one in made["layout"]["annotations"])
        assert not {"title", "words"} & made["layout"]["meta"].keys()
        frames.add(tuple(made["layout"]["yaxis"]["range"]))
    assert len(frames) == 1


def test_each_option_is_a_page_that_says_what_became_of_it() -> None:
    found = offers(lab(PATH, "predict=1"))
    assert list(found) == ["Sigmoid", "tanh", "ReLU", "Leaky ReLU", "Maxout", "ELU"]
    slope = decimal(float(ELU().slope(np.array(-2.0))))
    for text, one in found.items():
        right = "Right" if text == "ELU" else "Not quite"
        words = verdict(lab(PATH, f"predict=1&guess={one['guess'][0]}"))
        assert words == f"You said {text}. {right}: ELU has the largest slope, {slope}."


def test_those_that_are_alike_are_all_right() -> None:
    for guess, right in (("2", True), ("4", True), ("5", True), ("0", False)):
        words = verdict(lab(PATH, f"at=2&predict=1&guess={guess}"))
        assert ("Right" in words) == right
        assert words.endswith(": ReLU, Leaky ReLU, Maxout and ELU have the largest slope, 1.")


def test_the_question_follows_x() -> None:
    assert "Whose slope is the largest at x = 0.75?" in lab(PATH, "at=0.75&predict=1")
