"""C2: a million rows. How many must descent on single rows look at until a tenth of the loss is left?"""

from __future__ import annotations

from ...core.numerals import decimal
from ..content import Aha, Face, Misconception, Reference, Seen, Term, Why
from ..faced import Faced
from ..pictures import Picture, Said
from ..quantities import Number, Trap
from ..runs.batches import (
    DATA,
    FURTHEST,
    LEFT,
    SINGLE,
    TENTH,
    WHOLE,
    N,
    added_up,
    floor_of,
    half_of_single,
    looked,
    off,
    rows_at,
    samples_of_single,
    samples_of_whole,
    share_left,
    slope,
    steps_to_tenth,
    without_noise,
)
from ..runs.batches_asked import more_rows, noise_of, steps_an_epoch
from ..runs.batches_drawn import ACROSS, GOAL, UP, on_all, on_single
from ..runs.batches_rows import Rows, counted
from ..runs.batches_told import became
from ..runs.batches_ways import SOME, Batch, Way

PAUSED, MANY = 20, 10.0 * N  # the sample at which the run is found; rows of which few are looked at
WAYS: dict[str, Way] = {"batch": Batch(), "rows": Rows()}
OTHERS, SINCE, NOW = "25 orders of other rows of the same kind", "2026-11-26", "2026-11-28"
PAGE, EXACT = "the page /sgd as it is found: one order of the rows", "a plain loop over the rule"
ORDERS = "plain loops over 20,000 orders of rows drawn anew, tests/golden/orders.py"
OWN = "plain loops over 25 orders of each of many data sets, tests/golden/orders.py"
EXPONENTIALS = "Σ λ w² e^(−2 λ S) over the 20 features, a tenth of that at S = 0: tried at 2.66 and 2.68"
SIGNAL = "s / (1 − s), s = Σ α λ / (2 − 2 α λ), times the noise: Feuer & Weinstein 1985"


class BatchesLesson(Faced[float]):
    """Batches: a step on one row goes roughly the right way, and costs a millionth of a step on all."""

    slug = "batches"
    place = "C2"
    title = "Batches"
    question = f"How many single rows {LEFT}?"
    setting = (
        f"Descent on all {N:,} rows needs {samples_of_whole() // N} steps, {samples_of_whole():,} rows looked at, "
        f"{LEFT}; steps on one row each are noisy, so their rate is α = {decimal(SINGLE)}, not {decimal(WHOLE)}. "
        f"It is a linear regression: {DATA.features} features, noise of standard deviation {decimal(DATA.noise)}."
    )
    terms = (
        Term("batch", "the rows that one step looks at"),
        Term("α", "the learning rate: how far a step goes along the slope"),
        Term("rows looked at", "a row counts each time that a step looks at it"),
        Term("loss", "here what the loss is above the least that any weights have"),
    )
    prediction = Number(1, FURTHEST, "rows", log=True, within=0.5, whole=True, plausible=(100, 3e6), traps=(
        Trap(1, 400, "steps"), Trap(400, 4e5, "share"), Trap(4e5, 2e6, "pass"), Trap(2e6, FURTHEST, "same"),
    ))  # fmt: skip
    faces = (Face("batch", "The batch"), Face("rows", "The rows"))
    misconceptions = (
        Misconception("steps", "A step on one row does as much as a step on all.",
                      f"Its gradient is off by {decimal(off(1))}, where the whole one is {decimal(slope())} long. So "
                      f"its steps are to be short: the rate here is {decimal(WHOLE / SINGLE)} times smaller.",
                      1.0, "See one row a step", "batch"),
        Misconception("share", "A run must see a fair share of the rows.",
                      "What counts is how many rows it sees, not of how many: a poll does not ask half a country.",
                      MANY, "See ten million rows", "rows"),
        Misconception("pass", "Every row must be seen at least once.",
                      "At a tenth, all rows but a few hundred have never been looked at.", MANY,
                      "See ten million rows", "rows"),
        Misconception("same", "Small batches save nothing: noise costs what they save.",
                      f"A step on {N:,} rows has {off(1) / off(N):,.0f} times less noise, at {N:,} times the cost.",
                      float(N), "See all rows a step", "batch"),
        Misconception("root", "A batch a hundred times as large has a hundredth of the noise.",
                      "It has a tenth: noise falls with the root of the batch.", 100.0, "See a hundred rows a step",
                      "batch"),
        Misconception("unmoved", "The noise of a mean does not depend on how many rows it is of.",
                      "It falls with the root of their number: what is off in one row is made up for by others.", 100.0,
                      "See a hundred rows a step", "batch"),
        Misconception("noisier", "More rows bring more noise.",
                      "They do to a sum. A mean divides by their number, and that leaves one over its root.", 100.0,
                      "See a hundred rows a step", "batch"),
        Misconception("epoch", "Steps, rows and epochs count the same.",
                      "A step looks at a batch, an epoch at all rows: it takes the rows over the batch, in steps.",
                      float(N), "See all rows a step", "batch"),
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
        Reference("the same in the mean", lambda: looked(1), 552, 2, ORDERS, NOW),
        Reference("a quarter of the orders need less than", lambda: half_of_single()[0], 525, 25, ORDERS, NOW),
        Reference("a quarter of them need more than", lambda: half_of_single()[1], 577, 25, ORDERS, NOW),
        Reference("S, the rates up to then added up", lambda: added_up(), 2.76, 0.01, f"552 · 0.005: {ORDERS}", NOW),
        Reference("S without noise", lambda: without_noise(), 2.67, 0.005, EXPONENTIALS, NOW),
        Reference(f"rows to a tenth, {SOME} rows a step", lambda: looked(SOME), 800, 0, ORDERS, NOW),
        Reference(f"steps to a tenth, {SOME} rows a step", lambda: steps_to_tenth(SOME), 8, 0, ORDERS, NOW),
        Reference("rows to a tenth at half the rate, the mean", lambda: rows_at(SINGLE / 2), 1085, 2, ORDERS, NOW),
        Reference("the same at twice the rate", lambda: rows_at(2 * SINGLE), 286, 1, ORDERS, NOW),
        Reference(
            "% that noise keeps at half the rate", lambda: 100 * floor_of(SINGLE / 2), 0.09671, 1e-4, SIGNAL, NOW
        ),
        Reference("% that it keeps at twice the rate", lambda: 100 * floor_of(2 * SINGLE), 0.4007, 1e-3, SIGNAL, NOW),
        Reference("rows to a tenth, of 1000 rows", lambda: float(counted()[0][0]), 537, 66, OWN, NOW),
        Reference("the same of 10,000 rows", lambda: float(counted()[0][1]), 550, 35, OWN, NOW),
        Reference("the same of 100,000 rows", lambda: float(counted()[0][2]), 548, 27, OWN, NOW),
        Reference("all a step, of 1000 rows", lambda: float(counted()[1][0]), 3_000, 0, OWN, NOW),
        Reference("the same of 10,000 rows", lambda: float(counted()[1][1]), 30_000, 0, OWN, NOW),
        Reference("the same of 100,000 rows", lambda: float(counted()[1][2]), 300_000, 0, OWN, NOW),
    )

    def __init__(self, face: str = "") -> None:
        """The lesson by one of its pictures."""
        super().__init__(face)
        self.way = WAYS[self.face]
        self.vary, self.limits = self.way.vary, self.way.limits

    def truth(self) -> float:
        """Rows of the median order."""
        return float(samples_of_single())

    def given(self) -> Picture:
        """Descent on all rows, and the first rows of the other."""
        return Picture(f"Two ways down, one paused after {PAUSED} rows", ACROSS, UP,
                       (on_all(5), on_single(PAUSED, moves=False)), rules=(GOAL,),
                       said=Said("x", TENTH))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """This picture, and where single rows have come to after the rows that were said."""
        seen = self.way.seen(prediction)
        if prediction is None:
            return seen
        said = round(prediction)
        return Seen(seen.picture, (became(said, share_left(said)), *seen.words))

    def aha(self) -> Aha:
        """So few of all rows."""
        return self.way.aha()

    def why(self, value: float) -> Why:
        """That of this picture."""
        return self.way.why(value)

    def why_varied(self, value: float) -> Why:
        """The same, by the names of the lines that the knob turns."""
        return self.way.why_varied(value)

    def varied(self, value: float) -> Seen:
        """This picture at another value."""
        return self.way.varied(value)

    def held(self, value: float) -> tuple[float, float]:
        """Where the knob's handle is."""
        return self.way.held(value)

    def tally(self, value: float) -> str:
        """What it comes to."""
        return self.way.tally(value)

    def lab(self, value: float) -> str:
        """The same rows in the lab."""
        return self.way.lab(value)

    def outcome(self, value: float) -> float | None:
        """What the curve behind the knob tells."""
        return self.way.outcome(value)
