"""Predict first, of the four panels: what comes of them is in the page after it alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.core.descent import contests
from app.core.descent.contests import Result, Setting, four
from app.web.four import figure, words
from tests.web.foretelling import lab, main, offers, told, verdict

PATH = "/optimizers/four"
STATES = ["", "rho=0.99", "fair=1&view=projector", "alpha=10&rho=0&step=100", "zoomed=noise&y_low=-2"]
SPOILT = re.compile(
    r"gets? over the hill|stay this side|× as fast|× lower|[Ll]evel\.|blows? up|floor \d|wins \d|up to 1 /"
)


def otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything comes out differently, from the first step on."""
    path, cloud = contests.path, contests.cloud

    def another_path(*of: Any) -> Any:
        run = path(*of)
        later = np.arange(len(run.x)) > 0
        return replace(run, x=run.x + 0.1 * later, y=run.y + 0.1 * later, value=run.value + 0.1 * later)

    def another_cloud(*of: Any) -> Any:
        found = cloud(*of)
        parts = {name: getattr(found, name).copy() for name in ("mean", "low", "high")}
        for part in parts.values():
            part[1:] *= 1.5
        return type(found)(**parts)

    for module in (figure, words):
        monkeypatch.setattr(module, "path", another_path)
        monkeypatch.setattr(module, "cloud", another_cloud)
    monkeypatch.setattr(contests, "result", lambda *_: Result(12.0, 1.0))
    figure._still_ground.cache_clear()


@pytest.mark.parametrize("state", STATES)
def test_before_it_the_page_is_the_same_whatever_comes(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = (main(lab(PATH, f"{state}&predict={predict}")) for predict in (1, 0))
    otherwise(monkeypatch)
    assert main(lab(PATH, f"{state}&predict=1")) == before
    assert main(lab(PATH, f"{state}&predict=0")) != after
    figure._still_ground.cache_clear()


@pytest.mark.parametrize("state", STATES)
def test_before_it_no_answer_stands_in_the_page(state: str) -> None:
    text = told(lab(PATH, f"{state}&predict=1"))
    assert SPOILT.findall(text) == []
    assert SPOILT.search(told(lab(PATH, f"{state}&predict=0")))
    for one in re.findall(r'(?:data-figure|data-picture|href)="([^"]*/api/[^"]*)"', text):
        assert "/api/contests?" in one
        assert re.search("picture=(trap|saddle|ravine)(&|$)", one)
        assert "alpha" not in one


def test_each_option_is_a_page_that_says_what_became_of_it() -> None:
    found = offers(lab(PATH, "predict=1"))
    assert [one["guess"] for one in found.values()] == [["1"], ["2"], ["3"], ["4"], ["0"]]
    said = [verdict(lab(PATH, f"predict=1&guess={one['guess'][0]}")) for one in found.values()]
    assert [words.startswith(f"You said {text}. ") for text, words in zip(found, said, strict=True)] == [True] * 5
    assert [": Momentum wins 3 of four, SGD 1." in words for words in said] == [True] * 5
    assert ["Right" in words for words in said] == [False, False, True, False, False]


@pytest.mark.parametrize("setting", [Setting(rho=0.0), Setting(rho=0.99), Setting(fair=True), Setting(alpha=0.1)])
def test_what_is_right_is_what_happens(setting: Setting) -> None:
    won = sum(one.winner == "momentum" for one in four(setting))
    state = f"alpha={setting.alpha}&rho={setting.rho}&fair={int(setting.fair)}"
    for guess in range(5):
        assert ("Right" in verdict(lab(PATH, f"{state}&predict=1&guess={guess}"))) == (guess == won)


def test_a_panel_alone_is_predicted_first_too() -> None:
    assert len(re.findall(r'class="alone" href="[^"]*predict=1[^"]*"', lab(PATH, "predict=1"))) == 4
