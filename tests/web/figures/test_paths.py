"""What moves: a point outside is held inside the edge and points the way, and no name covers another."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.figures.area import Area, Axis
from app.web.figures.palette import OPTIMIZERS
from app.web.figures.paths import EDGE, Moving, held, placed, told, traces
from app.web.figures.places import LETTER, LINE
from app.web.figures.style import LIGHT

SIZE = (630.0, 388.0)
PLAIN = Area(Axis(-2, 4), Axis(-1, 2.7), SIZE)
LOG = Area(Axis(0, 240), Axis(-6, 2, log=True), SIZE)
NAMES = (
    "SGD", "Momentum", "RMSProp", "Adam", "Nesterov", "AdaGrad", "AdamW", "Nadam", "Lion", "RAdam", "AdaMax", "Rprop",
)  # fmt: skip


def moving(index: int, x: float, y: float, steps: int = 40, **more: object) -> Moving:
    """A run that stands still."""
    stroke = list(OPTIMIZERS.values())[index % 7]
    return Moving(index, NAMES[index], stroke, np.full(steps, x), np.full(steps, y), **more)  # type: ignore[arg-type]  # looks


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_point_outside_is_held_inside_the_edge_and_its_arrow_points_there(x: float, y: float) -> None:
    kept_x, kept_y, turn = held(PLAIN, x, y)
    across, down = PLAIN.px(kept_x, kept_y)
    if turn is None:
        assert (kept_x, kept_y) == (x, y)
        assert -1e-6 <= across <= SIZE[0] + 1e-6
        assert -1e-6 <= down <= SIZE[1] + 1e-6
        return
    assert EDGE - 1e-6 <= across <= SIZE[0] - EDGE + 1e-6
    assert EDGE - 1e-6 <= down <= SIZE[1] - EDGE + 1e-6
    true_across, true_down = PLAIN.px(x, y)
    right, up = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    assert (right > 1e-9, right < -1e-9) == (true_across > SIZE[0], true_across < 0)
    assert (up > 1e-9, up < -1e-9) == (true_down < 0, true_down > SIZE[1])


@pytest.mark.parametrize(("x", "y", "turn"), [(1, 9, 0), (9, 9, 45), (9, 0, 90), (1, -9, 180), (-9, 0, -90)])
def test_an_arrow_is_told_in_degrees_clockwise_from_up(x: float, y: float, turn: float) -> None:
    assert held(PLAIN, x, y)[2] == pytest.approx(turn)


def test_on_a_logarithmic_axis_a_loss_of_nothing_is_held_at_the_foot() -> None:
    _, y, turn = held(LOG, 100, 1e-36)
    assert LOG.px(100, y)[1] == pytest.approx(SIZE[1] - EDGE)
    assert turn == 180


@pytest.mark.parametrize("runs", [1, 4, 9, 12])
@pytest.mark.parametrize(("x", "y"), [(1.0, 1.0), (-2.0, 2.7), (4.0, -1.0), (3.99, 1.0), (1.0, 2.69)])
def test_names_of_runs_in_one_place_stand_apart_and_inside(runs: int, x: float, y: float) -> None:
    lines = [moving(i, x, y) for i in range(runs)]
    at = PLAIN.px(x, y)
    boxes = []
    for one in lines:
        across, down, anchor = placed(PLAIN, lines, 5, [])[one.index][5]
        wide = LETTER * len(one.name)
        left = at[0] + across - {"left": 0.0, "center": 0.5, "right": 1.0}[anchor] * wide
        boxes.append((left, at[1] + down - LINE / 2, left + wide, at[1] + down + LINE / 2))
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= SIZE[0]
        assert 0 <= top < bottom <= SIZE[1]
        assert not left < at[0] < right or not top < at[1] < bottom
    for a, b in itertools.combinations(boxes, 2):
        assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]


def test_a_name_gives_way_to_what_is_taken() -> None:
    (one,) = (moving(0, 1.0, 1.0),)
    free = placed(PLAIN, [one], 0, [])[0][0]
    x, y = PLAIN.px(1.0, 1.0)
    box = (x, y - 40, x + 200, y + 40)
    assert free[2] == "left"
    assert placed(PLAIN, [one], 0, [], [box])[0][0][2] == "right"
    assert placed(PLAIN, [one], 0, [(x + 30, y + k) for k in (-20, 0, 20)])[0][0][2] != "left"


def test_the_canvas_is_told_a_place_for_the_step_and_for_some_others() -> None:
    one = moving(0, 1.0, 1.0)
    places = placed(PLAIN, [one], 7, [])[0]
    assert sorted(places) == [0, 3, 7, 13]
    look = told(
        one, {0: (13.2, 0.0, "left"), 3: (13.2, 0.0, "left"), 7: (-13.0, -12.4, "right"), 13: (0, 18, "center")}
    )
    assert look["places"] == [[0, 13, 0], [7, -13, -12], [13, 0, 18]]  # where it stays it is not told again
    assert (look["name"], look["colour"], look["dash"]) == ("SGD", "sgd", [])


def test_of_a_long_line_some_points_are_drawn_and_always_both_ends() -> None:
    steps = 5000
    line = Moving(0, "SGD", OPTIMIZERS["sgd"], np.arange(steps) / 1e3, np.arange(steps) / 1e3, most=50)
    coming, halo, past, marks, point = traces(PLAIN, line, 3000, LIGHT)
    assert [len(one["x"]) for one in (coming, halo, past)] == [50, 50, 50]
    assert (past["customdata"][0], past["customdata"][-1]) == (0, 3000)
    assert (coming["x"][0], coming["x"][-1]) == (3.0, 4.999)
    assert marks["x"].tolist()[-1] == 2.584  # of a step that is a number of Fibonacci's
    assert point["x"] == [3.0]


def test_a_line_that_jumps_is_not_joined_there() -> None:
    x = np.arange(4.0)
    line = Moving(0, "SGD", OPTIMIZERS["sgd"], x, np.array([1.0, 1.0, 0.0, 0.0]), jump=0.5, halo=False, broad=True)
    _, past, *_ = traces(PLAIN, line, 3, LIGHT)
    assert np.array_equal(past["x"], [0, 1, np.nan, 2, 3], equal_nan=True)
    assert np.array_equal(past["customdata"], [0, 1, np.nan, 2, 3], equal_nan=True)
    assert past["line"]["width"] > 4
    assert told(line, {})["halo"] is False
    joined = traces(PLAIN, replace(line, jump=2.0), 3, LIGHT)[1]
    assert joined["x"].tolist() == x.tolist()
