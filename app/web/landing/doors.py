"""The questions as doors: each a link to a lab that answers it, with a drawing of what happens there."""

from __future__ import annotations

from dataclasses import dataclass

from ..activations.page import question_url
from ..activations.questions import QUESTIONS
from ..races.questions import RACE_QUESTIONS, race_url
from ..regressions.questions import BATCH_QUESTIONS, batch_url
from ..softmax.questions import SOFTMAX_QUESTIONS
from ..softmax.questions import question_url as softmax_url


@dataclass(frozen=True)
class Door:
    """A question, its lab, and its drawing in a box of 72 by 72: what is still, and what happens."""

    title: str
    lab: str
    url: str
    still: str
    event: str


DRAWN = {
    "slides": ("M10 60C32 60 36 14 62 12", "M8 60C24 60 28 16 36 16S48 60 64 60"),
    "scores": ("M40 60V40h8V60zM56 60V52h8V60z", "M12 60V14h16V60z"),
    "valley": ("M10 10C12 42 30 60 64 62M24 8C26 30 40 46 64 48", "M13 12L31 24L26 34L43 45L40 52L60 56"),
    "samples": ("M8 62H64M12 14H34V34H60", "M12 14C14 46 20 50 26 47L30 52L36 46L42 51L50 47L60 50"),
    "saturating": ("M8 60C36 60 30 14 64 14", "M44 14.5H68M56 14.5m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
    "saddle": ("M14 8C34 26 34 46 14 64M58 8C38 26 38 46 58 64", "M12 36H34C44 36 46 44 46 60"),
    "wells": ("M8 12C12 62 24 66 34 44S50 50 52 56S60 52 64 10", "M59 40C54 64 48 54 44 44S36 34 30 48S22 60 18 50"),
    "maxout": ("M35.7 45.2L48 60M35.7 45.2L24 60M8 60H64", "M10 14L35.7 45.2L62 12"),
    "ravine": ("M6 36a30 17 0 1 0 60 0a30 17 0 1 0 -60 0M22 36a14 6 0 1 0 28 0a14 6 0 1 0 -28 0",
               "M10 27L14 46L18 28L22 43L26 31L30 40L33 33L36 36"),
    "centred": ("M8 36H64M36 8V64", "M10 58C34 58 38 14 62 14"),
    "noise": ("M8 54H64", "M8 12L13 30L17 24L22 44L26 38L31 52L36 45L41 58L46 48L51 57L56 47L60 56L64 50"),
    "rectifier": ("M8 58H64M36 58V10M36 52L62 14", "M8 52H36"),
}  # fmt: skip
IN_TWO_LINES = {"ravine": "100 times steeper: how many steps?"}


def doors() -> tuple[Door, ...]:
    """The doors in the order of their drawings; a question that is not asked anywhere has none."""
    places = [(one.icon, one.title, "Activations", question_url(one)) for one in QUESTIONS]
    places += [(one.icon, one.title, "Optimizers", race_url(one)) for one in RACE_QUESTIONS]
    places += [(one.icon, one.title, "Batches", batch_url(one)) for one in BATCH_QUESTIONS[:1]]
    places += [("scores", one.title, "Softmax", softmax_url(one)) for one in SOFTMAX_QUESTIONS if one.slug is None]
    known = {icon: (IN_TWO_LINES.get(icon, title), lab, url) for icon, title, lab, url in places}
    return tuple(Door(*known[icon], *drawing) for icon, drawing in DRAWN.items() if icon in known)
