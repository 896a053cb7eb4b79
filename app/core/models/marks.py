"""After which steps of a long run its weights are kept: evenly, or ever farther apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """Every `every`-th step, or where that is 0 so many `a_doubling` of the steps done, a power of 2; and the last.

    With 16 a doubling these are the steps 1 to 32, then every second to 64, every fourth to 128, and so on.
    """

    every: int = 1
    a_doubling: int = 16

    def gap(self, done: int) -> tuple[int, int | None]:
        """How far apart the marks are after so many steps, and up to which step that is so."""
        if self.every:
            return self.every, None
        octave = max(1 << max(done.bit_length() - 1, 0), self.a_doubling)
        return octave // self.a_doubling, 2 * octave

    def turns(self, steps: int, most: int) -> Iterator[Steps]:
        """The steps in turns of at most so many: of each turn the marks, counted from its start, and its end last.

        Where the end of a turn is no mark it is negative.
        """
        done = 0
        while done < steps:
            gap, until = self.gap(done)
            last = min(most, min(until or steps, steps) - done)
            first = gap - done % gap
            if last >= first:
                last = first + (last - first) // gap * gap if done + last < steps else last
            marks = np.arange(first, last + 1, gap)
            if not len(marks) or marks[-1] != last:
                marks = np.append(marks, last if done + last == steps else -last)
            yield marks
            done += last

    def all(self, steps: int) -> Steps:
        """Every mark of a run of so many steps."""
        done, found = 0, []
        for marks in self.turns(steps, steps):
            found.append(done + marks[marks > 0])
            done += abs(int(marks[-1]))
        return np.concatenate(found)
