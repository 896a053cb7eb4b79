"""One connection, which waits for nobody for ever: heads and bodies have their time and size, answers must be taken.

uvicorn reads the wire; what it leaves open stands here. It holds a client to nothing before the head is whole, so a
thousand that say half a head are held as long as they like, and each costs a descriptor that somebody else needs.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from .address import ROOT, answering
from .admission import refused
from .asgi import Headers, problem_headers
from .farewell import LAST_CALL, LINGER, THROWN_AWAY, Farewell
from .limits import head_too_large
from .lobby import Lobby
from .problems import BUSY, MALFORMED, TOO_SLOW, Problem
from .record import written
from .turns import LAST_WORDS
from .wire import UNREADABLE, WIDE_GAP, RefusedError

log = logging.getLogger(__name__)
log.setLevel(logging.ERROR)  # that a client wrote nonsense is no event

LINE = 64  # bytes of a head that the parser does not tell: method, version, ends of lines


class Connection(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it, within the limits of the settings."""

    def __init__(self, *args: Any, lobby: Lobby, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lobby = lobby
        self._settings = lobby.settings
        self._timer: asyncio.TimerHandle | None = None
        self._untaken: asyncio.TimerHandle | None = None
        self._refusal: Problem | None = None
        self._postponed: Problem | None = None
        self.lingering = self._ending = False
        self._reading = self._headed = False  # between the first byte of a request and its last; and its head is whole
        self._size = 0  # bytes of the head so far, or of what is thrown away
        self._raw = 0  # bytes of the pieces in which nothing came but a part of this head
        self._begun = 0  # requests so far
        self._under_way: list[RequestResponseCycle] = []  # requests whose heads are whole, in their order
        self.logger = log
        self.timeout_keep_alive = lobby.settings.head_seconds  # type: ignore[assignment]  # a delay need not be whole

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A client has come; if there is no room for it, whoever has said nothing for longest goes."""
        super().connection_made(Farewell(transport, self))  # type: ignore[arg-type]  # it stands in for a transport
        self._lobby.open += 1
        self._wait(self._settings.head_seconds, self.end)
        self._lobby.waiting[self] = None
        if self._lobby.full():
            self._refuse(refused(BUSY).problem)
        if self._lobby.crammed:
            self._abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone, or was sent away."""
        self._lobby.open -= 1
        self._lobby.waiting.pop(self, None)
        self._stop()
        for one in self._under_way:  # uvicorn tells the newest alone
            one.disconnected = True
            one.message_event.set()
        self.resume_writing()
        self._unset_keepalive_if_required()  # uvicorn forgets it after a reset
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request, or of a body that nobody reads."""
        if self.lingering:
            self._size += len(data)
            return self.end() if self._size > THROWN_AWAY else None
        gap = WIDE_GAP.search(data, int(self._reading))
        self._read(data[: gap.start()] if gap else data)
        if gap and self._reading:  # it was in the middle of a body
            self._read(data[gap.start() :])
        elif gap and self._refusal is None:
            self._begin()
            self._refuse(Problem(MALFORMED, "between method, address and version stands one space"))
        return None

    def _read(self, data: bytes) -> None:
        if self._refusal is not None or not data:
            return
        if not self._reading:
            self._begin()
        request = self._begun
        super().data_received(data)
        if request == self._begun and self._reading and not self._headed and self._refusal is None:
            self._raw += len(data)  # of a field that is not whole yet the parser has not told
            if self._raw > self._settings.longest_head + LINE:
                self._refuse(head_too_large(self._settings, len(self.url)))

    def on_message_begin(self) -> None:
        """The first byte of a request: a later one may come in the same piece."""
        super().on_message_begin()
        if not self._reading:
            self._begin()

    def on_url(self, url: bytes) -> None:
        """A part of the address."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head."""
        super().on_header(name, value)
        self._count(len(name) + len(value) + 4)

    def on_headers_complete(self) -> None:
        """The head is whole: the body has its own time."""
        self._headed = True
        self._wait(self._settings.body_seconds, self._too_slow)
        super().on_headers_complete()
        self._under_way.append(self.cycle)
        if self._ending:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._reading = self._headed = False
        self._stop()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is written: the client may ask again."""
        self._under_way = [one for one in self._under_way if not one.response_complete]
        super().on_response_complete()
        if self._postponed is not None:
            return self._refuse(self._postponed)
        if self.timeout_keep_alive_task is not None and not (self._reading or self.transport.is_closing()):
            self._lobby.waiting[self] = None
        return None

    def timeout_keep_alive_handler(self) -> None:
        """Nothing was asked for a while."""
        self.end()

    def shutdown(self) -> None:
        """The server ends: whoever is being answered has the rest of the answer, others a moment for a last request."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.lingering or (self._reading and not self._headed):
            return self.end()
        self._ending = True
        if cycle is None or cycle.response_complete:  # a request may be on its way already
            return self._wait(LAST_CALL, self.end)
        if cycle.response_started or not self._headed or len(self._under_way) > 1:
            return super().shutdown()
        self._refuse(refused(BUSY).problem)  # the rest of the body may never come
        return self._wait(LAST_WORDS, self.end)

    def pause_writing(self) -> None:
        """The client takes nothing: it has its time to begin again."""
        super().pause_writing()
        self._untaken = self.loop.call_later(self._settings.take_seconds, self._abort)

    def resume_writing(self) -> None:
        """The client has taken something."""
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None
        super().resume_writing()

    def eof_received(self) -> None:
        """The client says no more; one whose body was thrown away has nothing to wait for."""
        if self.lingering:
            self.end()

    def send_400_response(self, msg: str) -> None:
        """What cannot be read, as a problem like all others."""
        self._refuse(self._refusal or Problem(MALFORMED, UNREADABLE))

    def _unsupported_upgrade_warning(self) -> None:
        """Whoever asks for another protocol is answered in this one, which is no event."""

    def end(self) -> None:
        """Close the connection now."""
        self._lobby.waiting.pop(self, None)
        self._stop()
        self._abort() if self.lingering else self.transport.really_close()  # type: ignore[attr-defined]  # Farewell

    def farewell(self) -> None:
        """The answer is written and the connection is to end: whoever still sends is heard out, but not listened to."""
        self._stop()
        if not self._reading or self.transport.is_closing():
            return self.end()
        self.lingering, self._size = True, 0
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
        self._timer = self.loop.call_later(LINGER, self.end)
        return None

    def _begin(self) -> None:
        self._reading, self._headed, self._size, self._raw = True, False, 0, 0
        self._begun += 1
        self._lobby.waiting.pop(self, None)
        self._wait(self._settings.head_seconds, self._too_slow)

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > self._settings.longest_head or len(self.headers) > self._settings.most_fields:
            self._refusal = head_too_large(self._settings, len(self.url))
            raise RefusedError

    def _too_slow(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle  # of this request, or while its head comes of the one before
        busy = cycle is not None and (cycle.response_started if self._headed else not cycle.response_complete)
        if len(self._under_way) > 1:  # it is not read before it is its turn
            return self._wait(self._settings.body_seconds, self._too_slow)
        return self.end() if busy else self._refuse(Problem(TOO_SLOW, TOO_SLOW.explanation))

    def _refuse(self, problem: Problem) -> None:
        self._refusal, self._reading = problem, True
        own = self.cycle if self._headed else None
        self._postponed = problem if any(one is not own for one in self._under_way) else None
        if self._postponed is not None:  # the answers to those before it come first
            self.pipeline = deque(one for one in self.pipeline if one[0] is not own)
            return self._stop()
        if own is not None and own.response_started:
            return self.end()
        answering({ROOT: self._settings.root_path})
        body = problem.body()
        last = [(b"connection", b"close"), written(problem.kind.status)]
        lines: Headers = [*problem_headers(problem, len(body)), *last, *self._lobby.secured]
        head = b"".join(b"%s: %s\r\n" % pair for pair in lines)
        self.transport.write(STATUS_LINE[problem.kind.status] + head + b"\r\n" + body)
        return self.farewell()

    def _abort(self) -> None:
        self._stop()
        self.transport.abort()

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop()
        self._timer = self.loop.call_later(min(seconds, LAST_WORDS) if self._ending else seconds, then)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
