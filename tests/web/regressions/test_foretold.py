"""Predict first, of fits on batches: nothing is worked out before, and what became of it is told when it is known."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from app.web.page.foretold import Truth
from app.web.regressions import comparison, opening
from app.web.regressions.comparison import Comparison
from app.web.regressions.foretelling import ON_THEIR_WAY, foretold_fits
from app.web.regressions.query import RegressionQuery
from app.web.regressions.questions import BATCH_QUESTIONS, settled_at
from app.web.regressions.rows import SharedRows
from tests.web.foretelling import lab, main, offers, told, verdict

PATH = "/sgd"
SMALL = "data=linear(n=2000,d=4)"
SPOILT = re.compile(
    r"[Tt]enth of the start|above the least\b(?!, log)|settles|blows up|moves on|theory knows|\d+×|theory says"
)


def refuse(*_: Any, **__: Any) -> None:
    raise AssertionError("a fit was worked out")


@pytest.mark.parametrize("state", [
    f"{SMALL}", f"{SMALL}&view=projector", f"{SMALL}&across=seconds&seeds=5",
    *(one.query().query() for one in BATCH_QUESTIONS),
])  # fmt: skip
def test_before_it_nothing_is_worked_out_and_nothing_told(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Comparison, "go", refuse)
    monkeypatch.setattr(opening, "first_turns", refuse)
    monkeypatch.setattr(comparison, "Course", refuse)
    page = lab(PATH, f"{state}&predict=1")
    assert SPOILT.findall(told(page).replace("Loss above the least", "")) == []
    assert "/api/regressions" not in re.sub(r'<div class="sheet">\s*<button type="button"\s+data-copy.*?</pre>', "",
                                            main(page), flags=re.DOTALL)  # fmt: skip
    assert 'data-stream="" data-done="true"' in re.sub(r"\s+", " ", page)
    assert len(offers(page)) >= 2


def test_each_option_is_a_page_that_says_what_became_of_it() -> None:
    found = offers(lab(PATH, f"{SMALL}&predict=1"))
    assert list(found) == ["SGD, 1 row", "SGD, 32 rows", "SGD, all rows", "None of them"]
    page = lab(PATH, f"{SMALL}&predict=1&guess=0")
    assert "data-covered" not in page
    assert SPOILT.search(told(page))
    assert verdict(page).startswith("You said SGD, 1 row. ")


def worked_out(state: dict[str, Any], turns: int = 100_000) -> tuple[Truth, Comparison]:
    """What is true of some fits after so many turns, or at their end."""
    query = RegressionQuery.model_validate({"data": "linear(n=2000,d=4)", "predict": 1, "guess": "0", **state})
    job = Comparison(query.asked, lambda: SharedRows(query.asked.model, query.data), str(query.data))
    while not job.ended and turns:
        job.go()
        turns -= 1
    return foretold_fits(query, lambda **_: "", job).truth, job


def test_who_needs_the_fewest_samples() -> None:
    truth, job = worked_out({})
    tenths = [one.tenth for one in job.courses]
    assert truth.right == frozenset({str(tenths.index(min(filter(None, tenths))))})
    assert f"with {min(filter(None, tenths)):,} samples" in truth.words


def test_it_is_not_said_before_it_is_known() -> None:
    assert worked_out({}, 1)[0] == ON_THEIR_WAY
    assert worked_out({"question": "floor", "batch": [1]}, 30)[0].right is None


def test_who_is_first_by_the_clock_and_who_ends_lowest() -> None:
    truth, job = worked_out({"question": "seconds"})
    seconds = [one.tenth // one.runner.batch * one.step_seconds if one.tenth else np.inf for one in job.courses]
    assert truth.right == frozenset({str(int(np.argmin(seconds)))})
    truth, job = worked_out({"question": "floor", "run": ["sgd(lr=0.02)", "sgd(lr=0.002)", "sgd(lr=9)"], "batch": [1]})
    ends = [settled_at(one) for one in job.courses]
    assert truth.right == frozenset({str(int(np.argmin(ends[:2])))})


def test_none_may_get_there() -> None:
    truth, _ = worked_out({"run": ["sgd(lr=1e-6)"], "batch": [1]})
    assert (truth.right, truth.words) == (frozenset({"none"}), "none of them gets there.")
