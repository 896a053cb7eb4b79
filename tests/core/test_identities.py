"""Identities between the functions: what holds exactly in mathematics holds here to a few units in the last place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS
from tests.core.samples import WIDE

X = np.linspace(-30, 30, 1_201)


def value(notation: str, x: Any = X) -> Any:
    return ACTIVATIONS.read(notation).value(x)


def slope(notation: str, x: Any = X) -> Any:
    return ACTIVATIONS.read(notation).slope(x)


def close(one: Any, other: Any, ulps: float = 8) -> None:
    np.testing.assert_allclose(one, other, rtol=ulps * 2.2e-16, atol=1e-307)


ODD = [
    "tanh",
    "identity",
    "lecun_tanh",
    "softsign",
    "arctan",
    "isru",
    "hard_shrink",
    "soft_shrink",
    "tanh_shrink",
    "sine",
]


@pytest.mark.parametrize("name", ODD)
def test_odd_functions(name: str) -> None:
    np.testing.assert_array_equal(value(name, -WIDE), -value(name, WIDE))
    np.testing.assert_array_equal(slope(name, -WIDE), slope(name, WIDE))


def test_the_gaussian_is_even() -> None:
    np.testing.assert_array_equal(value("gaussian", -WIDE), value("gaussian", WIDE))
    np.testing.assert_array_equal(slope("gaussian", -WIDE), -slope("gaussian", WIDE))


def test_sigmoid_and_its_mirror_image_make_one() -> None:
    close(value("sigmoid") + value("sigmoid", -X), 1.0)
    np.testing.assert_array_equal(slope("sigmoid", -WIDE), slope("sigmoid", WIDE))


def test_tanh_is_a_sigmoid_stretched() -> None:
    np.testing.assert_allclose(value("tanh"), 2 * value("sigmoid", 2 * X) - 1, rtol=0, atol=4e-16)
    close(slope("tanh"), 4 * slope("sigmoid", 2 * X))


def test_the_slope_of_softplus_is_the_sigmoid() -> None:
    close(slope("softplus"), value("sigmoid"))
    close(slope("softplus(beta=3)"), value("sigmoid", 3 * X))
    np.testing.assert_allclose(value("softplus") - value("softplus", -X), X, rtol=1e-15, atol=1e-15)


def test_log_sigmoid_is_softplus_mirrored() -> None:
    np.testing.assert_array_equal(value("log_sigmoid"), -value("softplus", -X))
    np.testing.assert_array_equal(slope("log_sigmoid"), slope("softplus", -X))


@pytest.mark.parametrize("name", ["gelu", "gelu_tanh", "silu", "swish(beta=3)", "hard_swish"])
def test_a_gate_and_its_mirror_image_open_together(name: str) -> None:
    np.testing.assert_allclose(value(name) - value(name, -X), X, rtol=1e-15, atol=1e-15)


def test_silu_is_swish_at_one_and_swish_at_zero_is_half_the_identity() -> None:
    np.testing.assert_array_equal(value("silu", WIDE), value("swish(beta=1)", WIDE))
    np.testing.assert_array_equal(value("swish(beta=0)", WIDE), WIDE / 2)


def test_celu_and_elu_meet_at_one() -> None:
    np.testing.assert_array_equal(value("celu(alpha=1)"), value("elu(alpha=1)"))
    np.testing.assert_array_equal(slope("celu(alpha=1)"), slope("elu(alpha=1)"))


def test_selu_is_a_scaled_elu() -> None:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    close(value("selu"), scale * np.where(X > 0, X, alpha * np.expm1(np.minimum(X, 0))))


def test_rectifiers_are_each_other_at_the_ends_of_their_knobs() -> None:
    relu = value("relu", WIDE)
    for name in ("leaky_relu(negative_slope=0)", "prelu(weight=0)", "maxout", "elu(alpha=0)", "threshold(threshold=0)"):
        np.testing.assert_array_equal(value(name, WIDE), relu)
    np.testing.assert_array_equal(value("hard_tanh(min_val=0,max_val=6)", WIDE), value("relu6", WIDE))
    np.testing.assert_array_equal(value("leaky_relu(negative_slope=1)", WIDE), WIDE)


def test_tanh_shrink_is_what_tanh_leaves() -> None:
    np.testing.assert_allclose(value("tanh_shrink") + value("tanh"), X, rtol=1e-15)
    close(value("tanh_shrink", 1e-5), 1e-15 / 3, ulps=1e6)


def test_squareplus_times_its_mirror_image_is_constant() -> None:
    close(value("squareplus(b=2)") * value("squareplus(b=2)", -X), 0.5)


def test_lecuns_tanh_passes_through_one() -> None:
    assert value("lecun_tanh", 1.0) == pytest.approx(1.0, abs=1e-5)


def test_maxout_turns_where_its_lines_meet() -> None:
    entry = ACTIVATIONS.read("maxout(w1=-0.5,b1=1,w2=2,b2=-1.5)")
    (kink,) = entry.kinks()
    assert (kink.x, kink.value, kink.left, kink.right) == (1.0, 0.5, -0.5, 2.0)
    assert entry.slope(1.0) == 0.75
    assert not ACTIVATIONS.read("maxout(w1=2,b1=1,w2=2,b2=3)").kinks()
    assert value("maxout(w1=2,b1=1,w2=2,b2=3)", 1.0) == 5.0


def test_jumps_are_told_as_kinks() -> None:
    jumps = {
        str(f): [kink.jump for kink in f.kinks()] for f in map(ACTIVATIONS.read, ("step", "threshold", "hard_shrink"))
    }
    assert list(jumps.values()) == [[1.0], [1.0], [0.5, 0.5]]
    assert [kink.jump for kink in ACTIVATIONS.read("relu6").kinks()] == [0.0, 0.0]


def test_a_seam_is_no_kink() -> None:
    for name in ("elu", "celu(alpha=2)", "squared_relu", "leaky_relu(negative_slope=1)", "prelu(weight=1)"):
        assert ACTIVATIONS.read(name).breaks()
        assert not ACTIVATIONS.read(name).kinks()


LIMITS = [
    ("squareplus(b=0)", "relu"),
    ("soft_shrink(lambd=0)", "identity"),
    ("hard_shrink(lambd=0)", "identity"),
    ("elu(alpha=0)", "relu"),
    ("leaky_relu(negative_slope=0)", "relu"),
    ("leaky_relu(negative_slope=1)", "identity"),
    ("hard_tanh(min_val=0,max_val=6)", "relu6"),
]


@pytest.mark.parametrize(("limit", "plain"), LIMITS)
def test_at_the_end_of_its_knob_a_function_is_the_plainer_one(limit: str, plain: str) -> None:
    """Everywhere but at 0, where a shrinker silences what is not larger than 0: PyTorch's slope there is 0."""
    np.testing.assert_array_equal(value(limit, WIDE), value(plain, WIDE))
    np.testing.assert_array_equal(slope(limit, WIDE[WIDE != 0]), slope(plain, WIDE[WIDE != 0]))
    assert slope(limit, 0.0) == (0.0 if "shrink" in limit else slope(plain, 0.0))


def test_a_sharp_celu_is_nearly_a_relu() -> None:
    """alpha (e^(x / alpha) - 1) lies above -alpha, and at -5 alpha is (e^-5 - 1) alpha."""
    assert value("celu(alpha=0.01)", -0.05) == pytest.approx(-0.009932620530009145, rel=1e-14)
    assert np.max(np.abs(value("celu(alpha=0.01)", WIDE) - value("relu", WIDE))) == 0.01
