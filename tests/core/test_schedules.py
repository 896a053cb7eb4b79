"""Schedules against PyTorch's, an independent set, and what each of them promises."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.schedules import SCHEDULES, CosineWarmRestarts, InverseTime, Schedule, WarmupCosine
from tests.core.walks import every_setting

GOLDEN = Path(__file__).parents[1] / "golden"
OWN = json.loads((GOLDEN / "torch_schedules.json").read_text())
REFERENCE = {case["name"]: case for case in json.loads((GOLDEN / "reference_schedules.json").read_text())["cases"]}
ENTRIES: list[Schedule] = [one for entry in SCHEDULES.values() for one in every_setting(entry)]

REFERENCE_RUNS = {
    "constant": "constant",
    "exponential": "exponential(gamma=0.95)",
    "cosine_warm_restarts": "cosine_warm_restarts(period=10,mult=1,floor=0)",
    "constant_warmup": "constant_warmup(start=0.25,warmup=8)",
    "one_cycle": "one_cycle(pct_start=0.3,div_factor=25,final_div_factor=10000,three_phase=1)",
    "cyclic": "cyclic(half=10,floor=0.1)",
    "inverse_sqrt": "inverse_sqrt(warmup=10)",
}


def factors(schedule: Schedule, steps: int) -> list[float]:
    return [schedule.factor(t, steps) for t in range(steps)]


@pytest.mark.parametrize("case", OWN["cases"], ids=lambda case: str(case["schedule"]))
def test_a_schedule_is_that_of_pytorch(case: Any) -> None:
    got = factors(SCHEDULES.read(case["schedule"]), OWN["steps"])
    assert got == pytest.approx(case["factor"], rel=1e-11, abs=1e-14)


@pytest.mark.parametrize("name", REFERENCE)
def test_a_schedule_is_that_of_the_reference(name: str) -> None:
    case = REFERENCE[name]
    got = [0.1 * factor for factor in factors(SCHEDULES.read(REFERENCE_RUNS[name]), len(case["lr"]))]
    assert got == pytest.approx(case["lr"], rel=case["rtol"], abs=case["atol"])


@pytest.mark.parametrize("schedule", ENTRIES, ids=str)
@pytest.mark.parametrize("steps", [1, 2, 7, 500])
def test_a_factor_lies_between_0_and_1(schedule: Schedule, steps: int) -> None:
    for factor in factors(schedule, steps):
        assert type(factor) is float
        assert 0 <= factor <= 1 + 1e-15


@pytest.mark.parametrize("schedule", ENTRIES, ids=str)
def test_a_schedule_is_written_and_read_back(schedule: Schedule) -> None:
    assert SCHEDULES.read(str(schedule)) == schedule
    assert len(str(schedule)) <= 200


@pytest.mark.parametrize("entry", SCHEDULES.values(), ids=lambda entry: entry.name)
def test_a_schedule_says_what_it_is(entry: type[Schedule]) -> None:
    assert entry.summary().endswith(".")
    assert entry.title
    assert entry.tex
    assert any(year.isdigit() and len(year) == 4 for year in entry.source.replace(",", " ").replace(";", " ").split())


@pytest.mark.parametrize("name", ["step", "exponential", "polynomial", "inverse_time", "cosine"])
def test_a_decay_starts_at_1_and_never_rises(name: str) -> None:
    got = factors(SCHEDULES[name](), 300)
    assert got[0] == 1
    assert np.all(np.diff(got) <= 0)
    assert got[-1] < 0.7


def test_inverse_time_is_the_decay_of_pytorch_s_adagrad() -> None:
    assert factors(InverseTime(decay=0.3), 4) == pytest.approx([1, 1 / 1.3, 1 / 1.6, 1 / 1.9], rel=1e-15)


def test_a_warm_up_rises_to_1_and_the_cosine_takes_over_without_a_jump() -> None:
    got = factors(WarmupCosine(warmup=10, floor=0.2), 110)
    assert got[:10] == pytest.approx(np.arange(1, 11) / 10)
    assert got[10] == 1
    assert np.all(np.diff(got[10:]) < 0)
    assert got[60] == pytest.approx(0.6)
    assert got[-1] == pytest.approx(0.2 + 0.4 * (1 - math.cos(math.pi / 100)))


@pytest.mark.parametrize("period", [1, 7, 50])
@pytest.mark.parametrize("mult", [1, 1.5, 2, 3, 10])
def test_a_warm_restart_comes_exactly_when_the_wave_is_over(period: int, mult: float) -> None:
    schedule, begin, length = CosineWarmRestarts(period=period, mult=mult, floor=0.0), 0.0, float(period)
    for t in range(4000):
        if t >= begin + length:
            begin, length = begin + length, length * mult
        assert schedule.factor(t, 4000) == pytest.approx((1 + math.cos(math.pi * (t - begin) / length)) / 2, abs=1e-9)


def test_a_wave_that_grows_ever_so_little_is_found_at_once() -> None:
    grown, level = CosineWarmRestarts(period=1e3, mult=1 + 1e-9), CosineWarmRestarts(period=1e3, mult=1)
    times = [*range(0, 100_000, 333), 10**12]
    assert [grown.factor(t, 1) for t in times[:-1]] == pytest.approx([level.factor(t, 1) for t in times[:-1]], abs=1e-3)
    assert 0 <= grown.factor(times[-1], 1) <= 1
