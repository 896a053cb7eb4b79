"""Questions made from a seed, with their key worked out by the same simulation that the page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .options import Choice, Option
from .predictions import Kind, Marked
from .quantities import Number

if TYPE_CHECKING:
    from .content import Misconception

Wrong = tuple[Any, str]  # a wrong answer, and the name of the misconception that it betrays

MOST_TRIES = 2  # then the worked solution is told


@dataclass(frozen=True)
class Question:
    """One question: what is asked, how it is answered, the key, what wrong answers betray, and the way to the key.

    `hint` is told after a wrong answer that betrays nothing known; `face` is the picture of the lesson to look at.
    Misconceptions of its `own` take the place of the lesson's of the same name: they speak of its numbers.
    `value` is that of the knob which shows the key, once this is told.
    """

    prompt: str
    kind: Kind[Any]
    key: Any
    wrong: tuple[Wrong, ...]
    solution: tuple[str, ...]
    hint: str
    face: str = ""
    own: tuple[Misconception, ...] = ()
    value: float | None = None

    def __post_init__(self) -> None:
        """Keep only wrong answers that are wrong, and of those that mean the same the first."""
        kept: list[Wrong] = []
        for value, trap in self.wrong:
            others = [self.key, *(known for known, _ in kept)]
            if not any(self.alike(value, other) for other in others):
                kept.append((value, trap))
        object.__setattr__(self, "wrong", tuple(kept))

    def alike(self, one: Any, other: Any) -> bool:
        """Whether two answers would be marked as the same, either for the other."""
        if isinstance(self.kind, Number):
            usual = replace(Number(self.kind.low, self.kind.high), within=self.kind.within, apart=self.kind.apart)
            same = usual.mark(one, other).right or usual.mark(other, one).right
            return same or (other == self.key and self.kind.mark(one, other).right)
        return self.kind.mark(one, other).right

    def mark(self, value: Any) -> Marked:
        """Compare an answer with the key."""
        return self.kind.mark(value, self.key)

    def trap(self, value: Any) -> str | None:
        """Which misconception a wrong answer betrays, by its name."""
        near = next((trap for known, trap in self.wrong if self.alike(value, known)), None)
        return near or self.kind.trap(value)


Check = Callable[[np.random.Generator], Question]


def asked(check: Check, seed: int) -> Question:
    """The question that a check asks for a seed."""
    return check(np.random.default_rng(seed))


def chosen(
    random: np.random.Generator, prompt: str, right: str, wrong: Iterable[tuple[str, str]], solution: tuple[str, ...],
    hint: str, face: str = "", value: float | None = None,
) -> Question:  # fmt: skip
    """A question with options in an order that the seed decides: the right text, and wrong ones, each with its trap."""
    told = [(right, None), *wrong]
    order = random.permutation(len(told)).tolist()
    options = tuple(Option("abcdefgh"[place], *told[i]) for place, i in enumerate(order))
    traps = tuple((one.name, one.trap) for one in options if one.trap)
    return Question(prompt, Choice(options), "abcdefgh"[order.index(0)], traps, solution, hint, face, value=value)


def numbered(
    prompt: str, key: float, wrong: Iterable[tuple[float, str]], solution: tuple[str, ...], hint: str, face: str = "",
    value: float | None = None, **kind: Any,
) -> Question:  # fmt: skip
    """A question for a number; `kind` says between which two it lies, its unit, and within what it is right."""
    told = {"low": -1e9, "high": 1e9, "within": 0.02, **kind}
    return Question(prompt, Number(**told), key, tuple(wrong), solution, hint, face, value=value)
