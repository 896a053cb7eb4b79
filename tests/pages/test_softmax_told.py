"""One lesson with all that can be mixed up, checked class by class and word by word on its page.

Four classes, two inputs, soft labels of which one is 0, weights of the classes, a temperature, steps of Adam.
"""

from __future__ import annotations

import html
import re
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.client import ask

MODEL = "w=1,-1&w=0.5,0.5&w=-1,0.4&w=0.2,0.1&b=1.5,0.25,0.9,0&labels=0.7,0.2,0.1,0&temperature=2"
ADDRESS = f"/softmax?{MODEL}&class_weight=1,2,1,0.5&optimizer=adam(lr=0.5,beta1=0.9,beta2=0.999,eps=1e-08)&steps=3"

# Of each class: letter, pattern; weights with their slopes; bias and slope; score as it is made; power; probability;
# label; loss and how it comes about; gradient and how.
TOLD = [
    ("A", "f-0", [("2.186", "0.026"), ("0.186", "0.013")], ("2.686", "0.026"), "4.964",
     "2.19 · 1 + 0.186 · 0.5 + 2.69", "11.965", "0.627", "0.7", ("0.327", "−0.7 ln 0.627"),
     ("0.026", "(1.200 · 0.627 − 0.7) / 2")),
    ("B", "f-1", [("1.593", "0.003"), ("1.593", "0.002")], ("1.343", "0.003"), "3.732",
     "1.59 · 1 + 1.59 · 0.5 + 1.34", "6.462", "0.338", "0.2", ("0.433", "−0.4 ln 0.338"),
     ("0.003", "(1.200 · 0.338 − 0.4) / 2")),
    ("C", "f-2", [("-1.678", "−0.036"), ("-0.278", "−0.018")], ("0.222", "−0.036"), "−1.596",
     "(−1.68) · 1 + (−0.278) · 0.5 + 0.222", "0.450", "0.024", "0.1", ("0.375", "−0.1 ln 0.024"),
     ("−0.036", "(1.200 · 0.024 − 0.1) / 2")),
    ("D", "f-3", [("-1.128", "0.007"), ("-1.228", "0.003")], ("-1.328", "0.007"), "−3.069",
     "(−1.13) · 1 + (−1.23) · 0.5 + (−1.33)", "0.216", "0.011", "0", ("0", "−0 ln p"),
     ("0.007", "(1.200 · 0.011 − 0) / 2")),
]  # fmt: skip
EACH = pytest.mark.parametrize("i", range(4), ids=[one[0] for one in TOLD])


@cache
def page() -> str:
    answer = ask("GET", ADDRESS)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(answer.text))


@cache
def row(i: int) -> dict[str, str]:
    """The cells of one class, by their columns."""
    found = page().split('<div class="row ')[1:]
    assert [one.partition('"')[0] for one in found] == ["heads", "r-0", "r-1", "r-2", "r-3", "foot"]
    cells = re.split(r'<div class="cell (\w+)[^"]*"', found[i + 1])[1:]
    return dict(zip(cells[::2], cells[1::2], strict=True))


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split()).lstrip("> ")


def led(text: str, markup: str) -> dict[str, list[str]]:
    """Where the link of these words leads to."""
    found = re.search(rf'<a href="([^"]+)"[^>]*>\s*{re.escape(text)}</a>', markup)
    assert found, text
    return parse_qs(urlsplit(found[1]).query)


@EACH
def test_weights_and_bias_of_a_class_with_their_slopes(i: int) -> None:
    letter, _, weights, bias, *_ = TOLD[i]
    for column, of, told in (("w", "Weight", weights), ("b", "Bias", [bias])):
        found = re.findall(r'value="([^"]+)" aria-label="([^"]+)" title="([^"]+)"', row(i)[column])
        names = [f"{of} of {letter} for input {k}" for k in (1, 2)] if column == "w" else [f"{of} of {letter}"]
        assert found == [
            (value, f"{name}, slope of the loss {slope}", f"slope of the loss {slope}")
            for name, (value, slope) in zip(names, told, strict=True)
        ]
        ways = re.findall(r'aria-hidden="true" class="(\w+)"', row(i)[column])
        assert ways == ["rises" if slope.startswith("−") else "falls" for _, slope in told]


@EACH
def test_the_score_of_a_class_is_a_bar_a_slider_and_a_number(i: int) -> None:
    letter, pattern, _, _, z, made, _, p, *_ = TOLD[i]
    cell = row(i)["z"]
    assert re.findall(r'<rect class="([^"]+)"', cell) == [pattern]
    assert f'aria-label="Score of {letter}" title="{made}" aria-valuetext="{z}, probability {p}"' in cell
    assert f'data-row="{i}" value="{z.replace("−", "-")}" aria-label="Score of {letter}, typed"' in cell


@EACH
def test_power_probability_label_loss_and_gradient_are_those_of_their_class(i: int) -> None:
    letter, pattern, _, _, z, _, power, p, label, (loss, lost), (g, slope) = TOLD[i]
    cells = row(i)
    for column, told, title in (("e", power, f"e^({z} / 2)"), ("p", p, f"{power} / 19.093"), ("g", g, slope)):
        assert f'title="{title}"' in cells[column]
        assert re.findall(r'<rect class="([^"]+)"', cells[column]) == [pattern]
        assert words(cells[column]).rpartition('"> ')[2] in {told, f"{told} {told}"}  # in the bar, and as it is read
    assert f'aria-label="Share of the label for {letter}" aria-valuetext="{label}"' in cells["y"]
    assert f"<b>{label}</b>" in cells["y"]
    assert f'title="{lost}">{loss}</div>' in cells["l"]
    assert f'name="target" value="{i}" aria-label="{letter} is the true class"' in cells["letter"]


def test_the_sums_are_told_and_the_spoken_state_is_whole() -> None:
    assert re.findall(r"sum <b>([^<]+)</b>", page()) == ["19.093", "1.000", "1.000", "1.135", "0.000"]
    assert 'data-spoken="Loss 1.135. A 0.627, B 0.338, C 0.024, D 0.011"' in page()


def test_links_keep_all_but_what_they_change() -> None:
    state = parse_qs(ADDRESS.partition("?")[2])
    hard = led("1-hot again", page())
    assert hard == {**{name: value for name, value in state.items() if name != "labels"}, "target": ["0"]}
    for text, panel in (("Squared error", "binary"), ("Overflow", "breaks")):
        assert led(text, page().partition("Below ")[2]) == {**state, "panel": [panel]}


def test_a_class_less_takes_its_row_its_label_and_its_weight_from_where_the_model_stands() -> None:
    found = re.search(r'<a href="([^"]+)" aria-label="Remove the last class"', page())
    assert found
    less = parse_qs(urlsplit(found[1]).query)
    assert [len(less["w"]), less["labels"], less["class_weight"]] == [3, ["0.7,0.2,0.1"], ["1,2,1"]]
    assert [less["temperature"], less["optimizer"], less.get("steps")] == [
        ["2"], ["adam(lr=0.5,beta1=0.9,beta2=0.999,eps=1e-08)"], None,
    ]  # fmt: skip
    assert [f"{float(one):.3f}" for one in less["b"][0].split(",")] == ["2.686", "1.343", "0.222"]
