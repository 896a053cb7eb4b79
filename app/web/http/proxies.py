"""What proxies say of a request, and whether they are believed: who asks, for which name, below which path."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from ...core.catalogue import quote
from ...settings import Settings, misplaced
from .address import MISLED, ROOT, answering
from .asgi import joined
from .limits import host_problem
from .problems import MALFORMED, Problem

log = logging.getLogger(__name__)

FOR, PROTO, NAMED, BELOW = b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-prefix"
SCHEMES = {"http", "https"}


class Proxied:
    """The outermost layer: within it a request is what it was before the first proxy, and its path is one of ours.

    A proxy that puts this server at /slopes may cut that off the path or pass it on; either is understood.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._proxies = [ip_network(one, strict=False) for one in settings.proxies]
        self._said = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] == "http":
            scope = self.told(scope)
            answering(scope)
        await self._app(scope, receive, send)

    def told(self, scope: Scope) -> Scope:
        """The request as it was made."""
        around = scope.get("root_path", "")  # of a server or an application that this one is a part of
        found = {**scope, "root_path": "", ROOT: self._settings.root_path or around}
        said = joined(scope["headers"])
        if self._believes((scope.get("client") or ("",))[0]):
            self._listen(found, said)
        elif FOR in said and not self._said:
            self._said = True
            log.warning("X-Forwarded-For is not believed: it came from an address that SLOPES_PROXIES does not name")
        for root in (around, found[ROOT]):
            _cut(found, root)
        return found

    def _believes(self, address: str) -> bool:
        with suppress(ValueError):
            one = ip_address(address)
            one = getattr(one, "ipv4_mapped", None) or one
            return any(one in network for network in self._proxies)
        return False

    def _listen(self, scope: Scope, said: Mapping[bytes, bytes]) -> None:
        """Change what a proxy knows better."""
        clients, schemes, hosts, prefixes = (_list(said.get(name)) for name in (FOR, PROTO, NAMED, BELOW))
        if clients:
            strangers = (one for one in map(_bare, reversed(clients)) if not self._believes(one))
            scope["client"] = (next(strangers, _bare(clients[0])), 0)
        if schemes and schemes[0].lower() in SCHEMES:
            scope["scheme"] = schemes[0].lower()
        if hosts:
            sent = [value for name, value in scope["headers"] if name == b"host"]
            scope[MISLED] = host_problem(sent, self._settings.hosts)  # both names must be ours
            kept = [one for one in scope["headers"] if one[0] != b"host"]
            scope["headers"] = [*kept, (b"host", hosts[0].encode("latin-1"))]
        if prefixes:
            root = "".join(one.removesuffix("/") for one in prefixes)  # each of a chain adds its own
            if rule := misplaced(root):
                scope[MISLED] = Problem(MALFORMED, f"X-Forwarded-Prefix {rule}, got {quote(root)}")
            else:
                scope[ROOT] = root


def _list(value: bytes | None) -> list[str]:
    return [one.strip() for one in value.decode("latin-1").split(",") if one.strip()] if value else []


def _bare(address: str) -> str:
    """An address without a port."""
    host, _, port = address.rpartition(":")
    return host.strip("[]") if port.isdigit() and (host.endswith("]") or ":" not in host) else address.strip("[]")


def _cut(scope: Scope, root: str) -> None:
    """Take what this server is below off the path, if it is there."""
    path, raw = scope["path"], scope.get("raw_path") or b""
    if root and (path + "/").startswith(root + "/"):
        scope["path"] = path[len(root) :] or "/"
        scope["raw_path"] = raw.removeprefix(root.encode()) or b"/"
