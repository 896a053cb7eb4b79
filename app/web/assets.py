"""Static files under a path that holds the hash of them all, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from mimetypes import MimeTypes
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

IMMUTABLE = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


class Assets:
    """The files of one folder, known when the server starts: what is not listed then does not exist."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
        }
        tree = hashlib.sha256()
        for name, path in self._files.items():
            tree.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        self.version = tree.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The path of a file, as templates write it: `asset("style.css")`. Raises KeyError if there is no such file."""
        if name not in self._files:
            raise KeyError(f"no static file {name!r}")
        return f"/static/{self.version}/{name}"

    async def __call__(self, request: Request) -> Response:
        """Answer `/static/{version}/{name}`."""
        path = self._files.get(request.path_params["name"])
        if path is None or request.path_params["version"] != self.version:
            raise HTTPException(404)
        body = path.read_bytes()  # once per file: the byte cache in front answers from then on
        return Response(body, headers={"Content-Type": media_type(path), "Cache-Control": IMMUTABLE})


def media_type(path: Path) -> str:
    """The type by the file's ending; the same on every machine, whatever its own table says."""
    return TYPES.get(path.suffix) or MimeTypes().guess_type(path.name)[0] or "application/octet-stream"
