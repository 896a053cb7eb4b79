"""Clipped gradients by the API and on the page: what was asked is what runs, sweeps, and what can be copied."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

import pytest

from app.core.descent import Conditions, run
from app.core.optimizers import SGD
from app.core.surfaces import Quadratic
from app.web.races.copies import clipped
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from tests.web.client import ask, strict_json

RACE = "surface=quadratic(kappa=50)&run=sgd(lr=0.05)&x=-9&y=1&steps=30"


@pytest.mark.parametrize(("query", "clip"), [
    ("clip_norm=2", {"clip_norm": 2.0}),
    ("clip_value=0.5", {"clip_value": 0.5}),
    ("clip_norm=2&clip_value=1.5", {"clip_norm": 2.0, "clip_value": 1.5}),
    ("clip_norm=0&clip_value=0", {}),
])  # fmt: skip
def test_the_answer_is_the_core_s_run(query: str, clip: dict[str, Any]) -> None:
    found = run(SGD(lr=0.05), Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 30, **clip))
    (told,) = strict_json(ask("GET", f"/api/races?{RACE}&{query}").content)["runs"]
    assert (told["x"], told["y"]) == (found.x.tolist(), found.y.tolist())
    stream = ask("GET", f"/api/races/stream?{RACE}&{query}", headers={"Accept": "application/jsonl"}).text
    assert repr(float(found.x[-1])) in stream
    table = list(csv.DictReader(io.StringIO(ask("GET", f"/api/races?{RACE}&{query}&format=csv").text)))
    assert float(table[-1]["x"]) == found.x[-1]


def page(query: str) -> OptimizersPage:
    told = dict(part.split("=", 1) for part in query.split("&"))
    return OptimizersPage(RaceQuery.model_validate({**told, "run": [told.pop("run")]}))


def test_the_page_says_it_links_it_and_lets_it_be_copied() -> None:
    found = page(f"{RACE}&clip_value=1.5&clip_norm=2")
    assert "clip_norm=2&clip_value=1.5" in found.link(steps=40)
    assert "Gradients are clipped: each component at 1.5, then their length at 2." in found.summary[0]
    code = next(copy.text for copy in found.copies if copy.name == "Python, without the server")
    told: dict[str, list[object]] = {}
    exec(code, told)
    assert told["runs"][0].x.tolist() == found.runs[0].x.tolist()  # type: ignore[attr-defined]  # what exec gives
    torch = next(copy.text for copy in found.copies if copy.name == "PyTorch's clipping")
    assert torch.splitlines() == [
        "loss.backward()",
        "torch.nn.utils.clip_grad_value_(model.parameters(), 1.5)",
        "torch.nn.utils.clip_grad_norm_(model.parameters(), 2)",
        "optimizer.step()",
    ]
    assert found.focused.code[1:4] == [
        "    dx = compute_gradient(x)",
        "    dx = np.clip(dx, -1.5, 1.5)",
        "    dx *= min(1, 2 / (np.linalg.norm(dx) + 1e-6))",
    ]
    plain = page(RACE)
    assert "clip" not in plain.link(steps=40) + plain.summary[0] + clipped("    dx = compute_gradient(x)", {})
    assert not any("clip_" in copy.text or "clipping" in copy.name for copy in plain.copies)


def test_the_boxes_hold_what_is_asked_for() -> None:
    text = ask("GET", f"/optimizers?{RACE}&clip_norm=0.25", headers={"Accept": "text/html"}).text
    boxes = dict(re.findall(r'data-name="(clip_\w+)"[^>]*? value="([^"]*)"', unescape(text)))
    assert boxes == {"clip_norm": "0.25", "clip_value": "0"}


def test_the_scent_of_a_rate_is_of_clipped_runs() -> None:
    free, bound = (page(f"{RACE}{more}").chips[0].scent for more in ("", "&clip_norm=0.5"))
    assert free.hatched
    assert not bound.hatched


@pytest.mark.parametrize(("query", "sentence"), [
    ("clip_norm=-1", "clip_norm must be at least 0"), ("clip_value=1e7", "clip_value must be at most 1000000"),
    ("clip_norm=a", "clip_norm must be a number"),
])  # fmt: skip
def test_a_bound_that_is_none_gets_a_sentence(query: str, sentence: str) -> None:
    answer = ask("GET", f"/api/races?{query}")
    assert answer.status_code == 422
    assert sentence in answer.text
