"""One state of the activations page with all that can be mixed up, checked function by function and word by word.

Two of a kind, the second in focus; one hidden; a window of x and of the slope.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import pytest

from app.web.activations.figure import figure
from app.web.activations.query import ActivationsQuery
from app.web.figures.style import LIGHT
from tests.web.client import ask

F = ("elu(alpha=1)", "elu(alpha=0.5)", "tanh", "sigmoid")
BEGINNING = "/activations?" + "&".join(f"f={one}" for one in F)
WINDOW = "&low=-4&high=6&at=-1.5&slope_low=-0.5&slope_high=1.5"
ADDRESS = f"{BEGINNING}{WINDOW}&focus=1&hidden=2"

DIAMOND, SQUARE, CIRCLE = "M0 -6L6 0L0 6L-6 0z", "M-4.5 -4.5h9v9h-9z", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
STAR = "M0 -6.5L1.9 -2L6.5 -1.8L2.9 1.1L4.1 5.6L0 3L-4.1 5.6L-2.9 1.1L-6.5 -1.8L-1.9 -2z"
# Of each: name, colour, dash, marker and its name, value and slope at the cursor, colour in figures.
TOLD = [
    ("ELU 1", "rmsprop", "12 5", DIAMOND, "diamond", "−0.777", "0.223", "#561862"),
    ("ELU 0.5", "adamw", "14 4 2 4", STAR, "star", "−0.388", "0.112", "#918408"),
    ("tanh", "momentum", "8 4", SQUARE, "square", "−0.905", "0.181", "#8a1700"),
    ("Sigmoid", "adam", None, CIRCLE, "circle", "0.182", "0.149", "#057aff"),
]
EACH = pytest.mark.parametrize("i", range(4), ids=[one[0] for one in TOLD])


def flat(address: str) -> str:
    """A page with its characters as they are meant and single spaces."""
    answer = ask("GET", address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(answer.text))


@cache
def page() -> str:
    return flat(ADDRESS)


@cache
def row(i: int) -> str:
    found = re.split(r'<tbody id="row-', page())[1:]
    assert len(found) == 4
    return found[i].partition("</tbody>")[0]


@cache
def drawn() -> dict[str, Any]:
    told = {"f": F, "low": -4, "high": 6, "at": -1.5, "focus": 1, "hidden": (2,), "slope_low": -0.5, "slope_high": 1.5}
    return figure(ActivationsQuery.model_validate(told), LIGHT)


def link(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


@EACH
def test_a_row_has_the_name_the_stroke_and_the_numbers_of_its_function(i: int) -> None:
    name, colour, dash, marker, _, value, slope, _ = TOLD[i]
    text = row(i)
    assert text.startswith(f'{i}" data-f="{F[i]}"')
    head = text.partition(">")[0]
    assert ("focused" in head, '"out"' in head.replace(" out", "out")) == (i == 1, i == 2)
    sample = link(r'(<svg class="sample".*?</svg>)', text)
    assert set(re.findall(r"m-(\w+)", sample)) == {colour}
    assert re.findall(r' d="([^"]*)"', sample) == ["M-14 0H14", marker]
    assert re.findall(r'stroke-dasharray="([^"]*)"', sample) == ([dash] if dash else [])
    assert re.findall(r'<td class="num">([^<]*)</td>', text) == [value, slope]
    assert f"{'Show' if i == 2 else 'Hide'} {name}</span>" in text
    assert f'aria-label="Remove {name}"' in text
    assert (f"> {name}: depth of the floor" in text) == (i < 2)
    assert ('aria-current="true"' in text) == (i == 1)


@EACH
def test_each_control_of_a_row_leads_to_what_it_says_and_keeps_the_window(i: int) -> None:
    text, kept = row(i), BEGINNING + WINDOW
    hidden = ["&hidden=0&hidden=2", "&hidden=1&hidden=2", "", "&hidden=2&hidden=3"][i]
    assert link(r'class="legend" href="([^"]*)"', text) == f"{kept}&focus=1{hidden}"
    assert link(r'<th scope="row"><a href="([^"]*)"', text) == f"{kept}&focus={i}&hidden=2"
    others = "".join(f"&hidden={k}" for k in range(4) if k != i)
    assert link(r'data-only="([^"]*)"', text) == f"{kept}&focus={i}{others}"
    rest = "&".join(f"f={one}" for k, one in enumerate(F) if k != i)
    after = ["&focus=0&hidden=1", "&focus=1&hidden=1", "&focus=1", "&focus=1&hidden=2"][i]
    assert link(r'class="remove" href="([^"]*)"', text) == f"/activations?{rest}{WINDOW}{after}"


def test_the_last_function_cannot_be_removed() -> None:
    assert 'class="remove"' not in flat("/activations?f=relu")


def test_the_figcaption_and_the_summary_say_the_window_and_each_function_in_turn() -> None:
    expected = [
        "Activation functions and their slopes, x from −4 to 6: ELU 1, ELU 0.5, tanh, Sigmoid.",
        "ELU 1: at x = −1.5 it is −0.777, slope 0.223. Range (−1, ∞), steepest slope 1 at 0, saturates below −4.61.",
        "ELU 0.5: at x = −1.5 it is −0.388, slope 0.112. "
        "Range (−0.5, ∞), steepest slope 1 at 1, saturates below −3.91.",
        "tanh: at x = −1.5 it is −0.905, slope 0.181. "
        "Range (−1, 1), steepest slope 1 at 0, saturates beyond |x| = 2.99.",
        "Sigmoid: at x = −1.5 it is 0.182, slope 0.149. "
        "Range (0, 1), steepest slope 0.25 at 0, saturates beyond |x| = 5.99.",
    ]
    assert link(r'<figcaption id="words" class="sr">(.*?)</figcaption>', page()) == " ".join(expected)
    assert re.findall(r"<p>(.*?)</p>", link(r'<section id="summary"(.*?)</section>', page())) == expected


def test_the_cursor_says_every_number_and_the_flag_its_x() -> None:
    said = "; ".join(f"{name} {value}, slope {slope}" for name, _, _, _, _, value, slope, _ in TOLD)
    assert f'aria-valuetext="x = −1.5: {said}"' in page()
    assert '<text dy=".35em">x = −1.5</text>' in page()
    assert 'class="knob" x="25.0%"' in page()
    assert len(re.findall(r'id="at[\w-]*"[^>]* value="-1.5"', page())) == 4


def test_the_table_has_two_columns_for_each_function_over_the_window() -> None:
    section = link(r'<section id="table"(.*?)</section>', page())
    heads = [f"{one[0]} {what}" for one in TOLD for what in ("f", "f′")]
    assert re.findall(r'<th scope="col">(.*?)</th>', section) == ["x", *heads]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", one) for one in re.findall(r"<tr><th scope=.row.*?</tr>", section)]
    assert [rows[0][0], rows[-1][0], len(rows)] == ["−4", "6", 17]
    assert ["−1.5", "−0.7769", "0.2231", "−0.3884", "0.1116", "−0.9051", "0.1807", "0.1824", "0.1491"] in rows


def test_what_is_computed_and_hatched_is_that_of_the_function_in_focus() -> None:
    assert re.search(r'class="bullet m-adamw" aria-hidden="true">●</span> ELU 0.5, computed', page())
    assert "<dt>saturates</dt><dd>below −3.91</dd>" in page()
    assert "Hatched: ELU 0.5’s slope is under 1 % of its peak." in page()
    bands = [one for one in drawn()["data"] if "fillpattern" in one]
    assert [max(one["x"]) for one in bands] == pytest.approx([-3.912, -3.912], abs=1e-3)
    assert re.search(r"<b>ELU 0.5</b>: −0.388, slope <b>0.112</b>", page())


def test_the_figure_draws_each_function_as_its_row_says() -> None:
    for i, (name, _, dash, _, symbol, value, slope, colour) in enumerate(TOLD):
        mine = [one for one in drawn()["data"] if one.get("meta") == {"row": i}]
        if i == 2:
            assert mine == []
            continue
        lines, points = ([one for one in mine if one["mode"] == mode] for mode in ("lines", "markers"))
        assert [(one["yaxis"], one["name"]) for one in lines] == [("y2", name), ("y", name)]
        assert {one["line"]["color"] for one in lines} == {one["marker"]["color"] for one in points} == {colour}
        assert {one["line"]["dash"] for one in lines} == {"px,".join(dash.split()) + "px" if dash else "solid"}
        assert {one["line"]["width"] for one in lines} == {2.8 if i == 1 else 1.8}
        assert [one["hovertemplate"].partition(" = ")[0] for one in lines] == [f"{name} f", f"{name} f′"]
        assert {one["marker"]["symbol"] for one in points} == {symbol}
        assert [(one["yaxis"], one["x"]) for one in points] == [("y2", [-1.5]), ("y", [-1.5])]
        heights = [float(one.replace("−", "-")) for one in (value, slope)]
        assert [one["y"][0] for one in points] == pytest.approx(heights, abs=6e-4)


def test_the_names_in_the_figure_are_those_of_what_is_drawn_in_their_colours() -> None:
    for axis in ("y2", "y"):
        wide = {one["text"]: one["font"]["color"] for one in drawn()["layout"]["annotations"]
                if (one.get("name"), one["yref"]) == ("wide", axis)}  # fmt: skip
        assert wide == {"ELU 1": "#561862", "ELU 0.5": "#736806", "Sigmoid": "#005fb8"}


def test_ticks_titles_and_the_cursor_are_those_of_the_window() -> None:
    layout = drawn()["layout"]

    def inside(axis: dict[str, Any]) -> list[str]:
        low, high = axis["range"]
        pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
        return [text for value, text in pairs if low <= value <= high]

    assert inside(layout["xaxis"]) == ["−4", "−2", "0", "2", "4", "6"]
    assert inside(layout["yaxis"]) == ["−0.5", "0", "0.5", "1", "1.5"]
    assert inside(layout["yaxis2"]) == ["−1", "0", "1", "2"]
    titles = [one["text"] for one in layout["annotations"] if one["xref"] == "paper"]
    assert titles == ["output f(x)", "slope f′(x)", "input x"]
    assert [(one["x0"], one["x1"]) for one in layout["shapes"]] == [(-1.5, -1.5)]


def test_files_and_copies_hold_the_whole_state() -> None:
    query = ADDRESS.partition("?")[2]
    files = re.findall(r'<a href="([^"]*)" download="([^"]*)">(\w+)</a>', page())
    assert [(address, name) for address, name, kind in files if kind != "CSV"] == [
        (f"/api/activations?{query}&format=svg", "activations-elu-elu-tanh-sigmoid.svg"),
        (f"/api/activations?{query}&format=plotly", "activations-elu-elu-tanh-sigmoid.json"),
    ]
    assert 'data-copy="{origin}' + ADDRESS + '"' in page()
    plain = f"{BEGINNING}{WINDOW}".replace("/activations", "/api/activations")
    assert f'curl "{{origin}}{plain}"' in page()
    assert all(ask("GET", address).status_code == 200 for address, _, _ in files)


def test_the_way_back_and_the_lock_lead_where_they_say() -> None:
    assert link(r'class="whole" href="([^"]*)"', page()) == f"{BEGINNING}&at=-1.5&focus=1&hidden=2"
    assert link(r'class="whole"[^>]*>([^<]*?) <', page()) == "1.6 ×"
    assert link(r'class="lock" href="([^"]*)"', page()) == f"{BEGINNING}&low=-4&high=6&at=-1.5&focus=1&hidden=2"
    free = flat(f"{BEGINNING}&low=-4&high=6")
    spans = "&y_low=-1.35&y_high=2.5&slope_low=-0.12&slope_high=1.2"
    assert link(r'class="lock" href="([^"]*)"', free) == f"{BEGINNING}&low=-4&high=6{spans}"


def test_what_was_asked_is_dropped_only_when_the_functions_are_others() -> None:
    text = flat("/activations?f=sigmoid&f=tanh&at=5&low=-2&high=9&question=saturated")
    links = {
        name: re.findall(rf'class="{name}" href="([^"]*)"', text) for name in ("legend", "remove", "whole", "lock")
    }
    assert all("question=saturated" in one for name in ("legend", "whole", "lock") for one in links[name])
    added = re.findall(r'<li> ?<a href="([^"]*)"', text)
    assert added
    assert not any("question" in one for one in (*links["remove"], *added))
    assert all("low=-2&high=9" in one for one in (*links["remove"], *added, *links["legend"]))
    for view, kept in (("", False), ("view=projector", True)):
        questions = re.findall(r'class="preset" href="([^"]*)"', flat(f"/activations?{view}"))
        assert len(questions) == 7
        assert all(("view=projector" in one) == kept for one in questions)
