"""What goes along to another landscape, and from which step on an answer is known."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest

from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery, tuned
from app.web.races.questions import RACE_QUESTIONS

RUNS = ("momentum(lr=0.05,rho=0.5)", "adamw(lr=0.02)", "adam(lr=0.7,beta1=0.8)")
STATE = {"run": RUNS, "x": 0.5, "y": 0.5, "x_low": -1.0, "step": 60, "step_low": 5, "steps": 99, "noise": 0.1,
         "seed": 3, "schedule": "cosine", "hidden": (1,), "focus": 2}  # fmt: skip


@pytest.mark.parametrize("name", list(SURFACES))
def test_runs_go_along_with_their_knobs_and_the_usual_rates_of_the_new_landscape(name: str) -> None:
    page = OptimizersPage(RaceQuery.model_validate(STATE))
    surface = SURFACES[name]()
    link = next(url for text, _, url in page.surfaces if text == str(surface))
    found = RaceQuery.model_validate(
        {key: tuple(values) if key in {"run", "hidden"} else values[0] for key, values in
         parse_qs(urlparse(link).query).items()}
    )  # fmt: skip
    momentum, adamw, adam = found.run
    assert found.surface == surface
    assert momentum.settings() == {"lr": tuned(surface, "momentum").lr, "rho": 0.5}
    assert adamw == OPTIMIZERS.read(RUNS[1])  # no rate is known to suit it
    assert adam.settings() | {"lr": 0, "beta1": 0.8} == adam.settings() | {"lr": 0}
    assert adam.lr == tuned(surface, "adam").lr
    assert (found.steps, found.noise, found.seed, str(found.schedule)[:6]) == (99, 0.1, 3, "cosine")
    assert (found.hidden, found.focus) == ((1,), 2)
    assert (found.conditions.start, found.x_low, found.step, found.step_low) == (surface.start, None, None, None)


@pytest.mark.parametrize(
    ("slug", "since"), [(None, 58), ("trap", 400), ("saddle", 145), ("ravine", 299), ("noise", 400)]
)  # fmt: skip
def test_an_answer_is_known_from_the_step_at_which_it_can_be_seen(slug: str | None, since: int) -> None:
    question = next(one for one in RACE_QUESTIONS if one.slug == slug)
    assert OptimizersPage(question.query("projector")).room.since == since


def test_the_ravine_and_its_cards_count_the_same() -> None:
    page = OptimizersPage(RACE_QUESTIONS[3].query())
    assert page.answer is not None
    assert [chip.outcome for chip in page.chips] == ["arrives at step 299", "arrives at step 59"]
    assert "SGD 299, Momentum 59" in page.answer.words[0]
    assert page.answer.number == "5.1×"


def test_who_is_not_there_is_named_beside_who_is() -> None:
    page = OptimizersPage(RaceQuery.model_validate({"surface": "rosenbrock"}))
    assert page.answer is not None
    assert page.answer.words == (
        "Momentum arrives first: within 0.05 of the minimum, for good, after 213 steps.",
        "SGD, RMSProp and Adam are not there by step 240.",
    )


@pytest.mark.parametrize(
    ("lr", "factor", "grows"), [(0.05, "−1.5", True), (0.0385, "−0.925", False), (0.01, "0.5", False)]
)
def test_why_it_blows_up_is_said_in_the_numbers_of_the_run(lr: float, factor: str, grows: bool) -> None:
    state = {"surface": "quadratic(kappa=50)", "run": [f"sgd(lr={lr})"], "question": "edge", "steps": 150}
    page = OptimizersPage(RaceQuery.model_validate(state))
    assert page.title == ("Why does it blow up?" if grows else "Why does it not blow up?")
    assert page.answer is not None
    assert (page.answer.number, page.answer.equals) == (factor, f"= 1 − {lr} · 50")
    assert ("changes sides" in page.answer.words[0]) is factor.startswith("−")
    assert ("grows" in page.answer.words[0], "0.04" in page.answer.words[1]) == (grows, True)


def test_a_room_finds_a_race_at_its_start_and_a_reader_finds_it_under_way() -> None:
    assert [RaceQuery.model_validate({"view": view}).shown_step for view in ("projector", None, "tilted")] == [
        0,
        34,
        34,
    ]
    assert RaceQuery.model_validate({"view": "projector", "step": 7}).shown_step == 7
