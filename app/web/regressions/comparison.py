"""Fits side by side, in turns, with what is told of them on the way: the job that all readers of a question share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
from pydantic_core import to_json

from ..http.state import Fields
from .asked import Fits
from .course import COLUMNS, Course
from .rows import SharedRows

MOST_TOGETHER = 16  # steps of each run that one event tells
EVENT_SECONDS = 0.15  # of work, after which there is one if there is anything to tell
ROWS_TOLD = 131_072  # made between two events


class Event(NamedTuple):
    """Something that is told on the way: its name, its place in the order, and the inside of a JSON object."""

    name: str
    part: int
    fields: bytes


class Comparison:
    """The fits that are asked for, on rows that they share: `go` until it has `ended`; `events` tell of it all."""

    def __init__(self, asked: Fits, ground: Callable[[], SharedRows], what: str) -> None:
        self.asked, self.what = asked, what
        self.large = asked.large
        self.events: list[Event] = []
        self.courses: list[Course] = []
        self.ended = False
        self.share = 0.0  # of all the work that is done, by what was told last
        self._rows = ground()
        self._work = self._turns()
        self._fault: Exception | None = None

    def go(self) -> None:
        """One turn of the work. What went wrong once goes wrong again."""
        if self._fault is not None:
            raise self._fault
        try:
            self.ended = next(self._work, "over") == "over"
        except Exception as fault:
            self._fault = fault
            raise

    def close(self) -> None:
        """Let go of the rows at once: a generator and its owner hold each other until somebody looks for such pairs."""
        self._work.close()
        for course in self.courses:
            course.close()

    def begin(self) -> Fields:
        """What is known before the first step."""
        asked, runs = self.asked, [self._run(course) for course in self.courses]
        told = {"data": self.what, "n": asked.n, "weights": asked.p, "target": asked.target, "seeds": asked.seeds}
        return {**told, "start": self.courses[0].start, "runs": runs}

    def endings(self) -> list[Fields]:
        """How the fits ended, or where they are."""
        return [{**asdict(one.ending()), "samples_to_tenth": one.tenth} for one in self.courses]

    def columns(self, first: int = 0, last: int | None = None) -> list[Fields]:
        """The columns of each run, from one of its marks to another, that not included."""
        return [columns_of(course, slice(first, last)) for course in self.courses]

    def _run(self, course: Course) -> Fields:
        one = course.runner
        told = {"run": str(one.optimizer), "batch": one.batch, "schedule": str(one.schedule), "last_step": one.steps}
        return {**told, "floor": course.floor, "step_seconds": course.step_seconds}

    def _tell(self, name: str, part: int, fields: Fields) -> None:
        inside = to_json({"part": part, **fields}, inf_nan_mode="null")[1:-1]
        self.events.append(Event(name, part, inside))

    def _turns(self) -> Generator[None, None, None]:
        told = 0
        while not self._rows.ready:
            self._rows.go()
            if self._rows.made >= told + ROWS_TOLD:
                told = self._rows.made
                self._tell("rows", 0, {"rows": told, "n": self.asked.n})
            yield
        self.courses = [Course(self.asked, one, self._rows) for one in self.asked.runners]
        yield
        yield from self._until(0)
        self._tell("begin", 1, self.begin())
        ends = stops(self.courses)
        first, done, whole = 0, 0.0, sum(seconds for _, seconds in ends)
        for part, (last, seconds) in enumerate(ends, 2):
            yield from self._until(last)
            done += seconds
            self.share = round(done / whole, 4)
            fields = {"share": self.share, "runs": self.columns(first, last + 1)}
            self._tell("steps", part, fields)
            first = last + 1
            if all(one.over and one.told < first for one in self.courses):
                break
        self.share = 1.0

    def _until(self, mark: int) -> Iterator[None]:
        """Let every fit pass so many of its marks; its price is measured before the first."""
        for course in self.courses:
            while not course.priced or (course.told < mark and not course.over):
                course.go()
                yield


def columns_of(course: Course, which: slice) -> Fields:
    """The columns of one run at some marks: the three costs, and the losses above the least."""
    steps = course.steps[which]
    costs = {
        "steps": steps,
        "samples": [step * course.runner.batch for step in steps],
        "seconds": [step * course.step_seconds for step in steps],
    }
    return {**costs, **{name: course.columns[name][which] for name in COLUMNS}}


def stops(courses: list[Course]) -> list[tuple[int, float]]:
    """After which marks an event comes: a few, or as many as some work brings; and how many seconds' work that is.

    They depend on the question alone, so that a stream can be taken up again.
    """
    found, first = list[tuple[int, float]](), 0
    works = [np.diff([0, *one.marks]) * one.seconds_a_step for one in courses]
    longest = max(map(len, works))
    work = np.sum([np.pad(one, (0, longest - len(one))) for one in works], axis=0).tolist()
    seconds = 0.0
    for mark, more in enumerate(work, 1):
        seconds += more
        if mark - first >= min(MOST_TOGETHER, first + 1) or seconds >= EVENT_SECONDS or mark == longest:
            found.append((mark, seconds))
            first, seconds = mark, 0.0
    return found
