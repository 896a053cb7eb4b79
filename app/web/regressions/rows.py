"""The rows that fits share, and what is known of all of them; made in turns, once for all who ask."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from ...core.data import DataSet, Samples
from ...core.models import Model, NormalEquations
from ...core.models.normal_equations import Sums
from ...core.models.optimum import Optimum, optimum


@dataclass
class Known:
    """What is known of rows so far: how many are made, and once all are what belongs to all."""

    made: int = 0
    equations: NormalEquations | None = None
    optimum: Optimum | None = None


class SharedRows:
    """Rows on the way to be made, with the least loss on them: `go` until they are `ready`."""

    def __init__(self, model: Model, rows: DataSet | Samples) -> None:
        self.model, self._known = model, Known()
        if isinstance(rows, Samples):
            self.samples, filling = rows, iter([len(rows)])
        else:
            room = np.empty((int(rows.n), rows.features), np.float32), np.empty(int(rows.n))
            self.samples, filling = Samples(*room), rows.fill(*room)
        self._work = making(model, self.samples, filling, self._known)

    @property
    def made(self) -> int:
        """How many rows are there."""
        return self._known.made

    @property
    def ready(self) -> bool:
        """Whether all is known."""
        return self._known.optimum is not None

    @property
    def equations(self) -> NormalEquations:
        """The normal equations of all rows, once it is ready."""
        assert self._known.equations is not None
        return self._known.equations

    @property
    def optimum(self) -> Optimum:
        """The least loss on all rows, once it is ready."""
        assert self._known.optimum is not None
        return self._known.optimum

    def go(self) -> None:
        """One turn of the work."""
        next(self._work, None)


def making(model: Model, samples: Samples, filling: Iterator[int], known: Known) -> Generator[None, None, None]:
    """Fill the rows and learn of them; it holds no `SharedRows`, so that these end with who lets go of them last."""
    sums = Sums(samples.x.shape[-1])
    for done in filling:
        sums.add(samples.at(slice(known.made, done)))
        known.made = done
        yield
    known.equations = sums.equations
    known.optimum = yield from optimum(model, samples, sums)
