"""Who listens is woken by what concerns it, waits on what is its own, and leaves nothing behind."""

from __future__ import annotations

import asyncio

from app.rooms.pages import Pages
from tests.rooms.rooms import ran

SOON = 0.05  # seconds


def test_votes_wake_the_teacher_alone_and_a_turn_wakes_everybody() -> None:
    async def story() -> None:
        pages = Pages()
        with pages.page("teacher", 1) as teacher, pages.page("student", 1, public=True) as student:
            for turned in (False, True):
                waits = [asyncio.create_task(page.news(SOON)) for page in (teacher, student)]
                await asyncio.sleep(0)
                pages.wake(turned)
                assert await asyncio.gather(*waits) == [True, turned]
            assert not await teacher.news(SOON)

    ran(story())


def test_one_page_too_many_sends_the_oldest_away_at_once() -> None:
    async def story() -> None:
        pages = Pages()
        with pages.page("one", 1) as oldest:
            waits = asyncio.create_task(oldest.news(60))
            await asyncio.sleep(0)
            with pages.page("one", 1) as newest:
                assert await waits
                assert oldest.gone
                assert not newest.gone
            assert not pages.here("one")

    ran(story())


def test_many_who_wait_are_left_one_by_one_without_a_look_at_the_others() -> None:
    """Nothing that all share holds a trace of who waits: a beat of each among thousands would be millions of looks."""

    async def story() -> None:
        pages = Pages()
        with pages.page("a", 1, public=True) as one, pages.page("b", 1, public=True) as other:
            waits = asyncio.create_task(other.news(60))
            assert not await one.news(SOON)
            pages.wake(turned=True)
            assert await waits

    ran(story())
