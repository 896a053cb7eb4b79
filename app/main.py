"""The application: settings, middleware, routers and static files, put together; and the one process that serves it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, remove_compress_type

from . import __version__
from .command import Server, options, settings_from
from .core.activations.costs import measure
from .files import folder
from .settings import Settings
from .web.activations.query import SLIDES
from .web.http import problems
from .web.http.assets import Assets, whole_plotly
from .web.http.cache import ByteCache
from .web.http.connection import Connection
from .web.http.contract import DocumentedAPI
from .web.http.events import EVENT_STREAM
from .web.http.headers import SecurityHeaders
from .web.http.health import metrics
from .web.http.last_resort import LastResort
from .web.http.limits import Gate
from .web.http.lobby import Lobby
from .web.http.metrics import Counted, Metrics, resident
from .web.http.negotiation import Negotiation, offers
from .web.http.proxies import Proxied
from .web.http.routing import page
from .web.http.services import Services, services
from .web.http.shared import Shared
from .web.http.streams import hearing
from .web.http.turns import LAST_WORDS, InTurn, Places
from .web.http.work import first
from .web.http.workers import Workers
from .web.page.render import problem_page
from .web.regressions.opening import warm_up
from .web.rooms.hall import Hall
from .web.routes import LINEAR_MODEL, OWN_ROWS, ROUTES

ABOUT = "Activation functions, losses and optimizers: the numbers behind the pages, right to their last digits."
OF_ROOMS = (
    "A class votes in a room: its teacher opens it and keeps the key, students join by the code, each with a token. "
    "Both are shown as `Authorization: Bearer`; without one a room tells what its projector shows."
)
STARTUP_FAILED = 3  # exit code, as uvicorn has it
SHARE = 0.0005  # seconds after which a thread that works lets the event loop have its turn; by default ten times that
SELDOM = (700, 10, 1_000)  # objects, and passes of each age: garbage is mostly young, and still looked for as often
PRACTICE = ("/optimizers", "/activations", "/softmax", "/", "/optimizers/four")  # before the first visitor comes
AT_ONCE = ("/health", "/ready", "/metrics")  # answered first, however many others ask
QUIET = 2.0  # seconds after start-up: the first visitors are not to wait for a measurement, nor to disturb it


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Let processes do the work, if they may; make the rows of a page, and soon measure the costs; end with it."""

    async def costs() -> None:
        await asyncio.sleep(QUIET)
        with ThreadPoolExecutor(1) as alone:  # a thread that ends: to fork beside one is not safe
            ours.costs = await asyncio.get_running_loop().run_in_executor(alone, measure, SLIDES)

    def end() -> None:
        ours.places.close()
        app.state.hall.close()
        asyncio.get_running_loop().call_later(LAST_WORDS, ours.workers.close)

    ours = services(app)
    ours.places.open()
    app.state.hall.places.open()
    if ours.processes:
        gc.collect()
        gc.freeze()  # a look through all that stands took 0.2 s, with thousands who listen 0.6, and nobody was answered
        gc.set_threshold(*SELDOM)
        await ours.workers.open([first(path) for path in PRACTICE])
    tasks = [asyncio.create_task(one) for one in (warm_up(app), costs())] if ours.settings.measure_costs else []
    tasks.append(asyncio.create_task(app.state.hall.keep()))
    with hearing(end):
        yield
    for task in tasks:
        task.cancel()
    ours.workers.close()


def create_app(settings: Settings | None = None, *, processes: bool = False) -> ASGIApp:
    """The ASGI application, ready to be served: `uvicorn app.main:create_app --factory`.

    With `processes` its work is done by some of its own, forked from this one, which should do nothing else.
    """
    settings = settings or Settings()
    assets = Assets(folder("static"), plotly=whole_plotly())
    routes = [*ROUTES, Route("/static/{version}/{name:path}", assets.__call__, include_in_schema=False)]
    app = DocumentedAPI(
        title="Slopes", version=__version__, routes=routes, lifespan=lifespan,
        docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False,
        description=ABOUT, license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=[{"name": "rooms", "description": OF_ROOMS}],
    )  # fmt: skip
    remove_compress_type(EVENT_STREAM)  # digits hardly shrink, and each stretch would cost as much again as its steps
    compressed = CompressMiddleware(app)
    shared: Shared[Any, Any] = Shared(settings.large_fits, settings.client_share)
    work = Workers(settings, compressed), Places(settings.streams, settings.client_share, settings.stream_seconds)
    app.state.services = Services(settings, assets, *work, processes=processes, shared=shared)
    app.state.hall = Hall(settings)
    problems.install(app, page=problem_page)
    return layered(app, compressed, settings)


def layered(app: DocumentedAPI, compressed: ASGIApp, settings: Settings) -> ASGIApp:
    """The layers round what answers, the outermost last."""
    cached = ByteCache(compressed, settings.cache_entries, settings.cache_bytes)
    negotiated = Negotiation(cached, offers(ROUTES))
    longer = {LINEAR_MODEL: settings.longest_model, OWN_ROWS: settings.longest_table}
    gate = Gate(negotiated, settings, longer)
    secured = SecurityHeaders(LastResort(InTurn(gate, AT_ONCE)), settings)
    return Proxied(watched(secured, app, cached) if settings.metrics else secured, settings)


def watched(layers: ASGIApp, app: DocumentedAPI, cached: ByteCache) -> ASGIApp:
    """The layers with what counts round them, and a route that tells of it."""
    ours = services(app)
    ours.metrics = Metrics(
        {
            "slopes_computations": lambda: ours.workers.taken,
            "slopes_streams": lambda: ours.places.taken,
            "slopes_workers_resident_bytes": ours.workers.resident,
            "slopes_cached_bytes": lambda: cached.size,
            "process_resident_memory_bytes": resident,
        }
    )
    app.routes.append(page("/metrics", metrics))
    return Counted(layers, ours.metrics, {route.path for route in app.routes if isinstance(route, Route)})


def serve() -> None:
    """Serve until SIGTERM or Ctrl+C, then end with exit code 0: `slopes`, in a checkout `python -m app.main`."""
    told = options()
    settings = settings_from(os.environ, workers=told.workers, root_path=told.root_path)
    for one in (signal.SIGTERM, signal.SIGINT):  # uvicorn, once all is closed, raises again what ended it
        signal.signal(one, lambda *_: sys.exit(0))
    sys.setswitchinterval(SHARE)
    config = uvicorn.Config(
        lambda: create_app(settings, processes=True),
        factory=True,
        http=partial(Connection, lobby=Lobby(settings)),  # type: ignore[arg-type]  # called, never subclassed
        ws="none",
        proxy_headers=False,  # ours are believed by SLOPES_PROXIES
        host=told.host,
        port=told.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,  # all have come to their end after LAST_WORDS, on a busy machine a second later
    )
    server = Server(config, settings)
    server.run()
    if not server.started:
        sys.exit(STARTUP_FAILED)


if __name__ == "__main__":
    serve()
