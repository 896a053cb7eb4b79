"""What every activation function has: a value, a slope, and the places where the slope jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from app.core.catalogue import Entry

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Kink:
    """A place where the slope jumps: x, the value there, and the one-sided slopes."""

    x: float
    value: float
    left: float
    right: float


class Activation(Entry):
    """A function f of one number, applied to each element.

    `value` and `slope` take a float or an array of any shape `(...)` and answer in the same shape. They are right to
    16 eps (|f| + |x f'|) and 16 eps (|f'| + |x f''|) at every finite double, and raise no warning.
    At a kink the slope is the one PyTorch chooses.
    """

    pros: ClassVar[tuple[str, ...]] = ()
    cons: ClassVar[tuple[str, ...]] = ()

    def value(self, x: Any) -> Any:
        """f(x)."""
        raise TypeError(f"{type(self).__name__} has no value")

    def slope(self, x: Any) -> Any:
        """f'(x), derived by hand."""
        raise TypeError(f"{type(self).__name__} has no slope")

    def breaks(self) -> tuple[float, ...]:
        """The places where the formula changes from one piece to another, in rising order."""
        return ()

    def kinks(self) -> tuple[Kink, ...]:
        """Those breaks at which the slope (or the value) really jumps: ELU with alpha = 1 has a break but no kink."""
        return tuple(
            kink for kink in map(self._sides, self.breaks()) if not np.isclose(kink.left, kink.right, rtol=1e-12)
        )

    def _sides(self, x: float) -> Kink:
        left, right = np.nextafter(x, -np.inf), np.nextafter(x, np.inf)
        return Kink(x, float(self.value(x)), float(self.slope(left)), float(self.slope(right)))
