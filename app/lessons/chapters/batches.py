"""C2: a million rows. How many must descent on single rows look at until a tenth of the loss is left?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.numerals import decimal, plural
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Said, Spot, Zone
from ..quantities import Number, Trap
from ..runs.batches import (
    ALL_STEPS,
    DATA,
    FURTHEST,
    LEFT,
    RUNS,
    SINGLE,
    STEPS,
    TENTH,
    WHOLE,
    N,
    added_up,
    at_other_rates,
    became,
    brief,
    came_to,
    expected,
    half_of_single,
    in_numbers,
    looked,
    name_of,
    off,
    on_all,
    on_average,
    on_single,
    rate,
    samples_of_single,
    samples_of_whole,
    share_left,
    slope,
    steps_to_tenth,
    times,
)
from ..runs.batches_asked import more_rows, noise_of, steps_an_epoch

FAST, FRUGAL = 8, 2_000  # steps and rows to aim at
PAUSED, SOME = 20, 100  # the sample at which the run is found; rows of the batch that is run beside single rows and all
OTHERS, SINCE = "25 orders of other rows of the same kind", "2026-11-26"
PAGE, EXACT = "the page /sgd as it is found: one order of the rows", "a plain loop over the rule"

ACROSS = Axis("rows", 1.0, FURTHEST, log=True)
UP = Axis("loss, 1 at the start", 1e-3, 4.0, log=True)
GOAL = Rule("a tenth", TENTH)


class BatchesLesson(Lesson[float]):
    """Batches: a step on one row goes roughly the right way, and costs a millionth of a step on all."""

    slug = "batches"
    place = "C2"
    title = "Batches"
    question = f"How many single rows {LEFT}?"
    setting = (
        f"Descent on all {N:,} rows needs {samples_of_whole() // N} steps, {samples_of_whole():,} rows looked at, "
        f"{LEFT}; steps on one row each, which is noisy, are shorter: α = {decimal(SINGLE)} for {decimal(WHOLE)}. "
        f"It is a linear regression: {DATA.features} features, noise of standard deviation {decimal(DATA.noise)}."
    )
    terms = (
        Term("batch", "the rows that one step looks at"),
        Term("rows looked at", "a row counts each time that a step looks at it"),
        Term("epoch", "one pass over all rows"),
        Term("loss", "here what the loss is above the least that any weights have"),
    )
    prediction = Number(1, FURTHEST, "rows", log=True, within=0.5, whole=True, plausible=(100, 3e6), traps=(
        Trap(1, 400, "steps"), Trap(400, 4e5, "share"), Trap(4e5, 2e6, "pass"), Trap(2e6, FURTHEST, "same"),
    ))  # fmt: skip
    vary = Vary("B", "how many rows a step looks at", 1.0, float(N), float(SOME),
                critical=WHOLE / SINGLE - 1, mark="in theory twice the rows", log=True, whole=True,
                along="x", scent="rows to a tenth",
                goal=f"Be at a tenth in under {FAST} steps and {FRUGAL:,} rows.")  # fmt: skip
    misconceptions = (
        Misconception("steps", "A step on one row does as much as a step on all.",
                      f"Its gradient is off by {decimal(off(1))}, where the whole one is {decimal(slope())} long. So "
                      f"its steps are to be short: the rate here is {decimal(WHOLE / SINGLE)} times smaller.",
                      1.0, "See one row a step"),
        Misconception("share", "A run must see a fair share of the rows.",
                      "What counts is how many rows it sees, not of how many: a poll does not ask half a country.", 1.0,
                      "See one row a step"),
        Misconception("pass", "Every row must be seen at least once.",
                      "At a tenth, all rows but a few hundred have never been looked at.", 1.0, "See one row a step"),
        Misconception("same", "Small batches save nothing: noise costs what they save.",
                      f"A step on {N:,} rows has {off(1) / off(N):,.0f} times less noise, at {N:,} times the cost.",
                      float(N), "See all rows a step"),
        Misconception("root", "A batch a hundred times as large has a hundredth of the noise.",
                      "It has a tenth: noise falls with the root of the batch.", 100.0, "See a hundred rows a step"),
        Misconception("epoch", "Steps, rows and epochs count the same.",
                      "A step looks at a batch, an epoch at all rows: it takes the rows over the batch, in steps.",
                      float(N), "See all rows a step"),
    )  # fmt: skip
    checks = (steps_an_epoch, noise_of, more_rows)
    references = (
        Reference("rows to a tenth, one row a step", lambda: samples_of_single(), 548, 20, OTHERS, SINCE),
        Reference("the same on all rows", lambda: samples_of_single(), 540, 20, "25 orders of all these rows", SINCE),
        Reference("the same in one order", lambda: samples_of_single(), 597, 60, PAGE, SINCE),
        Reference("rows to a tenth, all rows a step", lambda: samples_of_whole(), 3_000_000, 0, EXACT, SINCE),
        Reference("so many times", lambda: samples_of_whole() / samples_of_single(), 5_500, 200, OTHERS, SINCE),
        Reference("steps to a tenth, all rows a step", lambda: steps_to_tenth(float(N)), 3, 0, EXACT, SINCE),
        Reference("how far one row's gradient is off", lambda: off(1), 9.78, 0.2, OTHERS, SINCE),
        Reference("that of 10 rows", lambda: off(10), 3.17, 0.06, OTHERS, SINCE),
        Reference("that of 100 rows", lambda: off(100), 0.98, 0.02, OTHERS, SINCE),
        Reference("that of 1000 rows", lambda: off(1000), 0.32, 0.01, OTHERS, SINCE),
    )
    limits = (
        f"Rows are not seconds: a step on 100 often takes hardly longer than one on a single row. {at_other_rates()}"
    )

    def truth(self) -> float:
        """Rows of the median order."""
        return float(samples_of_single())

    def given(self) -> Picture:
        """Descent on all rows, and the first rows of the other."""
        return Picture(f"Two ways down, one paused after {PAUSED} rows", ACROSS, UP,
                       (on_all(5), on_single(PAUSED, moves=False)), rules=(GOAL,),
                       said=Said("x", TENTH))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """Both ways to the end, and where single rows have come to after the rows that were said."""
        truth, all_rows, (least, most) = samples_of_single(), samples_of_whole(), half_of_single()
        lines = [on_all(10), on_single(STEPS), replace(on_average(SOME, "given", name_of(SOME)), brief=brief(SOME))]
        words = []
        spots = [
            Spot(f"{truth:,}", float(truth), TENTH),
            Spot(f"{all_rows:,}", all_rows, TENTH, "other"),
            Spot(f"{looked(SOME):,}", float(looked(SOME)), TENTH, "given"),
        ]
        if prediction is not None:
            left = share_left(round(prediction))
            mean = replace(on_average(1, "theory", "one row, the mean", STEPS), labelled=False)
            lines += [mean] if prediction > STEPS else []
            foot = np.full(2, prediction), np.array([UP.low, left])
            lines.append(Line("", *foot, "yours", labelled=False))
            spots.append(Spot(f"yours: {round(prediction):,}", prediction, left, "yours"))
            words.append(became(round(prediction), left))
        words.append(came_to(SOME))
        half = Zone("", float(least), float(most), role="truth")
        shown = Picture("Loss against rows looked at", ACROSS, UP, tuple(lines), rules=(GOAL,), spots=tuple(spots),
                        zones=(half,), tick="row", first=1, quoted=ALL_STEPS)  # fmt: skip
        return Seen(shown, tuple(words))

    def aha(self) -> Aha:
        """So few of all rows."""
        found = f"{samples_of_single():,}"
        words = (
            f"Descent on all rows looks at {times()} as many. With ten times the rows it still takes about {found}: "
        )
        words += "a poll does not ask half a country."
        return Aha(found, f"rows looked at, of {N:,}", words)

    def why(self, value: float) -> Why:
        """The same of the batch that is run beside single rows."""
        return self._why(value, name_of(1), name_of(SOME))

    def why_varied(self, value: float) -> Why:
        """The same, by the names of the lines that the knob turns."""
        return self._why(value, "B = 1", f"B = {round(value):,}")

    def _why(self, value: float, one: str, some: str) -> Why:
        """What more rows buy: the root of their number, and from where on that is less than they cost."""
        batch, knee = round(value), round(self.vary.critical or 1)
        told, whole = decimal(rate(batch)), decimal(added_up())
        words = (
            f"B rows have 1 / √B of the noise of one, so α may be larger. A tenth is left once n of them add up to "
            f"about {whole}.",
            f"Far below B = {knee}, twice the rows nearly halve the steps. Far above, n stays near "
            f"{samples_of_whole() // N}, and N grows as B does.",
        )
        formula = rf"n\approx\frac{{S}}{{\alpha}},\ \ N=n\,B\approx S\left(B+{knee}\right)"
        return Why(words, formula, in_numbers(batch),
                   (Part("B", "rows of a batch", f"{batch:,}", some),
                    Part("\\alpha", f"learning rate, B / (B + {knee}), {decimal(SINGLE)} at B = 1", told, some),
                    Part("S", f"sum of the rates: {looked(1)} (mean) · {decimal(SINGLE)} at B = 1", whole, one),
                    Part("n", "steps until a tenth is left, counted", f"{steps_to_tenth(batch):,}", some),
                    Part("N", "rows looked at by then, counted", f"{looked(batch):,}", some)))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """Another batch, beside single rows."""
        batch = round(value)
        steps = steps_to_tenth(batch)
        pair = (on_average(1, "yours", "B = 1"), on_average(batch, "truth", f"B = {batch:,}"))
        lines, few = pair[1 if batch == 1 else 0 :], Rule(f"{FRUGAL:,} rows", float(FRUGAL), "x")
        spot = Spot(f"{steps * batch:,}", float(steps * batch), float(expected(batch, np.array([steps]))[0]))
        shown = Picture("Mean loss against rows looked at", ACROSS, UP, lines, rules=(GOAL, few), spots=(spot,))
        told = f"the mean of all orders is at a tenth after {plural(steps, 'step')}, {steps * batch:,} rows"
        told += f"; the median of {RUNS} is {samples_of_single():,}" if batch == 1 else ""
        done = steps < FAST and steps * batch < FRUGAL
        return Seen(shown, (f"B = {batch:,}, α = {decimal(rate(batch))}: {told}.",), done)

    def held(self, value: float) -> tuple[float, float]:
        """Where a tenth is left."""
        steps = steps_to_tenth(round(value))
        return (float(steps * round(value)), float(expected(round(value), np.array([steps]))[0]))

    def lab(self, value: float) -> str:
        """Single rows and such batches side by side, or all rows."""
        other = round(value) if value >= 1.5 else N
        return f"/sgd?run=sgd(lr={SINGLE:g})&batch=1&run=sgd(lr={rate(other):.6g})&batch={other}"

    def outcome(self, value: float) -> float | None:
        """Rows until a tenth is left."""
        return float(steps_to_tenth(round(value)) * round(value))
