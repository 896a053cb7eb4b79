"""What the optimizers page says of each run, and where its links lead."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from app.core.descent.walk import race
from app.core.numerals import decimal
from app.web.figures.axes import decade_axis
from app.web.figures.palette import runners
from app.web.figures.style import LIGHT
from app.web.races.figure import arrows, figure
from app.web.races.names import names_of
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from app.web.races.questions import RACE_QUESTIONS
from tests.web.client import ask

HIDDEN = {"hidden": (0, 2), "step": 40}  # the first and a middle one: who counts only what is drawn is off by one


def page(**state: Any) -> OptimizersPage:
    return OptimizersPage(RaceQuery.model_validate(state))


def html(query: str = "") -> str:
    return ask("GET", f"/optimizers{query}", headers={"Accept": "text/html"}).text


def told(link: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(link).query)


def moving(made: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
    """The traces of each run."""
    runs: dict[int, list[dict[str, Any]]] = {}
    for one in made["data"]:
        if isinstance(i := one.get("meta", {}).get("moves"), int):
            runs.setdefault(i, []).append(one)
    return runs


@pytest.mark.parametrize("picture", ["landscape", "losses"])
def test_hidden_runs_leave_the_others_their_names_and_looks(picture: str) -> None:
    query = RaceQuery.model_validate({**HIDDEN, "picture": picture})
    made, names, looks = figure(query, LIGHT), names_of(query.run), runners(query.run)
    found = moving(made)
    assert found.keys() == {1, 3}
    for i, traces in found.items():
        line = next(one for one in traces if "name" in one)
        assert (line["name"], line["line"]["dash"]) == (names[i], looks[i].dashes)
        assert {one["marker"]["color"] for one in traces if "marker" in one} == {LIGHT(looks[i].colour)}
        text = next(one for one in made["layout"]["annotations"] if names[i] in one["text"])
        assert text["font"]["color"] == LIGHT.said(looks[i].colour)


@pytest.mark.parametrize("focus", range(4))
def test_arrows_have_the_colour_of_the_run_in_focus(focus: int) -> None:
    query = RaceQuery.model_validate({"focus": focus, "step": 20})
    found = arrows(query, race(query.run, query.conditions))
    assert found
    assert {one["colour"] for one in found} == {runners(query.run)[focus].colour}


def test_names_of_losses_stand_at_the_logarithm_of_the_loss() -> None:
    query = RaceQuery.model_validate({"picture": "losses", "step": 30})
    made = figure(query, LIGHT)
    low, high = made["layout"]["yaxis"]["range"]
    for i, run in enumerate(race(query.run, query.conditions)):
        text = next(one for one in made["layout"]["annotations"] if names_of(query.run)[i] in one["text"])
        assert text["y"] == pytest.approx(min(max(math.log10(run.value[30]), low), high), abs=0.6)
        assert decimal(float(run.value[30])) in text["text"]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-2, 3, ["0.01", "0.1", "1", "10", "100", "1000"]),
        (-6, 1, ["10⁻⁶", "10⁻⁴", "10⁻²", "1"]),
        (0, 6, ["1", "10²", "10⁴", "10⁶"]),
    ],
)
def test_decades_are_written_out_where_all_are_short_and_else_are_powers(low: int, high: int, told: list[str]) -> None:
    axis = decade_axis(LIGHT, low, high)
    pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
    assert [text for value, text in pairs if text and 10.0**low <= value <= 10.0**high] == told


def test_the_scrubber_says_each_loss_at_the_step() -> None:
    shown = page(step=12)
    losses = [f"{name} loss {decimal(float(run.value[12]))}" for name, run in zip(shown.names, shown.runs, strict=True)]
    assert shown.spoken == f"step 12 of 240: {'; '.join(losses)}"


def test_another_run_is_another_question() -> None:
    asked = RACE_QUESTIONS[1].query()
    shown = OptimizersPage(asked)
    assert asked.question
    for link in (shown.without(0), shown.more[0][1]):
        assert "question" not in told(link)


def test_every_question_keeps_the_view() -> None:
    links = [one.url for one in page(view="projector").presets[:-1]]
    assert {tuple(told(link).get("view", ())) for link in links} == {("projector",)}


@pytest.mark.parametrize("gone", range(4))
def test_who_is_removed_takes_nobody_along(gone: int) -> None:
    shown = page(hidden=(1, 3), focus=2)
    kept = [str(one) for i, one in enumerate(shown.state.run) if i != gone]
    left = told(shown.without(gone))
    runs = [one for i, one in enumerate(shown.state.run) if i in {1, 3} and i != gone]
    assert left["run"] == kept
    assert [kept[int(i)] for i in left.get("hidden", [])] == [str(one) for one in runs]
    if gone != 2:
        assert kept[int(left["focus"][0]) if "focus" in left else -1] == str(shown.state.run[2])


def test_files_of_a_picture_are_that_picture() -> None:
    shown = page(x_low=-1.0, x_high=4.0, step_low=5, step_high=50)
    for one, picture in ((shown.landscape, None), (shown.losses, ["losses"])):
        for kind, address, name in one.files:
            assert told(address).get("picture") == (None if kind == "CSV" else picture), (one.id, kind)
            assert name.startswith("race" if picture is None else "losses")
        assert one.name.startswith("Landscape" if picture is None else "Losses")


def test_the_legend_hides_one_and_twice_shows_only_that() -> None:
    legend = re.search(r'id="run-1".*?class="legend" href="([^"]+)" data-only="([^"]+)"', html(), re.DOTALL)
    assert legend is not None
    assert told(legend[1].replace("&amp;", "&"))["hidden"] == ["1"]
    assert told(legend[2].replace("&amp;", "&"))["hidden"] == ["0", "2", "3"]


def test_each_column_of_the_table_is_of_the_run_that_it_names() -> None:
    shown, text = page(step=34), html("?step=34")
    table = text[text.index('id="table"') :]
    heads = re.findall(r'<th scope="col">([^<]+)</th>', table)
    row = re.search(r'<th\s+scope="row">34</th>((?:<td>[^<]*</td>)+)', table)
    assert row is not None
    losses = [decimal(float(run.value[34])) for run in shown.runs]
    assert heads == ["step", *shown.names]
    assert re.findall("<td>([^<]*)</td>", row[1]) == losses


def test_a_room_is_told_each_run_by_its_own_name_and_look_and_its_arrival_once_it_is_there() -> None:
    row = (r'class="line m-(\w+)".*?<th scope="row">([^<]+)</th>\s*<td class="rate">α = ([^<]+)</td>'
           r'\s*<td class="num( untold)?" data-since="(\d+)"><span class="later">([^<]+)<')  # fmt: skip
    for step, hidden in (("", 4), ("&step=57", 4), ("&step=58", 3), ("&step=238", 0), ("&step=240", 0)):
        ranking = re.search(r'class="ranking".*?</table>', html(f"?view=projector{step}"), re.DOTALL)
        assert ranking is not None
        found = re.findall(row, ranking[0], re.DOTALL)
        assert [(colour, name, rate, since, told) for colour, name, rate, _, since, told in found] == [
            ("sgd", "SGD", "0.03", "238", "238"), ("momentum", "Momentum", "0.0032", "74", "74"),
            ("rmsprop", "RMSProp", "0.03", "202", "202"), ("adam", "Adam", "0.45", "58", "58"),
        ]  # fmt: skip
        assert sum(bool(one[3]) for one in found) == hidden, step


def test_a_tab_of_a_phone_has_the_look_of_its_run() -> None:
    shown, tabs = page(), re.search(r'class="tabs".*?</nav>', html(), re.DOTALL)
    assert tabs is not None
    found = re.findall(r'<a\s+class="m-(\w+)".*?class="line m-(\w+)".*?</svg>([^<]+)</a>', tabs[0], re.DOTALL)
    assert found == [(one.colour, one.colour, name) for one, name in zip(shown.strokes, shown.names, strict=True)]


@pytest.mark.parametrize(("run", "edge"), [
    ("sgd", '<dt title="α up to 2/L settles">edge of α</dt>'),
    ("momentum", '<dt title="α up to 2 (1 + ρ)/L settles">edge of α</dt>'), ("adam", "<dt>limit 2 / L</dt>"),
])  # fmt: skip
def test_an_edge_is_called_so_where_theory_knows_the_optimizer_s_own(run: str, edge: str) -> None:
    assert re.sub(r"\s+(?=title|>)", " ", html(f"?surface=sphere&run={run}")).count(edge) == 1
