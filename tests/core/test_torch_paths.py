"""Paths against PyTorch's: our own numbers of torch 2.13.0, and an independent set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.optimizers import OPTIMIZERS, Nesterov
from app.core.surfaces import SURFACES
from tests.core.walks import path

GOLDEN = Path(__file__).parents[1] / "golden"
OWN = json.loads((GOLDEN / "torch_paths.json").read_text())
REFERENCE = json.loads((GOLDEN / "reference_trajectories.json").read_text())["cases"]

NAMES = {"sgd_momentum": "momentum", "sgd_nesterov": "nesterov"}
KNOBS = {"momentum": "rho", "beta_1": "beta1", "beta_2": "beta2"}
NOT_OURS = {"nesterov", "initial_accumulator_value", "lr_decay"}
QUADRATIC = "quadratic(kappa=100,angle=0)"


def points(run: Any, surface: Any, start: Any, steps: int) -> Any:
    """What PyTorch calls the parameter, after 0, 1, ... steps: for Nesterov the look-ahead point."""
    walked = [(*start, *start), *path(run, surface, (start[0], start[1]), steps)]
    return np.array(walked)[:, 2:] if isinstance(run, Nesterov) else np.array(walked)[:, :2]


@pytest.mark.parametrize("case", OWN["cases"], ids=lambda case: f"{case['run']}-{case['surface']}")
def test_a_path_is_that_of_pytorch(case: Any) -> None:
    true = np.array(case["points"])
    walked = points(OPTIMIZERS.read(case["run"]), SURFACES.read(case["surface"]), case["start"], 100)
    got = walked[OWN["every"] :: OWN["every"]]
    assert got.shape == true.shape
    assert np.max(np.abs(got - true) / np.maximum(1, np.abs(true))) < 1e-12


def test_pytorch_has_walked_every_optimizer_that_it_has() -> None:
    walked = {OPTIMIZERS.read(case["run"]).name for case in OWN["cases"]}
    theirs = """sgd momentum nesterov ema_momentum adagrad adadelta rmsprop centered_rmsprop adam amsgrad adamw adamax
        nadam radam rprop"""
    assert walked == set(theirs.split())


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: f"{case['name']}-{case['surface']}")
def test_a_path_is_that_of_the_reference(case: Any) -> None:
    knobs = {KNOBS.get(name, name): value for name, value in case["hyperparameters"].items() if name not in NOT_OURS}
    run = OPTIMIZERS[NAMES.get(case["name"], case["name"])].with_settings(knobs)
    surface = SURFACES.read(QUADRATIC if case["surface"] == "quadratic" else case["surface"])
    got = points(run, surface, case["start"], case["steps"][-1])[case["steps"]]
    far = np.max(np.abs(got - np.array(case["positions"])), axis=1)
    assert all(case["stable"])
    assert np.all(far <= np.array(case["tol"]))


def test_the_textbook_s_nesterov_is_not_the_path_of_pytorch_s_parameter() -> None:
    case = next(one for one in OWN["cases"] if one["run"].startswith("nesterov") and one["surface"] == "beale")
    walked = list(path(OPTIMIZERS.read(case["run"]), SURFACES["beale"](), tuple(case["start"]), 100))
    assert np.max(np.abs(np.array(walked)[9::10, :2] - np.array(case["points"]))) > 1e-2
