"""What the runs of a race are called."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.optimizers import Optimizer
from ..http.tables import distinct
from ..page.plots import file_name
from .query import RaceQuery


def file_of(query: RaceQuery, what: str = "race") -> str:
    """What a file of a race is called: what it holds, by the question that is asked."""
    return file_name(what, query.question or "", query.surface.name, *(one.name for one in query.run))


def names_of(optimizers: Sequence[Optimizer]) -> list[str]:
    """The titles of the optimizers; two of a kind are told apart by knobs in which they differ, two alike by number."""
    kinds = [one.name for one in optimizers]
    told = (type(one).title if kinds.count(one.name) == 1 else apart(one, optimizers) for one in optimizers)
    return list(distinct(told))


def apart(one: Optimizer, optimizers: Sequence[Optimizer]) -> str:
    """The title of an optimizer with the knobs in which it differs from others of its kind."""
    same = [other.settings() for other in optimizers if other.name == one.name]
    differing = [f"{value:g}" for name, value in one.settings().items() if any(other[name] != value for other in same)]
    return " ".join([type(one).title, *differing])
