"""The larger of two lines of which the left one's slope is told."""

from __future__ import annotations

import numpy as np
import pytest

from app.lessons.runs.maxout import FINE, TARGETS, target_finely
from app.lessons.runs.two_lines import fitted


@pytest.mark.parametrize("slope", [-1.5, -1.0, -0.3, 0.0, 0.1, 0.3, 0.5])
@pytest.mark.parametrize("name", list(TARGETS))
def test_of_the_lines_of_the_knob_the_right_one_is_never_less_steep(name: str, slope: float) -> None:
    """And both are as near as any such two: other right lines, steeper by little or much, miss as much or more."""
    found = fitted(name, slope)
    assert found.left.slope == slope <= found.right.slope
    y = target_finely(name)
    assert np.abs(np.maximum(*(one.at(FINE) for one in (found.left, found.right))) - y).max() == pytest.approx(
        found.error, abs=1e-9
    )
    x, want = FINE[::20], y[::20]
    low, high = (np.linspace(line.height - 1, line.height + 1, 41)[:, None] for line in (found.left, found.right))
    for steeper in (0.0, 0.05, 0.2, 0.5, 1.0, 1.5):
        lines = np.maximum((slope * x + low)[:, None], ((slope + steeper) * x + high)[None])
        assert np.abs(lines - want).max(axis=2).min() >= found.error - 0.01
