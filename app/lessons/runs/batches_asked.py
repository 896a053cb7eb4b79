"""Questions on batches: steps of an epoch, the noise of a batch, what more rows change."""

from __future__ import annotations

import numpy as np

from ...core.numerals import decimal, grouped
from ..checks import Question, chosen, numbered
from .batches import LEFT, N, off, samples_of_single, samples_of_whole


def steps_an_epoch(random: np.random.Generator) -> Question:
    """Steps of one pass over all rows."""
    rows, batch = told_rows(random, 4, 7), int(random.choice([10, 20, 50, 100, 500, 1000]))
    prompt = f"{grouped(rows)} rows in batches of {grouped(batch)}: how many steps is one pass over all of them?"
    wrong = [(one, "epoch") for one in (1.0, float(rows), float(batch), float(rows * batch))]
    told, some = grouped(rows), grouped(batch)
    way = (f"Each step looks at {some} rows: {told} / {some} = {grouped(rows // batch)} steps.",)
    return numbered(prompt, rows / batch, wrong, way, "How many rows are in a step?", "batch", low=1, high=1e12,
                    value=batch)  # fmt: skip


def noise_of(random: np.random.Generator) -> Question:
    """How far the gradient of a larger batch is off."""
    batch, more = int(random.choice([1, 2, 5, 10])), int(random.choice([4, 9, 25, 100, 400]))
    now, key = off(batch), off(batch * more)
    prompt = (
        f"The gradient on {batch} of the rows has noise of standard deviation {decimal(now)}. "
        f"What is it on {grouped(batch * more)} rows?"
    )
    wrong = [(now / more, "root"), (now, "unmoved"), (now * more**0.5, "noisier")]
    way = (f"{more} times the rows, so {decimal(now)} / √{more} = {decimal(key)}.",)
    return numbered(prompt, key, wrong, way, "The error of a mean falls with the root of how many it is of.", "batch",
                    low=0, high=1e6, value=float(batch * more) if batch * more <= N else None)  # fmt: skip


def more_rows(random: np.random.Generator) -> Question:
    """Whether more rows are more work for descent on single ones, and on all."""
    more = int(random.choice([2, 5, 10, 50, 100]))
    single, all_rows = samples_of_single(), samples_of_whole()
    prompt = f"There are now {grouped(N * more)} such rows. How many does each way look at {LEFT}?"
    right = f"One row a step: about {grouped(single)}. All rows a step: {grouped(all_rows * more)}."
    wrong = [
        (f"One row a step: about {grouped(single * more)}. All rows a step: {grouped(all_rows * more)}.", "share"),
        (f"Both: {grouped(all_rows * more)}.", "same"),
        (f"Both: {grouped(N * more)}, each row once.", "pass"),
    ]
    way = (
        f"Descent on all still takes {all_rows // N} steps, now of {grouped(N * more)} rows.",
        "Single rows are of the same kind as before, so as many do.",
    )
    hint = "Does a run that stops at a few hundred rows know how many there are?"
    return chosen(random, prompt, right, wrong, way, hint, "rows", value=float(N * more))


def told_rows(random: np.random.Generator, least: int, most: int) -> int:
    """A number of rows, a power of ten or half of one."""
    return int(10 ** random.integers(least, most)) * int(random.choice([1, 2, 5]))
