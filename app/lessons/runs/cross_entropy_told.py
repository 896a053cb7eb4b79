"""What cross-entropy and other readings of it come to, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ...core.numerals import decimal, fixed, unlike
from .cross_entropy import READINGS, SCORES, TRUE, P, surprises
from .losses import told

EVEN = (1 / len(SCORES),) * len(SCORES)
HAIR = (0.34, 0.33, 0.33)  # the first is the largest, by a hair
LOW = 0.1  # a loss to aim at
LIKELY = math.ceil(1000 * math.exp(-LOW)) / 1000  # a probability with that loss, in three digits


def near_low(loss: float) -> str:
    """A loss in words that is not the one to aim at unless it is that."""
    return fixed(loss) if fixed(loss) != fixed(LOW) else unlike(loss, LOW)


def became(prediction: str) -> tuple[str, ...]:
    """What becomes of a loss that is made of something else."""
    found = fixed(float(READINGS[prediction](P, TRUE).sum()))
    rows = surprises(EVEN), READINGS["others"]((P[TRUE], 1 - P[TRUE]), TRUE), READINGS["nothing"](HAIR, TRUE)
    least, one, hair = (float(row.sum()) for row in rows)
    there = f"At p₁ = {fixed(P[TRUE])}"
    return {
        "own": (f"The first bar alone is the whole loss: {found}.",),
        "every": (f"{there} all three bars sum to {found}, never to less than {fixed(least)}, that of equal p.",),
        "missing": (f"{there} the gap to 1 is {found}, and never more than 1, however wrong a model is.",),
        "others": (f"{there} the two wrong classes sum to {found}, to {fixed(one)} if one of them had it all.",
                   "The true class would be no less likely."),
        "nothing": (f"If nothing counts, {told(HAIR)} costs {decimal(hair)} too, and learning ends there.",),
        "swapped": (f"−ln of a label of 0 is infinite: every model that is not certain has the loss {found}.",),
    }[prediction]  # fmt: skip


BECAME = {one: became(one) for one in READINGS}


def alike(numbers: Iterable[float]) -> str:
    """Numbers with commas between them, with the digits that they have in the formula."""
    return ", ".join(fixed(one) if one else "0" for one in numbers)
