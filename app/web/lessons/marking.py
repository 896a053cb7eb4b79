"""Checks: a question from a sealed seed, an answer marked, two tries, then the way to the key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ...lessons.checks import MOST_TRIES, Question, asked
from ...lessons.content import Misconception
from .asking import spelt
from .sealed import sealed, unsealed

KEY_DIGITS = 4  # of a key that is no whole number: more than count


@dataclass(frozen=True)
class Ticket:
    """A question that was asked: of which lesson, which of its checks, from which seed, and which try it is."""

    slug: str
    check: int
    seed: int
    tries: int = 1

    def sealed(self, key: str) -> str:
        """As a client is given it."""
        return sealed(f"{self.slug} {self.check} {self.seed} {self.tries}", key)

    @staticmethod
    def of(token: str, key: str, lesson: AnyLesson) -> Ticket:
        """As it is handed back. Raises ValueError for one that was not given for this lesson."""
        try:
            slug, *numbers = unsealed(token, key).split()
        except ValueError:
            raise ValueError("this question was asked before the server began anew; ask for it again") from None
        if slug != lesson.slug:
            raise ValueError(f"this question belongs to the lesson {slug}")
        return Ticket(slug, *map(int, numbers))

    @property
    def question(self) -> Question:
        """The question itself."""
        return asked(LESSONS[self.slug].checks[self.check - 1], self.seed)

    @property
    def again(self) -> Ticket | None:
        """The same for another try, if there is one."""
        return self.at_try(self.tries + 1) if self.tries < MOST_TRIES else None

    def at_try(self, tries: int) -> Ticket:
        """The same at another try."""
        return replace(self, tries=tries)


@dataclass(frozen=True)
class Verdict:
    """An answer, marked: what it betrays if it is wrong, what is said of it, and at the end the way to the key."""

    right: bool
    misconception: Misconception | None
    feedback: tuple[str, ...]
    solution: tuple[str, ...] | None


def judged(ticket: Ticket, text: str) -> Verdict:
    """Mark an answer as people write it. Raises ValueError if it is no answer of the kind that is asked for."""
    question = ticket.question
    value = question.kind.read(text)
    right = question.mark(value).right
    known = None if right else believed(ticket, question.trap(value))
    over = right or ticket.again is None
    feedback = after_all(known, question) if over and not right else feedback_on(right, known, question)
    return Verdict(right, known, feedback, question.solution if over else None)


def believed(ticket: Ticket, trap: str | None) -> Misconception | None:
    """What an answer betrays: by the question's numbers, or as the lesson has it."""
    own = next((one for one in ticket.question.own if one.name == trap), None)
    return own or LESSONS[ticket.slug].misconception(trap)


def after_all(known: Misconception | None, question: Question) -> tuple[str, ...]:
    """What is said of the last try: the belief behind it once more, if it has a name, and the answer."""
    answer = f"The answer: {spelt(question.kind, question.key, KEY_DIGITS).rstrip('.')}."
    return ("Not this either.", answer) if known is None else (f"This is what follows from: “{known.belief}”", answer)


def feedback_on(right: bool, known: Misconception | None, question: Question) -> tuple[str, ...]:
    """What is said of a first answer: never only that it is wrong."""
    if right:
        return ("Right.",)
    return ("Not quite.", question.hint) if known is None else (f"Perhaps you think: “{known.belief}”", known.instead)
