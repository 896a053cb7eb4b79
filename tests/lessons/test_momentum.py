"""Momentum: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.pictures import Line
from app.lessons.quantities import Reach

LESSON = LESSONS["momentum"]
SLOPE, RAVINE = (LESSON.facing(name, None) for name in ("slope", "ravine"))


def ravine(rho: float, kappa: float = 100.0, lr: float = 0.01, most: int = 10_000) -> tuple[int | None, bool]:
    """Steps until a millionth, and whether the flat coordinate has changed its sign by then."""
    x, y, vx, vy, crossed = 1.0, 1.0, 0.0, 0.0, False
    for t in range(1, most + 1):
        vx, vy = rho * vx + x, rho * vy + kappa * y
        x, y = x - lr * vx, y - lr * vy
        crossed = crossed or x < 0
        if math.hypot(x, y) <= 1e-6 * math.sqrt(2):
            return t, crossed
        if abs(y) > 1e6:
            break
    return None, crossed


def mine(prediction: float) -> Line:
    return next(one for one in LESSON.seen(prediction).picture.lines if one.role == "yours")


def test_the_truth_is_the_sum_of_all_that_is_remembered() -> None:
    assert LESSON.truth() == pytest.approx(math.fsum(0.9**k for k in range(500)))
    assert not LESSON.mark(9.0).right
    assert LESSON.trap(9.0) == "now"
    assert LESSON.trap(1.0) == "mean"
    assert LESSON.trap(1.9) == "last"
    assert LESSON.trap(100.0) == "forever"


@pytest.mark.parametrize("said", [1.0, 1.9, 4.0, 9.0])
def test_a_wrong_number_is_a_ball_that_levels_off_there(said: float) -> None:
    velocity = mine(said).y
    assert velocity[-1] == pytest.approx(said, rel=0.01)
    assert velocity[0] == 1.0, "after the first step"
    assert (velocity[1:] >= velocity[:-1]).all()


def test_a_number_much_too_large_gains_for_so_much_longer() -> None:
    velocity = mine(1000.0).y
    assert velocity[-1] == pytest.approx(1000 * (1 - 0.999**3000))
    assert "after 2995 steps" in " ".join(LESSON.seen(1000.0).words)
    assert LESSON.seen(1000.0).picture.up.high > 1000


def test_the_start_does_not_tell_the_end() -> None:
    given = LESSON.given()
    assert max(one.y.max() for one in given.lines) < 4
    assert not given.rules


def test_the_curve_behind_the_knob_is_a_valley_beside_its_mark() -> None:
    found = [(rho, steps) for rho, steps in RAVINE.scent() if steps is not None]
    assert [steps for _, steps in found[::10]] == [ravine(rho)[0] for rho, _ in found[::10]]
    best, fewest = min(found, key=lambda one: one[1])
    assert 0.81 <= best <= 0.83
    assert fewest < 160
    before = [steps for rho, steps in found if rho <= 0.81]
    assert before == sorted(before, reverse=True)


def test_it_swings_beyond_the_mark_alone() -> None:
    assert RAVINE.vary.critical == pytest.approx(0.81)
    assert not ravine(0.805)[1]
    assert ravine(0.83)[1]
    assert "does not swing" in RAVINE.varied(0.81).words[0]
    assert "the ball swings," in RAVINE.varied(0.83).words[0]


@pytest.mark.parametrize("rho", [0.5, 0.9, 0.97, 0.98, 0.99])
def test_when_it_is_within_for_good_by_our_loop(rho: float) -> None:
    x, v, last = np.ones(2), np.zeros(2), 0
    for t in range(1, 6001):
        v = rho * v + np.array([1.0, 100.0]) * x
        x = x - 0.01 * v
        last = t if np.hypot(*x) > 1e-6 * math.sqrt(2) else last
    first = ravine(rho)[0]
    told = RAVINE.varied(rho).words[0]
    assert f"after {first} steps" in told
    assert (f"for good after {last + 1}." in told) == (last + 1 != first)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.9, 0.95, 0.98, 0.99])
def test_on_the_slope_the_knob_moves_the_level_and_when_it_is_come_to(rho: float) -> None:
    v, known = 0.0, [0.0]
    for _ in range(4000):
        v = rho * v + 1
        known.append(v)
    seen = SLOPE.varied(rho)
    lines = {one.role: one for one in seen.picture.lines}
    moved = lines["truth"]
    assert moved.y == pytest.approx(np.array(known)[moved.x.astype(int)])
    assert lines["theory"].y == pytest.approx(1 / (1 - rho), rel=1e-6)
    soon = next(t for t, one in enumerate(known) if one >= 0.95 * known[-1])
    assert SLOPE.held(rho) == pytest.approx((soon, known[soon]), rel=1e-6)
    assert f"95 % of it after {soon} step" in seen.words[0] or (rho == 0 and "keeps nothing" in seen.words[0])
    assert seen.reached == (rho == 0.98)
    assert SLOPE.tally(rho) == f"{1 / (1 - rho):.3g}×"


@pytest.mark.parametrize("seed", range(12))
def test_what_settles_by_our_loop_is_right(seed: int) -> None:
    question = asked(LESSON.checks[1], seed)
    assert isinstance(question.kind, Reach)
    kappa, limit = float(question.prompt.split()[3].rstrip(",")), int(question.prompt.split()[-2])
    for rho in (0.0, 0.3, 0.7, 0.95, 0.99, question.key):
        steps = ravine(rho, kappa, 1 / kappa)[0]
        assert question.mark(rho).right == (steps is not None and steps < limit)
    assert question.mark(question.key).right
    assert [trap for _, trap in question.wrong] == ["more", "little", "little", "more"]


@pytest.mark.parametrize("seed", range(12))
def test_above_the_limit_it_blows_up(seed: int) -> None:
    question = asked(LESSON.checks[2], seed)
    words = question.prompt.replace(",", "").split()
    high, rho = float(words[4]), float(words[8].rstrip("."))
    for share, stays in ((0.99, True), (1.01, False)):
        y, v = 1.0, 0.0
        for _ in range(6_000):
            v = rho * v + high * y
            y -= share * question.key * v
            if abs(y) > 1e3:
                break
        assert (abs(y) < 1e-3) == stays


@pytest.mark.parametrize("said", [1.0, 9.0, 10.0, 300.0, 999.0])
def test_nothing_is_said_twice(said: float) -> None:
    seen = LESSON.seen(said).words
    assert len(seen) == 2
    assert len(seen[0].split()) <= 20
    assert ("levels off" in seen[0]) + ("takes away as much" in seen[0]) == (said == 10.0)
    if said not in {1.0, 10.0}:
        assert f"keeps ρ = {1 - 1 / said:.5g}" in seen[0]


def test_the_mark_is_told_in_numbers() -> None:
    rate = 0.01
    assert RAVINE.vary.mark.endswith(f"=\N{NO-BREAK SPACE}{(1 - math.sqrt(rate)) ** 2:.2f}")
    assert f"{(1 - math.sqrt(rate)) ** 2:.2f}" in RAVINE.why(0.9).words[0]
    assert SLOPE.vary.critical is not None
    assert SLOPE.vary.mark.endswith(f"{1 / (1 - SLOPE.vary.critical):.0f}×")
    assert "L = 100, λ = 1, at α = 1 / L" in RAVINE.limits


def test_without_momentum_the_best_rate_is_told_too() -> None:
    """By a loop at 2 / (1 + 100), from the same start."""
    x, t = np.ones(2), 0
    while np.hypot(*x) > 1e-6 * math.sqrt(2):
        x, t = x - 2 / 101 * np.array([1.0, 100.0]) * x, t + 1
    assert f"{t} at its own best α" in RAVINE.limits


@pytest.mark.parametrize("said", [2.0, 30.0, 1000.0])
def test_what_was_said_is_run_in_the_ravine_too(said: float) -> None:
    seen = RAVINE.seen(said)
    assert [one.name for one in seen.picture.lines if one.role == "yours"] == [f"yours: ρ = {1 - 1 / said:.5g}"]
    found = ravine(1 - 1 / said)[0]
    assert f"after {found or 'more than 10,000'} steps" in seen.words[-1]
    assert LESSON.aha().number == "10×"
    assert (RAVINE.aha().number, RAVINE.aha().equals) == ("5.2×", f"{ravine(0.0)[0]} / {ravine(0.9)[0]} steps")


@pytest.mark.parametrize("seed", range(6))
def test_a_rho_that_fails_is_told_on_which_side(seed: int) -> None:
    question = asked(LESSON.checks[1], seed)
    assert [question.trap(question.key + by) for by in (-0.3, 0.05)] == ["little", "more"]


def test_each_question_has_its_own_picture() -> None:
    faces = [{asked(check, seed).face for seed in range(5)} for check in LESSON.checks]
    assert faces == [{"slope"}, {"ravine"}, {"ravine"}]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.7, 0.9, 0.97])
def test_formula_and_picture_are_of_the_same_thing(rho: float) -> None:
    """In the ravine what a step leaves is how steeply the line falls that is drawn."""
    lines, why = {one.name: one for one in RAVINE.varied(rho).picture.lines}, RAVINE.why(rho)
    assert {part.line for part in why.parts} <= set(lines)
    left = float(next(part.value for part in why.parts if part.symbol == "r"))
    assert why.numbers.endswith(f"={left}")
    one = lines[f"ρ = {rho:.3g}"]
    before, after = (float(one.y[(one.x >= k) & (one.x < k + 60)].max()) for k in (60, 160))  # of a swing the largest
    assert (after / before) ** (1 / 100) == pytest.approx(left, rel=0.004)


@pytest.mark.parametrize("rho", [0.0, 0.7, 0.9, 0.97, 0.99])
def test_what_is_drawn_holds_each_swing_and_the_step_at_which_it_settles(rho: float) -> None:
    """Of each few steps the least and the largest distance, and the ring where a millionth is come to."""
    one = next(one for one in RAVINE.varied(rho).picture.lines if one.role == "truth")
    x, v, far = np.ones(2), np.zeros(2), [1.0]
    for _ in range(2800):
        v = rho * v + np.array([1.0, 100.0]) * x
        x = x - 0.01 * v
        far.append(float(np.hypot(*x)) / math.sqrt(2))
    assert one.y == pytest.approx(np.array(far)[one.x.astype(int)], rel=1e-6)
    assert len(one.x) < 700, "light enough to follow a hand"
    for k in range(0, int(one.x[-1]) - 10, 10):
        here = one.y[(one.x >= k) & (one.x < k + 10)]
        assert here.max() == pytest.approx(max(far[k : k + 10]), rel=1e-6)
    settled = next(k for k, each in enumerate(far) if each <= 1e-6)
    assert RAVINE.held(rho) == (settled, 1e-6)
    assert settled < RAVINE.varied(rho).picture.across.high


def test_on_the_slope_too() -> None:
    why, lines = RAVINE.why(0.9), {one.name: one for one in RAVINE.seen(5.0).picture.lines}
    assert {part.line for part in why.parts} <= set(lines)
    for part in why.parts:
        if part.symbol in {"g", "v"}:
            assert float(part.value) == pytest.approx(float(lines[part.line].y[-1]))


def test_what_once_as_fast_is_stands_in_the_first_sentence() -> None:
    assert "1× is as fast as without momentum" in RAVINE.setting.partition(". ")[0]


def test_the_ends_of_the_runs_are_well_within_the_frame() -> None:
    picture = RAVINE.seen(5.0).picture
    assert max(one.x[-1] for one in picture.lines) < 0.9 * picture.across.high
