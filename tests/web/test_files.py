"""What is downloaded says what it is: the question in the name of the file, a title and words in the picture."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from app.web.activations.page import question_url
from app.web.activations.questions import QUESTIONS
from app.web.races.questions import RACE_QUESTIONS, race_url
from app.web.softmax.questions import SOFTMAX_QUESTIONS
from app.web.softmax.questions import question_url as softmax_url
from tests.web.client import ask

SVG = "{http://www.w3.org/2000/svg}"
ASKED = [
    *(pytest.param(one.slug, question_url(one), id=f"activations {one.slug}") for one in QUESTIONS if one.slug),
    *(pytest.param(one.slug, race_url(one), id=f"races {one.slug}") for one in RACE_QUESTIONS if one.slug),
    *(pytest.param(one.slug, softmax_url(one), id=f"softmax {one.slug}")
      for one in SOFTMAX_QUESTIONS if one.slug not in {None, "binary", "breaks"}),
]  # fmt: skip


def names(url: str) -> list[tuple[str, str]]:
    """Every file of a page: its address and its name."""
    text = unescape(ask("GET", url, headers={"Accept": "text/html"}).text)
    named = re.findall(r'<a(?: class="file")? href="([^"]+)"\s+download="([^"]+)"', text)
    assert named
    pictures = re.findall(r'data-png="([^"]+)"', text)
    return [*named, *(("", name) for name in pictures)]


@pytest.mark.parametrize(("slug", "url"), ASKED)
def test_the_name_of_a_file_tells_the_question(slug: str, url: str) -> None:
    told = slug.replace("_", "-")
    for address, name in names(url):
        assert f"-{told}-" in name, name
        if name.endswith(".csv") and "softmax" not in address:  # which knows no questions, and one name for its table
            assert f"-{told}-" in ask("GET", address).headers["content-disposition"]


def test_without_a_question_a_name_is_of_what_is_shown() -> None:
    assert [name for _, name in names("/optimizers?surface=booth&run=adam&schedule=cosine")] == [
        "race-booth-adam.svg", "race-booth-adam.json", "race-booth-adam.csv", "losses-booth-adam.svg",
        "losses-booth-adam.json", "losses-booth-adam.csv", "rates-cosine-booth-adam.svg", "race-booth-adam.png",
        "losses-booth-adam.png",
    ]  # fmt: skip


PICTURES = {
    "/api/activations.svg?f=gelu&f=relu&at=1": ("GELU, ReLU: values above slopes", "GELU: at x = 1 it is 0.841"),
    "/api/races.svg?surface=beale&step=60": ("A race on Beale: SGD, Momentum, RMSProp, Adam", "Adam: 240 steps"),
    "/api/races.svg?picture=losses&run=sgd(lr=0.05)&run=sgd": (
        "Losses on Beale: SGD 0.05, SGD 0.001",
        "SGD 0.05 blows",
    ),
    "/api/races.svg?picture=rates&schedule=step": ("Learning rates on Beale: SGD, ", "Schedule: Steps; each"),
    "/api/surfaces.svg?surface=easom": ("Landscape of Easom", "A needle's hole in a plain"),
    "/api/contests.svg?picture=ravine": ("Poor conditioning: SGD against SGD with", "½x² + 50y²."),
    "/api/softmax.svg?logits=2&logits=1&target=0&picture=loss": (
        "The loss over the probability of the",
        "Loss 0.313. A 0.731",
    ),
}


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_says_what_it_shows(address: str) -> None:
    root = ElementTree.fromstring(ask("GET", address).content)
    title, words = PICTURES[address]
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title") or "").startswith(title)
    assert words in (root.findtext(f"{SVG}desc") or "")
