"""What stands on the three pages of a room, as plain values for a template: the question, its form, the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from ...lessons.options import Rank
from ...lessons.pictures import Axis
from ...lessons.quantities import Click, Draw, Number
from ...rooms.questions import Question
from ...rooms.state import Phase, State
from ...rooms.tally import LETTERS, Bar, Tally, tally_of
from ..http.address import address
from ..lessons.asking import number_slider, spelt
from ..page.widgets import Slider
from .board import Board, board_of, on_board
from .ranges import Range, range_of
from .running import OnPaper, alone
from .steps import NextStep, advised, steps_of
from .swept import Curve, swept_by
from .who import Role

ROW_HIGH = 44.0  # of a bar, in the units of the lines beside the bars
WIDEST = 14.0  # pixels of the line of those who moved, if all did
HIDDEN = ("title", "caption", "side", "questions", "tools")  # of a lesson that runs in a frame
BESIDE = (*(part for part in HIDDEN if part != "side"), "conditions", "add", "knobs", "prediction")  # of a lab
BOLD = "view=projector"
PREDICTED = ("predict=", "guess=")  # what a lab waits for, in its query


@dataclass(frozen=True)
class BarShown:
    """An answer with how many gave it, in per cent of those who answered."""

    bar: Bar
    share: tuple[float, float]


@dataclass(frozen=True)
class Way:
    """Those who moved from one answer to another: a line between two rows."""

    path: str
    width: float
    words: str


class RoomNow:
    """One page of a room at a moment."""

    def __init__(self, state: State, role: Role) -> None:
        self.state, self.role = state, role
        self.question: Question | None = state.current if state.phase not in {"waiting", "ended"} else None

    @property
    def text(self) -> str:
        """What is asked; the page of a student puts in the value that is its own."""
        if self.question is None:
            return ""
        return self.question.text if self.role == "student" else self.question.title

    @property
    def all(self) -> list[RoomNow]:
        """Each question that was asked, as it stood when it was told; to be printed at the end."""
        asked = sorted(self.state.votes)
        rounds = {place: 2 if self.state.votes[place][1] else 1 for place in asked}
        told: Phase = "revealed"
        return [
            RoomNow(replace(self.state, phase=told, question=place, round=rounds[place]), self.role) for place in asked
        ]

    @property
    def told(self) -> bool:
        """Whether the answer is shown."""
        return self.state.phase == "revealed"

    @property
    def again(self) -> bool:
        """Whether it is asked for the second time."""
        return self.state.round > 1

    @property
    def steps(self) -> list[NextStep]:
        """What the teacher may do."""
        last = NextStep("running", "Run their answer") if self.alone else NextStep("revealed", "Show the truth")
        return steps_of(self.state, self.share_right, last)

    @property
    def advised(self) -> str:
        """What the teacher should do."""
        return advised(self.state, self.share_right)

    @property
    def share_right(self) -> float | None:
        """Which share of this round is right: the teacher's alone."""
        return None if self.question is None else self.tally.right[self.state.round - 1]

    @property
    def range(self) -> Range | None:
        """Of a number: where it may lie, and once that is told what is near enough to be right."""
        return range_of(self.question, self.tally.truth) if self.question else None

    @property
    def slider(self) -> Slider | None:
        """Of a number."""
        kind = self.question.kind if self.question else None
        return number_slider(kind) if isinstance(kind, Number) else None

    @property
    def board(self) -> Board | None:
        """Of a place in the figure, or of a curve."""
        kind = self.question.kind if self.question else None
        return board_of(self.question.lesson, kind) if self.question and isinstance(kind, Click | Draw) else None

    @cached_property
    def tally(self) -> Tally:
        """What the class has answered."""
        return tally_of(self.state)

    @property
    def rows(self) -> list[BarShown]:
        """The bars; of numbers those stretches alone in which something is."""
        both = [max(1, count) for count in self.tally.answered]
        kept = [bar for bar in self.tally.bars if any(bar.counts) or bar.right or self.by_name]
        return [BarShown(bar, (100 * bar.counts[0] / both[0], 100 * bar.counts[1] / both[1])) for bar in kept]

    @property
    def wordy(self) -> bool:
        """Whether answers are sentences, which stand above their bars."""
        return self.by_name or (self.question is not None and self.question.kind.name == "several")

    @property
    def letters(self) -> list[tuple[str, str]]:
        """Of an order that is told by letters: each with its option."""
        kind = self.question.kind if self.question else None
        return list(zip(LETTERS, [one.text for one in kind.options], strict=False)) if isinstance(kind, Rank) else []

    @property
    def by_name(self) -> bool:
        """Whether each answer has a name of its own, and is shown though nobody gave it."""
        return self.question is not None and self.question.kind.name == "choice"

    @property
    def ways(self) -> list[Way]:
        """Who moved, from row to row."""
        places = {row.bar.name: place for place, row in enumerate(self.rows)}
        texts = {row.bar.name: row.bar.text for row in self.rows}
        moved = [one for one in self.tally.moves if one.source != one.target]
        whole = max(1, sum(one.count for one in self.tally.moves))
        return [
            Way(
                arc(ROW_HIGH * (places[one.source] + 0.5), ROW_HIGH * (places[one.target] + 0.5)),
                max(1.5, WIDEST * one.count / whole),
                f"{one.count}: {texts[one.source]} → {texts[one.target]}",
            )
            for one in moved
        ]

    @property
    def most(self) -> str:
        """The most chosen answer, in words."""
        if self.question is None or not self.tally.most:
            return ""
        return spelt(self.question.kind, self.question.value(self.tally.most))

    @property
    def truth(self) -> str:
        """What is right, in words."""
        told = self.tally.truth
        if told is None or self.question is None or self.drawn:
            return ""
        return spelt(self.question.kind, self.question.value(told))

    @property
    def drawn(self) -> tuple[str, ...]:
        """The curves of the class, as points on its board; once it is told, the true one last."""
        kind = self.question.kind if self.question else None
        if self.question is None or not isinstance(kind, Draw):
            return ()
        across, up = Axis("", kind.left, kind.right), Axis("", kind.low, kind.high)
        curves = [
            *self.tally.curves,
            *([self.question.value(self.tally.truth)] if self.told and self.tally.truth else []),
        ]
        return tuple(on_board([*zip(kind.x.tolist(), one, strict=True)], across, up) for one in curves)

    @property
    def words(self) -> list[str]:
        """What became of the most chosen answer, and what is true."""
        return [] if self.question is None else self.question.words(self.tally.most)

    @property
    def lab(self) -> str:
        """Where the lab of a question is shown in a frame: what it predicts is told once the answer is."""
        if self.question is None or not self.question.lab:
            return ""
        path, _, query = self.question.lab.partition("?")
        hidden = PREDICTED if self.told else PREDICTED[1:]
        told = [one for one in query.split("&") if one and not one.startswith(hidden)]
        query = "&".join([*told, *(f"hide={part}" for part in BESIDE), BOLD])
        return f"{address(f'/embed{path}')}?{query}{'#play' if self.told else ''}"

    def runs(self, most: bool) -> str:
        """Where the class's answer runs beside the truth, or the truth alone, in a frame; nothing if nowhere."""
        if self.lab:
            return self.lab
        if self.question is None or self.question.lesson is None or "lesson" not in self.spec or "check" in self.spec:
            return ""
        told = ("prediction", self.tally.most) if most and self.tally.most else ("skip", "1")
        query = urlencode([told, ("beat", "see"), *(("hide", part) for part in HIDDEN), ("view", "projector")])
        return f"{address(f'/embed/lessons/{self.question.lesson.slug}')}?{query}"

    @property
    def alone(self) -> OnPaper | None:
        """A picture of the class's answer, run without the truth; nothing where it has no run."""
        return alone(self.spec["lesson"], self.tally.most) if {*self.spec} == {"lesson"} else None

    @property
    def picture(self) -> OnPaper | None:
        """What a lesson shows before it is answered; nothing where the question has no picture."""
        if self.question is None or self.question.lesson is None or "check" in self.spec:
            return None
        file = f"{address(f'/api/lessons/{self.question.lesson.slug}.svg')}?{BOLD}"
        return OnPaper(file, f"{file}&theme=dark")

    @property
    def spec(self) -> dict[str, Any]:
        """The question as the journal has it."""
        return {} if self.state.question is None else self.state.agenda[self.state.question]

    @property
    def curve(self) -> Curve | None:
        """What the class has drawn in a sweep."""
        return swept_by(self.state)


def arc(start: float, end: float) -> str:
    """A line bent to the right, from one height to another."""
    bend = min(60.0, 16 + abs(end - start) / 3)
    return f"M2,{start:g}C{bend:g},{start:g} {bend:g},{end:g} 8,{end:g}"
