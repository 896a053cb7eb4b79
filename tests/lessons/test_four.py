"""Four boxes: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.checks import asked
from app.lessons.options import Choice
from app.lessons.pictures import Line
from app.lessons.runs.four import won

LESSON = LESSONS["four"]
ALL = ("trap", "saddle", "ravine", "noise")
TEXTS = {"trap": "Minima", "saddle": "Saddle", "ravine": "Ravine"}


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
    gone = winners(rho)
    assert set(won(rho)) == gone
    if rho == 0.9:
        assert set(LESSON.truth()) == gone == {"trap", "saddle", "ravine"}
    assert face("ravine").varied(rho).reached == (rho == 0.99)
    assert face("trap").varied(rho).reached == (min(trap(rho)) < 0.075 < trap(rho)[-1])


def face(name: str) -> AnyLesson:
    return LESSON.facing(name, None)


def drawn(name: str, rho: float) -> dict[str, Line]:
    return {one.name: one for one in face(name).varied(rho).picture.lines}


@pytest.mark.parametrize("rho", [0.5, 0.95, 0.99])
def test_what_is_drawn_is_run(rho: float) -> None:
    """Each line is the method itself, step by step."""
    for name, at in (("SGD", 0.0), ("momentum", rho)):
        x = drawn("trap", rho)[name]
        assert x.y == pytest.approx(np.array(trap(at)[: len(x.y)]), abs=1e-9)
        assert len(drawn("saddle", rho)[name].y) == saddle(at) + 1
        y = drawn("ravine", rho)[name].y
        first = int(np.argmax(y <= 1e-6)) if (y <= 1e-6).any() else None
        assert first == (ravine(at) if ravine(at) <= 1600 else None)
        assert drawn("noise", rho)[name].y[200:].mean() == pytest.approx(floor(at), rel=0.15)
        assert all(one[name].moves for one in (drawn(box, rho) for box in ALL))


@pytest.mark.parametrize(
    ("said", "trap_", "wrong"),
    [(ALL, "better", ["Noise"]), (("noise",), "averages", ["Minima", "Saddle", "Ravine", "Noise"]),
     ((), "rate", ["Minima", "Saddle", "Ravine"]), (("saddle", "ravine"), "stuck", ["Minima"]),
     (("trap", "ravine"), "flat", ["Saddle"]), (("trap", "saddle"), "swings", ["Ravine"])],
)  # fmt: skip
def test_every_box_has_its_sentence_a_wrong_tick_its_run(said: tuple[str, ...], trap_: str, wrong: list[str]) -> None:
    assert LESSON.trap(said) == trap_
    shown = LESSON.facing(None, said)
    seen = shown.seen(said)
    assert f"right in {4 - len(wrong)} of 4" in seen.words[0]
    assert [one.split()[1].rstrip(":") for one in seen.words[1:]] == ["Minima", "Saddle", "Ravine", "Noise"]
    assert next(one.text for one in LESSON.faces if one.name == shown.face) == (
        "Noise" if "noise" in said else wrong[0]
    )
    for one in LESSON.faces:
        assert LESSON.facing(one.name, said).right_of(said) == (one.text not in wrong)


@pytest.mark.parametrize("name", ["trap", "saddle", "ravine", "noise"])
@pytest.mark.parametrize("wins", [True, False])
def test_a_claim_covers_where_momentum_would_end(name: str, wins: bool) -> None:
    """Where it does end is within what is said of it, if that is right, and outside if not."""
    picture = face(name).seen((name,) if wins else ()).picture
    (zone,) = picture.zones
    line = next(one for one in picture.lines if one.name == "momentum")
    there = line.y >= 1 if name == "saddle" else line.y <= 1e-6
    level = float(line.y[-1]) if name == "trap" else float(line.y[len(line.y) // 2 :].mean())
    ends = level if zone.along == "y" else float(np.argmax(there))
    assert (zone.low <= ends <= zone.high) == (wins == (name in LESSON.truth()))
    assert zone.role == "yours"


def test_nothing_without_a_ratio_is_told_as_a_number() -> None:
    told = LESSON.seen(("saddle", "ravine")).words[1]
    assert told == f"✗ Minima: SGD ends at x = {trap(0.0)[-1]:.3g}, momentum at −{-trap(0.9)[-1]:.3g}."


def test_before_a_prediction_sgd_is_alone() -> None:
    for name in ALL:
        given = face(name).given()
        assert ([one.name for one in given.lines], given.zones, given.spots) == (["SGD"], (), ())
        assert bool(given.rules) == (name != "noise"), "valleys and levels are there before anybody runs"
    assert len(face("saddle").given().lines[0].x) == saddle(0.0) + 1


def test_at_a_fair_rate_it_wins_nothing() -> None:
    """By our own loops: momentum's rate times 1 − ρ."""
    assert trap(0.9, 0.001)[-1] > 0
    slow = next(t for t, y in enumerate(roll(lambda y: -y, 1e-6, 0.01, 0.9, 400)) if abs(y) >= 1)
    assert slow > saddle(0.0)
    pairs = zip(roll(lambda x: x, 1.0, 0.001, 0.9, 2000), roll(lambda y: 100 * y, 1.0, 0.001, 0.9, 2000), strict=True)
    even = next(t for t, (x, y) in enumerate(pairs) if math.hypot(x, y) <= 1e-6 * math.sqrt(2))
    assert even > 0.9 * ravine(0.0)
    assert floor(0.9, 0.01) == pytest.approx(floor(0.0), rel=0.1)
    assert LESSON.aha().number == "3 of 4"
    assert f"wins none: the ravine is level, {even} steps to {ravine(0.0)}." in LESSON.aha().words
    assert f"momentum needs {slow} steps" in face("saddle").varied(0.9).words[0]


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9, 0.97])
def test_each_box_has_its_formula_and_every_symbol_its_line(rho: float) -> None:
    for name in ALL:
        why, lines = face(name).why(rho), drawn(name, rho)
        assert {part.line for part in why.parts} <= set(lines)
        assert {part.line for part in why.parts} <= {one.name for one in face(name).seen(()).picture.lines}
    grown = float(next(part.value for part in face("saddle").why(rho).parts if part.symbol == "r"))
    y = drawn("saddle", rho)["momentum"].y
    assert y[-1] / y[-2] == pytest.approx(grown, rel=0.01)
    assert face("noise").why(rho).numbers.endswith(f"={floor(rho) / floor(0.0):.3g}")
    assert len({face(name).why(rho).formula for name in ALL}) == 4 - (rho in {0.0, 0.5})


def test_where_each_knob_has_its_mark() -> None:
    at = {name: face(name).vary.critical for name in ALL}
    assert at["trap"] is not None
    assert trap(at["trap"] - 0.001)[-1] < 0 < trap(at["trap"] + 0.001)[-1]
    assert at["saddle"] is not None
    assert saddle(at["saddle"] - 0.01) >= 0.9 * saddle(0.0) >= saddle(at["saddle"] + 0.01)
    assert at["noise"] is not None
    assert 0.9 * floor(at["noise"] - 0.01) <= floor(0.0) <= 0.9 * floor(at["noise"] + 0.01)


def test_a_picture_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="'hill' is none of"):
        LESSON.facing("hill", None)
    with pytest.raises(ValueError, match="one picture"):
        LESSONS["relu"].facing("trap", None)


def test_where_sgd_takes_the_ravine_back() -> None:
    (even,) = face("ravine").vary.besides
    assert even == pytest.approx(0.9801)
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
    assert face("noise").why(0.9).numbers.endswith(f"={told}")
    assert f"{told}×" in LESSON.seen(("noise",)).words[-1]
    assert all(told in one.instead for one in LESSON.misconceptions if one.name == "better")


def test_who_rolls_back_and_is_thought_to_stay_hears_of_the_hill() -> None:
    for seed in range(40):
        question = asked(LESSON.checks[2], seed)
        assert {trap for _, trap in question.wrong} <= {"stuck", "returns", "over"}
