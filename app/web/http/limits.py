"""What is refused before anything is read or computed: wrong hosts, pages of other sites, oversized requests."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...core.catalogue import quote
from ...settings import Settings
from .address import HOST, MISLED
from .asgi import header, refuse
from .problems import CROSS_SITE, HEAD_TOO_LARGE, MALFORMED, TOO_LARGE, TOO_LONG, UNKNOWN_HOST, Problem

SAFE = {"GET", "HEAD", "OPTIONS"}
VERSIONS = {"1.0", "1.1", "2", "3"}  # the last two by another server in the place of ours


class TooLargeError(Exception):
    """A body sent in pieces has grown beyond the limit."""


class Gate:
    """Let through what this server answers at all; `longer` are the paths whose bodies need more room than others.

    FastAPI's `max_body_size` would not do: by its length alone it refuses nothing before the endpoint has worked, and
    then in plain text, on a connection that stays open for a body that nobody reads.
    """

    def __init__(self, app: ASGIApp, settings: Settings, longer: Mapping[str, int] = MappingProxyType({})) -> None:
        self._app = app
        self._settings = settings
        self._longer = longer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        problem = self.problem(scope)
        if problem is not None:
            return await refuse(send, problem, close=True)
        return await self._read_within_limit(scope, receive, send)

    def problem(self, scope: Scope) -> Problem | None:
        """The first reason to refuse the request by its head alone."""
        settings, headers = self._settings, scope["headers"]
        return (
            scope.get(MISLED)
            or head_problem(scope)
            or target_problem(scope, settings.longest_target)
            or host_problem([value for name, value in headers if name == b"host"], settings.hosts)
            or (None if scope["method"] in SAFE else site_problem(scope, settings.origins))
            or length_problem(header(headers, b"content-length"), self.longest_body(scope))
        )

    def longest_body(self, scope: Scope) -> int:
        """How many bytes the body of this request may have."""
        return self._longer.get(scope["path"], self._settings.longest_body)

    async def _read_within_limit(self, scope: Scope, receive: Receive, send: Send) -> None:
        if header(scope["headers"], b"transfer-encoding") is None:
            return await self._app(scope, receive, send)  # the length was told, and the server holds the client to it
        limit, size, started = self.longest_body(scope), 0, False

        async def receive_within_limit() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise TooLargeError
            return message

        async def send_within_limit(message: Message) -> None:
            nonlocal started
            if started or size <= limit:  # beyond it the framework would answer with a fault of its own
                started = True
                await send(message)

        with suppress(TooLargeError):
            await self._app(scope, receive_within_limit, send_within_limit)
        if size > limit and not started:
            await refuse(send, too_large(limit), close=True)
        return None


def head_problem(scope: Scope) -> Problem | None:
    """A 400 for what a parser lets pass and this server does not understand."""
    coding = header(scope["headers"], b"transfer-encoding") or b"chunked"
    if scope["http_version"] not in VERSIONS:
        return Problem(MALFORMED, "the version of HTTP must be 1.1 or 1.0")
    if not (scope.get("raw_path") or b"/").startswith(b"/"):
        return Problem(MALFORMED, "a path must begin with a slash")
    return None if coding.lower() == b"chunked" else Problem(MALFORMED, "the body may be sent in chunks, not encoded")


def target_problem(scope: Scope, limit: int) -> Problem | None:
    """A 414 for a path and query longer than `limit` bytes, a 400 for bytes that no address holds."""
    target = (scope.get("raw_path") or b"") + scope["query_string"]
    if len(target) > limit:
        return Problem(
            TOO_LONG,
            f"path and query may be {limit} bytes long, got {len(target)}; many numbers go into the body of a POST",
        )
    return None if target.isascii() else Problem(MALFORMED, "path and query must be ASCII; write other bytes like %C3")


def host_problem(hosts: list[bytes], allowed: tuple[str, ...]) -> Problem | None:
    """A 400 for a name that is not ours: a hostile page cannot reach a server on the LAN by a name of its own."""
    if len(hosts) != 1:
        return Problem(MALFORMED, f"the field Host must be given once, got it {len(hosts)} times")
    match = HOST.fullmatch(hosts[0].decode("latin-1"))
    if match is None:
        return Problem(MALFORMED, f"{quote(hosts[0].decode('latin-1'))} is not the name of a host")
    name = match[1].strip("[]").lower().removesuffix(".")
    if "*" in allowed or name in allowed or is_local(name) or _is_address(name):
        return None
    return Problem(UNKNOWN_HOST, f"this server does not answer to {quote(name)}; SLOPES_HOSTS may name it")


def is_local(name: str) -> bool:
    """Whether a name means something on the own network only, so that no stranger can have it point here."""
    return "." not in name or name.endswith((".local", ".localhost"))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def site_problem(scope: Scope, allowed: tuple[str, ...]) -> Problem | None:
    """A 403 for what a page of another site sends, unless it is allowed; programs send neither of the two headers.

    What a browser says of the site counts more than names, of which a proxy may have changed one.
    """
    site = header(scope["headers"], b"sec-fetch-site")
    origin = header(scope["headers"], b"origin")
    host = (header(scope["headers"], b"host") or b"").decode("latin-1")
    if "*" in allowed or (origin or b"").decode("latin-1").lower() in allowed or site in {b"same-origin", b"none"}:
        return None
    if site is None and (origin is None or _host_of(origin) == host):
        return None
    told = f"{CROSS_SITE.explanation} SLOPES_ORIGINS may name its site"
    if site is None and origin is not None:  # a browser says more only where the connection is a safe one
        told += (
            f"; this one was asked for as {quote(host)}, and where a proxy stands between, it must send Host as it came"
        )
    return Problem(CROSS_SITE, told)


def _host_of(origin: bytes) -> str | None:
    try:
        return urlsplit(origin.decode("latin-1")).netloc
    except ValueError:
        return None


def length_problem(length: bytes | None, limit: int) -> Problem | None:
    """A 413 for a body that says it is longer than `limit` bytes, a 400 for a length that is no number."""
    if length is None:
        return None
    if not (length.isdigit() and len(length) < 20):
        return Problem(MALFORMED, "Content-Length must be a whole number")
    return too_large(limit) if int(length) > limit else None


def head_too_large(settings: Settings, target: int) -> Problem:
    """The 431 of a head that is too long or has too many fields, the 414 of one whose address is so many bytes long."""
    if target > settings.longest_target:
        return Problem(
            TOO_LONG,
            f"path and query may be {settings.longest_target} bytes long; many numbers go into the body of a POST",
        )
    told = f"a head may be {settings.longest_head} bytes long and have {settings.most_fields} fields"
    return Problem(HEAD_TOO_LARGE, told)


def too_large(limit: int) -> Problem:
    """The 413."""
    return Problem(TOO_LARGE, f"a body may be {limit} bytes long")
