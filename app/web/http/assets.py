"""Static files under a path that holds the hash of them all, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from mimetypes import MimeTypes
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .address import address

IMMUTABLE = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


class Assets:
    """The files of one folder, and some from elsewhere, known when the server starts: no others exist."""

    def __init__(self, folder: Path, **elsewhere: Path) -> None:
        """`elsewhere` are files outside the folder, by the name of a script below `vendor/`."""
        self._files = {
            path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
        } | {f"vendor/{name}.min.js": path for name, path in elsewhere.items()}
        tree = hashlib.sha256()
        for name, path in self._files.items():
            tree.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        self.version = tree.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The path of a file, as templates write it: `asset("style.css")`. Raises KeyError if there is no such file."""
        if name not in self._files:
            raise KeyError(f"no static file {name!r}")
        return address(f"/static/{self.version}/{name}")

    async def __call__(self, request: Request) -> Response:
        """Answer `/static/{version}/{name}`."""
        path = self._files.get(request.path_params["name"])
        if path is None or request.path_params["version"] != self.version:
            raise HTTPException(404)
        body = path.read_bytes()  # once per file: the byte cache in front answers from then on
        return Response(body, headers={"Content-Type": media_type(path), "Cache-Control": IMMUTABLE})


def whole_plotly() -> Path:
    """All of plotly.js, as the wheel brings it; found without importing the package, which takes half a second."""
    spec = find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def media_type(path: Path) -> str:
    """The type by the file's ending; the same on every machine, whatever its own table says."""
    return TYPES.get(path.suffix) or MimeTypes().guess_type(path.name)[0] or "application/octet-stream"
