"""Every route, topic by topic."""

from __future__ import annotations

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import BaseRoute

from .activations.answer import CurvesAnswer
from .activations.api import CurvesAt, get_activations, post_activations
from .activations.curves import CURVES_TABLE
from .activations.opening import activations_lab
from .activations.query import ActivationsQuery
from .data.answer import SET_TABLE, DataAnswer
from .data.api import get_data
from .four.answer import ContestsAnswer
from .four.api import get_contests
from .four.page import four_panels
from .four.query import PanelsQuery
from .http.bodies import asked_for
from .http.contract import TOKEN_MAY_BE_SHOWN, TOKEN_SHOWN
from .http.events import EventStream
from .http.forms import Table
from .http.health import HealthAnswer, health, ready
from .http.routing import Endpoint, get, page, post, said
from .landing.page import landing
from .lessons.answer import (
    CheckAnswer,
    LessonAnswer,
    LessonsAnswer,
    MarkedAnswer,
    PredictionAnswer,
    VariationAnswer,
)
from .lessons.api import (
    get_check,
    get_lesson,
    get_lessons,
    get_prediction,
    get_variation,
    post_check,
    post_prediction,
)
from .lessons.ledger import slides, verify
from .lessons.listing import lessons_list
from .lessons.page import lesson_page
from .lessons.query import AnswerBody, PredictionBody
from .lessons.state import LessonState
from .page.embed import embedded
from .planes.answer import PLANE_TABLE, PlaneAnswer
from .planes.api import get_plane
from .planes.page import two_weights
from .planes.query import PlaneQuery
from .races.answer import RacesAnswer
from .races.api import get_races, stream_races
from .races.events import STREAMED
from .races.page import optimizers_lab
from .races.query import RaceQuery
from .races.table import RUNS_TABLE
from .reference.api import CostsAnswer, document, get_catalogue, get_costs
from .reference.catalogue import CATALOGUE_TABLE, CatalogueAnswer
from .reference.page import docs, explained
from .regressions.answer import FITS_STREAMED, RegressionsAnswer
from .regressions.api import get_regressions, post_regressions, stream_regressions
from .regressions.body import RegressionBody
from .regressions.opening import sgd_lab
from .regressions.query import RegressionQuery
from .regressions.table import FITS_TABLE
from .rooms.answer import (
    STATES,
    OpenedAnswer,
    ResultsAnswer,
    SeatAnswer,
    TeacherState,
    VotedAnswer,
)
from .rooms.api import (
    get_results,
    get_results_table,
    get_room,
    join_room,
    open_room,
    post_phase,
    post_question,
    put_vote,
    stream_room,
)
from .rooms.bodies import OpeningBody, PhaseBody, QuestionBody, VoteBody
from .rooms.events import STATES_STREAMED
from .rooms.page import projector_page, rooms_page, student_page, teacher_page
from .softmax.answer import SCORES_TABLE, BinaryAnswer, LinearModelAnswer, SoftmaxAnswer
from .softmax.api import get_binary_cross_entropy, get_softmax, post_linear_model, post_softmax
from .softmax.bodies import LinearModelBody, SoftmaxBody
from .softmax.opening import softmax_lab
from .softmax.state import SoftmaxState
from .surfaces.answer import HEIGHTS_TABLE, POINT_TABLE, SurfaceAnswer, SurfacePointAnswer
from .surfaces.api import get_surface, get_surface_point

# Whose matrices and tables do not fit into what is enough for all other bodies.
LINEAR_MODEL, OWN_ROWS = "/api/linear-model", "/api/regressions"

LANDING = [
    page("/", landing),
]
CURVES = [
    page("/activations", activations_lab),
    *get("/api/activations", get_activations, CurvesAnswer, "activations", "Curves", csv=CURVES_TABLE,
         plotly="The figure of the page: f above f'.", svg="The same as a picture."),
    post("/api/activations", post_activations, CurvesAnswer, "activations", "Curves at your own x", CurvesAt),
]  # fmt: skip
REFERENCE = [
    page("/docs", docs),
    page("/problems", explained),
    page("/openapi.json", document),
    *get("/api/catalogue", get_catalogue, CatalogueAnswer, "catalogue", "Catalogue", csv=CATALOGUE_TABLE),
    *get("/api/costs", get_costs, CostsAnswer, "catalogue", "Costs", csv="A row for each function."),
]
LESSON = "/api/lessons/{slug}"
LESSONS = [
    page("/lessons", lessons_list),
    page("/slides", slides),
    page("/verify", verify),
    page("/lessons/{slug}", lesson_page),
    *get("/api/lessons", get_lessons, LessonsAnswer, "lessons", "Lessons"),
    *get(f"{LESSON}/predictions", get_prediction, PredictionAnswer, "lessons", "Prediction, run",
         plotly="The picture of the prediction and the truth.", svg="The same as a picture."),
    post(f"{LESSON}/predictions", post_prediction, PredictionAnswer, "lessons", "Prediction, run, with a body",
         PredictionBody),
    *get(f"{LESSON}/variations", get_variation, VariationAnswer, "lessons", "Variation",
         plotly="The picture at that value.", svg="The same as a picture."),
    *get(f"{LESSON}/checks", get_check, CheckAnswer, "lessons", "Check"),
    post(f"{LESSON}/checks", post_check, MarkedAnswer, "lessons", "Check, marked", AnswerBody),
    *get(LESSON, get_lesson, LessonAnswer, "lessons", "Lesson",
         plotly="The picture before anything is predicted.", svg="The same as a picture."),
]  # fmt: skip
RACES = [
    page("/optimizers", optimizers_lab),
    page("/optimizers/four", four_panels),
    *get("/api/contests", get_contests, ContestsAnswer, "races", "Four contests",
         csv="A row for each method and panel.", plotly="The figure of one panel.", svg="The same as a picture."),
    *get("/api/races", get_races, RacesAnswer, "races", "Race", csv=RUNS_TABLE,
         plotly="The landscape with the paths, flat or tilted, or the losses.", svg="The same as a picture."),
    # FastAPI's own way, for it reads a header; beside a stream its time is nothing.
    APIRoute("/api/races/stream", stream_races, operation_id="stream_races", response_model=None, tags=["races"],
             summary="Race, live", response_class=EventStream, responses=STREAMED),
]  # fmt: skip
REGRESSIONS = [
    page("/sgd", sgd_lab),
    page("/sgd/two", two_weights),
    *get("/api/planes", get_plane, PlaneAnswer, "regressions", "Two weights", csv=PLANE_TABLE,
         plotly="The plane, the rows or their residuals.", svg="The same as a picture."),
    *get("/api/data", get_data, DataAnswer, "regressions", "Data set", csv=SET_TABLE),
    *get(OWN_ROWS, get_regressions, RegressionsAnswer, "regressions", "Regressions", csv=FITS_TABLE,
         plotly="The losses over one of three costs.", svg="The same as a picture."),
    post(OWN_ROWS, post_regressions, RegressionsAnswer, "regressions", "Regressions on your own rows",
         RegressionBody),
    APIRoute("/api/regressions/stream", stream_regressions, operation_id="stream_regressions", response_model=None,
             tags=["regressions"], summary="Regressions, live", response_class=EventStream, responses=FITS_STREAMED),
]  # fmt: skip
SOFTMAX = [
    page("/softmax", softmax_lab),
    *get("/api/softmax", get_softmax, SoftmaxAnswer, "softmax", "Softmax and loss", csv=SCORES_TABLE,
         plotly="One of the figures of the page.", svg="The same as a picture."),
    post("/api/softmax", post_softmax, SoftmaxAnswer, "softmax", "Softmax and loss of your own scores", SoftmaxBody),
    post(LINEAR_MODEL, post_linear_model, LinearModelAnswer, "softmax", "Linear model", LinearModelBody),
    *get("/api/binary-cross-entropy", get_binary_cross_entropy, BinaryAnswer, "softmax", "Two classes",
         csv="The same as a table of one row."),
]  # fmt: skip
SURFACES = [
    *get("/api/surfaces", get_surface, SurfaceAnswer, "surfaces", "Surface", csv=HEIGHTS_TABLE,
         plotly="The landscape, with heights for the pointer.", svg="The same as a picture."),
    *get("/api/surfaces/point", get_surface_point, SurfacePointAnswer, "surfaces", "Point",
         csv=POINT_TABLE),
]  # fmt: skip
CLASSROOM = "/api/rooms/{code}"
ROOMS = [
    page("/rooms", rooms_page),
    page("/rooms/{code}", student_page),
    page("/rooms/{code}/teacher", teacher_page),
    page("/rooms/{code}/projector", projector_page),
    said("POST", "/api/rooms", open_room, OpenedAnswer, "Open a room", asked_for(OpeningBody), status_code=201),
    said("POST", f"{CLASSROOM}/students", join_room, SeatAnswer, "Join", status_code=201),
    said("GET", CLASSROOM, get_room, STATES, "Room", TOKEN_MAY_BE_SHOWN),
    said("GET", f"{CLASSROOM}/events", stream_room, None, "Room, live", TOKEN_MAY_BE_SHOWN,
         response_class=EventStream, responses=STATES_STREAMED),
    said("PUT", f"{CLASSROOM}/votes/{{question}}/{{round}}", put_vote, VotedAnswer, "Vote", TOKEN_SHOWN,
         asked_for(VoteBody)),
    said("POST", f"{CLASSROOM}/phase", post_phase, TeacherState, "Go on", TOKEN_SHOWN, asked_for(PhaseBody)),
    said("POST", f"{CLASSROOM}/questions", post_question, TeacherState, "One more question", TOKEN_SHOWN,
         asked_for(QuestionBody), status_code=201),
    said("GET", f"{CLASSROOM}/results", get_results, ResultsAnswer, "Votes", TOKEN_SHOWN),
    said("GET", f"{CLASSROOM}/results.csv", get_results_table, None, "Votes: csv", TOKEN_SHOWN, response_class=Table),
]  # fmt: skip
OPERATIONS = [
    *get("/health", health, HealthAnswer, "operations", "Alive"),
    *get("/ready", ready, HealthAnswer, "operations", "Ready"),
]

LABS: dict[str, tuple[Endpoint, type[BaseModel]]] = {
    "/activations": (activations_lab, ActivationsQuery),
    "/softmax": (softmax_lab, SoftmaxState),
    "/optimizers": (optimizers_lab, RaceQuery),
    "/optimizers/four": (four_panels, PanelsQuery),
    "/sgd": (sgd_lab, RegressionQuery),
    "/sgd/two": (two_weights, PlaneQuery),
    "/lessons/{slug}": (lesson_page, LessonState),
}
ROUTES: list[BaseRoute] = [
    *ROOMS,  # first: of no other is so much asked in one instant
    *embedded(LABS),
    *CURVES,
    *LANDING,
    *LESSONS,
    *REFERENCE,
    *RACES,
    *REGRESSIONS,
    *SOFTMAX,
    *SURFACES,
    *OPERATIONS,
]
