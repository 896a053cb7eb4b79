"""What the tests read in an answer about a lesson: its words, its links, and what it must not tell yet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.core.catalogue import number
from app.core.numerals import decimal
from app.lessons.base import AnyLesson
from tests.lessons.spelling import spellings
from tests.web.client import APP, ask

NUMBERS = re.compile(r"(?<![\w.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+| × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?![\w]|[.,]\d)")
SHORT = 15  # characters of what may be said by chance
PAGE = {"Accept": "text/html"}


def page(path: str, app: Any = APP) -> str:
    """A page that is there."""
    told = ask("GET", path, app, headers=PAGE)
    assert told.status_code == 200, (path, told.text[:300])
    return told.text


def api(path: str, app: Any = APP) -> Any:
    """An answer of the API that is there."""
    told = ask("GET", path, app)
    assert told.status_code == 200, (path, told.text)
    return told.json()


def words_of(text: str) -> str:
    """What a page says: neither its pictures' paths nor its tags, but what pictures and fields say in words."""
    said = re.findall(r'(?:alt|title|aria-label|aria-valuetext|placeholder|content|value)="([^"]*)"', text)
    named = re.findall(r"<text[^>]*>(.*?)</text>", text, re.S)
    kept = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text, flags=re.S)
    ticks = [one for one in named if not NUMBERS.fullmatch(html.unescape(one))]  # an axis has its numbers anyway
    return html.unescape(" \n ".join([re.sub(r"<[^>]+>", " ", kept), *said, *ticks]))


def strings(told: Any, within: str = "") -> Iterator[str]:
    """Every string and number of an answer, but of a figure its words alone."""
    if isinstance(told, dict):
        for name, one in told.items():
            if within != "figure" or name in {
                "data",
                "layout",
                "text",
                "name",
                "hovertemplate",
                "annotations",
                "title",
            }:
                yield from strings(one, "figure" if name == "figure" else within)
    elif isinstance(told, list):
        for one in told:
            yield from strings(one, within)
    elif told is not None and not (within == "figure" and isinstance(told, int | float)):
        yield str(told)


def links(text: str, path: str) -> list[str]:
    """The addresses of one path that a page links to."""
    found = [html.unescape(one) for one in re.findall(r'<a\b[^>]*?href="([^"]+)"', text)]
    return [one for one in found if urlsplit(one).path == path]


def asked_by(link: str) -> dict[str, list[str]]:
    """The query of a link."""
    return parse_qs(urlsplit(link).query)


def sentences(lesson: AnyLesson) -> list[str]:
    """What is told after a prediction alone."""
    aha, why, vary = lesson.aha(), lesson.why(lesson.usual), lesson.vary
    told = [aha.words, *lesson.seen(None).words, *why.words, why.formula, why.numbers, lesson.limits]
    told += [part for one in lesson.misconceptions for part in (one.belief, one.instead, one.look)]
    told += [part for one in lesson.references for part in (one.what, one.source)]
    return [one for one in (*told, aha.equals, vary.mark, vary.goal) if len(one) > SHORT]


def secrets(lesson: AnyLesson) -> set[str]:
    """The truth of a prediction, in all its spellings."""
    truth = lesson.truth()
    found = {lesson.prediction.write(truth)}
    if lesson.prediction.name != "choice":  # among things that are all shown
        found.add(lesson.aha().number)
    if isinstance(truth, float):
        found |= {*spellings(truth).values(), decimal(truth), decimal(truth, 4), number(truth)}
    if lesson.prediction.name == "draw":
        tall = [height for height in truth if height > 0.1 * max(truth)]
        found |= {f"{height:{form}}" for height in tall for form in (".3g", ".4g", "")}
    told = {one.name for one in getattr(lesson.prediction, "options", ())}  # which one is right is not told
    slides = getattr(lesson.prediction, "slides", None) or (0, 0)
    told |= {"1", "1.0", "10^0"} if 1 in (slides[1], getattr(lesson.prediction, "high", 0)) else set()
    told |= set(NUMBERS.findall(lesson.question))
    return found - told
