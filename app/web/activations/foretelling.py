"""What may be predicted of functions: whose slope is the largest where they are read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...core.numerals import decimal, listed
from ..page.foretold import Foretold, Truth
from .figure import titles
from .query import ActivationsQuery
from .words import read

AS_LARGE = 1e-12  # of the largest slope: what differs by less is as large


def foretold_slope(query: ActivationsQuery, link: Callable[..., str]) -> Foretold:
    """The question that the page asks first."""
    each = {str(i): name for i, name in enumerate(titles(query.f))}
    asked = f"Whose slope is the largest at x = {decimal(query.here, 4)}?"
    return Foretold(query, link, asked, each, lambda: steepest_here(query))


def steepest_here(query: ActivationsQuery) -> Truth:
    """Whose slope is the largest, with all that have the same."""
    slopes, names = [float(read(one, query.here)[1]) for one in query.f], titles(query.f)
    largest = float(np.nanmax(slopes))
    right = [i for i, slope in enumerate(slopes) if slope >= largest - AS_LARGE * abs(largest)]
    has = "has" if len(right) == 1 else "have"
    told = f"{listed([names[i] for i in right])} {has} the largest slope, {decimal(largest)}."
    return Truth(frozenset(map(str, right)), told)
