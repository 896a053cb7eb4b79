"""Losses against numbers worked out with 1,000 digits: our own, to a few units in the last place, and others'."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.losses import (
    binary_cross_entropy,
    binary_divergence,
    cross_entropy,
    divergence,
    softmax,
    sparsemax,
)
from tests.core.test_truth import excess, numbers, read

OWN = read("losses.json")
REFERENCE = read("reference_softmax.json")
EPS = np.finfo(np.float64).eps
SMALLEST = 2.3e-308


def name(case: dict[str, Any]) -> str:
    told = case.get("name") or str(case.get("logits", case.get("logit", case.get("probabilities"))))[:40]
    return f"{told}-{case.get('temperature', '')}{case.get('y', case.get('target', ''))}"[:70]


def same(got: Any, true: Any, allowed: Any) -> None:
    got, true = np.atleast_1d(np.asarray(got, dtype=np.float64)), numbers(np.atleast_1d(true).tolist())
    assert got.shape == true.shape
    found = excess(got, true, numbers(np.broadcast_to(allowed, true.shape).tolist()))
    assert found.max() <= 1, (found.argmax(), got[found.argmax()], true[found.argmax()], found.max())


def few(true: Any) -> Any:
    """8 units of the last place or fewer."""
    return 8 * EPS * np.abs(numbers(np.atleast_1d(true).tolist())) + SMALLEST


@pytest.mark.parametrize("case", OWN["softmax"], ids=name)
def test_softmax(case: dict[str, Any]) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = softmax(case["logits"], case["temperature"])
        logs, total, entropy = found.log_probabilities, found.log_sum_exp, found.entropy
    same(found.probabilities, case["probabilities"], few(case["probabilities"]))
    same(found.complements, case["complements"], few(case["complements"]))
    same(logs, case["log_probabilities"], few(case["log_probabilities"]))
    same(total, case["log_sum_exp"], case["log_sum_exp_error"])
    same(entropy, case["entropy"], few(case["entropy"]))


@pytest.mark.parametrize("case", OWN["cross_entropy"], ids=name)
def test_cross_entropy(case: dict[str, Any]) -> None:
    logits, y, rest = case["logits"], case["labels"], (case["temperature"], case["smoothing"])
    with np.errstate(all="raise", under="ignore"):
        found = [cross_entropy(logits, None, y, *rest)]
        if 1.0 in y:
            found.append(cross_entropy(logits, y.index(1.0), None, *rest))
        for one in found:
            same(one.terms, case["terms"], few(case["terms"]))
            same(one.losses, case["loss"], few(case["loss"]))
            same(one.gradient, case["gradient"], case["gradient_error"])


@pytest.mark.parametrize("case", OWN["binary"], ids=name)
def test_binary_cross_entropy(case: dict[str, Any]) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = binary_cross_entropy(case["logit"], case["y"])
    same(found.probability, case["probability"], few(case["probability"]))
    same(found.cross_entropy, case["cross_entropy"], few(case["cross_entropy"]))
    same(found.gradient, case["gradient"], case["gradient_error"])
    same(found.squared_error, case["squared_error"], case["squared_error_error"])
    same(found.squared_error_gradient, case["squared_error_gradient"], case["squared_error_gradient_error"])


@pytest.mark.parametrize("case", OWN["sparsemax"], ids=name)
def test_sparsemax(case: dict[str, Any]) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = sparsemax(case["logits"], case["temperature"])
    same(found.probabilities, case["probabilities"], 8 * EPS)
    seen = numbers(case["probabilities"])
    if seen[seen > 0].min() > 8 * EPS:  # what is less than the rounding of 1 may come out as nothing
        assert found.support == case["support"]


@pytest.mark.parametrize("case", REFERENCE["softmax"], ids=name)
def test_independent_softmax(case: dict[str, Any]) -> None:
    found = softmax(case["logits"], case["temperature"])
    same(found.probabilities, case["softmax"], case["softmax_tol"])
    same(found.log_probabilities, case["log_softmax"], case["log_softmax_tol"])
    same(found.log_sum_exp, case["log_sum_exp"], 4 * EPS * abs(case["log_sum_exp"]))
    same(found.entropy, case["entropy_nats"], few(case["entropy_nats"]))
    assert found.probabilities.argmax() == case["argmax"]


@pytest.mark.parametrize("case", REFERENCE["cross_entropy"], ids=name)
def test_independent_cross_entropy(case: dict[str, Any]) -> None:
    place, labels = case.get("target_index"), case.get("target")
    found = cross_entropy(case["logits"], place, labels, label_smoothing=case["label_smoothing"])
    same(found.losses, case["loss"], few(case["loss"]))
    same(found.gradient, case["gradient"], case["gradient_atol"])
    if "softmax" in case:
        same(found.softmax.probabilities, case["softmax"], few(case["softmax"]))


@pytest.mark.parametrize("case", REFERENCE["batch_cross_entropy"], ids=name)
def test_independent_batch(case: dict[str, Any]) -> None:
    """Class weights and left-out rows are labels that do not sum to 1."""
    place = np.array(case["target_index"])
    smoothing = case.get("label_smoothing", 0.0)
    found = cross_entropy(case["logits"], place, label_smoothing=smoothing)
    if "weight" in case or "ignore_index" in case:
        kept = np.array(case.get("weight", [1.0] * found.labels.shape[1]))
        labels = found.labels * kept * (place != case.get("ignore_index", -1))[:, None]
        found = cross_entropy(case["logits"], labels=labels)
    np.testing.assert_allclose(found.losses, case["loss"], rtol=case["rtol"], atol=case["atol"])
    np.testing.assert_allclose(found.gradient, case["gradient"], rtol=case["rtol"], atol=case["atol"])
    assert found.mean == pytest.approx(np.mean(case["loss"]), rel=1e-15)
    assert found.sum == pytest.approx(np.sum(case["loss"]), rel=1e-15)


@pytest.mark.parametrize("case", REFERENCE["binary_cross_entropy"], ids=name)
def test_independent_binary_cross_entropy(case: dict[str, Any]) -> None:
    """A weight of the positive class scales what y = 1 costs."""
    found = binary_cross_entropy(case["logit"], case["target"])
    scale = case["pos_weight"] if case["target"] == 1 else 1.0
    same(scale * found.cross_entropy, case["loss"], case["loss_tol"])
    same(scale * found.gradient, case["gradient"], case["gradient_tol"])


@pytest.mark.parametrize("case", REFERENCE["jacobian"], ids=name)
def test_independent_jacobian(case: dict[str, Any]) -> None:
    found = softmax(case["logits"])
    np.testing.assert_allclose(found.jacobian, case["softmax_jacobian"], rtol=0, atol=case["atol"])
    np.testing.assert_allclose(found.log_jacobian, case["log_softmax_jacobian"], rtol=0, atol=case["atol"])


@pytest.mark.parametrize("case", REFERENCE["sparsemax"], ids=name)
def test_independent_sparsemax(case: dict[str, Any]) -> None:
    found = sparsemax(case["logits"])
    same(found.probabilities, case["sparsemax"], case["atol"])
    assert found.support == case["support_size"]


@pytest.mark.parametrize("case", REFERENCE["from_probabilities"], ids=name)
def test_independent_losses_of_given_probabilities(case: dict[str, Any]) -> None:
    if "probability" in case:
        found = binary_divergence(case["probability"], case["target"])
    else:
        found = divergence(case["probabilities"], case["target"])
    assert found == pytest.approx(case["loss"], rel=case["rtol"])
