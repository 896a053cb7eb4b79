"""What each of the three is shown: a student, the projector, the teacher. Nothing of the answer before the reveal.

What all students have in common is written once for all of them.
"""

from __future__ import annotations

import json
from typing import Any

from ..lessons.options import Choice, Rank, Several
from ..lessons.quantities import Click, Draw, Number
from .questions import Question, question_of
from .state import State, Vote
from .tally import advice, tally_of

Told = dict[str, Any]
Cell = str | float | bool | None


def asked_of(question: Question) -> Told:
    """How a question is put: its text and how it is answered, never what is right."""
    kind = question.kind
    told: Told = {"text": question.title, "kind": kind.name}
    if isinstance(kind, Choice | Several | Rank):
        told["options"] = [{"name": one.name, "text": one.text} for one in kind.options]
    if isinstance(kind, Rank):
        told["ends"] = list(kind.ends)
    if isinstance(kind, Number):
        low, high = kind.slides or (kind.low, kind.high)
        told |= {"low": low, "high": high, "log": kind.log, "unit": kind.unit, "start": kind.middle}
    if isinstance(kind, Click | Draw):
        x = [kind.x] if isinstance(kind, Click) else kind.x.tolist()
        told |= {"low": kind.low, "high": kind.high, "x": x}
    return told | {"lesson": question.lesson.slug if question.lesson else None}


def common(state: State) -> Told:
    """What all see: the phase, and the question of the moment; once it is revealed what became of it."""
    question = None
    if state.current is not None:
        question = {"id": state.question, **asked_of(state.current)}
    told: Told = {"phase": state.phase, "round": state.round, "until": state.until, "question": question}
    return {**told, "result": result_of(state) if state.phase == "revealed" and question else None}


def for_projector(state: State) -> Told:
    """The same with how many have answered; it runs the class's answer before anybody is told what is true."""
    counted = {"students": len(state.seats), "answered": len(state.votes_now()) if state.votes else 0}
    told = {"version": state.version, **common(state), **counted}
    return {**told, "result": result_of(state)} if state.phase == "running" else told


def for_teacher(state: State) -> Told:
    """The same, with the agenda, how many are right, and what to do about it."""
    told = tally_of(state) if state.question is not None else None
    share = told.right[state.round - 1] if told else None
    return {
        **for_projector(state),
        "agenda": [
            {"id": place, "asked": place in state.votes, **asked_of(question)}
            for place, question in enumerate(state.questions)
        ],
        "share_right": share,
        "advice": advice(share, state.round),
    }


def for_student(state: State, student: str) -> Told:
    """What all see, with one's own answers."""
    return {"version": state.public, **common(state), **own(state, state.seats[student])}


def own(state: State, seat: int) -> Told:
    """One's own answer of this round, the one before, and whether it was right once that is known."""
    question = state.current
    if question is None:
        return {"own": None, "before": None, "given": None, "right": None}
    first, second = (votes.get(seat) for votes in state.rounds(state.question))
    now, before = (first, None) if state.round == 1 else (second, first)
    last = now or before
    known = state.phase == "revealed" and last is not None
    return {
        "own": now._asdict() if now else None,
        "before": before._asdict() if before else None,
        "given": question.given(seat),
        "right": question.right(last.text, seat) if known and last else None,
    }


def result_of(state: State) -> Told:
    """What the class has answered, what is run for it, and what is true once that is told."""
    tally, question, told = tally_of(state), state.current, state.phase == "revealed"
    assert question is not None
    return {
        "bars": [{"name": one.name, "text": one.text, "counts": one.counts, "right": one.right} for one in tally.bars],
        "moves": [{"from": one.source, "to": one.target, "count": one.count} for one in tally.moves],
        "most": tally.most or None, "truth": tally.truth, "answered": tally.answered,
        "right": tally.right if told else (None, None), "sure_and_wrong": tally.sure_and_wrong if told else None,
        "words": question.words(tally.most) if told else [], "points": points_of(state) if told else [],
        "curves": tally.curves,
    }  # fmt: skip


def points_of(state: State) -> list[Told]:
    """Of a sweep: each value that was given to somebody who answered, and what came of it."""
    question = state.current
    if question is None or question.given(0) is None:
        return []
    answered = sorted({seat for votes in state.rounds(state.question) for seat in votes})
    return [{"given": question.given(seat), "outcome": question.outcome(seat)} for seat in answered]


def results_of(state: State) -> list[Told]:
    """Each question that was asked, with all votes of both rounds; nothing says whose they are."""
    return [
        {"id": place, **asked_of(question_of(state.agenda[place])), "votes": rows_of(state, place)}
        for place in sorted(state.votes)
    ]


def rows_of(state: State, place: int) -> list[dict[str, Cell]]:
    """A row for each who answered a question; they are sorted by what they say, so that no order tells who it was."""
    question, rounds = question_of(state.agenda[place]), state.rounds(place)
    rows: list[dict[str, Cell]] = []
    for seat in {seat for votes in rounds for seat in votes}:
        row: dict[str, Cell] = {"given": question.given(seat)}
        for name, votes in zip(("first", "second"), rounds, strict=True):
            vote = votes.get(seat)
            right = None if vote is None else question.right(vote.text, seat)
            told = vote or Vote("", None)
            row |= {name: told.text or None, f"{name}_sure": told.sure, f"{name}_right": right}
        rows.append(row)
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
