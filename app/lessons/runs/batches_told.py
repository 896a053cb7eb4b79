"""What is said of batches: names of lines, what has become of runs, the formula with its numbers."""

from __future__ import annotations

from ...core.numerals import decimal, grouped, plural
from .batches import (
    RUNS,
    SINGLE,
    TENTH,
    N,
    added_up,
    floor_of,
    half_of_single,
    knee,
    looked,
    rate,
    rows_at,
    samples_of_single,
    samples_of_whole,
    steps_to_tenth,
)


def name_of(batch: int) -> str:
    """A batch with its rate."""
    rows = {1: "1 row", N: "all rows"}.get(batch, f"{grouped(batch)} rows")
    return f"{rows}, α {decimal(rate(batch))}"


def brief(batch: int) -> str:
    """The same without its rate, for where there is little room."""
    return name_of(batch).partition(",")[0]


def at_other_rates() -> str:
    """What single rows need at half the rate and at twice, and where noise keeps their mean then, in a sentence."""
    told = []
    for lr in (SINGLE / 2, 2 * SINGLE):
        told.append((decimal(lr), grouped(rows_at(lr)), decimal(100 * floor_of(lr), 2)))
    (low, many, little), (high, few, more) = told
    return (
        f"At α = {low} single rows need {many} in the mean and come down to {little} %; "
        f"α = {high} takes {few}, and stays at {more} %."
    )


def became(said: int, left: float) -> str:
    """What has become of both after so many samples, and how far off they are, in a sentence."""
    made = said // N
    steps, share = plural(made, "step") if made else "no steps", decimal(100 * left, 2 if left < TENTH else 3)
    rows = f"{grouped(said)} row{'' if said == 1 else 's'}"
    return f"After {rows}{far_off(said)} {share} % is left; descent on all has made {steps}."


def far_off(said: int) -> str:
    """How many times too many or too few so many rows are, if that is to be told from none."""
    ratio = said / samples_of_single()
    factor = rounded(max(ratio, 1 / ratio), 2)
    return "" if factor == "1" else f", {factor} times too {'many' if ratio > 1 else 'few'},"


def came_to(some: int) -> str:
    """What rows one by one, some at a step and all have come to, in sentences."""
    all_rows, (least, most) = samples_of_whole(), half_of_single()
    return (
        f"A tenth is left after {grouped(samples_of_single())} rows, the median of {RUNS} orders ({looked(1)} in the "
        f"mean); half need {grouped(least)} to {grouped(most)}. {grouped(some)} rows a step take, in the mean, "
        f"{grouped(looked(some))} in {steps_to_tenth(some)} steps; all rows a step {grouped(all_rows)} in "
        f"{all_rows // N}."
    )


def in_numbers(batch: int) -> str:
    """How many steps a batch takes, and how many rows it looks at, in TeX."""
    sum_of, c = f"{added_up():.3g}", knee()
    steps, seen = added_up() / rate(batch), added_up() * (batch + c)
    return (
        rf"k\approx\frac{{{sum_of}}}{{{rate(batch):.3g}}}={steps:.3g},\ "
        rf"R\approx {sum_of}\left({in_threes(batch)}+{c}\right)={in_threes(float(f'{seen:.3g}'))}"
    )


def in_threes(value: float) -> str:
    """A whole number in TeX, its digits in threes."""
    return grouped(round(value)).replace(",", "{,}")


def times() -> str:
    """How many times as many samples descent on all takes."""
    return f"{rounded(samples_of_whole() / samples_of_single(), 3)}×"


def rounded(value: float, digits: int) -> str:
    """A number for people, of so many digits that mean something."""
    return grouped(round(float(f"{value:.{digits}g}"))) if value > 10 else decimal(value, digits)
