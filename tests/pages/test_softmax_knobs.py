"""What stands beside the softmax page's numbers: slopes under boxes, the scent of a rate, calls to copy."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.core.losses.training import train
from app.web.figures.area import PAGE_SIZE
from app.web.softmax.answer import softmax_answer
from app.web.softmax.copies import question
from app.web.softmax.knobs import CELLS, HIGH, LOW, offered
from app.web.softmax.parts import box
from app.web.softmax.query import SoftmaxQuery
from tests.pages.test_softmax_views import page


def test_the_bar_under_a_box_leans_against_the_way_it_will_go() -> None:
    falls, rises = box(1.0, 0.2, 0.4, True), box(1.0, -0.4, 0.4, True)
    assert (falls.left, falls.width, falls.falls) == (50, 25, True)
    assert (rises.left, rises.width, rises.falls) == (0, 50, False)
    assert box(1.0, 0.0, 0.0, True).width == 0


@pytest.mark.parametrize("steps", [0, 3])
def test_the_scent_shows_the_loss_after_the_steps_taken(steps: int) -> None:
    found = page(f"labels=0.7,0.2,0.1&steps={steps}")
    state = found.state
    moves = re.findall(r"-?[\d.]+", found.knobs.scent)
    points = np.cumsum(np.array(moves, dtype=float).reshape(-1, 2), axis=0)
    across, down = points[1:-1].T / PAGE_SIZE[0]  # without the two corners that close the area
    heights = 1 - np.interp(np.linspace(0, 1, CELLS), across, down)
    rates, first = np.geomspace(LOW, HIGH, CELLS), float(state.observation.loss(state.weights, state.bias).losses)
    for k in (0, 30, 40):
        one = type(state.optimizer).with_settings({"lr": float(rates[k])})
        loss = train(one, state.observation, state.weights, state.bias, max(steps, 1)).losses[-1]
        assert heights[k] == pytest.approx(loss / (1.6 * first), abs=2e-3)


def test_every_optimizer_is_offered_at_a_rate_that_shows_something() -> None:
    assert [text for text, _ in page().knobs.optimizers][:2] == ["sgd(lr=0.5)", "momentum(lr=0.1,rho=0.9)"]
    assert all(offered(name.split("(")[0]).lr >= 0.1 for name, _ in page().knobs.optimizers)


@pytest.mark.parametrize("query", ["", "target=2&temperature=3", "labels=0.7,0.2,0.1&steps=3"])
def test_the_call_to_copy_is_answered_with_what_the_page_shows(query: str) -> None:
    found = page(query)
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(question(found.state, found.now.z)):
        asked.setdefault(name, []).append(value)
    lists = {"logits", "labels"}
    answer = softmax_answer(SoftmaxQuery.model_validate({k: v if k in lists else v[0] for k, v in asked.items()}))
    assert answer.cross_entropy == pytest.approx(float(found.now.loss.losses), rel=1e-10)
    assert answer.gradient == pytest.approx(found.now.loss.gradient.tolist(), abs=1e-11)


def test_the_python_to_copy_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = next(copy.text for copy in page("temperature=2").copies if copy.name == "Python, without the server")
    exec(code, {})
    assert "0.50168" in capsys.readouterr().out
