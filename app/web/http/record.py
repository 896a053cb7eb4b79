"""What is written down: a line of JSON for each request that is refused or fails. No address, no query, no name."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from secrets import token_hex

from starlette.types import Message, Scope

log = logging.getLogger("slopes.refused")

LONGEST_PATH = 100  # letters that are written down
ID = "slopes.id"  # where a request's scope has its id


def id_of(scope: Scope) -> str:
    """The id of a request, by which its answer and what is written of it are found together."""
    found: str = scope.setdefault(ID, token_hex(8))
    return found


def note(scope: Scope, start: Message) -> None:
    """Write down an answer that begins with `start`, and let it tell the id, if it is a refusal or a failure."""
    if start["status"] < 400:
        return
    start["headers"].append(written(start["status"], scope["method"], scope["path"], id_of(scope)))


def written(status: int, method: str = "", path: str = "", mark: str | None = None) -> tuple[bytes, bytes]:
    """Write down a refusal or failure; the header that tells its id."""
    mark = mark or token_hex(8)
    told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "id": mark, "status": status}
    level = logging.ERROR if status == 500 else logging.WARNING
    log.log(level, json.dumps({**told, "method": method, "path": path[:LONGEST_PATH]}))
    return b"x-request-id", mark.encode()
