"""The two pictures of batches have this in common; and the first: the loss against rows, for batches of any size."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

import numpy as np

from ...core.numerals import decimal, grouped, plural
from ..content import Aha, Part, Seen, Vary, Why
from ..pictures import Line, Picture, Rule, Spot, Zone
from .batches import (
    ALL_STEPS,
    RUNS,
    SINGLE,
    STEPS,
    TENTH,
    N,
    added_up,
    expected,
    half_of_single,
    knee,
    looked,
    rate,
    samples_of_single,
    samples_of_whole,
    share_left,
    steps_to_tenth,
    twice,
    whole,
    without_noise,
)
from .batches_drawn import ACROSS, GOAL, UP, on_all, on_average, on_single
from .batches_told import at_other_rates, came_to, in_numbers, name_of, times

FAST, FRUGAL = 8, 2_000  # steps and rows to aim at
SOME = 100  # rows of the batch that is run beside single rows and all
TYPICAL = 7  # an order of the lab that needs about as many rows as the median: 548
ASIDE = (230.0, 0.02)  # left of all that is drawn there


class Way(ABC):
    """One of the two."""

    vary: Vary
    limits: str

    @abstractmethod
    def seen(self, prediction: float | None) -> Seen:
        """The truth, and what was said."""

    @abstractmethod
    def varied(self, value: float) -> Seen:
        """The same at another value of the knob, and whether its goal is reached."""

    @abstractmethod
    def why(self, value: float) -> Why:
        """The reason."""

    @abstractmethod
    def held(self, value: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def outcome(self, value: float) -> float:
        """What the curve behind the knob tells."""

    @abstractmethod
    def tally(self, value: float) -> str:
        """The rows in a word or two."""

    @abstractmethod
    def lab(self, value: float) -> str:
        """The page of the lab, and its query."""

    @abstractmethod
    def aha(self) -> Aha:
        """The number to remember."""

    def why_varied(self, value: float) -> Why:
        """The reason, by the names of the lines that the knob turns."""
        return self.why(value)


class Batch(Way):
    """A million rows in batches of any size."""

    vary = Vary("B", "how many rows a step looks at", 1.0, float(N), float(SOME),
                critical=float(twice()), mark=f"B = {twice()}: twice the rows", log=True, whole=True,
                along="x", scent="rows to a tenth",
                goal=f"Be at a tenth in under {FAST} steps and {grouped(FRUGAL)} rows.")  # fmt: skip
    limits = (
        f"Rows are not seconds: a step on 100 often takes hardly longer than one on a single row. {at_other_rates()}"
    )

    def seen(self, prediction: float | None) -> Seen:
        """Both ways to the end, and where single rows have come to after the rows that were said."""
        (least, most), all_rows = half_of_single(), float(samples_of_whole())
        lines = [on_all(10), on_single(STEPS), replace(on_average(SOME, "given", name_of(SOME)), brief=grouped(SOME))]
        spots = [
            Spot(grouped(samples_of_single()), float(samples_of_single()), TENTH),
            Spot(grouped(round(all_rows)), all_rows, float(whole()[round(all_rows / N)]), "other", brief="3 × 10⁶"),
            Spot(grouped(looked(SOME)), *self.held(SOME), "given"),
        ]
        if prediction is not None:
            more, spot = run_of(prediction)
            lines, spots = [*more, *lines], [*spots, spot]  # below the runs, which go on
        half = Zone("", float(least), float(most), role="truth")
        shown = Picture("Loss against rows looked at", ACROSS, UP, tuple(lines), rules=(GOAL,), spots=tuple(spots),
                        zones=(half,), tick="row", first=1, quoted=ALL_STEPS)  # fmt: skip
        return Seen(shown, (came_to(SOME),))

    def varied(self, value: float) -> Seen:
        """Another batch, beside single rows."""
        batch, steps = round(value), steps_to_tenth(round(value))
        one = replace(on_average(1, "yours", "B = 1"), labelled=False)
        lines = (on_average(batch, "truth", f"B = {grouped(batch)}"),) if batch == 1 else (
            one, on_average(batch, "truth", f"B = {grouped(batch)}"))  # fmt: skip
        few, spot = Rule(f"{grouped(FRUGAL)} rows", float(FRUGAL), "x"), Spot(grouped(looked(batch)), *self.held(value))
        beside = () if batch == 1 else (Spot("B = 1", *ASIDE, "yours", bare=True),)
        shown = Picture("Mean loss against rows looked at", ACROSS, UP, lines, rules=(GOAL, few), spots=(spot, *beside))
        told = f"the mean of all orders is at a tenth after {plural(steps, 'step')}, {grouped(looked(batch))} rows"
        told += f"; the median of {RUNS} is {grouped(samples_of_single())}" if batch == 1 else ""
        done = steps < FAST and looked(batch) < FRUGAL
        return Seen(shown, (f"B = {grouped(batch)}, α = {decimal(rate(batch))}: {told}.",), done)

    def why(self, value: float) -> Why:
        """That of the batch that is run beside single rows."""
        return reason(round(value), name_of(1), name_of(SOME))

    def why_varied(self, value: float) -> Why:
        """The same of the lines that the knob turns."""
        return reason(round(value), "B = 1", f"B = {grouped(round(value))}")

    def held(self, value: float) -> tuple[float, float]:
        """Where a tenth is left."""
        steps = steps_to_tenth(round(value))
        return (float(steps * round(value)), float(expected(round(value), np.array([steps]))[0]))

    def outcome(self, value: float) -> float:
        """Rows until a tenth is left."""
        return float(looked(round(value)))

    def tally(self, value: float) -> str:
        """The rows of this batch."""
        return f"B = {grouped(round(value))}: {grouped(looked(round(value)))}"

    def lab(self, value: float) -> str:
        """Single rows and such batches side by side, or all rows."""
        other = round(value) if value >= 1.5 else N
        return f"/sgd?run=sgd(lr={SINGLE:g})&batch=1&run=sgd(lr={rate(other):.6g})&batch={other}&seed={TYPICAL}"

    def aha(self) -> Aha:
        """So few of all rows."""
        words = f"Descent on all rows looks at {times()} as many. For more or fewer rows see “The rows”."
        return Aha(grouped(samples_of_single()), f"rows looked at, of {grouped(N)}", words)


def run_of(prediction: float) -> tuple[list[Line], Spot]:
    """Single rows up to those that were said: beyond the runs by their mean, which is drawn then."""
    left, x = share_left(round(prediction)), np.unique(np.rint(np.geomspace(1.0, max(1.0, prediction), 200)))
    way = Line("yours", x, np.array([share_left(round(rows)) for rows in x.tolist()]), "yours", labelled=False)
    foot = Line("", np.full(2, prediction), np.array([UP.low, left]), "yours", labelled=False)
    mean = replace(on_average(1, "theory", "one row, the mean", STEPS), labelled=False)
    said = Spot(f"yours: {grouped(round(prediction))}", prediction, left, "yours", brief="yours")
    return [way, mean, foot] if prediction > STEPS else [way, foot], said


def reason(batch: int, one: str, some: str) -> Why:
    """What more rows buy: the root of their number, and from where on that is less than they cost."""
    told, summed, c = decimal(rate(batch)), decimal(added_up()), knee()
    words = (
        "Along a feature of variance λ e^(−2 λ S) of its loss is left: a tenth in all at "
        f"S = {decimal(without_noise())}, with noise at {summed}.",
        f"B rows have 1 / √B of the noise, so α may be larger: that nearly pays far below B = {c}. Far above, k stays "
        f"near {samples_of_whole() // N}.",
    )
    formula = rf"k\approx\frac{{S}}{{\alpha}},\ \ R=k\,B\approx S\left(B+{c}\right)"
    return Why(words, formula, in_numbers(batch),
               (Part("B", "rows of a batch", grouped(batch), some),
                Part("\\alpha", f"rate, chosen as B / (B + {c}): {decimal(SINGLE)} at B = 1", told, some),
                Part("S", f"sum of the rates: {looked(1)} (mean) · {decimal(SINGLE)} at B = 1", summed, one),
                Part("k", "steps until a tenth is left, counted", grouped(steps_to_tenth(batch)), some),
                Part("R", "rows looked at by then, counted", grouped(looked(batch)), some)))  # fmt: skip
