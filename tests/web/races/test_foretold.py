"""Predict first, of a race: nothing of what comes is in the page before, all of it after."""

from __future__ import annotations

import re

import pytest

from app.core.descent.walk import Walk, race
from app.core.numerals import decimal
from app.web.races import losses
from app.web.races.foretelling import foretold_race
from app.web.races.query import RaceQuery
from app.web.races.questions import RACE_QUESTIONS, WHY
from tests.web.foretelling import lab, main, offers, told, verdict

PATH = "/optimizers"
ALL = [one.query(predict=1) for one in (*RACE_QUESTIONS, WHY)]
ALL += [RaceQuery.model_validate({"view": view, "predict": 1, "step": 100}) for view in ("projector", "tilted")]
each_state = pytest.mark.parametrize("state", ALL, ids=lambda one: one.question or one.view or "valley")
SPOILT = re.compile(
    r"arrives at step|arrives first:|blows? up|not there by|oscillat|ends at|has fallen|falls off|\d steps, loss", re.I
)


@each_state
def test_before_it_no_run_is_worked_out(state: RaceQuery, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a run was worked out")

    monkeypatch.setattr(Walk, "_go", refuse)
    monkeypatch.setattr(losses, "bands", refuse)
    assert 'id="foretold"' in lab(PATH, state.query())


@each_state
def test_before_it_no_answer_stands_in_the_page(state: RaceQuery) -> None:
    page = lab(PATH, state.query())
    text = told(page)
    assert SPOILT.findall(text) == []
    assert set(re.findall(r'<span class="later">([^<]*)<', page)) <= {""}
    assert set(re.findall(r'class="curve"\s+d="([^"]*)"', page)) == {""}, "the scents of the rates"
    assert not re.search(r'<rect x="[^"]*" width="[^"]*" y="3"', page), "where a rate blows up is hatched"
    for run in race(state.run, state.conditions):
        for k in (5, 34, -1):
            for number in (run.x[k], run.y[k], run.value[k]) if len(run.x) > 40 else ():
                digits = decimal(float(number), 4)
                assert len(digits) < 5 or digits not in text
        assert f'since="{run.ending.arrived}"' not in text
    for way in ("/api/races?", "picture=tilted"):
        links = re.findall(r'(?:data-figure|data-picture|href)="([^"]*)"', text)
        assert [one for one in links if way in one and "picture=rates" not in one] == []


@each_state
def test_the_page_without_it_would_be_found_out(state: RaceQuery) -> None:
    text = told(lab(PATH, state.query(predict=0)))
    assert SPOILT.search(text)
    assert "/api/races?" in text


def test_what_is_hidden_stays_so_whatever_the_knobs_say() -> None:
    """Two runs that end quite differently make the same page, but for the knob itself."""
    pages = [main(lab(PATH, f"predict=1&run=sgd(lr={lr})&run=adam")) for lr in (0.01, 0.02)]
    numbers = [re.sub(r"0\.0[12]\b|data-places=\"[^\"]*\"|value=\"\d+\"", "", one) for one in pages]
    assert numbers[0] == numbers[1]


def test_each_option_is_a_page_that_says_what_became_of_it() -> None:
    found = offers(lab(PATH, "predict=1"))
    assert list(found) == ["SGD", "Momentum", "RMSProp", "Adam", "None of them"]
    said = {text: verdict(lab(PATH, f"predict=1&guess={one['guess'][0]}")) for text, one in found.items()}
    for text, words in said.items():
        right = "Right" if text == "Adam" else "Not quite"
        assert words == f"You said {text}. {right}: Adam is first, after 58 steps."


def test_after_it_the_page_is_as_usual() -> None:
    usual, after = main(lab(PATH, "step=50")), main(lab(PATH, "step=50&predict=1&guess=3"))
    after = after[: after.index('<section id="foretold"')] + after[after.index("</section>") + len("</section>") :]
    bare = [re.sub(r"(&amp;)?(predict=1|guess=\w+)|Predict first|\s+|\?(?=\")", "", one) for one in (usual, after)]
    assert re.sub(r'<ahref="/optimizersstep=50"></a>', "", bare[0]).count("<") - bare[1].count("<") in (0, 2)
    assert 'class="outcome">arrives at step 58' in after


@pytest.mark.parametrize(("query", "guess", "words"), [
    ("surface=saddle&y=1e-6&steps=200&run=sgd(lr=0.05)&run=rmsprop(lr=0.1)", "1", "Not quite: SGD is lowest, with a "),
    (RACE_QUESTIONS[2].query().query(), "2", "Right: RMSProp is first, after "),
    ("steps=20", "none", "Right: none is there by step 20."),
    ("run=adam(lr=0.45)&run=adam(lr=0.45)", "1", "Right: Adam and Adam (2) are first, after 58 steps."),
    ("run=sgd(lr=0.4)&run=adam(lr=0.45)", "0", "Not quite: Adam is first, after 58 steps."),
])  # fmt: skip
def test_what_is_right_is_what_happens(query: str, guess: str, words: str) -> None:
    assert words in verdict(lab(PATH, f"{query}&predict=1&guess={guess}"))


@pytest.mark.parametrize("guess", ["7", "nobody"])
def test_what_is_none_of_the_options_is_no_prediction(guess: str) -> None:
    page = lab(PATH, f"predict=1&guess={guess}")
    assert "data-covered" in page
    assert len(offers(page)) == 5


def test_a_room_hears_it_when_it_has_seen_it() -> None:
    for step, hidden in ((57, True), (58, False)):
        page = lab(PATH, f"predict=1&guess=0&view=projector&step={step}")
        assert ('class="foretold untold" data-since="58"' in page) == hidden


def test_another_question_or_landscape_asks_again_and_the_api_is_told_of_nothing() -> None:
    state = RaceQuery(predict=1, guess="3")
    page = lab(PATH, state.query())
    presets = re.findall(r'class="preset" href="([^"]+)"', page)
    assert all("predict=1" in one and "guess" not in one for one in presets[:-1])
    others = [one for one in re.findall(r'data-url="([^"]+)"', page) if "surface=" in one]
    assert all("predict=1" in one and "guess" not in one for one in others)
    calls = re.search(r'<div class="sheet">\s*<button type="button"\s+data-copy.*?</pre>', page, re.DOTALL)
    assert calls
    assert "predict" not in re.sub(r'/((embed/)?optimizers|rooms)\?[^"\s]*', "", calls[0])


def test_nothing_is_worked_out_until_it_is_asked_for() -> None:
    one = foretold_race(RaceQuery(predict=1, guess="0"), lambda **_: "", lambda: [])
    assert (one.covered, one.said) == (False, "SGD")
    with pytest.raises(ValueError, match="empty"):  # there is no first of no runs
        _ = one.truth
