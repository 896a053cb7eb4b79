"""Who is let in: so many at once, and of them no more than its share to one client."""

from __future__ import annotations

from collections import Counter

from app.web.http.problems import BUSY, CROWDED, Kind, Problem, ProblemError

RETRY = {"Retry-After": "1"}


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

    def admit(self, client: str) -> None:
        """Take a place. Raises ProblemError: 503 if none is free, 429 if the client holds its share already."""
        if self.full:
            raise refused(BUSY)
        if self._held[client] >= self._share:
            raise refused(CROWDED)
        self._held[client] += 1

    def release(self, client: str) -> None:
        """Give the place back."""
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]


def refused(kind: Kind) -> ProblemError:
    """The problem of one who is not let in, with when to try again."""
    return ProblemError(Problem(kind, kind.explanation, headers=RETRY))
