"""What is counted: nobody is lost, nobody is counted twice, and who moved from where to where."""

from __future__ import annotations

import json
from statistics import median_high, median_low
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lessons import LESSONS
from app.rooms.questions import Spec, agenda_of, question_of, spread, sweepable
from app.rooms.tally import advice, tally_of
from app.rooms.views import for_projector, for_student, for_teacher, results_of
from tests.rooms.rooms import OWN, Class, a_class, ran

NUMBER: Spec = {"text": "How many?", "low": 1.0, "high": 1_000.0, "log": True, "right": 100.0}
ALL = [spec for lesson in LESSONS.values() for spec in agenda_of(lesson, 3)]
NAMES = [json.dumps(spec) for spec in ALL]


def votes_for(spec: Spec) -> list[str]:
    """Some answers to a question of any kind, the right one among them."""
    question = question_of(spec)
    told: Any = question.kind
    if hasattr(told, "options"):
        names = [one.name for one in told.options]
        return names if told.name == "choice" else [",".join(names), ",".join(reversed(names))]
    if told.name == "draw":
        return [",".join([repr(told.low)] * 5), question.kind.write(question.truth(0))]
    ends = [told.low, told.high, told.low]
    return [told.write((told.x, one)) if told.name == "click" else told.write(one) for one in ends]


async def voted(spec: Spec, first: list[str], second: list[str]) -> Class:
    room = await a_class([spec], max(len(first), len(second), 1))
    await room.ask(0)
    await room.vote(*first, sure=True)
    await room.turn("closed", "talking")
    await room.ask()
    await room.vote(*second, sure=False)
    await room.turn("closed")
    return room


@pytest.mark.parametrize("spec", ALL, ids=NAMES)
def test_every_question_of_every_lesson_is_counted(spec: Spec) -> None:
    async def story() -> None:
        texts = votes_for(spec)
        room = await voted(spec, texts, list(reversed(texts)))
        tally = tally_of(room.room.state)
        assert [sum(bar.counts[i] for bar in tally.bars) for i in (0, 1)] == [len(texts)] * 2
        assert sum(move.count for move in tally.moves) == len(texts)
        assert sum(bar.right for bar in tally.bars) == (0 if "sweep" in spec else 1)
        question_of(spec).kind.read(tally.most)  # what is run can be run
        await room.turn("revealed")
        assert for_student(room.room.state, "s0")["result"]["words"]

    ran(story())


@given(st.lists(st.floats(1, 1_000), min_size=1, max_size=30), st.lists(st.floats(1, 1_000), max_size=30))
@settings(max_examples=40, deadline=None)
def test_nobody_is_lost_among_the_numbers(first: list[float], second: list[float]) -> None:
    async def story() -> None:
        room = await voted(NUMBER, [repr(one) for one in first], [repr(one) for one in second])
        tally = tally_of(room.room.state)
        assert tally.answered == (len(first), len(second))
        assert sum(bar.counts[0] for bar in tally.bars) == len(first)
        assert sum(move.count for move in tally.moves) == min(len(first), len(second))
        near = [abs(one - 100) <= 10 for one in first]
        assert tally.right[0] == sum(near) / len(near)
        assert [bar.counts[0] for bar in tally.bars if bar.right] == [sum(near)]
        if second:
            low, high = median_low(second), median_high(second)  # of ratios the middle is a ratio, too
            assert float(tally.most) == pytest.approx((low * high) ** 0.5, rel=1e-9)

    ran(story())


def test_who_moves_is_seen_and_the_sure_and_wrong_of_the_last_round_are_counted() -> None:
    async def story() -> None:
        room = await voted(OWN, ["a", "a", "b"], ["b", "b", "b"])
        tally = tally_of(room.room.state)
        assert [(one.source, one.target, one.count) for one in tally.moves] == [("a", "b", 2), ("b", "b", 1)]
        assert tally.right == (1 / 3, 1.0)
        assert (tally.most, tally.truth, tally.sure_and_wrong) == ("b", "b", 0)
        early = await a_class([OWN], 2)
        await early.ask(0)
        await early.vote("a", sure=True)
        assert tally_of(early.room.state).sure_and_wrong == 1

    ran(story())


@pytest.mark.parametrize(
    ("share", "told"),
    [(None, None), (0.0, "explain"), (0.34, "explain"), (0.35, "talk"), (0.7, "talk"), (0.71, "go on"), (1.0, "go on")],
)
def test_advice_follows_the_share_that_is_right(share: float | None, told: str | None) -> None:
    assert advice(share) == told
    assert advice(share, 2) == ("explain" if told == "talk" else told)


@pytest.mark.parametrize(
    ("low", "high", "log", "first"),
    [
        (0.0, 1_000.0, False, "0 to 100"), (1.0, 1e4, True, "1 to 2.5"), (100.0, 105.0, False, "100 to 100.5"),
        (300.0, 800.0, False, "300 to 350"), (-50.0, 50.0, False, "−50 to −40"), (0.0, 5e4, False, "0 to 5000"),
    ],
)  # fmt: skip
def test_a_stretch_is_told_in_plain_numbers(low: float, high: float, log: bool, first: str) -> None:
    async def story() -> None:
        room = await voted({"text": "?", "low": low, "high": high, "log": log}, [str(low)], [])
        texts = [bar.text for bar in tally_of(room.room.state).bars]
        assert texts[0] == first
        assert len({*texts}) == 10
        assert not any("×" in one for one in texts)

    ran(story())


@pytest.mark.parametrize("count", [1, 2, 7, 30, 100, 500])
def test_however_many_come_they_are_spread_evenly(count: int) -> None:
    places = sorted(spread(i) for i in range(1, count + 1))
    assert len({*places}) == count
    gaps = [b - a for a, b in zip([0.0, *places], [*places, 1.0], strict=True)]
    assert max(gaps) <= 2 / (count + 1) + 1e-12


def test_a_sweep_draws_the_curve_with_its_cliff() -> None:
    async def story() -> None:
        room = await a_class([{"sweep": "learning-rate"}], 40)
        await room.ask(0)
        await room.vote(*["settles"] * 40)
        await room.turn("closed", "revealed")
        points = for_projector(room.room.state)["result"]["points"]
        edge = LESSONS["learning-rate"].vary.critical
        assert edge is not None
        assert len(points) == 40
        assert {one["given"] >= edge for one in points if one["outcome"] is None} <= {True}
        assert {one["given"] < edge for one in points if one["outcome"] is not None} == {True}
        share = for_teacher(room.room.state)["share_right"]
        assert share == sum(one["outcome"] is not None for one in points) / 40

    ran(story())


@pytest.mark.parametrize("spec", [*ALL, OWN, NUMBER], ids=[*NAMES, "own choice", "own number"])
def test_neither_key_nor_counts_nor_advice_before_the_reveal(spec: Spec) -> None:
    """What a student or the projector is told does not depend on what is right, nor on what others answered."""

    async def story() -> None:
        room = await a_class([spec], 3)
        await room.ask(0)
        for phase in ("asking", "closed", "talking", "running"):
            if phase == "asking":
                before = for_student(room.room.state, "s2")
                await room.vote(*votes_for(spec)[:2])
                after = for_student(room.room.state, "s2")
                assert before == after
            else:
                await room.turn(phase)
            everybody = [for_student(room.room.state, "s2")]
            everybody += [] if phase == "running" else [for_projector(room.room.state)]
            for told in everybody:
                assert told["result"] is None
                assert not {"advice", "share_right", "agenda", "truth", "bars"} & told.keys()
                assert told.get("right") is None

    ran(story())


def test_while_the_answer_of_the_class_runs_nothing_depends_on_what_is_right() -> None:
    async def told(right: Any) -> str:
        spec = {**OWN, "right": right} if isinstance(right, str) else {**NUMBER, "right": right}
        room = await voted(spec, ["a", "b", "b"] if "options" in spec else ["5", "50", "500"], [])
        await room.turn("running")
        return json.dumps([for_projector(room.room.state), for_student(room.room.state, "s0")])

    for rights in (("a", "b", "c"), (5.0, 50.0, 900.0)):
        sent = {ran(told(right)) for right in rights}
        assert len(sent) == 1
        assert '"most"' in sent.pop()


@pytest.mark.parametrize("spec", ALL, ids=NAMES)
def test_a_running_answer_is_shown_without_its_verdict(spec: Spec) -> None:
    async def story() -> None:
        room = await a_class([spec], 3)
        await room.ask(0)
        await room.vote(*votes_for(spec)[:1])
        await room.turn("closed", "running")
        result = for_projector(room.room.state)["result"]
        assert result["answered"] == (1, 0)
        assert sum(bar["counts"][0] for bar in result["bars"]) == 1
        assert not any(bar["right"] for bar in result["bars"])
        assert (result["truth"], result["right"], result["sure_and_wrong"]) == (None, (None, None), None)
        assert result["words"] == result["points"] == []

    ran(story())


@pytest.mark.parametrize("slug", sweepable())
def test_of_two_one_sits_on_either_side_of_the_edge(slug: str) -> None:
    question, vary = question_of({"sweep": slug}), LESSONS[slug].vary
    assert vary.critical is not None
    found = [question.given(seat) for seat in range(40)]
    assert all(vary.low <= one <= vary.critical for one in found[::2] if one is not None)
    assert all(vary.critical <= one <= vary.high for one in found[1::2] if one is not None)
    assert len({*found}) == 40


def test_results_hold_all_votes_and_say_of_none_whose_it_is() -> None:
    async def story() -> None:
        room = await voted(OWN, ["c", "a", "b"], ["b", "b"])
        told = results_of(room.room.state)
        rows = told[0]["votes"]
        assert [(row["first"], row["second"]) for row in rows] == [("a", "b"), ("b", None), ("c", "b")]
        written = json.dumps(told)
        assert "s0" not in written
        assert room.room.state.teacher not in written

    ran(story())
