"""The second picture of batches: rows looked at until a tenth is left, against how many rows there are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.models.fits import Plan, fit
from ...core.models.normal_equations import NormalEquations, normal_equations
from ...core.models.regression import LinearRegression
from ...core.numbers import Array
from ...core.numerals import decimal, grouped
from ...core.optimizers import SGD
from ..content import Aha, Part, Seen, Vary, Why
from ..pictures import Axis, Line, Picture, Spot
from .batches import DATA, FURTHEST, RUNS, SINGLE, TENTH, WHOLE, N, rate, samples_of_single, samples_of_whole
from .batches_told import in_threes, rounded
from .batches_ways import Way

FEWEST, MOST = 1e3, 1e8  # rows
COUNTED = (1_000, 10_000, 100_000)  # rows on which runs are made, the first ones of the million
LONG = 1_000  # steps, which every order on these is at a tenth within
SHARE = 100_000  # one row in more than so many, to aim at
SINGLES, ALL = "one row a step", "all rows a step"


class Rows(Way):
    """So many rows of the same kind, one a step and all a step."""

    vary = Vary("n", "how many rows there are", FEWEST, MOST, float(N), critical=float(N),
                mark=f"asked: {grouped(N)}", log=True, whole=True, along="x", scent="all over one",
                goal=f"See less than one row in {grouped(SHARE)}, one a step.")  # fmt: skip
    across = Axis("rows there are", FEWEST / 2, 2 * MOST, log=True)  # the handle is whole at both ends
    up = Axis("rows looked at", 1.0, 1000 * FURTHEST, log=True)
    limits = (
        f"Dots: the median of {RUNS} orders of the first {', '.join(map(grouped, COUNTED))} rows, by the loss on these "
        "alone: few rows have a least loss of their own. Another problem has another number."
    )

    def picture(self, n: float, *spots: Spot) -> Picture:
        """Both against the number of rows, and where so many are."""
        ends, runs, (single, whole) = np.array([FEWEST, MOST]), np.array(COUNTED, dtype=np.float64), counted()
        lines = (Line(SINGLES, ends, np.full(2, float(samples_of_single())), "truth", brief="one row"),
                 Line(ALL, ends, steps_of_all() * ends, "other", brief="all rows"),
                 Line("one row a step, counted", runs, single, "truth", dots=True, labelled=False),
                 Line("all rows a step, counted", runs, whole, "other", dots=True, labelled=False))  # fmt: skip
        here = (Spot(grouped(samples_of_single()), n, float(samples_of_single())),
                Spot(grouped(round(steps_of_all() * n)), n, steps_of_all() * n, "other"))  # fmt: skip
        return Picture("Rows looked at against rows there are", self.across, self.up, lines, spots=(*here, *spots),
                       quoted=(*runs.tolist(), float(N), MOST))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """Where the million rows of the question are, and how many were said."""
        said = () if prediction is None else (
            Spot(f"yours: {grouped(round(prediction))}", float(N), prediction, "yours", brief="yours"),)  # fmt: skip
        one, all_rows = grouped(samples_of_single()), grouped(samples_of_whole())
        told = f"Of {grouped(N)} rows single ones need {one}, all a step {all_rows}."
        return Seen(self.picture(N, *said), (told,))

    def varied(self, value: float) -> Seen:
        """Another number of rows."""
        n, one = round(value), samples_of_single()
        ghost = () if n == N else (Spot("", float(N), float(one), "yours"),)
        told = (
            f"n = {grouped(n)}: one row a step looks at about {one}, one in {rounded(n / one, 3)}; "
            f"all rows a step at {grouped(steps_of_all() * n)}, {rounded(self.outcome(value), 3)} times as many."
        )
        return Seen(self.picture(n, *ghost), (told,), n > SHARE * one)

    def why(self, value: float) -> Why:
        """A run on single rows does not know how many there are."""
        n, one, steps = round(value), samples_of_single(), steps_of_all()
        words = (
            "In its first pass each row that a run draws is new to it, and of the same kind however many are left: "
            "what k steps come to does not depend on n.",
            f"All rows a step take {steps} steps for any n, as a mean of more rows is nearly the same; each costs n.",
        )
        numbers = rf"R_1={in_threes(one)},\ R_n={steps}\,n={in_threes(steps * n)}"
        return Why(words, r"R=k\,B,\quad B=1\ \text{or}\ B=n", numbers,
                   (Part("n", "rows there are", grouped(n), inside=False),
                    Part("B", "rows of a batch", f"1 or {grouped(n)}", inside=False),
                    Part("k", f"steps at α = {decimal(SINGLE)} or {decimal(WHOLE)}, for any n", f"{one} or {steps}",
                         inside=False),
                    Part("R_1", "rows looked at, one a step", grouped(one), SINGLES),
                    Part("R_n", "rows looked at, all a step", grouped(steps * n), ALL)))  # fmt: skip

    def held(self, value: float) -> tuple[float, float]:
        """On the line of single rows."""
        return float(round(value)), float(samples_of_single())

    def outcome(self, value: float) -> float:
        """How many times as many rows all a step look at."""
        return steps_of_all() * round(value) / samples_of_single()

    def tally(self, value: float) -> str:
        """The rows that single ones take."""
        return f"{grouped(samples_of_single())} rows"

    def lab(self, value: float) -> str:
        """So many rows, or as many of them as the lab has, one by one and all a step."""
        n = min(round(value), N)
        return f"/sgd?data=linear(n={n})&run=sgd(lr={SINGLE:g})&batch=1&run=sgd(lr={rate(n):.6g})&batch={n}"

    def aha(self) -> Aha:
        """As many, however many there are."""
        words = f"All rows a step take {steps_of_all()} · n: the more rows there are, the more a small batch saves."
        return Aha(grouped(samples_of_single()), "rows looked at, for any n", words)


def steps_of_all() -> int:
    """Steps of descent on all rows until a tenth is left."""
    return samples_of_whole() // N


def at_a_tenth(batch: int, lr: float, n: int, steps: int, orders: int) -> float:
    """After how many steps half of some orders of n rows have a tenth of the loss on these left."""
    samples, known = DATA.samples(rows=n), equations_of(n)
    plan = Plan(LinearRegression(), samples, batch, steps, seeds=tuple(range(orders)), known=known)
    weights = np.concatenate([one.weights for one in fit(SGD(lr=lr), plan)], axis=1)
    there = known.excess(weights) <= TENTH * known.excess(np.zeros(DATA.features))
    return float(np.median(1 + there.argmax(axis=1)))


@lru_cache(maxsize=len(COUNTED))
def equations_of(n: int) -> NormalEquations:
    """What a regression need know of the first n rows."""
    return normal_equations(DATA.samples(rows=n))


@lru_cache(maxsize=1)
def counted() -> tuple[Array, Array]:
    """Rows that single ones, and all a step, look at on the first rows, counted: (3,) each."""
    single = [at_a_tenth(1, SINGLE, n, LONG, RUNS) for n in COUNTED]
    whole = [n * at_a_tenth(n, WHOLE, n, 2 * steps_of_all(), 1) for n in COUNTED]
    return np.array(single), np.array(whole)
