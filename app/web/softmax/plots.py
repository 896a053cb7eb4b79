"""The plots of the softmax page: which pictures a panel has, and the question to the API that answers each of them."""

from __future__ import annotations

from collections.abc import Mapping

from ..figures.area import Words
from ..figures.style import Look
from ..http.address import address
from ..page.plots import Plot, file_name, plot
from .copies import tidy
from .figure import TITLES, figure
from .lesson import taught
from .query import COURSES, SoftmaxQuery
from .rows import flat
from .state import SoftmaxState

PLOTS_OF: Mapping[str | None, tuple[str, ...]] = {
    None: ("triangle", "loss", "trail"),
    "binary": ("binary", "pull"),
    "breaks": ("floats",),
}


def asked_of(state: SoftmaxState, picture: str) -> SoftmaxQuery:
    """What the API is asked for a picture: the scores alone, or the model that is taught where steps count."""
    told: Words = {"temperature": state.temperature, "picture": picture, "view": state.view, "gamma": state.gamma}
    told["class_weight"] = tuple(flat(state.class_weight))
    told |= {"labels": tuple(state.distribution.tolist())} if state.labels else {"target": state.target}
    lesson = state.lesson
    if state.steps or picture in COURSES:
        model = {"x": lesson.x, "w": sum(lesson.w, ()), "b": lesson.b}
        return SoftmaxQuery.model_validate({**told, **model, "optimizer": state.optimizer, "steps": state.steps})
    return SoftmaxQuery.model_validate({**told, "logits": tuple(tidy(taught(lesson).now.z))})


def plots(state: SoftmaxState, table: str) -> dict[str, Plot]:
    """The plots of the panel that is open; `table` answers the numbers of the classes."""
    return {name: plotted(asked_of(state, name), table, state.question or "") for name in PLOTS_OF[state.panel]}


def plotted(query: SoftmaxQuery, table: str, question: str = "") -> Plot:
    """One plot. Its window is a way of looking at a small picture, no part of the state: the way back is local."""
    name, here = query.picture, address("/api/softmax", query.query())
    steps = (f"after-{query.steps}-steps",) if query.steps else ()
    return plot(
        f"plot-{name}", TITLES[name], figure(query, Look("page", query.view == "projector")), here,
        file_name("softmax", question, name, *steps), table=f"{here}&format=csv" if name == "trail" else table,
    )  # fmt: skip
