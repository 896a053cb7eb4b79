"""Strides: the loop of a walk, by how much its rule remembers.

A call with a star costs more than the rule itself, so the loop is spelled out for rules that remember nothing, one
thing or two. Nothing is in it but the rule, for x and for y; every formula is the optimizer's and the surface's. The
loops serve floats, whose points are kept, and arrays, of whose points only the last counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..numbers import Real
from ..optimizers import Optimizer

Slopes = Callable[[Real, Real], tuple[Real, Real]]
Ahead = Iterable[tuple[int, int, Real]]  # for each step its place in the trail, from 0, its number and its rate


@dataclass
class Trail:
    """Where a walk stands and what it remembers, for x and for y, and room for the points that come.

    For floats `xs` and `ys` are the `data` of arrays: it takes a float in half the time that the array does, and no
    list of floats grows. If the floats give out on the way, the points until then are there and nothing else changes.
    """

    x: Real
    y: Real
    of_x: tuple[Real, ...]
    of_y: tuple[Real, ...]
    xs: Any  # room for floats, or for the arrays of one step
    ys: Any


def stride(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """Go the steps ahead. Raises what floats raise beyond their range."""
    loop = LOOPS.get((len(rule.state), rule.looks_ahead), remembering_anything)
    loop(rule, slopes, ahead, trail)


def remembering_anything(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """The loop of any rule: what the others are short for."""
    step, probe, xs, ys, x, y = rule.step, rule.probe, trail.xs, trail.ys, trail.x, trail.y
    of_x: Sequence[Real] = trail.of_x
    of_y: Sequence[Real] = trail.of_y
    for i, t, lr in ahead:
        g_x, g_y = slopes(probe(lr, x, *of_x), probe(lr, y, *of_y))
        x, *of_x = step(lr, t, x, g_x, *of_x)
        y, *of_y = step(lr, t, y, g_y, *of_y)
        xs[i], ys[i] = x, y
    trail.x, trail.y, trail.of_x, trail.of_y = x, y, tuple(of_x), tuple(of_y)


def remembering_nothing(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """The loop of gradient descent."""
    step, xs, ys, x, y = rule.step, trail.xs, trail.ys, trail.x, trail.y
    for i, t, lr in ahead:
        g_x, g_y = slopes(x, y)
        (x,) = step(lr, t, x, g_x)
        (y,) = step(lr, t, y, g_y)
        xs[i], ys[i] = x, y
    trail.x, trail.y = x, y


def remembering_one(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """The loop of a rule with a velocity."""
    step, xs, ys, x, y = rule.step, trail.xs, trail.ys, trail.x, trail.y
    (v_x,), (v_y,) = trail.of_x, trail.of_y
    for i, t, lr in ahead:
        g_x, g_y = slopes(x, y)
        x, v_x = step(lr, t, x, g_x, v_x)
        y, v_y = step(lr, t, y, g_y, v_y)
        xs[i], ys[i] = x, y
    trail.x, trail.y, trail.of_x, trail.of_y = x, y, (v_x,), (v_y,)


def looking_ahead(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """The loop of a rule with a velocity that takes the gradient where the velocity leads."""
    step, probe, xs, ys, x, y = rule.step, rule.probe, trail.xs, trail.ys, trail.x, trail.y
    (v_x,), (v_y,) = trail.of_x, trail.of_y
    for i, t, lr in ahead:
        g_x, g_y = slopes(probe(lr, x, v_x), probe(lr, y, v_y))
        x, v_x = step(lr, t, x, g_x, v_x)
        y, v_y = step(lr, t, y, g_y, v_y)
        xs[i], ys[i] = x, y
    trail.x, trail.y, trail.of_x, trail.of_y = x, y, (v_x,), (v_y,)


def remembering_two(rule: Optimizer, slopes: Slopes, ahead: Ahead, trail: Trail) -> None:
    """The loop of a rule with two moments."""
    step, xs, ys, x, y = rule.step, trail.xs, trail.ys, trail.x, trail.y
    (m_x, v_x), (m_y, v_y) = trail.of_x, trail.of_y
    for i, t, lr in ahead:
        g_x, g_y = slopes(x, y)
        x, m_x, v_x = step(lr, t, x, g_x, m_x, v_x)
        y, m_y, v_y = step(lr, t, y, g_y, m_y, v_y)
        xs[i], ys[i] = x, y
    trail.x, trail.y, trail.of_x, trail.of_y = x, y, (m_x, v_x), (m_y, v_y)


Loop = Callable[[Optimizer, Slopes, Ahead, Trail], None]

LOOPS: dict[tuple[int, bool], Loop] = {
    (0, False): remembering_nothing,
    (1, False): remembering_one,
    (1, True): looking_ahead,
    (2, False): remembering_two,
}
