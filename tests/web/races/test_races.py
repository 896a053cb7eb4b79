"""Races in one answer: the numbers of the core in every form, long ones in pieces, and what is too much."""

from __future__ import annotations

import asyncio
import csv
import io
import itertools
import json
from typing import Any

import numpy as np
import plotly.io
import pytest

from app.core.descent.conditions import Conditions
from app.core.descent.walk import Walk, race, run
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.main import create_app
from app.settings import Settings
from app.web.figures.palette import runners
from app.web.races.answer import RacesAnswer
from app.web.races.query import MOST_BAND_STEPS, MOST_RUNS, MOST_STEPS, RACERS, RaceQuery
from app.web.surfaces.window import window
from tests.web.client import ANSWER_BYTES, APP, ask, strict_json
from tests.web.reading import RUNS, Reading

RACES = "/api/races"
LONG = "&".join(["steps=10000", *(f"run={one}" for one in RUNS)])
NAMES = ("x", "y", "value")


def told(query: str) -> Any:
    response = ask("GET", f"{RACES}?{query}")
    assert response.status_code == 200, response.text
    return strict_json(response.content)


@pytest.mark.parametrize("steps", [1, 100, 400, 3_000])  # at once, in turns, in pieces
@pytest.mark.parametrize("more", [{}, {"noise": 0.3, "seed": 5}, {"schedule": "cosine"}, {"x": -3.0, "y": 2.0}])
def test_an_answer_holds_the_numbers_of_the_core(steps: int, more: dict[str, Any]) -> None:
    optimizers = tuple(OPTIMIZERS.read(text) for text in ("sgd(lr=0.02)", "sgd(lr=0.5)", "adam", "nesterov(lr=0.001)"))
    surface = SURFACES["beale"]()
    start = more.get("x", surface.start[0]), more.get("y", surface.start[1])
    schedule = SCHEDULES.read(more.get("schedule", "constant"))
    on = Conditions(surface, start, steps, schedule, more.get("noise", 0.0), more.get("seed", 0))
    query = "&".join([f"steps={steps}", *(f"run={one}" for one in optimizers), *(f"{k}={v}" for k, v in more.items())])
    answer = told(query)
    RacesAnswer.model_validate(answer, strict=True)
    assert (answer["surface"], answer["start"], answer["steps"]) == ("beale", list(start), steps)
    for path, one in zip(race(optimizers, on), answer["runs"], strict=True):
        assert one["run"] == str(path.optimizer)
        assert [one[name] for name in NAMES] == [getattr(path, name).tolist() for name in NAMES]
        ending = path.ending
        assert [one[key] for key in ("outcome", "reason", "step", "arrived")] == [
            ending.outcome,
            ending.reason,
            ending.step,
            ending.arrived,
        ]
        assert one["band"] is None
    assert {one["outcome"] for one in answer["runs"]} >= {"diverged"}


def test_without_a_run_the_best_known_race_at_rates_that_suit_the_surface() -> None:
    for name, surface in SURFACES.items():
        answer = told(f"surface={name}&steps=3")
        assert answer["start"] == list(surface.start)
        for one, racer in zip(answer["runs"], RACERS, strict=True):
            optimizer = OPTIMIZERS.read(one["run"])
            assert (optimizer.name, optimizer.lr) == (racer, surface.rates[racer])


@pytest.mark.parametrize("surface", SURFACES)
def test_no_number_is_ever_missing(surface: str) -> None:
    """Not even where everything is as large as it may be."""
    corner = "x=1e6&y=-1e6&steps=30&noise=1000"
    wild = "&".join(f"run={name}(lr=100)" for name in itertools.islice(OPTIMIZERS, MOST_RUNS))
    for query in (f"surface={surface}&{corner}", f"surface={surface}&{wild}", f"surface={surface}&{corner}&{wild}"):
        for one in told(query)["runs"]:
            assert all(isinstance(number, float) for name in NAMES for number in one[name])
            assert len(one["x"]) == len(one["y"]) == len(one["value"]) >= 1


@pytest.mark.parametrize("steps", [50, 3_000])
def test_csv_holds_the_same(steps: int) -> None:
    query = f"steps={steps}&run=sgd(lr=0.02)&run=sgd(lr=0.5)&run=adam&noise=0.1"
    response = ask("GET", f"{RACES}?{query}&format=csv")
    assert 'filename="race-beale-sgd-sgd-adam.csv"' in response.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(response.text)))
    expected = [
        [str(i), one["run"], str(k), *(repr(one[name][k]) for name in NAMES), *ending]
        for i, one in enumerate(told(query)["runs"])
        for ending in [[one["outcome"], *("" if at is None else str(at) for at in (one["step"], one["arrived"]))]]
        for k in range(len(one["x"]))
    ]
    assert rows == [["number", "run", "step", *NAMES, "outcome", "diverged_at", "arrived_at"], *expected]


def test_plotly_draws_the_same_paths_over_the_landscape() -> None:
    query = "surface=himmelblau&steps=30&step=30&run=sgd(lr=0.01)&run=adam(lr=0.1)&run=momentum"
    response = ask("GET", f"{RACES}?{query}&format=plotly")
    assert response.headers["content-type"] == "application/vnd.plotly.v1+json"
    figure = plotly.io.from_json(response.text)
    runs = told(query)["runs"]
    looks = runners([OPTIMIZERS.read(one["run"]) for one in runs])
    lines = {one.name: one for one in figure.data if one.name and one.name[0].isupper()}
    assert list(lines) == ["SGD", "Adam", "Momentum"]
    for one, look, line in zip(runs, looks, lines.values(), strict=True):
        assert list(line.x) == pytest.approx(one["x"], abs=1e-4)
        assert list(line.y) == pytest.approx(one["y"], abs=1e-4)
        assert (line.line.color, line.line.dash, list(line.customdata)) == (look.light, look.dashes, list(range(31)))
    ground = plotly.io.from_json(ask("GET", "/api/surfaces?surface=himmelblau&format=plotly").text)
    shown = window(SURFACES["himmelblau"](), SURFACES["himmelblau"].start)
    assert figure.layout.xaxis.range == pytest.approx((shown.left, shown.right))
    assert figure.data[: len(ground.data)] == ground.data


def test_plotly_draws_the_losses_that_the_answer_tells() -> None:
    query = "surface=himmelblau&steps=30&step=30&run=sgd(lr=0.01)&run=adam(lr=0.1)"
    figure = plotly.io.from_json(ask("GET", f"{RACES}?{query}&picture=losses&format=plotly").text)
    lines = {one.name: one for one in figure.data if one.mode == "lines" and one.name}
    for one, line in zip(told(query)["runs"], lines.values(), strict=True):
        assert list(line.x) == list(range(31))
        assert list(line.y) == pytest.approx(one["value"], rel=1e-5, abs=1e-9)
    assert figure.layout.yaxis.type == "log"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f"steps={MOST_STEPS + 1}", "steps must be at most 10000"),
        ("&".join(["run=sgd"] * (MOST_RUNS + 1)), "run takes at most 12, got 13"),
        ("steps=3001&noise=1&seeds=2", "steps must be at most 3000 for a band of 4 runs, got 3001"),
        ("seeds=51", "seeds must be at most 50"),
        ("x=1000001", "x must be at most 1000000"),
        ("noise=-1", "noise must be at least 0"),
        ("surface=hill", "unknown surface 'hill'; choose from"),
        ("run=sgd(lr=0)", "lr must lie in [1e-08, 100], got 0"),
        ("run=walker", "unknown optimizer 'walker'; choose from sgd,"),
    ],
)
def test_what_is_too_much_is_refused_before_any_work(query: str, names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.races.answer.Walk", None)
    for path in (RACES, f"{RACES}/stream"):
        response = ask("GET", f"{path}?{query}")
        assert response.status_code == 422
        assert names in response.json()["detail"]


def test_the_largest_race_of_all_is_allowed() -> None:
    async def read() -> Reading:
        runs = "&".join(f"run={name}" for name in itertools.islice(OPTIMIZERS, MOST_RUNS))
        return await Reading(APP, f"{RACES}?surface=rosenbrock&steps={MOST_STEPS}&{runs}").run()

    answer = asyncio.run(read())
    assert (answer.status, answer.whole) == (200, True)
    assert [len(one["x"]) for one in json.loads(answer.body)["runs"]] == [MOST_STEPS + 1] * MOST_RUNS


@pytest.mark.parametrize("runs", [1, 4, 12])
@pytest.mark.parametrize("picture", ["landscape", "losses"])
def test_a_figure_may_show_as_many_steps_as_a_race_has(runs: int, picture: str) -> None:
    names = "&".join(["run=sgd(lr=1e-6)"] * runs)
    asked = f"surface=goldstein_price&{names}&steps={MOST_STEPS}&picture={picture}&noise=0.1"
    figure = ask("GET", f"{RACES}?{asked}&format=plotly")
    assert (figure.status_code, len(figure.content) <= ANSWER_BYTES) == (200, True)


@pytest.mark.parametrize("runs", [1, 4, 12])
def test_the_largest_band_is_allowed(runs: int) -> None:
    steps = min(MOST_STEPS, MOST_BAND_STEPS // runs)
    assert RaceQuery.model_validate({"run": ("sgd",) * runs, "steps": steps, "noise": 1.0, "seeds": 50}).has_band


def test_a_short_answer_is_whole_and_a_long_one_comes_in_pieces() -> None:
    for steps, runs in ((1_160, 3), (290, 12)):
        query = "&".join([f"steps={steps}", *(["run=lion(lr=1e-5)"] * runs), "noise=0.001"])
        response = ask("GET", f"{RACES}?{query}", headers={"accept-encoding": "identity"})
        assert int(response.headers["content-length"]) == len(response.content) <= ANSWER_BYTES
    assert "content-length" not in ask("GET", f"{RACES}?steps=1200&run=sgd&run=sgd&run=sgd").headers


def test_a_band_is_what_so_many_runs_say() -> None:
    (one,) = told("surface=sphere&run=momentum(lr=0.05)&steps=40&noise=0.5&seed=3&seeds=7")["runs"]
    seeds = range(3, 10)
    sphere = SURFACES["sphere"]()
    losses = [
        run(OPTIMIZERS.read("momentum(lr=0.05)"), Conditions(sphere, sphere.start, 40, noise=0.5, seed=seed)).value
        for seed in seeds
    ]
    for name, share in (("low", 0.1), ("median", 0.5), ("high", 0.9)):
        assert one["band"][name] == pytest.approx(np.quantile(losses, share, axis=0).tolist(), rel=1e-11)
    assert one["value"] == losses[0].tolist()


def test_a_band_of_runs_that_blow_up_is_null_from_there_on() -> None:
    (one,) = told("surface=rosenbrock&run=sgd(lr=1)&steps=60&noise=0.1&seeds=5")["runs"]
    assert one["outcome"] == "diverged"
    for levels in one["band"].values():
        assert len(levels) == 61
        first = levels.index(None)
        assert first > 1
        assert set(levels[first:]) == {None}


@pytest.mark.parametrize("query", ["steps=20&seeds=9", "steps=20&noise=1"])
def test_there_is_no_band_without_noise_or_with_one_seed(query: str) -> None:
    assert [one["band"] for one in told(query)["runs"]] == [None] * 4


def test_a_long_answer_is_known_by_its_etag_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {"accept-encoding": "identity"}
    first = ask("GET", f"{RACES}?{LONG}", headers=plain)
    etag = first.headers["etag"]
    small = ask("GET", f"{RACES}?{LONG}", headers={"accept-encoding": "gzip"})
    table = ask("GET", f"{RACES}?{LONG}&format=csv", headers={"accept-encoding": "zstd"})
    assert table.headers["content-encoding"] == "zstd"
    assert small.headers["content-encoding"] == "gzip"
    assert small.headers["etag"] != etag
    assert small.content == first.content
    others = [ask("HEAD", f"{RACES}?{LONG}{more}", headers=plain) for more in ("&seed=1", "&format=csv", "&step=3")]
    assert len({etag, *(one.headers["etag"] for one in others)}) == 4
    assert all(one.content == b"" for one in others)
    monkeypatch.setattr("app.web.races.answer.Walk", None)
    for condition in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        again = ask("GET", f"{RACES}?{LONG}", headers={**plain, "if-none-match": condition})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert again.headers["vary"] == "Accept-Encoding, Accept"
        assert again.headers["cache-control"] == "public, max-age=300"


def test_who_asks_for_one_race_at_once_costs_one_race(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def noted(*args: Any) -> Any:
        made.append(args)
        return Walk(*args)

    monkeypatch.setattr("app.web.races.answer.Walk", noted)

    async def crowd() -> list[Reading]:
        app = create_app(Settings(measure_costs=False))
        return await asyncio.gather(*(Reading(app, f"{RACES}?steps=800&run=adam").run() for _ in range(30)))

    answers = asyncio.run(crowd())
    assert len(made) == 1
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
