"""Both figures of one race with all that can be mixed up, checked run by run: see test_race_told.py."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from app.web.figures.style import LIGHT
from app.web.races.figure import figure
from app.web.races.query import RaceQuery
from tests.pages.test_race_told import CIRCLE, DIAMOND, GROUND, RUNS, SQUARE, STAR, STEPS, TOLD


@cache
def drawn(picture: str) -> dict[str, Any]:
    query = read().model_copy(update={"picture": picture})
    return figure(query, LIGHT)


def read() -> RaceQuery:
    told = {"surface": "quadratic(kappa=50)", "run": RUNS, "steps": 150, "step": 60, "focus": 1, "hidden": (2,)}
    ends = dict(re.findall(r"&(\w+)=(-?\d+)", GROUND + STEPS))
    return RaceQuery.model_validate({**told, **{name: int(end) for name, end in ends.items()}})


@pytest.mark.parametrize("picture", ["landscape", "losses"])
def test_both_figures_draw_each_run_as_its_chip_says(picture: str) -> None:
    told = drawn(picture)
    symbols = {CIRCLE: "circle", SQUARE: "square", STAR: "star", DIAMOND: "diamond"}
    for i, (name, _, dash, marker, _, _, colour) in enumerate(TOLD):
        mine = [one for one in told["data"] if one.get("meta", {}).get("moves") == i]
        if i == 2:
            assert mine == []
            continue
        (line,) = (one for one in mine if one.get("name"))
        assert (line["name"], line["line"]["color"]) == (name, colour)
        assert line["line"]["dash"] == ("14px,6px" if dash else "solid")
        assert line["line"]["width"] == (2.6 if i == 1 else 2)
        assert line["hovertemplate"].startswith(f"{name}, step %{{customdata}}")
        marks = [one["marker"]["symbol"] for one in mine if one["mode"] == "markers"]
        held = i == 0 and picture == "landscape"  # it is far above the picture
        assert marks == [
            *(["circle"] if picture == "landscape" else []),  # in a window that is zoomed into, a dot at each step
            symbols[marker],
            "triangle-up" if held else "circle" if picture == "landscape" else symbols[marker],
        ]
        assert {one["marker"]["color"] for one in mine if one["mode"] == "markers"} == {colour}
    assert [one["meta"]["moves"] for one in told["data"] if one.get("meta", {}).get("moves") in range(4)][-1] == 1


def test_the_names_in_the_landscape_stand_at_their_runs_and_one_outside_tells_its_loss() -> None:
    names = {one["text"]: one for one in drawn("landscape")["layout"]["annotations"] if one.get("name") == "moves"}
    assert set(names) == {"<b>SGD 0.041</b> 8.72 × 10³", "SGD 0.01", "Adam", "start"}
    assert names["SGD 0.01"]["x"] == pytest.approx(-9 * 0.99**60)
    assert names["Adam"]["x"] == pytest.approx(0.457145, abs=1e-6)
    assert names["<b>SGD 0.041</b> 8.72 × 10³"]["x"] == pytest.approx(-9 * 0.959**60)
    assert [names[one]["font"]["color"] for one in ("SGD 0.01", "Adam")] == ["#736806", "#005fb8"]


def test_the_names_beside_the_losses_tell_the_losses_at_the_step() -> None:
    names = [one for one in drawn("losses")["layout"]["annotations"] if one.get("name") == "moves"]
    assert [one["text"] for one in names] == [
        "<b>SGD 0.041</b> 8.72 × 10³",
        "<b>Adam</b> 0.109",
        "<b>SGD 0.01</b> 12.1",
    ]
    assert [one["font"]["color"] for one in names] == ["#1a1a1a", "#005fb8", "#736806"]
    assert [10 ** one["y"] for one in names] == pytest.approx([8.72e3, 0.109, 12.1], rel=5e-3)


def test_ticks_and_decades_are_those_of_the_windows() -> None:
    def inside(axis: dict[str, Any]) -> list[str]:
        low, high = axis["range"]
        low, high = (10.0**low, 10.0**high) if axis.get("type") == "log" else (low, high)
        pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
        return [text for value, text in pairs if low <= value <= high and text]

    land, fall = drawn("landscape")["layout"], drawn("losses")["layout"]
    assert inside(land["xaxis"]) == ["−10", "−7.5", "−5", "−2.5", "0"]
    assert inside(land["yaxis"]) == ["−4", "−2", "0", "2", "4"]
    assert inside(fall["xaxis"]) == ["20", "40", "60", "80"]
    assert inside(fall["yaxis"]) == ["10⁻⁶", "10⁻³", "1", "10³", "10⁶"]
    titles = [[one["text"] for one in told["annotations"] if one["xref"] == "paper"] for told in (land, fall)]
    assert titles == [["weight y", "weight x"], ["Loss, log scale", "step"]]
    assert [(one["x0"], one["x1"]) for one in fall["shapes"]] == [(60, 60)]
