"""What the outermost layer puts on every answer, whatever made it: security headers, and the id of a refusal."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...settings import Settings
from .asgi import Headers, header, respond
from .record import note

# The hash is that of the empty string: Plotly adds an empty style element and fills it through the CSSOM.
POLICY = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
]
SAME_ORIGIN = (b"cross-origin-resource-policy", b"same-origin")
OPEN = [
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After, X-Request-Id, Content-Disposition"),
]
OF_CLASSES = "/api/rooms"
PREFLIGHT = [  # a browser asks for a page; whether that may post is said by the answer to the post, in a sentence
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, Last-Event-ID, Slopes-Tab"),
    (b"access-control-max-age", b"7200"),
]


class SecurityHeaders:
    """The outermost layer. A page may set its own Content-Security-Policy (to be embedded); it is then kept."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._closed = closed_headers(settings)
        self._open = [*self._closed[:-1], *OPEN] if settings.open_api else self._closed
        self._framed = [policy(settings.embed_ancestors), *ALWAYS, OPEN[0]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        extra = self._open if is_public(scope["path"]) else self._closed
        extra = self._framed if scope["path"].startswith("/embed/") else extra

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and "secured" not in message:
                own = list(message.get("headers", ()))
                kept = extra if header(own, b"content-security-policy") is None else extra[1:]
                message["headers"], message["secured"] = own + kept, True  # in place: a kept answer comes again
                note(scope, message)
            await send(message)

        if extra is self._open is not self._closed and is_preflight(scope):
            return await respond(send_with_headers, 204, [*PREFLIGHT], b"")
        return await self._app(scope, receive, send_with_headers)


def closed_headers(settings: Settings) -> Headers:
    """Those of an answer that is for our own pages alone; the policy is the first of them, who may read it the last."""
    return [policy(settings.frame_ancestors), *ALWAYS, SAME_ORIGIN]


def policy(ancestors: str) -> tuple[bytes, bytes]:
    """The header that says what a page may do, and who may frame it: anybody if nothing is said, a file too."""
    framed = "" if ancestors == "*" else f"; frame-ancestors {ancestors}"
    return b"content-security-policy", (POLICY + framed).encode("latin-1")


def is_public(path: str) -> bool:
    """Whether the answer is public numbers that a page of another site may read; what a class says is not."""
    return (path.startswith("/api/") and not path.startswith(OF_CLASSES)) or path == "/openapi.json"


def is_preflight(scope: Scope) -> bool:
    """Whether a browser asks what a page of another site may do."""
    return scope["method"] == "OPTIONS" and header(scope["headers"], b"access-control-request-method") is not None
