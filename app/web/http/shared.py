"""Long jobs in the loop that several readers share: a class that opens one link costs one computation.

Whoever reads a job does its next turn of work, so that nothing goes on when nobody reads. A job is kept for a while,
and goes on where it was if somebody comes back. Of large jobs only so many are kept at all.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

from .admission import Client, refused
from .problems import BUSY, CROWDED
from .turns import ANYBODY, Place, Places

FULL = (
    "As many large computations go on as there is room for: {most}; ask again until one of them has ended, "
    "or for less, which has room of its own."
)
SMALL_KEPT = 32  # jobs that are not large


class Job(Protocol):
    """Work that is done turn by turn."""

    @property
    def large(self) -> bool:
        """Whether there is room for a few such only."""

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to do."""

    def go(self) -> None:
        """One turn of a millisecond or two."""

    def close(self) -> None:
        """Let go of all it holds, which may be much; it is not read any more."""


JobT = TypeVar("JobT", bound=Job)
PartT = TypeVar("PartT")
KeyT = TypeVar("KeyT", bound=Hashable)


class Shared(Generic[JobT, PartT]):
    """The jobs that are read, or were lately; and parts that jobs have in common, for as long as one of them lives.

    Of the large ones an address may read its share, rounded up as there are so few.
    """

    def __init__(self, large: int, client_share: float = 1.0) -> None:
        self._most = {True: large, False: SMALL_KEPT}
        self._share = math.ceil(large * client_share)
        self._jobs: OrderedDict[Hashable, JobT] = OrderedDict()
        self._readers: Counter[Hashable] = Counter()
        self._addresses: Counter[tuple[str, Hashable]] = Counter()  # that read large ones
        self._parts: WeakValueDictionary[Hashable, PartT] = WeakValueDictionary()

    @property
    def read(self) -> int:
        """How many large jobs are read."""
        return sum(self._jobs[key].large for key in self._readers if key in self._jobs)

    @contextmanager
    def reading(self, key: Hashable, large: bool, make: Callable[[], JobT], client: Client = ANYBODY) -> Iterator[JobT]:
        """The job of a key while the block runs.

        Raises ProblemError for a large one: 503 if there is no room for it, 429 if the address reads its share already.
        """
        with self._held(client.address, key) if large else nullcontext():
            if key not in self._jobs:
                self._make_room(large)
                self._jobs[key] = make()
            self._jobs.move_to_end(key)
            with counted(self._readers, key):
                try:
                    yield self._jobs[key]
                except Exception:
                    self._jobs.pop(key, None)  # it went wrong, and is begun anew by whoever asks next
                    raise

    @contextmanager
    def _held(self, address: str, key: Hashable) -> Iterator[None]:
        """Count who reads a large job. Raises ProblemError, 503 or 429."""
        if key not in self._readers and self.read >= self._most[True]:
            raise refused(BUSY, FULL.format(most=self._most[True]))
        if sum(who == address and what != key for who, what in self._addresses) >= max(1, self._share):
            raise refused(CROWDED)
        with counted(self._addresses, (address, key)):
            yield

    def part(self, key: Hashable, make: Callable[[], PartT]) -> PartT:
        """What jobs have in common."""
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = make()
        return found

    def _make_room(self, large: bool) -> None:
        alike = [key for key, job in self._jobs.items() if job.large == large]
        idle = [key for key in alike if key not in self._readers]
        over = len(alike) + 1 - self._most[large]
        for key in idle[: max(0, over)]:
            self._jobs.pop(key).close()


@contextmanager
def counted(counts: Counter[KeyT], key: KeyT) -> Iterator[None]:
    """One more while the block runs; what is none is not kept."""
    counts[key] += 1
    try:
        yield
    finally:
        counts[key] -= 1
        if not counts[key]:
            del counts[key]


class Readers(Generic[JobT]):
    """Places for the readers of one job."""

    def __init__(
        self, places: Places, shared: Shared[JobT, PartT], key: Hashable, large: bool, make: Callable[[], JobT]
    ) -> None:
        self._places, self._shared = places, shared
        self._asked = key, large, make
        self._job: JobT | None = None

    @property
    def job(self) -> JobT:
        """The job, while a place is held."""
        assert self._job is not None
        return self._job

    def unplaced(self) -> AbstractContextManager[JobT]:
        """The job for nobody, while the block runs, so that it is there when somebody comes. Raises ProblemError."""
        return self._shared.reading(*self._asked)

    @contextmanager
    def place(self, client: Client) -> Iterator[Place]:
        """A place, and the job while it is held. Raises ProblemError: 503 or 429."""
        with self._places.place(client) as place, self._shared.reading(*self._asked, client) as self._job:
            yield place
