"""Who is let in: so many at once, and of them no more than its share to one address."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from .problems import BUSY, CROWDED, Kind, Problem, ProblemError

RETRY = {"Retry-After": "1"}


class Client(NamedTuple):
    """Who asks: an address, and of those behind it the tab of a browser that says which it is. A tab has its turn among
    all others; the places that there are are shared out by address, which nobody can make up.
    """

    address: str
    tab: str = ""


class LeftError(BaseException):
    """Whoever asked is gone: no `Exception`, for those are answered on their way out, and here is nobody to answer."""


class Admission:
    """The places there are, and who holds them."""

    def __init__(self, places: int, client_share: float) -> None:
        self._places = places
        self._share = max(1, int(places * client_share))
        self._held: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._held.total()

    @property
    def full(self) -> bool:
        """Whether none is free."""
        return self.taken >= self._places

    def admit(self, client: Client) -> None:
        """Take a place. Raises ProblemError: 503 if none is free, 429 if the address holds its share already."""
        if self.full:
            raise refused(BUSY)
        if self._held[client.address] >= self._share:
            raise refused(CROWDED)
        self._held[client.address] += 1

    def release(self, client: Client) -> None:
        """Give the place back."""
        self._held[client.address] -= 1
        if not self._held[client.address]:
            del self._held[client.address]


def refused(kind: Kind, why: str = "") -> ProblemError:
    """The problem of one who is not let in, with when to try again."""
    return ProblemError(Problem(kind, why or kind.explanation, headers=RETRY))
