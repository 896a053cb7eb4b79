"""Lessons: predict, run, see the gap, understand, vary, check."""

from __future__ import annotations

from importlib import import_module
from inspect import getmembers, isabstract, isclass
from pkgutil import iter_modules

from . import chapters
from .base import AnyLesson, Lesson

ORDER = "0ABCDEFGH"  # of chapters: the first lesson belongs to none


def _found() -> list[AnyLesson]:
    modules = [import_module(f"{chapters.__name__}.{one.name}") for one in iter_modules(chapters.__path__)]
    kinds = [
        kind for module in modules for _, kind in getmembers(module, isclass) if kind.__module__ == module.__name__
    ]
    return [kind() for kind in kinds if issubclass(kind, Lesson) and not isabstract(kind)]


def _place(lesson: AnyLesson) -> tuple[int, int]:
    chapter, number = lesson.place[0], lesson.place[1:]
    return (0, 0) if chapter == "L" else (ORDER.index(chapter), int(number))


LESSONS: dict[str, AnyLesson] = {one.slug: one for one in sorted(_found(), key=_place)}
