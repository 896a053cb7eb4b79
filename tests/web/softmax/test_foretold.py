"""Predict first, of scores: nothing that follows from them is in the page before."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from app.core.losses import cross_entropy
from app.core.numerals import fixed
from app.web.softmax.questions import SOFTMAX_QUESTIONS
from tests.web.foretelling import lab, main, offers, told, verdict

PATH = "/softmax"
STATES = [one.query().query() for one in SOFTMAX_QUESTIONS]
STATES += ["steps=3", "labels=0.7,0.2,0.1&temperature=2", "gamma=2&class_weight=1,2,3&view=projector", "until=right"]
KNOWN = re.compile(r"slope of the loss|Loss <b>|One step down|nats is|[Ee]asy examples count|data-figure|p = 0\.\d")


@pytest.mark.parametrize("state", STATES)
def test_before_it_nothing_of_the_loss_stands_in_the_page(state: str) -> None:
    page = main(lab(PATH, f"{state}&predict=1"))
    known = lab(PATH, f"{state}&predict=0")
    places = (r'class="sr">([^<]+)</span></div>', r"probability ([^\"]+)\"", r'class="aha"[^>]*>([^<]+)',
              r'class="cell l[^>]*>([^<]+)<')  # fmt: skip
    answers = {one for place in places for one in re.findall(place, known)}
    scores = " ".join(re.findall(r'aria-valuetext="([^"]+?), probability', known))
    kept = told(page).replace(scores, "")
    numbers = {one.strip() for one in answers if re.search(r"\d[.,]\d{2}|\d{3}", one)}
    assert len(numbers) > 3 or "panel=breaks" in state
    asked = " ".join(offers(page))
    plain = {"1.000", "0.000"} | {one for one in numbers if one in scores or one in asked}  # as any number may be
    for one in numbers - plain:
        assert not re.search(rf"(?<![\d.,]){re.escape(one)}(?!\d)", kept), one
    assert KNOWN.findall(kept) == []
    assert KNOWN.search(told(known))
    assert 'class="part' not in page


def test_the_bands_are_about_the_loss_of_who_knows_nothing() -> None:
    for classes in (2, 3, 5):
        w = "&".join(["w=1,1"] * classes)
        nothing = float(cross_entropy([0.0] * classes, target=0).losses)
        assert nothing == pytest.approx(math.log(classes))
        edges = [fixed(share * nothing) for share in (0.25, 0.5, 1, 2)]
        asked = list(offers(lab(PATH, f"{w}&predict=1")))
        assert asked == [f"below {edges[0]}", *(f"{a} to {b}" for a, b in pairwise(edges)), f"above {edges[3]}"]


@pytest.mark.parametrize(("state", "right"), [
    ("", "2"), ("question=wrong&z=-2,3,0.1", "5"), ("question=right&z=5,1,0.1", "1"), ("z=0,0,0", "34"),
    ("z=0,0,0&gamma=2", "34"), ("z=5,1,0.1&target=1", "5"), ("until=right", "1"),
])  # fmt: skip
def test_what_is_right_is_the_loss_that_the_page_shows(state: str, right: str) -> None:
    for guess in "12345":
        page = lab(PATH, f"{state}&predict=1&guess={guess}")
        words = verdict(page)
        assert (": the loss is " in words, "Right: " in words) == (True, guess in right)
        loss = re.search(r"loss is ([\d.]+) nats", words)
        shows = re.search(r'class="pinned"><p>Loss <b>([\d.]+)</b>', page)
        assert loss
        assert shows
        assert loss[1] == shows[1]


def test_the_form_without_scripts_keeps_the_question() -> None:
    page = lab(PATH, "predict=1")
    for name, value in (("predict", "1"), ("optimizer", "sgd(lr=0.5)")):
        assert re.search(rf'<input type="hidden" name="{name}"\s+value="{re.escape(value)}', page)
    assert '<input type="hidden" name="guess" value="2">' in lab(PATH, "predict=1&guess=2")
