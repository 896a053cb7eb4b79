"""The parts of the softmax page: a row a class, boxes with the slope of the loss under them, the two panels beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from ...core.activations.base import Array
from ...core.catalogue import number
from ...core.losses import CrossEntropy, binary_cross_entropy, naive_limits, naive_softmax
from ...core.losses.naive import Floats
from ...core.losses.rounding import lost_in_a_sum
from ...core.losses.soft import tempered
from ...core.losses.training import against_the_rest
from ...core.numerals import MINUS, RAISED, decimal, fixed
from .bars import Bar, Domain, bar
from .floats import FLOATS
from .lesson import LETTERS, Model
from .pull import reach_of, within_reach
from .query import FARTHEST

UNIT, SIGNED = Domain(0.0, 1.0), Domain(-1.0, 1.0)
BITS = {"float16": "16 bits", "float32": "32 bits", "float64": "64 bits"}
SHORT = 5e-4  # a probability below this is written as a power of ten, which is too long for a sum


@dataclass(frozen=True)
class Box:
    """A number to type in, and the slope of the loss by it: a bar from the middle, in per cent of the box."""

    text: str
    slope: str
    left: float
    width: float
    falls: bool


@dataclass(frozen=True)
class Row:
    """One class through the whole pipeline."""

    index: int
    letter: str
    true: bool
    weights: list[Box]
    bias: Box
    score: Bar
    exact: str
    typed: str
    power: Bar
    probability: Bar
    label: str
    share: str
    term: str
    term_words: str
    gradient: Bar


def box(value: float, slope: float, largest: float, exact: bool) -> Box:
    """A box; a step moves its number against the slope, so one that falls has its bar on the right."""
    share = 50 * (abs(slope) / largest if 0 < largest < np.inf else np.isinf(slope))
    text = number(value) if exact else brief(value)
    return Box(text, fixed(slope), round(50 - share if slope < 0 else 50, 2), round(share, 2), slope > 0)


def brief(value: float) -> str:
    """Three decimals or digits: what a box shows of a number that was worked out, and goes on with."""
    return number((round(value, 3) if 0.01 <= abs(value) < 1000 else float(f"{value:.4g}")) + 0.0)


def signed(value: float) -> str:
    """A number of a product or a difference: brackets round a negative one."""
    return f"({decimal(value)})" if value < 0 else decimal(value)


def rows(now: Model, room: Domain) -> list[Row]:
    """All classes."""
    return [Rower(now, room).row(i) for i in range(len(now.z))]


class Rower:
    """Writes the rows of one model."""

    def __init__(self, now: Model, room: Domain) -> None:
        self._now, self._room = now, room
        self._largest = float(max(np.abs(part).max() for part in now.slopes))
        self._powers, self._total = now.powers, float(now.powers.sum())
        with np.errstate(over="ignore"):
            self._high = Domain(0.0, float(np.exp(tempered(np.array(room.high), now.temperature))))

    def row(self, i: int) -> Row:
        """One class."""
        now, y = self._now, float(self._now.loss.labels[i])
        p, g, z = (float(one[i]) for one in (now.loss.softmax.probabilities, now.loss.gradient, now.z))
        t = f" / {decimal(now.temperature)}" if now.temperature != 1 else ""
        power = float(self._powers[i])
        pull = g * now.temperature if now.temperature else float(np.sign(g))
        return Row(
            index=i, letter=LETTERS[i], true=y > 1 - 1e-9,
            weights=[self._box(w, s) for w, s in zip(now.weights[i].tolist(), now.slopes[0][i].tolist(), strict=True)],
            bias=self._box(float(now.bias[i]), float(now.slopes[1][i])),
            score=bar(self._room, z, decimal(z, 4), self._product(i)), exact=number(float(f"{z:.12g}")), typed=brief(z),
            power=bar(self._high, power, fixed(power), f"{decimal(z, 4)}{t}"),
            probability=bar(UNIT, p, fixed(p), self._quotient(power)),
            label=decimal(y, 2), share=number(y), term=fixed(float(now.loss.terms[i])) if y else "0",
            term_words=term(p, y, now.loss, i),
            gradient=bar(SIGNED, pull, fixed(g), f"({self._difference(i)}){t}" if t else self._difference(i)),
        )  # fmt: skip

    def _box(self, value: float, slope: float) -> Box:
        return box(value, slope, self._largest, self._now.exact)

    def _difference(self, i: int) -> str:
        found = self._now.loss
        p, s = float(found.softmax.probabilities[i]), found.steep
        told = fixed(p) if p >= SHORT else "p"
        times = "" if s is found.labels else f"{fixed(float(s.sum()))} · "
        return f"{times}{told} {MINUS} {decimal(float(s[i]))}"

    def _quotient(self, power: float) -> str:
        return f"{fixed(power)} / {fixed(self._total)}" if np.isfinite(self._total) else "shifted by max z"

    def _product(self, i: int) -> str:
        pairs = zip(self._now.weights[i].tolist(), self._now.x.tolist(), strict=True)
        parts = [f"{signed(w)} · {signed(x)}" for w, x in pairs]
        return " + ".join([*parts, signed(float(self._now.bias[i]))])


def term(p: float, y: float, found: CrossEntropy, i: int) -> str:
    """One class's share of the loss, with its numbers."""
    told, weighted = fixed(p) if p >= SHORT and y else "p", float(found.weighted[i])
    factor = "" if weighted == 1 else f"{decimal(weighted)} "
    rest = f"(1 {MINUS} p)" if told == "p" else fixed(1 - p)
    focal = f"{rest}{decimal(found.gamma).translate(RAISED)} " if found.gamma else ""
    between = "· " if factor and focal and told != "p" else ""
    space = "\N{NO-BREAK SPACE}" if focal else " "  # where a narrow column breaks it
    return f"{MINUS}{factor}{between}{focal}ln{space}{told}"


@dataclass(frozen=True)
class Binary:
    """One class against all others: one score, two losses."""

    name: str
    z: str
    y: str
    typed: str
    reach: str
    ratio: str
    cross: str
    squared: str
    same: str
    difference: Markup


def binary(now: Model) -> Binary:
    """The binary panel, for the class whose score it moves."""
    one = now.focus
    z, y = against_the_rest(now.z, one, now.temperature), float(now.loss.labels[one])
    found = binary_cross_entropy(float(np.clip(z, -FARTHEST, FARTHEST)), y)
    weak = abs(float(found.squared_error_gradient))
    ratio = decimal(abs(float(found.gradient)) / weak, 4) if weak else "\N{INFINITY}"
    two = len(now.z) == 2
    rest = LETTERS[1 - one] if two else "the rest"
    t = " / T" if now.temperature != 1 else ""
    mine = Markup("z<sub>{}</sub>").format(LETTERS[one])
    other = Markup("z<sub>{}</sub>").format(rest) if two else Markup("ln Σ e<sup>z{}</sup> of the rest").format(t)
    apart = (
        Markup("({} {} {}){}").format(mine, MINUS, other, t)
        if two
        else Markup("{}{} {} {}").format(mine, t, MINUS, other)
    )
    p = float(now.loss.softmax.probabilities[one])
    return Binary(
        LETTERS[one], decimal(z, 4), decimal(y), number(float(f"{within_reach(z):.4g}")), number(reach_of(z)), ratio,
        decimal(float(found.gradient), 4), decimal(float(found.squared_error_gradient), 3),
        f"{decimal(p, 6)} = {decimal(float(found.probability), 6)}", apart,
    )  # fmt: skip


@dataclass(frozen=True)
class Floating:
    """What one kind of number makes of the scores, naively and shifted, and where e^z leaves it."""

    kind: str
    bits: str
    naive: list[str]
    shifted: list[str]
    breaks: str
    vanishes: str
    broken: bool
    sum: str


def floating(now: Model) -> list[Floating]:
    """Each kind of number, from the narrowest."""
    z, apart = tempered(now.z, now.temperature), now.loss.softmax.gaps
    return [_floating(kind, z, apart) for kind in FLOATS]


def _floating(kind: Floats, z: Array, apart: Array) -> Floating:
    limits, naive = naive_limits(kind), naive_softmax(z, kind)
    with np.errstate(all="ignore"):
        kept: Any = naive_softmax(apart, kind)
    lost = lost_in_a_sum(kind)
    return Floating(
        kind, BITS[kind], [told(float(one)) for one in naive], [told(float(one)) for one in kept],
        f"{limits.overflow:.5g}", decimal(limits.underflow, 5),
        not bool(np.isfinite(naive).all()), "nan" if np.isnan(lost) else f"{lost:.5g}",
    )  # fmt: skip


def told(value: float) -> str:
    """A probability, or what stands in its place."""
    return "nan" if np.isnan(value) else decimal(value, 3)
