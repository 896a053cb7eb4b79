"""A new lesson is one class in one file: its page, its API, its place in the lists and its tests follow."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.test_one_class import ROOT, python

HALVES = '''"""B9: halving again and again."""

from __future__ import annotations

import math

import numpy as np

from ..base import Lesson
from ..checks import numbered
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture
from ..quantities import Number, Trap

STEPS = np.arange(33.0)


def halves(random):
    """How often a number is halved until it is 1."""
    power = int(random.integers(3, 30))
    wrong = [(2.0**power / 2, "linear"), (2.0 * power, "twice")]
    return numbered(f"How often is {2**power} halved until it is 1?", float(power), wrong,
                    (f"2 to the power of {power} is {2**power}.",), "Count backwards from 1.", low=0, high=1e12)


def curve(name, share, role="truth"):
    """What is left after each step."""
    return Line(name, STEPS, share**STEPS, role)


class Halving(Lesson[float]):
    """Halves of halves."""

    slug = "halving"
    place = "B9"
    title = "Halving"
    question = "How many halvings leave less than a thousandth?"
    setting = "A length of 1 is halved, and what is left is halved again."
    terms = (Term("half", "one of two equal parts"),)
    prediction = Number(1, 1e4, "halvings", log=True, within=0.05, traps=(
        Trap(1, 9.4, "few"), Trap(10.6, 100, "twice"), Trap(100, 1e4, "linear")))
    vary = Vary("q", "the share that is left by a step", 0.1, 0.9, 0.5, scent="steps to a thousandth")
    misconceptions = (
        Misconception("few", "It is done at once.", "Each step leaves a half.", 0.5, "See the halves"),
        Misconception("twice", "Each bit takes two steps.", "One step, one bit.", 0.25, "See quarters"),
        Misconception("linear", "Each step takes as much away.", "It takes less each time.", 0.9, "See a tenth taken"),
    )
    checks = (halves, halves, halves)
    references = (Reference("2 to the power of 10", lambda: 2.0**10, 1024.0, 0.0, "arithmetic", "2026-11-26"),)
    limits = "Matter is not halved for ever."

    def truth(self):
        """The halvings."""
        return float(math.ceil(math.log2(1000)))

    def given(self):
        """The length."""
        return Picture("The length", Axis("step", 0, 32), Axis("what is left", 0, 1.1), (curve("nothing yet", 1.0),))

    def seen(self, prediction):
        """The halves."""
        told = "" if prediction is None else f" You said {prediction:.4g}."
        shown = Picture(f"Halves{told}", Axis("step", 0, 32), Axis("what is left", 0, 1.1), (curve("halves", 0.5),))
        return Seen(shown, (f"Ten halvings leave 1 / 1024.{told}".strip(),))

    def aha(self):
        """Ten."""
        return Aha("10", "log 1000", "Ten halvings make a thousandth.")

    def why(self, value):
        """Logarithms."""
        return Why(("It shrinks by a factor.",), "q^n", f"{value:.3g}^n", (Part("q", "the share", f"{value:.3g}"),))

    def varied(self, value):
        """Another share."""
        shown = Picture("Shares", Axis("step", 0, 32), Axis("what is left", 0, 1.1), (curve("shares", value),))
        return Seen(shown, (f"The share {value:.3g} is left by each step.",))

    def lab(self, value):
        """The lab."""
        return "/softmax"

    def outcome(self, value):
        """Steps to a thousandth."""
        return math.log(1e-3) / math.log(value)
'''

ASK = """
import asyncio, json, sys
import httpx
from app.lessons import LESSONS
from app.main import create_app
from app.settings import Settings

async def ask(*paths):
    transport = httpx.ASGITransport(create_app(Settings(measure_costs=False)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return {path: (answer := await client.get(path)) and [answer.status_code, answer.text] for path in paths}

print(json.dumps({"lessons": list(LESSONS), "answers": asyncio.run(ask(*sys.argv[1:]))}))
"""

PAGES = {
    "/lessons": ["How many halvings leave less than a thousandth?", 'href="/lessons/halving"'],
    "/lessons/halving": ["A length of 1 is halved", "one of two equal parts"],
    "/lessons/halving?prediction=40": ["Not quite.", "You may think: “Each bit takes two steps.”", "You said 40."],
    "/lessons/halving?prediction=10&beat=check": ["How often is", "Question 1 of 3"],
    "/lessons/halving?skip=1&beat=end": ["Matter is not halved for ever."],
    "/lessons/binary-cross-entropy?skip=1&beat=end": ["How many halvings leave less than a thousandth?"],
    "/api/lessons": ['"slug":"halving"', '"chapter":"B9"'],
    "/api/lessons/halving": ['"unit":"halvings"'],
    "/api/lessons/halving/predictions?prediction=1/0.1": ['"right":true', '"number":"10"'],
    "/api/lessons/halving/variations?value=0.9": ["The share 0.9 is left by each step."],
    "/api/lessons/halving/checks?check=3&seed=5": ["How often is"],
    "/api/lessons/halving.svg": ["what is left"],
    "/verify": ["2 to the power of 10", "1024"],
    "/openapi.json": ["halving"],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with one lesson more, in a file of its own."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("app", "static", "templates", "tests/lessons"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests/__init__.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "app" / "lessons" / "chapters" / "halving.py").write_text(HALVES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told(copy: Path) -> dict[str, Any]:
    """What the application answers in the copy."""
    found: dict[str, Any] = json.loads(python(copy, "-c", ASK, *PAGES))
    return found


def test_it_stands_where_its_place_says(told: dict[str, Any]) -> None:
    names = told["lessons"]
    assert names[names.index("halving") - 1] == "binary-cross-entropy"
    assert names[names.index("halving") + 1] == "batches"


@pytest.mark.parametrize("path", PAGES)
def test_it_is_on_the_pages_and_in_the_api(told: dict[str, Any], path: str) -> None:
    status, text = told["answers"][path]
    assert status == 200
    assert [word for word in PAGES[path] if word not in text] == []


def test_the_laws_of_the_tests_hold_it(copy: Path) -> None:
    files = [f"tests/lessons/test_{name}.py" for name in ("every_lesson", "questions", "predictions")]
    passed = python(copy, "-m", "pytest", "-p", "no:cacheprovider", "-rp", "-k", "halving", *files)
    for law in ("the_truth_is_right[halving]", "every_published_number_holds[halving", "however_it_is_written[halving"):
        assert law in passed


@pytest.mark.parametrize(
    ("old", "new", "law"),
    [
        (
            'Axis("what is left", 0, 1.1), (curve("halves"',
            'Axis("w" * 31, 0, 1.1), (curve("halves"',
            "prediction_is_run",
        ),
        ("2.0**10, 1024.0, 0.0", "2.0**10, 1024.1, 0.0", "published_number_holds"),
        ("float(power), wrong", "float(power) + int(random.integers(2)), wrong", "the_same_words_have_one_key"),
        ('Trap(10.6, 100, "twice")', 'Trap(10.6, 100, "nobody")', "is_run"),
        ("checks = (halves, halves, halves)", "checks = (halves, halves)", "the_question_is_short"),
    ],
)
def test_a_lesson_that_breaks_a_law_is_seen(copy: Path, old: str, new: str, law: str) -> None:
    path = copy / "app" / "lessons" / "chapters" / "halving.py"
    assert old in HALVES
    path.write_text(HALVES.replace(old, new), encoding="utf-8")
    files = [f"tests/lessons/test_{name}.py" for name in ("every_lesson", "questions")]
    with pytest.raises(AssertionError, match=law):
        python(copy, "-m", "pytest", "-p", "no:cacheprovider", "-k", "halving", *files)
    path.write_text(HALVES, encoding="utf-8")
