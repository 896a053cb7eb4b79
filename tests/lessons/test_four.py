"""Four boxes: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Choice

LESSON = LESSONS["four"]
TEXTS = {"trap": "local minima", "saddle": "saddle points", "ravine": "poor conditioning"}


def roll(slope: Callable[[float], float], x: float, lr: float, rho: float, steps: int) -> list[float]:
    places, v = [x], 0.0
    for _ in range(steps):
        v = rho * v + slope(places[-1])
        places.append(places[-1] - lr * v)
    return places


def trap(rho: float, lr: float = 0.01) -> list[float]:
    return roll(lambda x: 4 * x**3 - 4 * x + 0.3, 2.0, lr, rho, 6000)


def saddle(rho: float) -> int:
    return next(t for t, y in enumerate(roll(lambda y: -y, 1e-6, 0.1, rho, 400)) if abs(y) >= 1)


def ravine(rho: float) -> int:
    flat, steep = roll(lambda x: x, 1.0, 0.01, rho, 5000), roll(lambda y: 100 * y, 1.0, 0.01, rho, 5000)
    return next(t for t, (x, y) in enumerate(zip(flat, steep, strict=True)) if math.hypot(x, y) <= 1e-6 * math.sqrt(2))


def floor(rho: float, lr: float = 0.1) -> float:
    """Half the variance of x: half the sum of the squares of what one push of noise becomes."""
    x, v, total = 0.0, 0.0, 0.0
    for t in range(40_000 if lr < 0.01 else 4_000):
        v = rho * v + x + (1.0 if t == 0 else 0.0)
        x -= lr * v
        total += x * x
    return total / 2


def winners(rho: float) -> set[str]:
    """The boxes that momentum wins by more than a tenth."""
    deep = trap(rho)[-1] < 0 < trap(0.0)[-1]
    races = {
        "saddle": (saddle(0.0), saddle(rho)),
        "ravine": (ravine(0.0), ravine(rho)),
        "noise": (floor(0.0), floor(rho)),
    }
    return {name for name, (sgd, momentum) in races.items() if momentum < 0.9 * sgd} | ({"trap"} if deep else set())


@pytest.mark.parametrize("rho", [0.5, 0.9, 0.95, 0.97, 0.99])
def test_who_wins_by_our_loops(rho: float) -> None:
    won = winners(rho)
    assert LESSON.outcome(rho) == len(won)
    if rho == 0.9:
        assert set(LESSON.truth()) == won == {"trap", "saddle", "ravine"}
    words = LESSON.varied(rho).words[0].lower().split(";")[0]
    assert {name for name, text in TEXTS.items() if text in words} == won
    assert LESSON.varied(rho).reached == (rho == 0.99)


def test_the_picture_has_all_four_on_one_axis() -> None:
    picture = LESSON.seen(None).picture
    heights = [float(line.y[-1]) for line in picture.lines]
    assert heights[1] == pytest.approx(saddle(0.0) / saddle(0.9))
    assert heights[2] == pytest.approx(ravine(0.0) / ravine(0.9))
    assert heights[3] == pytest.approx(floor(0.0) / floor(0.9), rel=1e-6)
    assert heights[0] > max(heights[1:])
    assert all(line.y[0] == 1 for line in picture.lines)
    assert [text for _, text in picture.across.names] == ["minima", "saddle", "ravine", "noise"]
    assert "no ratio" in picture.lines[0].name


@pytest.mark.parametrize(
    ("said", "trap_", "right"),
    [(("trap", "saddle", "ravine", "noise"), "better", 3), (("noise",), "averages", 0), ((), "rate", 1),
     (("saddle", "ravine"), "stuck", 3), (("trap", "ravine"), "flat", 3), (("trap", "saddle"), "swings", 3)],
)  # fmt: skip
def test_what_was_ticked_stands_beside_what_happened(said: tuple[str, ...], trap_: str, right: int) -> None:
    assert LESSON.trap(said) == trap_
    seen = LESSON.seen(said)
    assert f"right in {right} of 4" in seen.words[0]
    assert len(seen.words) == 3
    claim = next(line for line in seen.picture.lines if line.role == "yours")
    assert [name for name, y in zip([*TEXTS, "noise"], claim.y, strict=True) if y > 1] == list(said)


def test_before_a_prediction_only_sgd_is_told() -> None:
    given = LESSON.given()
    assert [line.y.tolist() for line in given.lines] == [[1.0]] * 4
    assert [line.name for line in given.lines[1:3]] == [f"{saddle(0.0)} steps", f"{ravine(0.0)} steps"]


def test_where_sgd_takes_the_ravine_back() -> None:
    critical = LESSON.vary.critical
    assert critical == pytest.approx(0.9801)
    assert math.sqrt(0.9801) == pytest.approx(1 - 0.01)  # what both leave of the distance at a step
    assert "ravine" in winners(0.97)
    assert ravine(0.99) > ravine(0.0) > ravine(0.97)


def test_a_rate_ten_times_as_large_is_no_momentum() -> None:
    assert abs(roll(lambda y: 100 * y, 1.0, 0.1, 0.0, 20)[-1]) > 1e6
    assert ravine(0.9) == 258


@pytest.mark.parametrize("seed", range(20))
def test_which_box_is_lost(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    rho = float(question.prompt.split("to ")[1].split(",")[0])
    gone = {"trap", "saddle", "ravine"} - winners(rho)
    assert isinstance(question.kind, Choice)
    right = next(one.text for one in question.kind.options if one.name == question.key)
    assert right == (TEXTS[gone.pop()] if gone else "none of them")


@pytest.mark.parametrize("seed", range(10))
def test_a_fair_rate_draws_level(seed: int) -> None:
    question = asked(LESSON.checks[1], seed)
    rho = float(question.prompt.split("ρ = ")[1].split(":")[0])
    assert floor(rho, 0.1 * question.key) == pytest.approx(floor(0.0), rel=0.1)
    for wrong, _ in question.wrong:
        if wrong < 10:
            assert floor(rho, 0.1 * wrong) != pytest.approx(floor(0.0), rel=0.1)


@pytest.mark.parametrize("seed", range(20))
def test_how_it_fares_at_the_hill(seed: int) -> None:
    question = asked(LESSON.checks[2], seed)
    lr, rho = (
        float(one.rstrip("."))
        for one in (question.prompt.split("= ")[2].split(",")[0], question.prompt.split("ρ = ")[1].split(" ")[0])
    )
    places = np.array(trap(rho, lr))
    crossed, ends = places.min() < 0.075, places[-1] < 0.075
    told = "stays there" if ends else "rolls back" if crossed else "never gets over"
    assert isinstance(question.kind, Choice)
    assert told in next(one.text for one in question.kind.options if one.name == question.key)


def test_one_number_has_one_rounding() -> None:
    """The floor that momentum has over SGD's."""
    told = f"{floor(0.9) / floor(0.0):.3g}"
    assert told in LESSON.aha().words
    assert LESSON.why(0.9).numbers.endswith(f"={told}")
    assert f"floor {told}×" in LESSON.seen(None).picture.lines[3].name
    assert all(told in one.instead for one in LESSON.misconceptions if one.name == "better")


def test_the_mark_is_told_by_the_rate_of_its_own_box() -> None:
    assert LESSON.vary.critical is not None
    rate = float(LESSON.vary.mark.split("− ")[1].split(")")[0])
    assert (1 - rate) ** 2 == pytest.approx(LESSON.vary.critical)


def test_level_is_not_called_lost() -> None:
    assert "level in local minima" in LESSON.varied(0.95).words[0]
    assert "loses" not in LESSON.aha().words


def test_who_rolls_back_and_is_thought_to_stay_hears_of_the_hill() -> None:
    for seed in range(40):
        question = asked(LESSON.checks[2], seed)
        assert {trap for _, trap in question.wrong} <= {"stuck", "returns", "over"}
