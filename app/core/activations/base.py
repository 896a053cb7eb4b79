"""What every activation function has: a value, a slope, and the places where the slope jumps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ClassVar, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from ..catalogue import Entry, quote
from ..numbers import Array as Array
from ..numbers import Real, reals

R = TypeVar("R")
DOUBLE = np.dtype(np.float64)
LAST_DOUBLE = float(np.finfo(np.float64).max)
BLOCK = 32_768  # elements worked on at once: a few arrays of 256 KiB stay in the processor's second cache


@dataclass(frozen=True)
class Kink:
    """A place where the slope or the value jumps: x, the value there, the slopes on either side, and f's own jump."""

    x: float
    value: float
    left: float
    right: float
    jump: float = 0.0


def doubles(x: ArrayLike) -> Real:
    """`x` as a float or an array of floats. Raises TypeError for what is no real number, OverflowError beyond them."""
    if (isinstance(x, np.ndarray) and x.dtype is DOUBLE) or isinstance(x, float):
        return x
    try:
        found = reals(x)
    except (TypeError, ValueError) as error:
        raise TypeError(f"x must be a real number or an array of them, got {quote(str(x))}") from error
    return found if found.ndim else float(found)


def of_doubles(formula: Callable[[Activation, Real], R]) -> Callable[[Activation, Real], R]:
    """A formula that is given finite doubles whatever is asked."""

    @wraps(formula)
    def asked(self: Activation, x: Real) -> R:
        x = doubles(x)
        finite = math.isfinite(x) if isinstance(x, float) else np.isfinite(x).all()
        return formula(self, x) if finite else at_infinity(self, formula, x)

    return asked


def at_infinity(of: Activation, formula: Callable[[Activation, Real], R], x: Real) -> R:
    """What a formula comes to at infinity, and nan for nan: its limit, where there is one, is read off its far ends."""
    known = np.nan_to_num(x)
    last, before = formula(of, known), formula(of, np.clip(known, -LAST_DOUBLE / 4, LAST_DOUBLE / 4))
    nowhere = np.isnan(x) if of.settles else ~np.isfinite(x)

    def limit(last: Real, before: Real) -> Real:
        grows = np.isinf(x) & (np.abs(last) / 1.5 > np.abs(before))
        shrinks = np.isinf(x) & (np.abs(before) / 1.5 > np.abs(last))
        found = np.where(grows, np.copysign(np.inf, last), np.where(shrinks, 0.0, last))
        told = np.where(nowhere, np.nan, found)
        return told if told.ndim else float(told)

    if isinstance(last, tuple) and isinstance(before, tuple):  # value and slope
        return tuple(limit(*ends) for ends in zip(last, before, strict=True))  # type: ignore[return-value]  # R
    return limit(last, before)  # type: ignore[return-value, arg-type]  # R


class Activation(Entry, abstract=True):
    """A function f of one number, applied to each element.

    `value` and `slope` take a number or an array of any shape `(...)`, or what NumPy makes one of, and answer in the
    same shape and in doubles: small integers and short floats have no room for the answer. They are right to
    16 eps (|f| + |x f'|) and 16 eps (|f'| + |x f''|) at every finite double, have their limits at the infinities, and
    raise no warning; what is too large for a double is inf. At a kink the slope is the one PyTorch chooses.

    A subclass writes `value` and `slope`, or only `both` where the two share their costly part.
    """

    pros: ClassVar[tuple[str, ...]]
    cons: ClassVar[tuple[str, ...]]
    settles: ClassVar[bool] = True  # whether value and slope have limits at both ends

    def __init_subclass__(cls, abstract: bool = False) -> None:
        """Let each formula that a subclass writes take whatever is a real number, or many."""
        super().__init_subclass__(abstract)
        for name in ("value", "slope", "both"):
            if name in vars(cls):
                setattr(cls, name, of_doubles(vars(cls)[name]))

    @classmethod
    def lacking(cls) -> list[str]:
        """Besides what every entry must write: `value` and `slope`, or `both`."""
        left = [name for name in ("value", "slope") if getattr(cls, name) is getattr(Activation, name)]
        if cls.both is not Activation.both or not left:
            return super().lacking()
        return [*super().lacking(), f"{' and '.join(left)} (or both, which answers value and slope)"]

    def __call__(self, x: Real) -> Real:
        """f(x)."""
        return self.value(x)

    def value(self, x: Real) -> Real:
        """f(x)."""
        return self.both(x)[0]

    def slope(self, x: Real) -> Real:
        """f'(x), derived by hand."""
        return self.both(x)[1]

    def both(self, x: Real) -> tuple[Real, Real]:
        """f(x) and f'(x)."""
        return self.value(x), self.slope(x)

    def curve(self, x: ArrayLike) -> tuple[Array, Array]:
        """f and f' of an array of any shape `(...)`, worked out in stretches so that long ones stay in cache."""
        x = np.asarray(x, dtype=np.float64)
        if x.size <= BLOCK:
            value, slope = self.both(x)
            return np.asarray(value), np.asarray(slope)
        flat = x.ravel()
        # One block for both: glibc keeps it for the next call, where two are given back and their pages fault anew.
        result = np.empty((2, flat.size))
        for start in range(0, flat.size, BLOCK):
            part = slice(start, start + BLOCK)
            result[0, part], result[1, part] = self.both(flat[part])
        value, slope = result.reshape(2, *x.shape)
        return value, slope

    def breaks(self) -> tuple[float, ...]:
        """The places where the formula changes from one piece to another, in rising order."""
        return ()

    def kinks(self) -> tuple[Kink, ...]:
        """Those breaks at which the slope or the value really jumps: ELU with alpha = 1 has a break but no kink."""
        sides = map(self._sides, self.breaks())
        return tuple(one for one in sides if one.jump or not np.isclose(one.left, one.right, rtol=1e-12, atol=1e-300))

    def _sides(self, x: float) -> Kink:
        before, after = np.nextafter(x, -np.inf), np.nextafter(x, np.inf)
        low, left = map(float, self.both(before))
        high, right = map(float, self.both(after))
        jump = float((high - right * (after - x)) - (low + left * (x - before)))
        # A continuous f leaves nothing here but the rounding of x and of f.
        rounding = 1e-14 * (abs(high) + (abs(left) + abs(right)) * abs(x)) + 1e-300
        return Kink(x, float(self.value(x)), left, right, jump if abs(jump) > rounding else 0.0)
