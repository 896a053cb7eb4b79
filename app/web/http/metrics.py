"""What is watched, by setting: requests, how long they took, who waits, what is kept, in Prometheus' text form."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TEXT = "text/plain; version=0.0.4; charset=utf-8"
QUANTILES = (0.5, 0.9, 0.99)
GROWTH = math.log(1.1)  # of the bounds between which times are counted together: a quantile is right to 5 %
STATM = "/proc/{}/statm"
PAGE = 4_096  # bytes of a page of memory


class Times:
    """How long something took, however often: counts of times that are about the same."""

    def __init__(self) -> None:
        self._counts = Counter[int]()
        self.total = 0.0

    def __len__(self) -> int:
        return self._counts.total()

    def add(self, seconds: float) -> None:
        """Once more."""
        self._counts[math.floor(math.log(max(seconds, 1e-9)) / GROWTH)] += 1
        self.total += seconds

    def quantile(self, share: float) -> float:
        """The time within which so large a share of all was done, in seconds."""
        left = share * len(self)
        for place in sorted(self._counts):
            left -= self._counts[place]
            if left <= 0:
                return math.exp((place + 0.5) * GROWTH)
        return math.nan


class Metrics:
    """What has been counted since the start, and `gauges`: what can be looked up at any time, by name."""

    def __init__(self, gauges: dict[str, Callable[[], float]]) -> None:
        self._gauges = gauges
        self._requests = Counter[tuple[str, int]]()
        self._times: dict[str, Times] = defaultdict(Times)

    def count(self, route: str, status: int, seconds: float) -> None:
        """One request more."""
        self._requests[route, status] += 1
        self._times[route].add(seconds)

    def lines(self) -> Iterator[str]:
        """All of it, as Prometheus reads it."""
        yield "# TYPE slopes_requests_total counter"
        for (route, status), count in sorted(self._requests.items()):
            yield f'slopes_requests_total{{route="{route}",status="{status}"}} {count}'
        yield "# TYPE slopes_request_seconds summary"
        for route, times in sorted(self._times.items()):
            for share in QUANTILES:
                yield f'slopes_request_seconds{{route="{route}",quantile="{share}"}} {times.quantile(share):.6g}'
            yield f'slopes_request_seconds_sum{{route="{route}"}} {times.total:.6g}'
            yield f'slopes_request_seconds_count{{route="{route}"}} {len(times)}'
        for name, value in self._gauges.items():
            yield f"# TYPE {name} gauge"
            yield f"{name} {value():.12g}"


class Counted:
    """The layer that counts; `routes` are the paths that are told by name."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: Collection[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status = perf_counter(), 499  # for a client that has left before it was answered

        async def heard(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, heard)
        finally:
            self._metrics.count(self._named(scope["path"]), status, perf_counter() - began)
        return None

    def _named(self, path: str) -> str:
        return path if path in self._routes else "/static" if path.startswith("/static/") else "other"


def resident(process: int | str = "self") -> float:
    """Bytes of memory that a process holds; not a number where the system does not tell."""
    told = Path(STATM.format(process))
    return float(told.read_text().split()[1]) * PAGE if told.exists() else math.nan
