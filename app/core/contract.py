"""What an entry must write, checked when its class is defined: what is forgotten is said at once, in a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import Field
from inspect import get_annotations

WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
SHARED = "ClassVar"  # marks what all entries of a class have in common, however the annotation is written


def annotated(cls: type) -> Iterator[tuple[str, bool]]:
    """The names that a class itself annotates, and whether each is shared by its entries."""
    for name, one in get_annotations(cls).items():
        yield name, SHARED in (one if isinstance(one, str) else repr(one))


def is_knob(cls: type, name: str) -> bool:
    """Whether a class itself, made a dataclass already or not, has a knob of that name."""
    one = vars(cls).get("__dataclass_fields__", vars(cls)).get(name)
    return isinstance(one, Field) and "symbol" in one.metadata


def check_knobs(cls: type) -> None:
    """Raise TypeError for an annotated attribute that is no knob, and for a knob whose name is taken."""
    for name, shared in annotated(cls):
        if shared:
            continue
        if not is_knob(cls, name):
            raise TypeError(
                f"{cls.__name__}.{name} is annotated but is no knob; write {name}: float = knob(...), "
                f"or {SHARED}[...] for what all entries of the class share"
            )
        if any(name in {*vars(base), *get_annotations(base)} and not is_knob(base, name) for base in cls.__mro__[1:]):
            raise TypeError(f"{cls.__name__}.{name} cannot be a knob, as every entry has a {name}; call it {name}_")
        check_bounds(f"{cls.__name__}.{name}", **vars(cls).get("__dataclass_fields__", vars(cls))[name].metadata)


def check_written(cls: type, names: list[str]) -> None:
    """Raise TypeError where two knobs are written alike: `a` and `a_`."""
    for name in names:
        if names.count(name) > 1:
            raise TypeError(f"{cls.__name__} has two knobs that are written {name}")


def check_bounds(knob: str, low: float, high: float, default: float, log: bool, open: str, **_words: str) -> None:
    """Raise TypeError unless a knob's bounds are finite and in order, and its default lies within them."""
    given: list[object] = [low, high, default]
    if not all(isinstance(one, float | int) and math.isfinite(one) for one in given):
        raise TypeError(f"{knob} needs finite numbers, got low={low!r}, high={high!r}, default={default!r}")
    if not low < high or (log and low < 0):
        raise TypeError(f"{knob} needs low < high, and low >= 0 for a scale of decades, got low={low}, high={high}")
    low_out, high_out = open in {"low", "both"}, open in {"high", "both"}
    if not low <= default <= high or (low_out and default == low) or (high_out and default == high):
        raise TypeError(f"{knob} has the default {default}, which its bounds {low} and {high} exclude")


def check_word(cls: type, name: object) -> None:
    """Raise TypeError for a name that the notation could not write."""
    if not isinstance(name, str) or WORD.fullmatch(name) is None:
        raise TypeError(f"{cls.__name__}.name must be a word like leaky_relu, got {name!r}")


def missing(cls: type, root: type) -> list[str]:
    """What the bases announce and a class does not write: docstring, attributes without a value, abstract methods.

    What `root` announces, each entry must write itself, or take from a base that is none.
    """
    found = [] if vars(cls).get("__doc__") else ["a docstring"]
    bases = [base for base in reversed(cls.__mro__) if issubclass(base, root)]
    own = [base for base in bases if base is cls or getattr(base, "abstract", False)]
    for base in bases:
        for name, shared in annotated(base):
            given = any(name in vars(one) for one in (own if base is root else bases))
            if shared and not given and name not in found:
                found.append(name)
    return found + [name for name in dir(cls) if getattr(getattr(cls, name, None), "__isabstractmethod__", False)]
