"""Where this server is for whoever asks: the addresses that an answer tells, below whatever path a proxy has put it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

ROOT = "slopes.root"  # in the scope of a request: the path below which all of this server is, as /slopes
EMBED = "slopes.embed"  # and there, for a lab in a frame, what knows the addresses within it
MISLED = "slopes.misled"  # and there the problem of a proxy that says what cannot be
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?", re.ASCII)
NOBODY: Mapping[str, Any] = MappingProxyType({})
_asked: ContextVar[Mapping[str, Any]] = ContextVar("asked", default=NOBODY)


def answering(scope: Mapping[str, Any]) -> None:
    """Tell addresses as whoever asked with this scope must write them, in all that follows in this task or thread."""
    _asked.set(scope)


def address(path: str, query: str = "") -> str:
    """The address of a path of this server, with a query if it has one, for a link or a script."""
    asked = _asked.get()
    root, embedded = asked.get(ROOT, ""), asked.get(EMBED)
    if embedded is not None:
        path, query = embedded.address(path, query)
    return f"{root}{path}?{query}" if query else root + path


def bare_address(path: str) -> str:
    """The same without a query, for a script or a form that has one of its own."""
    return address(path).partition("?")[0]


def visited() -> str:
    """The path and query that were asked for; nothing for what is shown in a frame."""
    asked = _asked.get()
    if EMBED in asked or "path" not in asked:
        return ""
    query = asked["query_string"].decode("latin-1")
    return f"{asked['path']}?{query}" if query else str(asked["path"])


def origin() -> str:
    """Scheme and host of this server, as `https://school.example`; nothing where nobody has said its name."""
    asked = _asked.get()
    names = [value.decode("latin-1") for key, value in asked.get("headers", ()) if key == b"host"]
    return f"{asked['scheme']}://{names[0]}" if len(names) == 1 and HOST.fullmatch(names[0]) else ""


def full_address(path: str) -> str:
    """The address of a path with the server's name, for a program."""
    return origin() + address(path)
