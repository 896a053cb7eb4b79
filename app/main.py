"""The application: settings, middleware, routers and static files, put together."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.settings import Settings
from app.web import pages, problems
from app.web.api import router as api
from app.web.assets import Assets

ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The ASGI application, ready to be served: `uvicorn app.main:create_app --factory`."""
    settings = settings or Settings()
    app = FastAPI(title="Slopes", version="0.1.0", docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.settings = settings
    app.state.assets = Assets(ROOT / "static")
    problems.install(app, page=getattr(pages, "problem_page", None))
    app.include_router(api)
    app.include_router(pages.router)
    app.add_route("/static/{version}/{name:path}", app.state.assets, include_in_schema=False)
    return app
