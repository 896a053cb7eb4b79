"""Temperature 0 is a limit: what grows colder and colder comes to it, and what has no bound is infinite."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.losses import cross_entropy, softmax, sparsemax
from app.core.losses.training import Observation, against_the_rest, train
from app.core.optimizers import SGD
from tests.core.test_losses import quick, rows

scores = rows(st.integers(-4, 4).map(float), 6)  # with many ties
extreme = rows(st.floats(-1e308, 1e308), 6)
gammas = st.sampled_from([0.0, 0.5, 2.0])


def capped(numbers: object) -> list[float]:
    """Numbers of any shape; what is beyond 1e200 at a temperature of 1e-290 is infinite in the limit."""
    found = np.asarray(numbers, dtype=np.float64).ravel()
    return [math.copysign(math.inf, one) if abs(one) > 1e200 else one for one in found.tolist()]


@quick
@given(scores | extreme)
def test_the_largest_share_everything(logits: list[float]) -> None:
    found, best = softmax(logits, 0.0), max(logits)
    ties = logits.count(best)
    assert found.probabilities.tolist() == [1 / ties if one == best else 0 for one in logits]
    assert found.entropy == pytest.approx(math.log(ties))
    assert sparsemax(logits, 0.0).probabilities == pytest.approx(found.probabilities, rel=1e-15)


@quick
@given(scores, st.data(), gammas)
def test_every_number_is_where_it_goes_as_it_grows_colder(
    logits: list[float], data: st.DataObject, gamma: float
) -> None:
    target = data.draw(st.integers(0, len(logits) - 1))
    for told in (
        {"target": target},
        {"target": target, "label_smoothing": 0.5},
        {"labels": softmax(logits, 0.0).probabilities},
    ):
        cold, near = (cross_entropy(logits, temperature=t, gamma=gamma, **told) for t in (0.0, 1e-290))
        for part in ("losses", "terms"):
            assert getattr(cold, part).ravel().tolist() == pytest.approx(capped(getattr(near, part)), rel=1e-12), part
        if gamma == 0 and "labels" in told:  # p is y: 0 is left, and of a double next to 1 / 3 only rounding
            assert cold.gradient.tolist() == [0.0] * len(logits)
        else:
            assert capped(cold.gradient) == capped(near.gradient)
        for part in ("log_probabilities", "jacobian", "log_jacobian"):
            assert capped(getattr(cold.softmax, part)) == capped(getattr(near.softmax, part)), part
        assert capped(cold.softmax.log_sum_exp) == pytest.approx(capped(near.softmax.log_sum_exp))
    assert capped(sparsemax(logits, 0.0).jacobian) == capped(sparsemax(logits, 1e-290).jacobian)


def test_the_loss_is_nothing_infinite_or_that_of_a_tie() -> None:
    for logits, target, loss, gradient in (
        ([2.0, 1.0, 0.1], 0, 0.0, [0, 0, 0]),
        ([2.0, 1.0, 0.1], 1, math.inf, [math.inf, -math.inf, 0]),
        ([2.0, 2.0, 0.1], 0, math.log(2), [-math.inf, math.inf, 0]),
        ([5.0], 0, 0.0, [0]),
    ):
        found = cross_entropy(logits, target, temperature=0.0)
        assert float(found.losses) == pytest.approx(loss)
        assert found.gradient.tolist() == gradient
    assert cross_entropy([1.0, 1.0], labels=[0.5, 0.5], temperature=0.0).gradient.tolist() == [0, 0]


def test_below_the_coldest_it_is_0() -> None:
    assert softmax([1.0, 0.0], 1e-301).temperature == 0
    assert softmax([1e-300, 0.0], 1e-300).probabilities[0] == pytest.approx(0.7310585786300049)


def test_one_class_against_the_rest_is_sure() -> None:
    z = np.array([2.0, 2.0, 0.1])
    assert [against_the_rest(z, one, 0.0) for one in range(3)] == [0, 0, -math.inf]
    assert against_the_rest(np.array([1.0, 1.0, 1.0]), 0, 0.0) == pytest.approx(-math.log(2))


def test_a_step_moves_nothing_or_leaves_the_floats() -> None:
    x, w, b = np.array([1.0, 0.0]), np.zeros((2, 2)), np.array([1.0, 0.0])
    right = train(SGD(lr=0.5), Observation(x, np.array([1.0, 0.0]), 0.0), w, b, 3)
    assert (right.broke, right.losses.tolist(), right.bias[-1].tolist()) == (None, [0] * 4, [1, 0])
    wrong = train(SGD(lr=0.5), Observation(x, np.array([0.0, 1.0]), 0.0), w, b, 3)
    assert (wrong.broke, wrong.losses.tolist()) == (1, [math.inf])
    on = Observation(x, np.array([0.0, 1.0]), 0.0)
    assert on.slopes(on.loss(w, b))[0].tolist() == [[math.inf, 0], [-math.inf, 0]]
