"""Random states whose parts fit each other, as parts drawn one by one hardly ever do: each has a page and pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from app.core.optimizers import OPTIMIZERS
from app.web.softmax.figure import FIGURES
from tests.web.client import ask

Pairs = list[tuple[str, str]]


def states(seed: int, count: int) -> Iterator[tuple[Pairs, Pairs]]:
    """A model with labels that fit it, and what else can be chosen; first as the page is asked, then as the API is."""
    chance = random.Random(seed)
    for _ in range(count):
        classes, inputs = chance.randint(2, 10), chance.randint(1, 4)
        size = chance.choice([0.0, 1.0, 3.0, 1e6])
        w = [[number(chance, size) for _ in range(inputs)] for _ in range(classes)]
        b, x = ([number(chance, size) for _ in range(n)] for n in (classes, inputs))
        more = [("temperature", chance.choice(["0", "0.1", "1", "100"])), ("steps", chance.choice(["0", "1", "7"]))]
        more += [("optimizer", chance.choice(sorted(OPTIMIZERS))), ("gamma", chance.choice(["0", "0.5", "2", "100"]))]
        truth = labels(chance, classes)
        weights = [chance.choice(["0.5", "1", "3"]) for _ in range(classes)] if chance.random() < 0.5 else []
        panel = [("panel", chance.choice(["binary", "breaks"]))] if chance.random() < 0.3 else []
        page = [("w", ",".join(row)) for row in w] + [("b", ",".join(b)), ("x", ",".join(x)), *more, *panel]
        page += [(name, ",".join(told)) for name, told in (("labels", truth), ("class_weight", weights)) if told]
        picture = [("picture", chance.choice(sorted(FIGURES))), ("format", "svg")]
        each = {"w": [one for row in w for one in row], "b": b, "x": x, "labels": truth, "class_weight": weights}
        yield page, [(name, one) for name, all_of in each.items() for one in all_of] + more + picture


def number(chance: random.Random, size: float) -> str:
    return f"{chance.uniform(-size, size):.4g}"


def labels(chance: random.Random, classes: int) -> list[str]:
    """Nothing, tenths that sum to 1, or all on one class."""
    shares = [0] * classes
    for _ in range(chance.choice([1, 10])):
        shares[chance.randrange(classes)] += 1
    return [f"{one / sum(shares):.1f}" for one in shares] if chance.random() < 0.8 else []


@pytest.mark.parametrize("seed", range(4))
def test_a_state_that_fits_together_is_answered(seed: int) -> None:
    wrong = []
    for page, api in states(seed, 15):
        for target in (f"/softmax?{urlencode(page)}", f"/api/softmax?{urlencode(api)}"):
            if ask("GET", target, headers={"Accept": "*/*"}).status_code != 200:
                wrong.append(target)
    assert wrong == []
