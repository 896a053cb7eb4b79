"""Every route, topic by topic."""

from __future__ import annotations

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from .activations.answer import CurvesAnswer
from .activations.api import CurvesAt, get_activations, post_activations
from .activations.page import activations_lab
from .four.answer import ContestsAnswer
from .four.api import get_contests
from .four.page import four_panels
from .http.health import HealthAnswer, health, ready
from .http.routing import get, page, post
from .landing.page import landing
from .races.answer import RacesAnswer
from .races.api import EventStream, get_races, stream_races
from .races.events import STREAMED
from .races.page import optimizers_lab
from .reference.api import CostsAnswer, document, get_catalogue, get_costs
from .reference.catalogue import CatalogueAnswer
from .reference.page import docs, explained
from .softmax.answer import BinaryAnswer, LinearModelAnswer, SoftmaxAnswer
from .softmax.api import get_binary_cross_entropy, get_softmax, post_linear_model, post_softmax
from .softmax.bodies import LinearModelBody, SoftmaxBody
from .softmax.page import softmax_lab
from .surfaces.answer import SurfaceAnswer, SurfacePointAnswer
from .surfaces.api import get_surface, get_surface_point

LINEAR_MODEL = "/api/linear-model"  # whose matrices do not fit into what is enough for all other bodies

LANDING = [
    page("/", landing),
]
CURVES = [
    page("/activations", activations_lab),
    get("/api/activations", get_activations, CurvesAnswer, "activations", "Curves",
        "The curves; by `format` as a table or as a figure.", "csv plotly svg"),
    post("/api/activations", post_activations, CurvesAnswer, "activations", "Curves at your own x", CurvesAt),
]  # fmt: skip
REFERENCE = [
    page("/docs", docs),
    page("/problems", explained),
    page("/openapi.json", document),
    get("/api/catalogue", get_catalogue, CatalogueAnswer, "catalogue", "Catalogue"),
    get("/api/costs", get_costs, CostsAnswer, "catalogue", "Costs"),
]
RACES = [
    page("/optimizers", optimizers_lab),
    page("/optimizers/four", four_panels),
    get("/api/contests", get_contests, ContestsAnswer, "races", "Four contests",
        "Who wins each; by `format` as a table or as a figure.", "csv plotly svg"),
    get("/api/races", get_races, RacesAnswer, "races", "Race",
        "The runs; by `format` as a table or as a figure. An answer beyond 256 KiB, of up to 5 MB, is long: it comes "
        "in pieces while it is worked out.", "csv plotly svg"),
    # FastAPI's own way, for it reads a header; beside a stream its time is nothing.
    APIRoute("/api/races/stream", stream_races, operation_id="stream_races", response_model=None, tags=["races"],
             summary="Race, live", response_class=EventStream, responses=STREAMED),
]  # fmt: skip
SOFTMAX = [
    page("/softmax", softmax_lab),
    get("/api/softmax", get_softmax, SoftmaxAnswer, "softmax", "Softmax and loss",
        "All about the scores; by `format` as a table or as a figure.", "csv plotly svg"),
    post("/api/softmax", post_softmax, SoftmaxAnswer, "softmax", "Softmax and loss of your own scores", SoftmaxBody),
    post(LINEAR_MODEL, post_linear_model, LinearModelAnswer, "softmax", "Linear model", LinearModelBody),
    get("/api/binary-cross-entropy", get_binary_cross_entropy, BinaryAnswer, "softmax", "Two classes"),
]  # fmt: skip
SURFACES = [
    get("/api/surfaces", get_surface, SurfaceAnswer, "surfaces", "Surface",
        "The heights; by `format` as a table or as a figure.", "csv plotly svg"),
    get("/api/surfaces/point", get_surface_point, SurfacePointAnswer, "surfaces", "Point"),
]  # fmt: skip
OPERATIONS = [
    get("/health", health, HealthAnswer, "operations", "Alive"),
    get("/ready", ready, HealthAnswer, "operations", "Ready"),
]

ROUTES: list[BaseRoute] = [*CURVES, *LANDING, *REFERENCE, *RACES, *SOFTMAX, *SURFACES, *OPERATIONS]
