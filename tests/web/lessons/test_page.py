"""The page of a lesson: its links hold all that was said, and lead through every beat, there and back."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import Any

import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.checks import Question, asked
from app.lessons.options import Rank, Several
from app.lessons.quantities import Draw, Number
from app.web.lessons.checked import OTHER
from tests.lessons.test_every_lesson import examples
from tests.web.client import ask
from tests.web.lessons.reading import PAGE, api, asked_by, links, page, words_of

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
BEATS = ("see", "why", "vary", "check", "end")


def at(lesson: AnyLesson, **query: Any) -> str:
    """A page of a lesson."""
    told = ask("GET", f"/lessons/{lesson.slug}", params=query, headers=PAGE)
    assert told.status_code == 200, (query, words_of(told.text))
    return told.text


def spoken_of(lesson: AnyLesson) -> str:
    """A prediction that is wrong."""
    return next(one for one in examples(lesson.prediction) if not lesson.mark(lesson.prediction.read(one)).right)


def canonical(lesson: AnyLesson, text: str) -> str:
    return lesson.prediction.write(lesson.prediction.read(text))


def question(lesson: AnyLesson, text: str) -> tuple[Question, int]:
    """The first question of a lesson's page after a prediction, and the seed that stands in the page."""
    shown = at(lesson, prediction=text, beat="check")
    found = re.search(r'name="seed" value="(\d+)"', shown)
    seed = int(found[1]) if found else int(asked_by(next(iter(links_of(shown, lesson, "seed"))))["seed"][0]) - OTHER
    return asked(lesson.checks[0], seed + 1), seed


def links_of(text: str, lesson: AnyLesson, field: str) -> list[str]:
    return [one for one in links(text, f"/lessons/{lesson.slug}") if field in asked_by(one)]


@lessons
def test_every_link_keeps_the_prediction_through_all_beats(lesson: AnyLesson) -> None:
    text = canonical(lesson, spoken_of(lesson))
    for beat in BEATS:
        shown = at(lesson, prediction=text, beat=beat)
        found = links(shown, f"/lessons/{lesson.slug}")
        anew = [one for one in found if "prediction" not in asked_by(one)]
        assert anew == [f"/lessons/{lesson.slug}"] * len(anew), beat  # the first beat, where it is said
        assert len(anew) == 1
        assert {asked_by(one)["prediction"][0] for one in found if one not in anew} == {text}
        assert [asked_by(one)["beat"][0] for one in found[1:5]] == [*BEATS[:4]]
        assert len(set(found[:5])) == 5, "each beat is an address of its own"
        if beat == "check":
            assert re.search(rf'name="prediction"\s+value="{re.escape(html.escape(text))}"', shown)


@lessons
def test_who_has_skipped_is_led_through_all_beats_too(lesson: AnyLesson) -> None:
    shown, path = at(lesson), f"/lessons/{lesson.slug}"
    way = next(one for one in links(shown, path) if "skip" in asked_by(one))
    for beat in BEATS:
        told = page(f"{way}&beat={beat}")
        found = [one for one in links(told, path) if asked_by(one)]
        assert all(asked_by(one)["skip"] == ["1"] for one in found)
        assert "Not quite" not in told
        assert "You may think" not in told
    assert lesson.aha().words in words_of(page(way))


@lessons
def test_on_and_on_leads_from_the_question_to_the_end(lesson: AnyLesson) -> None:
    text, seen = canonical(lesson, spoken_of(lesson)), []
    way = f"/lessons/{lesson.slug}?prediction={text}"
    for _ in range(20):
        shown = page(way)
        seen.append(re.findall(r'data-beat="(\w+)"', shown)[0])
        found = [html.unescape(one) for one in re.findall(r'class="button primary" href="([^"]+)" rel="next"', shown)]
        if not found and seen[-1] == "check":  # the solution comes after an answer
            check = len([one for one in seen if one == "check"])
            found = [f"{way}&answer={answer}" for answer in [tried(lesson, shown, check)]]
            seen.pop()
        if seen[-1:] == ["end"]:
            break
        assert len(found) == 1
        assert found[0] not in {way}
        way = found[0]
    knobs = 1 if lesson.asked_of_each else max(1, len(lesson.faces))  # one a picture, where they are shown in turn
    assert seen == ["see", "why", *["vary"] * knobs, "check", "check", "check", "end"]


def tried(lesson: AnyLesson, shown: str, check: int) -> str:
    """An answer twice, which ends a question."""
    found = re.search(r'name="seed" value="(\d+)"', shown)
    assert found
    one = asked(lesson.checks[check - 1], int(found[1]) + check)
    return str(one.kind.write(one.key))


@lessons
def test_one_spelling_one_page(lesson: AnyLesson) -> None:
    for text in examples(lesson.prediction):
        usual = at(lesson, prediction=canonical(lesson, text))
        assert at(lesson, prediction=text, beat="see") == usual
        assert at(lesson, prediction=f" {text} ") == usual
        if isinstance(lesson.prediction, Number):
            assert at(lesson, prediction=f"{text}*1") == usual


def test_what_is_ticked_becomes_one_prediction_in_the_link() -> None:
    for lesson in LESSONS.values():
        if isinstance(lesson.prediction, Several):
            names = [one.name for one in lesson.prediction.options][1:3]
            usual = at(lesson, prediction=",".join(names))
            assert at(lesson, ticked=names) == usual
            assert at(lesson, ticked=names[::-1]) == usual
            assert "ticked=" not in usual
            none = at(lesson, prediction="none")
            assert at(lesson, ticked=names, prediction="none") == none != usual, "by the button that says so"
            assert 'data-beat="ask"' in at(lesson), "where nothing is ticked nothing is predicted"


def test_what_is_drawn_becomes_one_prediction_in_the_link() -> None:
    lesson = LESSONS["sigmoid"]
    assert isinstance(lesson.prediction, Draw)
    heights = [f"{0.01 * k:.2f}" for k in range(lesson.prediction.points)]
    usual = at(lesson, prediction=canonical(lesson, ",".join(heights)))
    assert at(lesson, drawn=heights) == usual
    assert "drawn=" not in usual
    assert ask("GET", "/lessons/sigmoid", params={"drawn": ["0"] * 65}, headers=PAGE).status_code == 422
    shown = at(lesson)
    assert len(re.findall(r'name="drawn"', shown)) == lesson.prediction.points


def test_an_order_is_made_step_by_step_and_taken_back() -> None:
    for lesson in LESSONS.values():
        if not isinstance(lesson.prediction, Rank):
            continue
        path, names = f"/lessons/{lesson.slug}", [one.name for one in lesson.prediction.options]
        way, placed = path, list[str]()
        while found := options_of(shown := page(way)):
            back = [one for one in links(shown, path) if asked_by(one).get("draft", [""]) == [",".join(placed[:-1])]]
            assert back or not placed
            assert len(found) == len(names) - len(placed)
            assert not any("prediction" in asked_by(one) for one in links(shown, path)), "not before all have a place"
            way = found[-1]
            placed = asked_by(way)["draft"][0].split(",")
        assert placed == [*names[:0:-1], names[0]]
        assert [",".join(placed)] in [asked_by(one).get("prediction") for one in links(shown, path)]
        assert [",".join(placed[:-2])] in [asked_by(one).get("draft") for one in links(shown, path)], "it is taken back"
        odd = page(f"{path}?draft=nobody,{names[1]},{names[1]}")
        assert options_of(odd) == options_of(page(f"{path}?draft={names[1]}"))


def options_of(text: str) -> list[str]:
    """Where the options of a page lead."""
    return [html.unescape(one) for one in re.findall(r'<a class="option" href="([^"]+)"', text)]


@lessons
def test_a_question_of_the_page_has_two_tries_and_tells_nothing_before(lesson: AnyLesson) -> None:
    text = canonical(lesson, spoken_of(lesson))
    one, seed = question(lesson, text)
    key, wrong = one.kind.write(one.key), one.kind.write(one.wrong[0][0])
    asked_for = {"prediction": text, "beat": "check", "seed": seed}
    tries = [(), ("?",), (wrong,), (wrong, wrong), (key,), (wrong, key)]
    over = [False, False, False, True, True, True]
    for answers, ended in zip(tries, over, strict=True):
        shown = at(lesson, **asked_for, answer=answers)
        words = " ".join(words_of(shown).split())
        told = [sentence for sentence in one.solution if " ".join(sentence.split()) in words]
        assert told == (list(one.solution) if ended else []), answers
        assert len(re.findall(r'class="verdict[^"]*">You said', shown)) == len(
            [answer for answer in answers if answer != "?"]
        )
        assert ("Right." in words) == (key in answers)
        assert ("The same belief again." in words) == (answers == (wrong, wrong))
        own = [each for each in one.own if each.name == one.wrong[0][1]]
        known = own[0] if own else lesson.misconception(one.wrong[0][1])
        assert known is not None
        assert words.count(" ".join(known.belief.split())) == (wrong in answers)


@lessons
def test_other_numbers_are_others(lesson: AnyLesson) -> None:
    for number in range(1, len(lesson.checks) + 1):
        shown, prompts = at(lesson, skip=1, beat="check", check=number), []
        for _ in range(6):
            prompts += re.findall(r'class="prompt">(.+?)</p>', shown)
            (other,) = re.findall(r'<a class="quiet" href="([^"]+)">Other numbers', shown)
            shown = page(html.unescape(other))
        assert all(one != after for one, after in pairwise(prompts))
        assert len(prompts) == 6


@lessons
def test_no_line_ends_beside_an_equals_sign_or_before_a_percent_sign(lesson: AnyLesson) -> None:
    for beat in BEATS:
        told = at(lesson, prediction=canonical(lesson, spoken_of(lesson)), beat=beat).partition('class="told"')[2]
        words = re.sub(r"<[^>]*>", "|", told.partition("</form>")[0].partition('class="caption')[0])
        assert not re.search(r" [=≈±] |\d %", words), beat


@lessons
def test_each_symbol_of_a_formula_names_a_line_of_its_picture(lesson: AnyLesson) -> None:
    """By which the page shows the one for the other: letter by letter the same name."""
    for face in lesson.faces or (None,):
        box = {"box": face.name} if face else {}
        for beat, call in (("why", "predictions"), ("vary", "variations")):
            shown = at(lesson, skip=1, beat=beat, **box)
            named = {html.unescape(one) for one in re.findall(r'data-line="([^"]*)"', shown)}
            drawn = api(f"/api/lessons/{lesson.slug}/{call}" + (f"?box={face.name}" if face else ""))["figure"]["data"]
            lines = {one.get("meta", {}).get("line") or one.get("name") for one in drawn}
            assert named <= lines, (beat, named - lines)


@lessons
def test_no_option_of_a_question_stands_out(lesson: AnyLesson) -> None:
    for check in range(1, 4):
        for seed in range(5):
            shown = at(lesson, skip=1, beat="check", check=check, seed=seed)
            one = asked(lesson.checks[check - 1], seed + check)
            if one.kind.name != "choice":
                continue
            options = options_of(shown)
            assert len(options) >= 3
            assert len({re.sub(r"answer=\w", "answer=", link) for link in options}) == 1


@lessons
def test_the_room_stays_a_room(lesson: AnyLesson) -> None:
    for beat in BEATS:
        shown = at(lesson, skip=1, beat=beat, view="projector")
        for link in links(shown, f"/lessons/{lesson.slug}"):
            if asked_by(link) != {"skip": ["1"], "beat": [beat]}:  # the way out of it
                assert asked_by(link)["view"] == ["projector"], link
