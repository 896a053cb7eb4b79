"""The still picture puts numbers where the axes have them, in a page and in a file."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from app.web.figures.area import PAGE_SIZE, Area, Axis, areas_of
from app.web.figures.axes import decade_axis, layout, note, number_axis
from app.web.figures.still import still, svg
from app.web.figures.style import LIGHT

AXES = [
    pytest.param(Axis(-8, 8), (-8, 8), id="linear"),
    pytest.param(Axis(8, -8), (8, -8), id="reversed"),
    pytest.param(Axis(-4, 2, log=True), (1e-4, 1e2), id="logarithmic"),
    pytest.param(Axis(2, -4, log=True), (1e2, 1e-4), id="logarithmic and reversed"),
    pytest.param(Axis(3 - 1e-12, 3 + 1e-12), (3 - 1e-12, 3 + 1e-12), id="deep"),
    pytest.param(Axis(0, 1, 0.4, 0.9), (0, 1), id="a part of the height"),
]


@pytest.mark.parametrize(("axis", "ends"), AXES)
def test_the_ends_of_an_axis_are_at_0_and_100_per_cent_and_the_way_back_is_the_same(axis: Axis, ends: Any) -> None:
    assert axis.share(ends) == pytest.approx([0, 1], abs=1e-3)
    assert [axis.at(end) for end in ends] == pytest.approx([0, 1], abs=1e-3)
    for share in (0.0, 0.25, 1.0):
        assert axis.at(axis.value(share)) == pytest.approx(share, abs=1e-3)
    across = Area(axis, Axis(0, 1)).at(ends, [0, 1])
    assert np.allclose(across, [(0, 100), (100, 0)], atol=0.1)
    down = Area(Axis(0, 1), axis).at([0, 1], ends)
    assert np.allclose(down, [(0, 100), (100, 0)], atol=0.1)
    assert np.allclose(Area(axis, axis, (630.0, 388.0)).px(*2 * ends[:1]), (0, 388), atol=0.4)


def told(**more: Any) -> dict[str, Any]:
    """A figure with one line from corner to corner, a point at each, and a text at the upper right."""
    x, y = number_axis(LIGHT, 0, 10, 5), more.pop("y", decade_axis(LIGHT, -2, 3))
    ends = (0.01, 1000.0) if y.get("type") == "log" else tuple(y["range"])
    line = {"type": "scatter", "mode": "lines+markers", "x": [0.0, 10.0], "y": list(ends), "line": {"color": "#123456"},
            "marker": {"symbol": "circle", "size": 10, "color": "#654321"}}  # fmt: skip
    texts = [note(LIGHT, "here", 10, 3 if y.get("type") == "log" else ends[1], name="wide")]
    return {"data": [line], "layout": layout(LIGHT, xaxis=x, yaxis=y, annotations=texts, **more)}


@pytest.mark.parametrize("y", [decade_axis(LIGHT, -2, 3), number_axis(LIGHT, -5, 5)])
def test_lines_points_texts_and_ticks_lie_at_their_numbers(y: dict[str, Any]) -> None:
    drawn = still(told(y=y))
    wide, high = PAGE_SIZE
    assert f'd="M0 {high:g}l{wide:g}-{high:g}"' in drawn.inside
    assert re.findall(r'<svg x="([\d.]+)%" y="([\d.]+)%" overflow="visible"><path', drawn.inside) == [
        ("0", "100"),
        ("100", "0"),
    ]
    assert '<text x="100%" y="0%"' in drawn.inside
    places = re.findall(r'<text x="([\d.]+)%" y="100%"[^>]*>([^<]*)<', drawn.around)
    assert [(float(at), text) for at, text in places] == [
        (0, "0"),
        (20, "2"),
        (40, "4"),
        (60, "6"),
        (80, "8"),
        (100, "10"),
    ]
    heights = [float(one) for one in re.findall(r'y="([\d.]+)%" dy=".35em"', drawn.around)]
    assert max(heights) <= 100
    assert np.allclose(np.diff(heights), np.diff(heights)[0])


def test_a_file_has_the_size_and_the_margins_that_its_figure_tells() -> None:
    picture = svg(told(width=640, height=400, margin={"l": 50, "r": 20, "t": 10, "b": 40}))
    assert 'width="640" height="400" viewBox="0 0 640 400"' in picture
    assert '<svg x="50" y="10" width="570" height="350" overflow="visible">' in picture
    assert 'd="M0 350l570-350"' in picture


def test_what_is_not_to_be_seen_is_not_drawn_and_texts_cannot_end_their_element() -> None:
    figure = told()
    figure["data"] += [{**figure["data"][0], "visible": False}, {**figure["data"][0], "opacity": 0}]
    figure["layout"]["annotations"].append(note(LIGHT, "<script>&", 5, 0))
    drawn = still(figure)
    assert drawn.inside.count('stroke="#123456"') == 1
    assert "&lt;script&gt;&amp;" in drawn.inside


def test_each_pair_of_axes_has_its_own_rectangle() -> None:
    figure = told()
    figure["layout"]["yaxis2"] = {**number_axis(LIGHT, 0, 1), "domain": (0.6, 1.0)}
    figure["layout"]["yaxis"]["domain"] = (0.0, 0.5)
    figure["data"].append({**figure["data"][0], "yaxis": "y2", "y": [0.0, 1.0]})
    areas = areas_of(figure)
    assert areas["x", "y"].box == 'x="0%" y="50%" width="100%" height="50%"'
    assert areas["x", "y2"].box == 'x="0%" y="0%" width="100%" height="40%"'
