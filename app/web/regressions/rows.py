"""The rows that fits share, and what is known of all of them; made in turns, once for all who ask."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from ...core.data import DataSet, Samples
from ...core.models import Model, NormalEquations
from ...core.models.normal_equations import Sums
from ...core.models.optimum import Optimum, optimum


class SharedRows:
    """Rows on the way to be made, with the least loss on them: `go` until it is `ready`."""

    def __init__(self, model: Model, rows: DataSet | Samples) -> None:
        self.model = model
        self.made = 0  # rows
        self.ready = False
        self._rows = rows
        self._work = self._make()
        if isinstance(rows, Samples):
            self.samples = rows
        else:
            n = int(rows.n)
            self._room = np.empty((n, rows.features), np.float32), np.empty(n)
            self.samples = Samples(*self._room)

    def go(self) -> None:
        """One turn of the work."""
        next(self._work, None)

    def _make(self) -> Generator[None, None, None]:
        sums = Sums(self.samples.x.shape[-1])
        if isinstance(self._rows, Samples):
            sums.add(self.samples)
        else:
            for done in self._rows.fill(*self._room):
                sums.add(self.samples.at(slice(self.made, done)))
                self.made = done
                yield
        self.made = len(self.samples)
        self.equations: NormalEquations = sums.equations
        self.optimum: Optimum = yield from optimum(self.model, self.samples, sums)
        self.ready = True
