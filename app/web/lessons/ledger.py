"""The slides beside what is measured, and every published number beside its reference: from the objects CI checks."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request, Response

from ...core.numerals import decimal
from ...lessons import LESSONS
from ...lessons.content import Reference
from ...lessons.slides import STATEMENTS, Statement
from ..http.address import address
from ..http.answers import LAB
from ..page.render import show

MANY = 100_000  # numbers that could be made while all published ones are worked out
DIGITS = 7


@dataclass(frozen=True)
class Row:
    """A published number in words."""

    what: str
    ours: str
    value: str
    tolerance: str
    source: str
    since: str
    holds: bool


@dataclass(frozen=True)
class Published:
    """The numbers of one lesson, or of the slides."""

    title: str
    slug: str
    url: str
    rows: list[Row]


def row(one: Reference) -> Row:
    """One number, worked out now."""
    tolerance = decimal(one.tolerance, 2) if one.tolerance else "exact"
    return Row(one.what, decimal(one.ours(), DIGITS), decimal(one.value, DIGITS), tolerance, one.source, one.since,
               one.holds)  # fmt: skip


class SlidesPage:
    """The statements, chapter by chapter."""

    @property
    def chapters(self) -> list[tuple[str, list[Statement]]]:
        """In the order of the slides."""
        found: dict[str, list[Statement]] = {}
        for one in STATEMENTS:
            found.setdefault(one.chapter, []).append(one)
        return list(found.items())

    def url(self, one: Statement) -> str:
        """The page that shows it."""
        path, _, query = one.shown.partition("?")
        return address(path, query)

    def page_of(self, one: Statement) -> str:
        """What that page is."""
        slug = one.shown.removeprefix("/lessons/")
        return LESSONS[slug].question if slug in LESSONS else "In the lab"


class VerifyPage:
    """All published numbers."""

    @property
    def published(self) -> list[Published]:
        """Lesson by lesson, then the slides."""
        found = [
            Published(one.question, one.slug, address(f"/lessons/{one.slug}"), [row(told) for told in one.references])
            for one in LESSONS.values()
        ]
        numbers = [row(one.number) for one in STATEMENTS if one.number]
        return [*found, Published("The slides", "slides", address("/slides"), numbers)]


async def slides(request: Request) -> Response:
    """What the slides say, and what is measured."""
    return await show(request, "slides.html", SlidesPage, LAB)


async def verify(request: Request) -> Response:
    """Every published number beside its reference."""
    return await show(request, "verify.html", VerifyPage, MANY)
