"""Valid notation for every catalogue there is: what the schema can only call a format, the catalogues know."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from hypothesis import strategies as st

import app.core
from app.core.catalogue import LONGEST_NOTATION, Catalogue, Entry, Knob

MOST_COUNTED = 10_000.0  # rows of a data set that is asked for by chance


def catalogues() -> dict[str, Catalogue[Any]]:
    """Every catalogue of the core, by the kind of its entries, which is the format's name."""
    names = [module.name for module in pkgutil.walk_packages(app.core.__path__, "app.core.")]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    return {value.kind: value for value in values if isinstance(value, Catalogue)}


def knob_values(entry: type[Entry], one: Knob) -> st.SearchStrategy[float]:
    """Whatever a knob may be turned to."""
    least, most = one.open in {"low", "both"}, one.open in {"high", "both"}
    whole = one.name in getattr(entry, "counts", ())
    high = min(one.high, MOST_COUNTED) if whole else one.high
    number = st.floats(one.low, high, exclude_min=least, exclude_max=most)
    return number.map(lambda value: float(round(value))) if whole else number


def notation(catalogue: Catalogue[Any]) -> st.SearchStrategy[str]:
    """An entry, some of its knobs turned, as it is written."""

    def written(name: str) -> st.SearchStrategy[str]:
        entry: type[Entry] = catalogue[name]
        turned = st.fixed_dictionaries({}, optional={one.name: knob_values(entry, one) for one in entry.knobs()})
        texts = turned.map(lambda values: str(entry.with_settings(values)))
        return texts.map(lambda text: text if len(text) <= LONGEST_NOTATION else str(entry()))

    return st.one_of([written(name) for name in catalogue])  # built once: a draw shall not build them anew


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Tables of one's own rows, as CSV; their targets are numbers that are classes as well."""
    width = draw(st.integers(1, 10))
    number, target = st.floats(-1e15, 1e15), st.sampled_from([0, 1])
    row = st.tuples(st.lists(number, min_size=width, max_size=width), target)
    rows = draw(st.lists(row, min_size=2, max_size=20))
    return "\n".join(",".join(map(repr, [*features, one])) for features, one in rows)


@st.composite
def points(draw: st.DrawFn) -> str:
    """One's own points as a link has them: x and y of each."""
    number = st.integers(-99_999, 99_999).map(lambda whole: whole / 1000)
    rows = draw(st.lists(st.tuples(number, number), min_size=2, max_size=20, unique_by=lambda row: row[0]))
    return "\n".join(f"{x!r},{y!r}" for x, y in rows)
