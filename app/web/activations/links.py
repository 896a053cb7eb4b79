"""How many functions a page has room for: each of its links names them all."""

from __future__ import annotations

from ...core.activations import ACTIVATIONS, Activation, Maxout
from ..http.answers import ANSWER_BYTES
from ..http.problems import BUDGET, Fault, Problem, ProblemError
from .query import MOST_CURVES, ActivationsQuery

BASE, ROW, KNOB = 32_000, 2_800, 1_400  # bytes of a page without its links: in any case, for a function, for a knob
ROW_LINKS = 4  # of a function: to look at it, to hide it, to show it alone, to take it away
ESCAPED = 4  # bytes more for each ampersand


def page_bytes(query: ActivationsQuery, f: tuple[Activation, ...]) -> int:
    """How large the page of these functions is, about."""
    text = query.query(f=f)
    links = (ROW_LINKS * len(f) + len(ACTIVATIONS)) * (len(text) + ESCAPED * text.count("&"))
    return BASE + sum(ROW + KNOB * len(one.knobs()) for one in f) + links


def has_room(query: ActivationsQuery, f: tuple[Activation, ...]) -> bool:
    """Whether there can be a page of these functions."""
    return len(f) <= MOST_CURVES and page_bytes(query, f) <= ANSWER_BYTES


def check_room(query: ActivationsQuery) -> None:
    """Raise ProblemError, a 422 that says how many functions there may be, unless there can be a page of them."""
    if has_room(query, query.f):
        return
    most = next(n for n in range(len(query.f), 0, -1) if has_room(query, query.f[:n]))
    told = f"f must be at most {most} functions on a page if they are written so long, got {len(query.f)}"
    raise ProblemError(Problem(BUDGET, told, (Fault("/query/f", told),)))


def another_fits(query: ActivationsQuery) -> bool:
    """Whether there is room for one more, whichever is added."""
    return has_room(query, (*query.f, Maxout()))
