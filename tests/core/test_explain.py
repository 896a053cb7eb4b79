"""What the step explainer writes: the rule, the numbers, and that they are those of the step."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from app.core.optimizers import OPTIMIZERS, Adam, Momentum, Nesterov, Optimizer, RAdam, Rprop, short
from app.core.optimizers.explain import exact, numbers_in, symbols_in, telling
from tests.core.walks import RUNS

DIGIT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
FUNCTIONS = {"sqrt": math.sqrt, "max": max, "sign": lambda x: (x > 0) - (x < 0), "abs": abs}
SITUATIONS = [(1, 0.5, -0.25, 0), (3, -1.5, 2.0, 4), (12, 0.75, 0.5, 9)]


def clip(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


def arithmetic(text: str) -> float:
    """What the written numbers come to, read as a person would."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: "**" + "".join(DIGIT[one] for one in found[0]), text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text).replace("√", "sqrt").replace("−", "-").replace("·", "*")
    return float(eval(text, {"__builtins__": {}}, FUNCTIONS | {"clip": clip}))


def situation(run: Optimizer, t: int, x: float, g: float, steps: int) -> tuple[Any, ...]:
    """The arguments of a step, with a state that a few steps have filled."""
    state: Any = run.begin()
    for k in range(1, steps + 1):
        _, *state = run.step(run.lr, k, x, 0.5 + math.sin(k) ** 2, *state)
    return run.lr, t, x, g, *state


@pytest.mark.parametrize("run", RUNS, ids=str)
@pytest.mark.parametrize(("t", "x", "g", "steps"), SITUATIONS)
def test_each_line_comes_to_what_the_step_gave(run: Optimizer, t: int, x: float, g: float, steps: int) -> None:
    lr, t, x, g, *state = now = situation(run, t, x, g, steps)
    values = run.settings() | dict(run.coefficients(t)) | {"x": x, "g": g} | dict(zip(run.state, state, strict=True))
    after = dict(zip(("x", *run.state), run.step(*now), strict=True)) | {"ahead": run.probe(lr, x, *state)}
    rules = run.rules_now(lr, t, g, *state)
    lines = run.explain(*now)
    assert len(lines) == len(rules) <= 4
    assert {name for name, _ in rules} == {"x", *run.state} | ({"ahead"} if run.looks_ahead else set())
    for (target, template), line in zip(rules, lines, strict=True):
        written = {name: exact(value) for name, value in values.items()}
        got = arithmetic(numbers_in(template, written, t))
        assert got == pytest.approx(after[target], rel=1e-9, abs=1e-12)
        assert line.result == after[target]
        values[target] = after[target]
        values |= run.between(t, values)


@pytest.mark.parametrize("entry", OPTIMIZERS.values(), ids=lambda entry: entry.name)
@pytest.mark.parametrize(("t", "x", "g", "steps"), SITUATIONS)
def test_the_rounded_numbers_come_to_nearly_the_answer(
    entry: type[Optimizer], t: int, x: float, g: float, steps: int
) -> None:
    for line in entry().explain(*situation(entry(), t, x, g, steps)):
        assert arithmetic(line.numbers) == pytest.approx(line.result, rel=0.02)
        assert arithmetic(line.answer) == pytest.approx(line.result, rel=0.006)


@pytest.mark.parametrize("entry", OPTIMIZERS.values(), ids=lambda entry: entry.name)
def test_a_rule_is_plain_text_without_names_or_tex(entry: type[Optimizer]) -> None:
    for steps in (0, 9):
        for line in entry().explain(*situation(entry(), 9, 0.5, -0.25, steps)):
            assert not re.search(
                r"[\\{}_*-]|\b(?!sign|max|clip)[a-z]{2,}", f"{line.target} ← {line.rule} = {line.numbers}"
            )
            assert " ·" not in line.rule
            assert not re.search(r"[·−/+] −|^\(−", line.numbers)


def test_lines_of_the_slides() -> None:
    assert [str(line) for line in Momentum(lr=0.1, rho=0.9).explain(0.1, 1, 2.0, -4.0, 1.0)] == [
        "v ← ρ v + g = 0.9 · 1 + (−4) = −3.1",
        "x ← x − α v = 2 − 0.1 · (−3.1) = 2.31",
    ]
    ahead, *_ = Nesterov(lr=0.1, rho=0.9).explain(0.1, 1, 2.0, -4.0, -1.0)
    assert str(ahead) == "x̃ ← x − α ρ v = 2 − 0.1 · 0.9 · (−1) = 2.09"


def test_a_line_uses_the_number_as_the_line_before_wrote_it() -> None:
    velocity, move = Momentum(lr=0.01, rho=0.9).explain(0.01, 34, -0.0213, -2.09, -17.4)  # v moves by little
    assert velocity.answer == "−17.75"
    assert move.numbers == "−0.0213 − 0.01 · (−17.75)"


def test_lines_of_adam() -> None:
    assert [str(line) for line in Adam().explain(0.001, 12, -1.5, -0.5, 0.25, 0.0625)] == [
        "m ← β₁ m + (1 − β₁) g = 0.9 · 0.25 + (1 − 0.9) · (−0.5) = 0.175",
        "v ← β₂ v + (1 − β₂) g² = 0.999 · 0.0625 + (1 − 0.999) · (−0.5)² = 0.062688",
        "x ← x − α m̂ / (√v̂ + ε) = −1.5 − 0.001 · 0.244 / (√(5.25) + 1e−8) = −1.500106",
    ]


def test_radam_says_which_of_its_branches_it_took() -> None:
    before, after = (RAdam().explain(0.001, t, 1.0, 0.5, 0.1, 0.01)[-1].rule for t in (5, 6))
    assert before == "x − α m / (1 − β₁ᵗ)"
    assert after == "x − α (m / (1 − β₁ᵗ)) rₜ √(1 − β₂ᵗ) / (√v + ε)"


@pytest.mark.parametrize(
    ("g", "rule", "move"), [(2.0, "η⁺ h", "x − sign(g′) h"), (-2.0, "η⁻ h", "x"), (0.0, "h", "x − sign(g′) h")]
)
def test_rprop_says_whether_the_slope_turned(g: float, rule: str, move: str) -> None:
    lines = Rprop().explain(0.01, 3, 1.0, g, 0.5, 0.25)
    assert lines[0].rule == f"clip({rule}, hₘᵢₙ, hₘₐₓ)"
    assert lines[2].rule == move


@pytest.mark.parametrize("entry", [Momentum, Adam, Rprop])
def test_a_rate_that_a_schedule_changed_is_the_one_shown(entry: type[Optimizer]) -> None:
    run = entry(lr=0.3)
    lr, t, x, g, *state = situation(run, 4, 1.0, 2.0, 3)
    line = run.explain(lr / 3, t, x, g, *state)[-1]
    assert " 0.1" in line.numbers
    assert line.result == run.step(lr / 3, t, x, g, *state)[0]
    assert arithmetic(line.numbers) == pytest.approx(line.result, rel=0.01)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.123456, "0.123"),
        (-0.5, "−0.5"),
        (-0.0, "0"),
        (1e-8, "1e−8"),
        (-1.5e12, "−1.5e12"),
        (1234.6, "1235"),
        (999.6, "999.6"),
        (-54321.0, "−54321"),
        (1.5e6, "1.5e6"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_how_a_number_is_written(value: float, text: str) -> None:
    assert short(value) == text


def test_brackets_stand_where_a_reader_needs_them() -> None:
    written = {"a": "−2", "b": "3", "c": "1e−8"}
    assert numbers_in("{a} − {a}", written, 1) == "−2 − (−2)"
    assert numbers_in("({a} + {b})² · |{a}|", written, 1) == "(−2 + 3)² · |−2|"
    assert numbers_in("{a}² + {b}² + {c}² + {b}{t}", written, 10) == "(−2)² + 3² + (1e−8)² + 3¹⁰"
    assert numbers_in("max({a}, {a})", written, 1) == "max(−2, −2)"
    assert symbols_in("{b} · √({b}) + √({a} + {b})", {"a": "a", "b": "β₁"}) == "β₁ √(β₁) + √(a + β₁)"


@pytest.mark.parametrize(
    ("before", "after", "digits"),
    [(1.0, 2.0, 3), (1.0, 1.001, 6), (1.0, 0.9999, 7), (1.0, 1.0, 3), (1.0, 1.0 + 1e-14, 12), (1.0, math.inf, 3)],
)
def test_digits_tell_the_difference(before: float, after: float, digits: int) -> None:
    assert telling(before, after) == digits
    if 1 < digits < 12 and before != after:
        assert short(before, digits) != short(after, digits)
