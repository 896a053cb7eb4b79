"""The catalogue as the API tells it: every entry with what is written and what is computed of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from pydantic import Field

from ...core.activations import ACTIVATIONS, Activation
from ...core.activations.properties import properties
from ...core.catalogue import Entry
from ...core.optimizers import OPTIMIZERS, Optimizer
from ...core.schedules import SCHEDULES
from ...core.surfaces import SURFACES, Surface
from ..activations.answer import KinkAnswer
from ..http.answers import Answer
from ..surfaces.answer import Pair, StationaryAnswer, stationary

KNOB_COLUMNS = ("kind", "name", "title", "knob", "low", "high", "default", "log", "open", "help", "summary", "source")
CATALOGUE_TABLE = (
    f"A row for each knob of each entry, and one for an entry without knobs; columns `{','.join(KNOB_COLUMNS)}`."
)


class KnobAnswer(Answer):
    """A parameter: its symbol in TeX, a sentence, its bounds and default; `open` names the ends that are excluded."""

    name: str
    symbol: str
    help: str
    low: float
    high: float
    default: float
    log: bool
    open: Literal["", "low", "high", "both"]


class RangeAnswer(Answer):
    """The values a function takes; null where nothing bounds them."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool


class SidesAnswer(Answer):
    """The x beyond which the slope stays under 1 % of its peak; null where it never does."""

    left: float | None
    right: float | None


class SteepestAnswer(Answer):
    """The largest slope and where it is; null where it is infinite or only approached."""

    value: float | None
    x: float | None


class PlaceAnswer(Answer):
    """A value of the function, and the x nearest to 0 at which it is taken."""

    value: float
    x: float


class PropertiesAnswer(Answer):
    """What is computed of a function at its default knobs."""

    range: RangeAnswer
    lowest: PlaceAnswer | None = Field(description="Where the curve turns at its lowest; null where it does not.")
    highest: PlaceAnswer | None = Field(description="Where the curve turns at its highest; null where it does not.")
    mean: float
    zero_centred: bool
    monotonic: bool
    saturates: SidesAnswer
    max_slope: SteepestAnswer
    small_slope_share: float
    kinks: list[KinkAnswer]


class EntryAnswer(Answer):
    """What every entry has."""

    name: str
    title: str
    tex: str
    summary: str
    source: str
    knobs: list[KnobAnswer]


class ActivationAnswer(EntryAnswer):
    """One activation function."""

    pros: list[str]
    cons: list[str]
    properties: PropertiesAnswer


class StateAnswer(Answer):
    """Something that an optimizer remembers from step to step, with its symbol in TeX."""

    name: str
    symbol: str


class OptimizerAnswer(EntryAnswer):
    """One optimizer."""

    pros: list[str]
    cons: list[str]
    state: list[StateAnswer]
    looks_ahead: bool = Field(description="Whether the gradient is taken where the velocity is about to lead.")
    code: str = Field(description="The loop in Python, as the slides write it.")


class RectangleAnswer(Answer):
    """An interval along each axis."""

    x: Pair
    y: Pair


class LandscapeAnswer(EntryAnswer):
    """One surface at its default knobs."""

    domain: RectangleAnswer
    start: Pair
    signed: bool = Field(description="Whether its heights belong on a logarithmic scale with a sign.")
    by_differences: bool = Field(
        description="Whether it has no Hessian of its own: its second derivatives are differences of its gradient."
    )
    rates: dict[str, float] = Field(
        description="By the name of an optimizer: a learning rate with which it comes from `start` to a minimum in "
        "about as few steps as it can."
    )
    stationary_points: list[StationaryAnswer] = Field(description="The known ones within the domain.")


class CatalogueAnswer(Answer):
    """Everything there is, by kind."""

    activations: list[ActivationAnswer]
    optimizers: list[OptimizerAnswer]
    surfaces: list[LandscapeAnswer]
    schedules: list[EntryAnswer]


def common(entry: type[Entry]) -> dict[str, Any]:
    """What every entry has."""
    return {
        "name": entry.name,
        "title": entry.title,
        "tex": entry.tex,
        "summary": entry.summary(),
        "source": entry.source,
        "knobs": [KnobAnswer(**asdict(knob)) for knob in entry.knobs()],
    }


def activation(entry: type[Activation]) -> ActivationAnswer:
    """An activation as the API tells it."""
    pros, cons = list(entry.pros), list(entry.cons)
    return ActivationAnswer(**common(entry), pros=pros, cons=cons, properties=told_properties(entry()))


def optimizer(entry: type[Optimizer]) -> OptimizerAnswer:
    """An optimizer as the API tells it."""
    symbols = entry.tex_of_names()
    return OptimizerAnswer(
        **common(entry),
        pros=list(entry.pros),
        cons=list(entry.cons),
        state=[StateAnswer(name=name, symbol=symbols[name]) for name in entry.state],
        looks_ahead=entry.looks_ahead,
        code=entry.code,
    )


def surface_entry(entry: type[Surface]) -> LandscapeAnswer:
    """A surface as the API tells it."""
    return LandscapeAnswer(
        **common(entry),
        domain=RectangleAnswer(x=list(entry.domain[0]), y=list(entry.domain[1])),
        start=list(entry.start),
        signed=entry.signed,
        by_differences=entry.by_differences,
        rates=dict(entry.rates),
        stationary_points=[stationary(one) for one in entry().stationary()],
    )


def told_properties(entry: Activation) -> PropertiesAnswer:
    """The computed properties; the infinite ones are written as null."""
    facts = properties(entry)
    return PropertiesAnswer(
        range=RangeAnswer(low=facts.low, high=facts.high, low_open=facts.low_open, high_open=facts.high_open),
        lowest=place_answer(facts.low, facts.lowest_at),
        highest=place_answer(facts.high, facts.highest_at),
        mean=facts.mean,
        zero_centred=facts.zero_centred,
        monotonic=facts.monotonic,
        saturates=SidesAnswer(left=facts.saturates_left, right=facts.saturates_right),
        max_slope=SteepestAnswer(value=facts.max_slope, x=facts.max_slope_at),
        small_slope_share=facts.small_slope_share,
        kinks=[KinkAnswer(**asdict(kink)) for kink in facts.kinks],
    )


def place_answer(value: float, x: float | None) -> PlaceAnswer | None:
    """A value with the place where it is taken, if there is one."""
    return PlaceAnswer(value=value, x=x) if x is not None else None


def everything() -> CatalogueAnswer:
    """All entries, each kind in the order in which it is taught."""
    return CatalogueAnswer(
        activations=[activation(entry) for entry in ACTIVATIONS.values()],
        optimizers=[optimizer(entry) for entry in OPTIMIZERS.values()],
        surfaces=[surface_entry(entry) for entry in SURFACES.values()],
        schedules=[EntryAnswer(**common(entry)) for entry in SCHEDULES.values()],
    )


def table(answer: CatalogueAnswer) -> Iterator[list[object]]:
    """A row for each knob of each entry, and one for an entry without knobs."""
    yield list(KNOB_COLUMNS)
    for kind in ("activations", "optimizers", "surfaces", "schedules"):
        for entry in getattr(answer, kind):
            about = [kind.removesuffix("s"), entry.name, entry.title]
            rows = [[one.name, one.low, one.high, one.default, one.log, one.open, one.help] for one in entry.knobs]
            yield from ([*about, *row, entry.summary, entry.source] for row in rows or [[""] * 7])
