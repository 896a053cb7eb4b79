"""What the page of the four panels says, as plain values: the template only writes them down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
from fastapi import Request, Response

from ...core.catalogue import number
from ...core.descent.contests import NOISE, RAVINE, SADDLE, STEPS, TRAP, Contest, Result, four, unrun
from ..figures.palette import runners
from ..figures.paths import MARKS
from ..figures.still import still
from ..figures.style import Look
from ..http.address import address
from ..page.foretold import UNASKED, Foretold
from ..page.plots import Plot, file_name, plot, times, written
from ..page.render import show
from ..page.widgets import Copy, Slider, in_frame, ranged
from ..races.query import RaceQuery
from . import words as say
from .figure import WINDOWS, moves, racing, still_ground, usual_window, window_of
from .query import LEAST_ALPHA, MOST_ALPHA, MOST_RHO, PanelsParameters, PanelsQuery

RHOS = (0.0, 0.5, 0.9, 0.99)
PLAIN = {**dict.fromkeys(("step", "view", "zoomed", "x_low", "x_high", "y_low", "y_high")), **UNASKED}
PLACES = 120  # of a slider
TABLE_ROWS = 18
HERE = """\
from slopes.core.descent.contests import Setting, four

for one in four(Setting(alpha={alpha}, rho={rho}, fair={fair})):
    print(one.panel.key, *(result.value for result in one.results), one.winner)"""


@dataclass(frozen=True)
class View:
    """One panel: its words, its picture, a row for each method, and the way to the lab."""

    key: str
    words: say.Words
    rates: str
    rows: list[tuple[str, str, bool, int]]
    verdict: str
    plot: Plot
    url: str
    csv: str


class PanelsPage:
    """The page for one query."""

    title = "Does momentum cure all four?"

    def __init__(self, query: PanelsQuery) -> None:
        self.state = query
        self.setting = query.setting
        asked = "How many of the four does momentum win?"
        self.foretold = Foretold(query, self.link, asked, say.COUNTS, lambda: say.truth(self.contests))
        self.covered = self.foretold.covered
        self.contests = unrun(self.setting) if self.covered else four(self.setting)
        self.steps = STEPS
        self.known = 0 if self.covered else STEPS
        self.step = min(self.known, query.shown_step)
        self.query = query.query()
        self.ticks = [k for k in MARKS if k <= STEPS]
        self.strokes = runners(self.contests[0].racers)
        self.names = list(say.NAMES.values())
        self.look = Look("page", query.view == "projector")
        self.api = query.query(**PLAIN)
        self.csv = "" if self.covered else address("/api/contests", query.query(format="csv", **PLAIN))

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/optimizers/four", self.state.query(**changes))

    @cached_property
    def panels(self) -> list[View]:
        """The four, in the order of the slide."""
        return [self._view(one) for one in self.contests]

    def _view(self, one: Contest) -> View:
        values = zip(self.names, one.results, say.NAMES, strict=True)
        rows = [
            (name, "?" if self.covered else say.told(one, result), who == one.winner, known_from(one, result))
            for name, result, who in values
        ]
        race = lab(one)
        url = address("/optimizers", race.query(view=self.state.view, predict=self.state.predict))
        csv = "" if self.covered else address("/api/races", race.query(question=None, format="csv"))
        words, key = say.WORDS[one.panel.key], one.panel.key
        verdict = "" if self.covered else say.verdict(one)
        return View(key, words, say.rates(one), rows, verdict, self._plot(one, words.title, csv), url, csv)

    def _plot(self, one: Contest, title: str, csv: str) -> Plot:
        key, state, shown = one.panel.key, self.state, window_of(one, self.state)
        usual, over = usual_window(one.panel), racing(one, state, self.look, self.known)
        told = not (self.covered and one.panel is NOISE)  # whose ground is what comes of it
        return plot(
            f"{key}-plot", title, over, unmoved(one, state) if told else "", file_name("momentum", key),
            still_ground(one, state, self.look, self.known).under(still(over)), table=csv,
            picture="" if self.covered else called(key, state),
            zoom=times(usual.wide, shown.wide) if shown != usual else "",
            whole=self.link(zoomed=None, **dict.fromkeys(usual.edges())) if state.zoomed == key else self.link(),
            moving=written(moves(one, self.look.bold, self.known)), ground=key in WINDOWS,
        )  # fmt: skip

    @property
    def score(self) -> str:
        """Momentum's points and SGD's."""
        momentum, sgd, _ = say.score(self.contests)
        return "? : ?" if self.covered else f"{momentum} : {sgd}"

    @property
    def level(self) -> str:
        """What belongs beside the score."""
        level = say.score(self.contests)[2]
        return f"{level} level" if level and not self.covered else ""

    @property
    def scored(self) -> str:
        """The score in a sentence."""
        return "" if self.covered else say.scored(self.contests)

    @property
    def caption(self) -> str:
        """Why it is so."""
        return say.RULE if self.covered else say.lesson(self.setting)

    @property
    def rhos(self) -> list[tuple[str, str, bool]]:
        """The four values of the slide: text, link, whether it is the present one."""
        return [(number(rho), self.link(rho=rho), rho == self.state.rho) for rho in RHOS]

    @property
    def fairness(self) -> list[tuple[str, str, bool]]:
        """Momentum's rate: the same, or the fair one."""
        texts = ("the same", "made fair: × (1 − ρ)")
        return [(text, self.link(fair=fair), fair == self.state.fair) for fair, text in enumerate(texts)]

    @property
    def rho(self) -> Slider:
        """The slider of rho; it moves evenly in the logarithm of 1 - rho."""
        places = (1 - np.geomspace(1, 1 - MOST_RHO, PLACES + 1)).round(4)
        return ranged("rho", "ρ", "rho: how much of its velocity momentum keeps at each step", self.state.rho, places)

    @property
    def alpha(self) -> Slider:
        """The slider of the factor of all rates."""
        places = np.array([float(f"{place:.3g}") for place in np.geomspace(LEAST_ALPHA, MOST_ALPHA, PLACES + 1)])
        help = "alpha: what the learning rate of every panel is multiplied by"
        return ranged("alpha", "α ×", help, self.state.alpha, places)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        here = [] if self.covered else say.spoken(self.contests, self.step)
        return f"step {self.step} of {self.steps}: " + "; ".join(here)

    @property
    def summary(self) -> list[str]:
        """The page in sentences."""
        return (say.unseen if self.covered else say.summary)(self.contests, self.setting)

    def told(self, place: int) -> str:
        """What is said of a picture, counted from 1: in a room not who wins it, before it has been seen."""
        if self.state.view == "projector" and self.step < STEPS:
            return self.panels[place - 1].words.title
        return self.summary[place]

    @cached_property
    def table(self) -> list[list[str]]:
        """All four at some steps, the one shown among them."""
        if self.covered:
            return []
        steps = np.unique(np.append(np.linspace(0, STEPS, TABLE_ROWS).round().astype(int), self.step))
        columns = [values for one in self.contests for values in say.measured(one)]
        return [[str(k), *(say.at(values, k) for values in columns)] for k in steps.tolist()]

    @property
    def heads(self) -> list[str]:
        """The columns of the table."""
        return ["step"] + 4 * self.names

    @property
    def groups(self) -> list[tuple[str, int]]:
        """What its columns are of, and how many they are."""
        return [(f"{one.words.title}: {one.words.here}", 2) for one in self.panels]

    @property
    def copies(self) -> list[Copy]:
        """The call behind the page, ready to paste."""
        url = "{origin}" + address("/api/contests", self.api)
        told = {"alpha": number(self.state.alpha), "rho": number(self.state.rho), "fair": bool(self.state.fair)}
        return [
            Copy("Link", "{origin}" + self.link()),
            Copy("curl", f'curl "{url}"'),
            Copy("Python", f'import httpx\n\ncontests = httpx.get("{url}").json()["contests"]'),
            Copy("JavaScript", f'const {{ contests }} = await (await fetch("{url}")).json();'),
            Copy("Python, without the server", HERE.format(**told)),
            in_frame("/optimizers/four", self.query, self.title),
        ]


def known_from(one: Contest, result: Result) -> int:
    """The step of the picture at which a result is known: a number of steps then, whatever else at the end."""
    counted = one.panel in (SADDLE, RAVINE) and result.value is not None
    return min(STEPS, int(result.value or 0)) if counted else STEPS


def called(key: str, state: PanelsQuery) -> str:
    """The address of a panel's picture; its key is always told."""
    rest = state.query(picture="trap")
    return address("/api/contests", f"picture={key}" + (f"&{rest}" if rest else ""))


def unmoved(one: Contest, state: PanelsQuery) -> str:
    """The address of what does not move in a panel: the same for all settings, but in noise, where bands change."""
    seen = STEPS if state.look.bold else None  # the page uncovers bands as they are played
    gone: dict[str, Any] = {"step": seen} if one.panel is NOISE else {"step": None, "alpha": 1.0, "rho": 0.9, "fair": 0}
    if state.zoomed != one.panel.key:
        gone |= {"zoomed": None, "x_low": None, "x_high": None, "y_low": None, "y_high": None}
    return called(one.panel.key, state.model_copy(update=gone))


def lab(one: Contest) -> RaceQuery:
    """The race of one panel, as the optimizers page and the API read it."""
    panel = one.panel
    (x, y), steps = panel.start, 1400 if panel is RAVINE else STEPS
    told: dict[str, Any] = {"surface": panel.surface, "run": one.racers, "x": x, "y": y, "steps": steps}
    if panel is NOISE:
        told |= {"noise": panel.noise, "seeds": 20}
    if panel in (TRAP, RAVINE, NOISE):
        told["question"] = panel.key
    return RaceQuery.model_validate(told)


async def four_panels(request: Request, query: PanelsParameters) -> Response:
    """The slide's four panels at once: SGD against SGD + momentum."""
    page = partial(PanelsPage, query)
    return await show(request, "four.html", page, 100_000, view=query.view, projectable=True, here="/optimizers")
