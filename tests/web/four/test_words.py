"""What the four panels say: numbers and verdicts in words, the address as the state, calls to copy."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.core.descent.contests import STEPS, Setting, four
from app.web.four.page import PanelsPage, lab
from app.web.four.query import PanelsQuery
from app.web.four.words import score, summary, told, verdict
from tests.web.client import ask

SETTINGS = [Setting(), Setting(rho=0.99), Setting(rho=0.5, fair=True), Setting(alpha=10.0, rho=0.99), Setting(rho=0.0)]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_words_follow_the_numbers(setting: Setting) -> None:
    contests = four(setting)
    momentum, sgd, level = score(contests)
    assert momentum + sgd + level == 4
    said = summary(contests, setting)
    assert f"Momentum wins {momentum} of four, SGD {sgd}" in said[0]
    for one, sentence in zip(contests, said[1:], strict=True):
        assert all(told(one, result) in sentence for result in one.results)
        assert sentence.endswith(verdict(one))
        assert "None" not in sentence


def test_verdicts_of_the_slide_and_of_what_blows_up() -> None:
    assert [verdict(one) for one in four(Setting())] == [
        "Momentum gets over the hill.", "Momentum is 2.8× as fast.", "Momentum is 5.2× as fast.",
        "SGD’s floor is 9.8× lower.",
    ]  # fmt: skip
    assert verdict(four(Setting(alpha=3.0))[2]) == "SGD blows up."
    assert verdict(four(Setting(alpha=10.0))[2]) == "Both blow up."
    assert verdict(four(Setting(rho=0.999))[2]) == "Only SGD is there by step 10\N{NO-BREAK SPACE}000."
    assert verdict(four(Setting(alpha=0.1, fair=True))[2]) == "Neither is there by step 10\N{NO-BREAK SPACE}000."
    assert verdict(four(Setting(alpha=10.0, rho=0.5))[0]) == "Both get over the hill."


def test_the_address_is_the_state() -> None:
    query = PanelsQuery.model_validate({"rho": 0.99, "fair": 1, "step": 7})
    assert query.query() == "rho=0.99&fair=1&step=7"
    assert PanelsQuery().query() == ""
    assert PanelsPage(PanelsQuery()).link(rho=0.5) == "/optimizers/four?rho=0.5"
    zoomed = PanelsPage(PanelsQuery.model_validate({"rho": 0.5, "zoomed": "noise", "x_low": 0.0, "x_high": 9.5}))
    assert zoomed.link(fair=1) == "/optimizers/four?rho=0.5&fair=1&zoomed=noise&x_low=0&x_high=9.5"
    assert [one.plot.whole for one in zoomed.panels] == [zoomed.link()] * 3 + ["/optimizers/four?rho=0.5"]
    assert [one.plot.zoom for one in zoomed.panels] == ["", "", "", "42 ×"]
    for wrong in (
        {"rho": 1.0},
        {"zoomed": "all"},
        {"alpha": 0.05},
        {"alpha": 11.0},
        {"fair": 2},
        {"step": STEPS + 1},
        {"view": "tilted"},
    ):
        with pytest.raises(ValidationError):
            PanelsQuery.model_validate(wrong)


def test_what_can_be_copied_runs_as_it_stands() -> None:
    page = PanelsPage(PanelsQuery.model_validate({"rho": 0.99, "step": 7}))
    assert page.copies[0].text == "{origin}/optimizers/four?rho=0.99&step=7"
    assert page.copies[1].text == 'curl "{origin}/api/contests?rho=0.99"'
    assert [one["winner"] for one in ask("GET", "/api/contests?rho=0.99").json()["contests"]] == [
        "momentum", "momentum", "sgd", "sgd",
    ]  # fmt: skip
    code = next(one.text for one in page.copies if one.text.startswith("from slopes"))
    lines: list[tuple[object, ...]] = []
    exec(code, {"print": lambda *told: lines.append(told)})
    assert [line[0] for line in lines] == ["trap", "saddle", "ravine", "noise"]
    assert [line[-1] for line in lines] == ["momentum", "momentum", "sgd", "sgd"]
    assert [str(run) for run in lab(page.contests[2]).run] == ["sgd(lr=0.01)", "momentum(lr=0.01,rho=0.99)"]
