"""How often somebody may do something: so many at once, and then so many a second."""

from __future__ import annotations

import math
from collections.abc import Callable

from .admission import refused
from .problems import CROWDED, Problem, ProblemError

MOST_KNOWN = 10_000  # of those that have asked lately


class Rate:
    """Tokens by whoever asks: `burst` of them to begin with, `each_second` more a second."""

    def __init__(self, burst: float, each_second: float, clock: Callable[[], float]) -> None:
        self._burst, self._each_second, self._clock = burst, each_second, clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, who: str) -> None:
        """Take one. Raises ProblemError, 429, with when there will be another."""
        now = self._clock()
        left, since = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._each_second)
        self._left[who] = (max(0.0, left - 1) if left >= 1 else left, now)
        if len(self._left) > MOST_KNOWN:
            del self._left[next(iter(self._left))]
        if left < 1:
            raise self._refused((1 - left) / self._each_second)

    def _refused(self, seconds: float) -> ProblemError:
        problem = refused(CROWDED).problem
        wait = {"Retry-After": str(math.ceil(seconds))}
        return ProblemError(Problem(problem.kind, "that was asked too often; wait a moment", headers=wait))
