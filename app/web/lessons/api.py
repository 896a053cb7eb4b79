"""Lessons for programs: the list, one before its prediction, the run of a prediction, variations, checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from ...lessons.base import AnyLesson
from ...lessons.pictures import Picture
from ...lessons.predictions import Marked
from ..figures.still import svg
from ..figures.style import LIGHT, Look
from ..figures.written import written
from ..http.answers import FIGURE, Answer, to_json
from ..http.bodies import body_reader
from ..http.desk import VOLATILE, served
from ..http.forms import MEDIA
from ..http.problems import MISFIT, Fault, Problem, ProblemError
from ..http.services import services
from .answer import (
    AhaAnswer,
    CheckAnswer,
    MarkedAnswer,
    PredictionAnswer,
    VariationAnswer,
    as_told,
    kind_told,
    lesson_answer,
    lessons_answer,
    misconception_answer,
    sources_answer,
    vary_answer,
    why_answer,
)
from .figure import figure
from .marking import Ticket, judged
from .query import (
    AnswerBody,
    CheckParameters,
    GivenParameters,
    InForms,
    Named,
    PredictionBody,
    PredictionParameters,
    VariationParameters,
    faced,
    predicted,
    within_knob,
)

RUN = 8_000  # numbers that could be made while a lesson is run


def in_plotly(shown: Picture, look: Look = LIGHT) -> dict[str, Any]:
    """A picture in Plotly's words, as plain values."""
    found: dict[str, Any] = json.loads(written(figure(shown, look)))
    return found


async def in_its_form(
    request: Request, query: InForms, name: str, picture: Callable[[], Picture], answer: Callable[[], Answer]
) -> Response:
    """The answer itself, or its figure."""
    writers: dict[str, Callable[[], bytes]] = {
        "json": lambda: to_json(answer()),
        "plotly": lambda: written(figure(picture(), query.look)),
        "svg": lambda: svg(figure(picture(), query.look)).encode(),
    }
    return await served(request, RUN + FIGURE, writers[query.format], MEDIA[query.format], name=name)


async def get_lessons(request: Request) -> Response:
    """All lessons, in the order of the slides."""
    return await served(request, 100, lambda: to_json(lessons_answer()))


async def get_lesson(request: Request, lesson: Named, query: GivenParameters) -> Response:
    """One lesson: its question, how it is predicted, and the picture before; the answer is not in it."""
    face = faced(lesson, query.box)
    return await in_its_form(request, query, lesson.slug, face.given, partial(unpredicted, face))


def unpredicted(lesson: AnyLesson) -> Answer:
    """One lesson, with its first picture."""
    return lesson_answer(lesson, in_plotly(lesson.given()))


async def get_prediction(request: Request, lesson: Named, query: PredictionParameters) -> Response:
    """A prediction and the truth, both run: the gap, the misconception, and the picture of both."""
    value = predicted(lesson, query.prediction) if query.prediction else None
    face = faced(lesson, query.box, value)
    picture = lambda: face.seen(value).picture  # noqa: E731  # a name for what is passed twice
    return await in_its_form(request, query, lesson.slug, picture, partial(ran, face, value))


async def post_prediction(
    request: Request, lesson: Named, body: Annotated[PredictionBody, Depends(body_reader(PredictionBody))]
) -> Response:
    """The same with a JSON body, for curves that are drawn and lists."""
    value = predicted(lesson, body.text, "body")
    return await served(request, RUN + FIGURE, lambda: to_json(ran(faced(lesson, None, value), value)))


def ran(lesson: AnyLesson, value: Any) -> PredictionAnswer:
    """A prediction, run; None is none."""
    seen, aha, marked = lesson.seen(value), lesson.aha(), Marked(False) if value is None else lesson.mark(value)
    trap = None if marked.right or value is None else lesson.misconception(lesson.trap(value))
    return PredictionAnswer(
        prediction=as_told(value), truth=as_told(lesson.truth()), right=marked.right, gap=marked.gap,
        misconception=misconception_answer(trap), words=list(seen.words),
        aha=AhaAnswer(number=aha.number, equals=aha.equals, words=aha.words),
        why=why_answer(lesson.why_said(value)), vary=vary_answer(lesson.vary, known=True),
        limits=lesson.limits, references=sources_answer(lesson), figure=in_plotly(seen.picture),
    )  # fmt: skip


async def get_variation(request: Request, lesson: Named, query: VariationParameters) -> Response:
    """The lesson at a value of its knob, beside the usual one."""
    face = faced(lesson, query.box)
    value = face.usual if query.value is None else within_knob(face, query.value)
    picture = lambda: face.turned(value).picture  # noqa: E731  # a name for what is passed twice
    return await in_its_form(request, query, lesson.slug, picture, partial(varied, face, value))


def varied(lesson: AnyLesson, value: float) -> VariationAnswer:
    """What becomes of it there."""
    seen = lesson.turned(value)
    return VariationAnswer(value=value, outcome=lesson.outcome(value), words=list(seen.words), reached=seen.reached,
                           why=why_answer(lesson.why_varied(value)), figure=in_plotly(seen.picture))  # fmt: skip


async def get_check(request: Request, lesson: Named, query: CheckParameters) -> Response:
    """A question made from a seed, with the seed under a seal; no key, no hint of one."""
    ticket = Ticket(lesson.slug, query.check, query.seed)
    key = services(request).settings.secret
    return await served(request, RUN, lambda: to_json(put(ticket, key)), keep=VOLATILE)


def put(ticket: Ticket, key: str) -> CheckAnswer:
    """The question as it is asked."""
    question = ticket.question
    return CheckAnswer(check=ticket.check, seed=ticket.sealed(key), prompt=question.prompt, **kind_told(question.kind))


async def post_check(
    request: Request, lesson: Named, body: Annotated[AnswerBody, Depends(body_reader(AnswerBody))]
) -> Response:
    """An answer, marked, with the misconception that it betrays; after two tries the way to the key."""
    key = services(request).settings.secret
    try:
        ticket = Ticket.of(body.seed, key, lesson)
    except ValueError as error:
        raise not_an_answer("seed", str(error)) from None
    return await served(request, RUN, lambda: to_json(verdict_answer(ticket, body.text, key)))


def verdict_answer(ticket: Ticket, text: str, key: str) -> MarkedAnswer:
    """The verdict. Raises ProblemError if there is no answer in the text."""
    try:
        verdict = judged(ticket, text)
    except ValueError as error:
        raise not_an_answer("answer", str(error)) from None
    again = None if verdict.solution or ticket.again is None else ticket.again.sealed(key)
    return MarkedAnswer(
        right=verdict.right, misconception=misconception_answer(verdict.misconception),
        feedback=list(verdict.feedback), solution=list(verdict.solution) if verdict.solution else None, again=again,
    )  # fmt: skip


def not_an_answer(field: str, sentence: str) -> ProblemError:
    """The problem of one field of a body."""
    told = f"{field}: {sentence}"
    return ProblemError(Problem(MISFIT, told, (Fault(f"/body/{field}", told),)))
