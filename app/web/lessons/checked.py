"""The questions at the end of a lesson's page: one a screen, two tries, then the way to the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from zlib import crc32

from ...core.numerals import decimal
from ...lessons.base import AnyLesson
from ...lessons.checks import MOST_TRIES, Question
from .asking import Asking, asking, spelt
from .marking import Ticket, Verdict, judged
from .query import MOST_SEEDS
from .state import LessonState

OTHER = 7919  # from the seed of one question to that of the next
MOST_ALIKE = 12  # seeds that are tried for another question


@dataclass(frozen=True)
class Try:
    """An answer as it was written, in words, and marked."""

    text: str
    words: str
    verdict: Verdict


def seed_of(slug: str, state: LessonState) -> int:
    """That of all questions of a page: whoever predicts something else is asked with other numbers."""
    return crc32(f"{slug} {state.prediction}".encode()) % OTHER if state.seed is None else state.seed


def ticket_of(slug: str, seed: int, check: int) -> Ticket:
    """One of the questions that a page with a seed asks."""
    return Ticket(slug, check, (seed + check) % MOST_SEEDS)


@dataclass(frozen=True)
class Tried:
    """The question that a page asks, the answers so far, and one that could not be read, with what is wrong with it."""

    seed: int  # of all questions of the page
    question: Question
    tries: list[Try]
    unread: tuple[str, str]  # it is no try

    @property
    def over(self) -> bool:
        """Whether it is answered, or both tries are used."""
        return any(one.verdict.right for one in self.tries) or len(self.tries) >= MOST_TRIES

    @property
    def value(self) -> float | None:
        """Of the knob, to be seen once it is over."""
        return self.question.value if self.over else None


def tried(slug: str, state: LessonState) -> Tried:
    """What a page asks, with the answers so far, each marked."""
    seed = seed_of(slug, state)
    ticket = ticket_of(slug, seed, state.check)
    found, unread = list[Try](), ("", "")
    for text in state.answer:
        try:
            words = spelt(ticket.question.kind, ticket.question.kind.read(text))
            verdict = judged(ticket.at_try(len(found) + 1), text)
            found.append(Try(text, words, verdict if not found else told_once(found[-1].verdict, verdict)))
        except ValueError as error:
            told = str(error)
            unread = (f"{told[:1].upper()}{told[1:]}.", text)
    return Tried(seed, ticket.question, found, unread)


class CheckView:
    """One question of a lesson, for the state of its page."""

    def __init__(self, lesson: AnyLesson, state: LessonState, tried: Tried, link: Callable[..., str], end: str) -> None:
        self.number, self.count = state.check, len(lesson.checks)
        self._lesson, self._state, self._link, self._end = lesson, state, link, end
        self.seed, self.tries, self.over, self.value = tried.seed, tried.tries, tried.over, tried.value
        self._question = tried.question
        self.unread, self._unread = tried.unread

    @property
    def told_value(self) -> str:
        """The value of the knob that the picture shows, in words."""
        return "" if self.value is None else decimal(self.value, 4)

    @property
    def prompts(self) -> list[str]:
        """What all questions ask, for a sheet."""
        asked = [ticket_of(self._lesson.slug, self.seed, check) for check in range(1, self.count + 1)]
        return [one.question.prompt for one in asked]

    @property
    def prompt(self) -> str:
        """What is asked."""
        return self._question.prompt

    @property
    def solution(self) -> tuple[str, ...]:
        """The way to the key, once it is over."""
        return self._question.solution if self.over else ()

    @property
    def form(self) -> Asking:
        """How it is answered."""
        form = asking(self._question.kind, self._answered, "answer", self._state.draft or "")
        return replace(form, start=self._unread)

    def _answered(self, answer: tuple[str, ...] = (), draft: str | None = None) -> str:
        """This page with one more answer, or with an order as far as it is told."""
        return self._link(answer=(*(one.text for one in self.tries), *answer), draft=draft)

    @property
    def following(self) -> tuple[str, str]:
        """What comes after it, and its name."""
        if self.number < self.count:
            return self._link(check=self.number + 1, answer=(), draft=None, box=None), "Next question"
        return self._end, "Done"

    @property
    def other_numbers(self) -> str:
        """The same question with other numbers: the next ones that are others."""
        seeds = [(self.seed + k * OTHER) % MOST_SEEDS for k in range(1, MOST_ALIKE + 1)]
        asked = ((seed, ticket_of(self._lesson.slug, seed, self.number).question.prompt) for seed in seeds)
        other = next((seed for seed, prompt in asked if prompt != self.prompt), seeds[0])
        return self._link(seed=other, answer=(), draft=None)


def told_once(before: Verdict, verdict: Verdict) -> Verdict:
    """What is said of an answer below another: not once more what both betray."""
    if verdict.misconception is None or verdict.misconception != before.misconception:
        return verdict
    return replace(verdict, misconception=None, feedback=("The same belief again.", *verdict.feedback[1:]))
