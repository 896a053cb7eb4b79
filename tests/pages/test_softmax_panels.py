"""The figures of the softmax page's other panels: two losses of one score, and where numbers break."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.losses import binary_cross_entropy
from tests.pages.test_softmax_figures import BLUE, INK, drawn, texts, trace


def test_two_losses_of_one_score() -> None:
    found = drawn("w=1,-1&w=0.5,0.5&z=-5,0", "binary")
    names = "cross-entropy", "squared error"
    assert texts(found) == [*names, "score z"]
    for name, colour, dash in zip(names, (BLUE, INK), (None, "7px,4px"), strict=True):
        one = trace(found, name)
        both = binary_cross_entropy(np.array(one["x"]), 1.0)
        wanted = both.cross_entropy if name == names[0] else both.squared_error
        assert np.array(one["y"]) == pytest.approx(np.asarray(wanted), rel=1e-4, abs=1e-5)
        assert (one["line"]["color"], one["line"].get("dash")) == (colour, dash)
        assert one["hovertemplate"] == f"{name}: %{{y:.4~g}}<extra></extra>"
    assert [one["marker"]["symbol"] for one in found["data"][2:]] == ["circle", "square"]
    assert [one["x"] for one in found["data"][2:]] == [[-5], [-5]]
    assert [one["y"][0] for one in found["data"][2:]] == pytest.approx([5.0067, 0.4933], abs=1e-3)
    (cursor,) = found["layout"]["shapes"]
    assert (cursor["x0"], cursor["x1"], cursor["yref"]) == (-5, -5, "paper")


def test_how_hard_they_pull_is_told_on_a_logarithmic_axis() -> None:
    found = drawn("w=1,-1&w=0.5,0.5&z=-5,0", "pull")
    axis = found["layout"]["yaxis"]
    assert (axis["type"], axis["range"]) == ("log", [-5, 0.4])
    ticks = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert [ticks[10.0**k] for k in (0, -1, -4, -5)] == ["1", "10⁻¹", "10⁻⁴", "10⁻⁵"]
    assert texts(found) == ["−0.9933", "−0.0066", "score z"]
    for one in found["layout"]["annotations"][:2]:
        assert one["x"] == -5
        assert 10 ** one["y"] == pytest.approx(abs(float(one["text"].replace("−", "-"))), rel=1e-2)
    assert [one["y"][0] for one in found["data"][2:]] == pytest.approx([0.9933, 0.006604], rel=1e-3)


def test_a_slope_below_the_frame_is_an_arrow_at_its_edge() -> None:
    found = drawn("w=1,-1&w=0.5,0.5&z=700,0", "pull")
    assert [one["marker"]["symbol"] for one in found["data"][2:]] == ["triangle-down"] * 2
    assert found["layout"]["xaxis"]["range"] == [-800, 800]


def test_where_each_kind_of_number_breaks() -> None:
    found = drawn("z=123,456,789", "floats")
    assert texts(found) == ["float16 11.086", "float32 88.723", "float64 709.78", "largest score: 789"]
    edges = [shape["x0"] for shape in found["layout"]["shapes"] if shape["line"]["color"] == "#8a1700"]
    assert edges == pytest.approx([11.0859, 88.7228, 709.783], rel=1e-5)
    hatched = [one for one in found["data"] if "fillpattern" in one]
    assert [one["x"][0] for one in hatched] == pytest.approx(edges, rel=1e-5)
    assert found["data"][-1]["x"] == [789]
    assert found["layout"]["xaxis"]["type"] == "log"
    assert "largest score / T: 394.5" in texts(drawn("z=123,456,789&temperature=2", "floats"))
