"""One race with all that can be mixed up, checked run by run and word by word, on its page and in both figures.

Two runs of a kind, of which the first blows up and the second is in focus; one hidden; windows of both plots.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache

import pytest

from tests.web.client import ask

RUNS = ("sgd(lr=0.041)", "sgd(lr=0.01)", "momentum(lr=0.01,rho=0.9)", "adam(lr=0.3,beta1=0.9,beta2=0.999,eps=1e-08)")
GROUND, STEPS = "&x_low=-10&x_high=2&y_low=-4&y_high=4", "&step_low=10&step_high=100"
START = "/optimizers?surface=quadratic(kappa=50,angle=0)"
BEGINNING = START + "".join(f"&run={run}" for run in RUNS) + "&steps=150"
ADDRESS = f"{BEGINNING}{GROUND}{STEPS}&step=60&focus=1&hidden=2"

# Of each run: name, colour, dash, marker, what is said of its end, loss at step 60, colour in figures.
CIRCLE, SQUARE, DIAMOND = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "M-4.5 -4.5h9v9h-9z", "M0 -6L6 0L0 6L-6 0z"
STAR = "M0 -6.5L1.9 -2L6.5 -1.8L2.9 1.1L4.1 5.6L0 3L-4.1 5.6L-2.9 1.1L-6.5 -1.8L-1.9 -2z"
TOLD = [
    ("SGD 0.041", "sgd", None, CIRCLE, "blows up at step 105", "8.72 × 10³", "#1a1a1a"),
    ("SGD 0.01", "adamw", "14 6", STAR, "not there by 150", "12.1", "#918408"),
    ("Momentum", "momentum", None, SQUARE, "hidden", "0.0258", "#8a1700"),
    ("Adam", "adam", None, DIAMOND, "arrives at step 103", "0.109", "#057aff"),
]
EACH = pytest.mark.parametrize("i", range(4), ids=[one[0] for one in TOLD])


@cache
def page() -> str:
    answer = ask("GET", ADDRESS)
    assert answer.status_code == 200
    return flat(answer.text)


def flat(text: str) -> str:
    """HTML with its characters as they are meant and single spaces."""
    return re.sub(r"\s+", " ", html.unescape(text))


@cache
def chip(i: int) -> str:
    """The chip of one run, as it stands in the page."""
    found = re.split(r'<section\s+class="chip', page())[1:]
    assert len(found) == 4
    return found[i].partition("</section>")[0]


def link(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.S)
    assert found, pattern
    return found[1]


@EACH
def test_a_chip_has_the_name_the_colour_the_dash_and_the_marker_of_its_run(i: int) -> None:
    name, colour, dash, marker, outcome, _, _ = TOLD[i]
    text = chip(i)
    assert f'id="run-{i}" data-f="{RUNS[i]}" aria-label="{name}"' in text
    assert re.search(r"\A([\w -]*)", text)[0].split()[-1] == f"m-{colour}"  # type: ignore[index]  # there is a class
    assert ("focused" in text.partition(">")[0], "hidden-run" in text.partition(">")[0]) == (i == 1, i == 2)
    sample = link(r'(<svg class="sample".*?</svg>)', text)
    assert set(re.findall(r"m-(\w+)", sample)) == {colour}
    assert re.findall(r' d="([^"]*)"', sample) == ["M-14 0H14", marker]
    assert re.findall(r'stroke-dasharray="([^"]*)"', sample) == ([dash] if dash else [])
    assert link(r'<span class="outcome[^>]*>([^<]*)<', text) == outcome
    assert set(re.findall(r"(Hide|Show) ", text)) == {"Show" if i == 2 else "Hide"}
    assert text.count(name) >= 6
    others = {one[0] for k, one in enumerate(TOLD) if k != i}
    assert not [one for one in others if one in text]


@EACH
def test_each_control_of_a_chip_leads_to_what_it_says_and_keeps_window_and_step(i: int) -> None:
    text, kept = chip(i), f"{BEGINNING}{GROUND}{STEPS}&step=60"
    hidden = ["&hidden=0&hidden=2", "&hidden=1&hidden=2", "", "&hidden=2&hidden=3"][i]
    assert link(r'class="legend" href="([^"]*)"', text) == f"{kept}&focus=1{hidden}"
    assert link(r'class="hide" href="([^"]*)"', text) == f"{kept}&focus=1{hidden}"
    assert link(r'class="pick" href="([^"]*)"', text) == f"{kept}&focus={i}&hidden=2"
    others = "".join(f"&hidden={k}" for k in range(4) if k != i)
    assert link(r'data-only="([^"]*)"', text) == f"{kept}&focus={i}{others}"
    rest = "".join(f"&run={run}" for k, run in enumerate(RUNS) if k != i)
    after = ["&focus=0&hidden=1", "&focus=1&hidden=1", "&focus=1", "&focus=1&hidden=2"][i]
    assert link(r'class="remove" href="([^"]*)"', text) == f"{START}{rest}&steps=150{GROUND}{STEPS}&step=60{after}"


def test_the_figcaption_and_the_summary_say_the_window_and_each_run_in_turn() -> None:
    expected = [
        "Quadratic ravine, x from −10.49 to 2.495, y from −4 to 4. Lowest at (0, 0). "
        "All runs start at (−9, 1), where the loss is 65.5.",
        "SGD 0.041 blows up at step 105, because lr 0.041 > 2/L = 0.04.",
        "SGD 0.01: 150 steps, loss from 65.5 to 1.99, ends at (−1.99, 7.01 × 10⁻⁴⁶).",
        "Momentum: 150 steps, loss from 65.5 to 7 × 10⁻⁶, ends at (−0.00373, −3.47 × 10⁻⁵). "
        "It is within 0.05 of a lowest minimum from step 89 on.",
        "Adam: 150 steps, loss from 65.5 to 1.01 × 10⁻⁶, ends at (−0.00135, 6.23 × 10⁻⁵). "
        "It is within 0.05 of a lowest minimum from step 103 on.",
    ]
    assert link(r'<figcaption id="words" class="sr">(.*?)</figcaption>', page()) == " ".join(expected)
    section = link(r'<section id="summary"(.*?)</section>', page())
    assert re.findall(r"<p>(.*?)</p>", section) == expected


def test_the_scrubber_says_each_loss_at_the_step() -> None:
    said = "; ".join(f"{name} loss {loss}" for name, _, _, _, _, loss, _ in TOLD)
    assert f'aria-valuetext="step 60 of 150: {said}"' in page()


def test_the_table_has_a_column_for_each_run_and_rows_of_the_steps_that_are_seen() -> None:
    section = link(r'<section id="table"(.*?)</section>', page())
    assert re.findall(r'<th scope="col">(.*?)</th>', section) == ["step", *(one[0] for one in TOLD)]
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(<th scope=.row.*?)</tr>", section)
    ]
    assert [rows[0][0], rows[-1][0], len(rows)] == ["10", "100", 19]
    assert ["60", *(one[5] for one in TOLD)] in rows


def test_the_explainer_and_the_curvature_are_those_of_the_run_in_focus() -> None:
    assert "How SGD 0.01 made step 60, for x" in page()
    assert "Curvature under SGD 0.01" in page()
    bullet = link(r'aria-label="Step explainer"(.*?)</h2>', page())
    assert 'class="bullet m-adamw"' in bullet
    explained = link(r'aria-label="Step explainer"(.*?)</section>', page())
    assert "<dt>x ← x − α g</dt> <dd>= −4.974 − 0.01 · (−4.97) = <b>−4.924</b></dd>" in explained
    assert 'class="above"' not in page()  # 0.01 is below the edge; 0.041, which is not in focus, is above


def test_the_plots_are_called_what_they_show_and_lead_back_to_their_usual_windows() -> None:
    assert 'aria-label="Landscape of Quadratic ravine with 3 runs"' in page()
    whole = re.findall(r'class="whole" href="([^"]*)" title="The usual window \(0\)">([^<]*?)\s*<', page())
    tail = "&step=60&focus=1&hidden=2"
    assert whole == [(f"{BEGINNING}{STEPS}{tail}", "1.2 ×"), (f"{BEGINNING}{GROUND}{tail}", "1.7 ×")]
    assert 'aria-label="Start at (-9, 1): drag it, or move it with the arrow keys"' in page()


def test_files_are_asked_with_the_whole_state_and_named_by_what_they_show() -> None:
    query = ADDRESS.partition("?")[2]
    files = re.findall(r'<a href="([^"]*)" download="([^"]*)">(\w+)</a>', page())
    assert ("/api/races?" + query + "&format=svg", "race-quadratic-sgd-sgd-momentum-adam.svg", "SVG") in files
    assert [name for _, name, _ in files] == [
        *(f"race-quadratic-sgd-sgd-momentum-adam.{end}" for end in ("svg", "json", "csv")),
        *(f"losses-quadratic-sgd-sgd-momentum-adam.{end}" for end in ("svg", "json", "csv")),
    ]
    for address, _, kind in files:
        media = {"SVG": "image/svg+xml", "Plotly": "application/vnd.plotly.v1+json", "CSV": "text/csv"}[kind]
        assert ask("GET", address).headers["content-type"].startswith(media)


def test_the_canvas_is_told_the_same_looks_with_the_one_in_focus_on_top() -> None:
    for told in re.findall(r"data-moving='([^']*)'", page()):
        lines = json.loads(told)["lines"]
        assert [one["index"] for one in lines] == [0, 3, 1]
        for one in lines:
            name, colour, dash, marker, _, _, _ = TOLD[one["index"]]
            assert (one["name"], one["colour"], one["marker"]) == (name, colour, marker)
            assert one["dash"] == [float(part) for part in (dash or "").split()]
            assert one["width"] == (2.6 if one["index"] == 1 else 2)


def test_what_was_asked_is_dropped_only_when_the_runs_are_others() -> None:
    runs, shown = "run=sgd(lr=0.05)&run=adam(lr=0.1)", "x_low=-1&x_high=1&y_low=0&y_high=1"
    text = flat(ask("GET", f"/optimizers?surface=saddle&{runs}&y=1e-6&steps=200&{shown}&question=saddle").text)
    links = {
        name: re.findall(rf'class="{name}" href="([^"]*)"', text) for name in ("legend", "pick", "remove", "whole")
    }
    assert [len(one) for one in links.values()] == [2, 2, 2, 1]
    assert all("question=saddle" in one for name in ("legend", "pick", "whole") for one in links[name])
    added = re.findall(r'<li> ?<a href="([^"]*)"', text)
    assert added
    assert not any("question" in one for one in (*links["remove"], *added))
    assert all("x_low=-1&x_high=1" in one for one in (*links["remove"], *added, *links["legend"]))


def test_a_question_is_asked_in_the_same_view() -> None:
    for view, kept in (("", False), ("view=projector", True)):
        text = flat(ask("GET", f"/optimizers?{view}").text)
        questions = [one for one in re.findall(r'class="preset" href="([^"]*)"', text) if "four" not in one]
        assert len(questions) == 7
        assert all(("view=projector" in one) == kept for one in questions)
