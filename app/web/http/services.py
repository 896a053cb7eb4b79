"""What an application has for all its requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request

from ...core.activations.costs import Costs
from ...settings import Settings
from .assets import Assets
from .metrics import Metrics
from .shared import Shared
from .turns import Places, Turnstile
from .workers import Workers


@dataclass
class Services:
    """Its settings and files, and the two ways to work: off the loop, or in the loop by turns."""

    settings: Settings
    assets: Assets
    workers: Workers
    places: Places
    processes: bool  # whether its workers may be some
    shared: Shared[Any, Any]
    turnstile: Turnstile = field(default_factory=Turnstile)
    costs: Costs | None = None  # measured once, a while after start-up
    metrics: Metrics | None = None  # by setting


COSTS = "slopes.costs"  # in the scope of a request that a worker answers


def costs_known(request: Request) -> Costs | None:
    """What the activations cost here; a worker is told with each request, for it may have begun before."""
    found: Costs | None = request.scope.get(COSTS) or services(request).costs
    return found


def services(asked: Request | FastAPI) -> Services:
    """Those of the application, or of the one that answers a request."""
    app: FastAPI = asked.app if isinstance(asked, Request) else asked
    found: Services = app.state.services
    return found
