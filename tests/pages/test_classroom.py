"""A whole lesson in real browsers: a teacher, a projector and three phones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.checks import clean
from tests.pages.classroom import Classroom, classroom

KILOBYTES = 25  # that a phone loads before the first question


@pytest.fixture
def room(browser: Browser, server: str) -> Iterator[Classroom]:
    with classroom(browser, server) as found:
        yield found


def answer(phone: Page, text: str) -> None:
    phone.locator("#said").fill(text)
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#mine")).to_contain_text(f"Your answer is in: {text}.")


def test_a_class_predicts_talks_votes_again_and_sees_its_answer_run(room: Classroom) -> None:
    screen, phones = room.projector(), [room.phone() for _ in range(3)]
    expect(screen.locator(".large")).to_have_text(room.code)
    expect(room.teacher.locator("[data-told=students]").first).to_have_text("3")
    room.ask()
    expect(screen.locator("h1")).to_contain_text("At which learning rate")
    for phone, text in zip(phones, ("0.05", "0.04", "0.02"), strict=True):
        answer(phone, text)
    phones[0].get_by_role("button", name="Sure", exact=True).click()
    expect(screen.locator("[data-told=answered]")).to_have_text("3")
    expect(room.teacher.locator("[data-told=right]")).to_contain_text("33 % are right")
    assert "%" not in screen.locator("main").inner_text()
    room.turn("closed")
    expect(room.teacher.locator(".advice")).to_contain_text("Few are right")
    room.turn("talking")
    expect(screen.locator(".count")).to_contain_text("Find somebody with another answer")
    expect(phones[0].locator("#shown")).to_contain_text("Find somebody with another answer")
    room.turn("asking")
    answer(phones[0], "0.04")
    room.turn("closed", "revealed")
    expect(screen.locator(".said-most")).to_contain_text("The middle of your answers: 0.04")
    expect(screen.locator(".moved")).to_contain_text("1: 0.043 to 0.053 → 0.04")
    screen.frame_locator("iframe").locator(".plot.drawn").wait_for()
    expect(phones[0].locator(".verdict")).to_have_text("Right. You said 0.04.")
    expect(phones[2].locator(".verdict")).to_have_text("Not this time. You said 0.02.")


def test_the_answer_of_most_runs_before_anybody_is_told_what_is_true(room: Classroom) -> None:
    screen, phone = room.projector(), room.phone()
    room.ask()
    answer(phone, "0.04")
    room.turn("closed", "running")
    expect(screen.locator(".said-most")).to_contain_text("The middle of your answers: 0.04")
    expect(screen.locator(".ran img")).to_be_visible()
    expect(phone.locator("#shown")).to_contain_text("Then comes the truth")
    for page in (screen, phone):
        assert "Right" not in page.locator("main").inner_text()
        expect(page.locator(".truth, .bars .right, .verdict, iframe")).to_have_count(0)
    room.turn("revealed")
    expect(screen.locator(".truth")).to_contain_text("0.0393 to 0.0408 counts as right")
    expect(phone.locator(".verdict")).to_have_text("Right. You said 0.04.")


def test_what_runs_is_laid_out_as_for_a_projector_and_made_to_fit(room: Classroom) -> None:
    screen = room.projector()
    room.ask()
    room.turn("closed", "revealed")
    screen.frame_locator("iframe").locator(".plot.drawn").wait_for()
    wide = screen.frame_locator("iframe").locator("html").evaluate("root => root.clientWidth")
    place, frame = (screen.locator(one).bounding_box() for one in (".frame", "iframe"))
    assert place
    assert frame
    assert place["width"] < 1100 < wide
    assert (frame["width"], frame["height"]) == pytest.approx((place["width"], place["height"]), abs=3)
    screen.set_viewport_size({"width": 1366, "height": 768})
    expect(screen.locator(".strip")).to_be_in_viewport(ratio=0.99)
    player = screen.frame_locator("iframe").locator(".player")
    foot = player.evaluate("player => player.getBoundingClientRect().bottom - innerHeight")
    assert foot <= 0, "the player is in the frame"


def test_an_answer_outlives_a_reload_and_no_reload_changes_it_after_closing(room: Classroom) -> None:
    phone = room.phone()
    room.ask()
    answer(phone, "0.05")
    phone.reload()
    expect(phone.locator("#said")).to_have_value("0.05")
    room.turn("closed")
    expect(phone.locator("#said")).to_be_disabled()
    phone.reload()
    expect(phone.locator("#mine")).to_contain_text("Your answer is in: 0.05.")
    expect(phone.locator("#said")).to_be_disabled()
    expect(room.teacher.locator("[data-told=students]").first).to_have_text("1")


def test_a_second_device_of_the_teacher_and_two_teachers_at_once(room: Classroom) -> None:
    other = room.window(viewport={"width": 390, "height": 780}).page
    other.goto(f"{room.address}/teacher#{room.key}")
    room.ask()
    close = [page.wait_for_selector("[data-phase=closed]") for page in (other, room.teacher)]
    for button in close:
        assert button is not None
        button.evaluate("button => button.click()")  # the second may be gone with what the first has brought about
    for page in (other, room.teacher):
        expect(page.locator(".now")).to_contain_text("Round 1, closed")
        expect(page.locator("#trouble")).to_be_hidden()


def test_a_page_without_the_key_can_do_nothing(room: Classroom) -> None:
    stranger = room.window().page
    stranger.goto(f"{room.address}/teacher")
    expect(stranger.locator("#trouble")).to_contain_text("lacks the key")
    stranger.goto(f"{room.address}/teacher#{'x' * 24}")
    stranger.reload()
    expect(stranger.locator("#trouble")).to_contain_text("none of this room")
    room.windows[-1].noise.clear()  # the refusal is in the console, as it should be


def test_what_somebody_writes_is_text(room: Classroom) -> None:
    evil = "<img src=x onerror=alert(1)>"
    room.own(f"Which {evil}?", f"{evil}\n{{{{ 7 * 7 }}}}\n$&", "2")
    phone, screen = room.phone(), room.projector()
    room.ask(room.teacher.locator(".agenda li").count() - 1)
    expect(phone.locator("legend")).to_have_text(f"Which {evil}?")
    phone.locator(".option").nth(2).click()
    expect(phone.locator("#mine")).to_contain_text("“$&”")
    assert phone.locator("img").count() == screen.locator(".asked img").count() == 0
    room.turn("closed", "revealed")
    expect(screen.locator(".truth")).to_have_text("Right: {{ 7 * 7 }}")


def test_each_phone_draws_a_point_of_the_curve(room: Classroom) -> None:
    phones = [room.phone() for _ in range(3)]
    room.ask(1)
    given = []
    for phone in phones:
        expect(phone.locator("legend")).to_contain_text("nobody else's")
        given.append(phone.locator("legend").inner_text())
        phone.locator(".option").first.click()
        expect(phone.locator("#mine")).to_be_visible()
    assert len({*given}) == 3
    screen = room.projector()
    expect(screen.locator("h1")).to_have_text("Each of you has another α. What becomes of yours?")
    room.turn("closed", "revealed")
    expect(screen.locator(".sweep circle, .sweep .gone")).to_have_count(3)
    expect(screen.locator(".sweep text").last).to_have_text("2 / L = 0.04")
    expect(phones[0].locator(".sweep .own")).to_have_count(1)


def test_at_the_end_all_of_it_is_on_one_page_and_can_be_taken_home(room: Classroom) -> None:
    phone = room.phone()
    for place in (0, 2):
        room.ask(place)
        answer(phone, "0.05")
        room.turn("closed", "revealed")
    room.teacher.locator("summary", has_text="Take the votes home").click()
    with room.teacher.expect_download() as table:
        room.teacher.locator("#csv").click()
    assert table.value.path().read_text().count("\n") == 3
    room.teacher.get_by_role("button", name="End this room").click()
    room.teacher.get_by_role("button", name="Go on").click()
    expect(room.teacher.locator("[data-phase=ended]")).to_be_hidden()
    room.teacher.get_by_role("button", name="End this room").click()
    room.teacher.get_by_role("button", name="End it").click()
    expect(room.teacher.locator(".kept")).to_have_count(2)
    room.teacher.emulate_media(media="print")
    expect(room.teacher.locator(".kept .bars").last).to_be_visible()
    expect(room.teacher.locator("#print")).to_be_hidden()
    expect(phone.locator("#shown")).to_contain_text("This room has ended")


def test_one_key_hides_what_is_nobody_elses_business(room: Classroom) -> None:
    phone = room.phone()
    room.ask()
    answer(phone, "0.05")
    phone.mouse.click(200, 700)
    phone.keyboard.press("h")
    assert "blur" in phone.locator("#mine").evaluate("one => getComputedStyle(one).filter")
    phone.keyboard.press("h")
    assert phone.locator("#mine").evaluate("one => getComputedStyle(one).filter") == "none"


def test_a_phone_loads_little(room: Classroom) -> None:
    phone = room.window(viewport={"width": 390, "height": 780}).page
    loaded: list[int] = []
    phone.on("response", lambda one: loaded.append(int(one.headers.get("content-length", 0)) + 300))
    phone.goto(room.address)
    expect(phone.locator("#shown")).to_contain_text("You are in")
    assert phone.locator("script[src*=plotly]").count() == 0
    assert 5_000 < sum(loaded) < KILOBYTES * 1_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_for_axe_to_find_on_any_side(room: Classroom, scheme: str) -> None:
    pages = [room.projector(), room.phone(), room.teacher]

    def look() -> None:
        for page in pages:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two
            page.wait_for_timeout(50)
            clean(page)

    look()
    room.ask()
    answer(pages[1], "0.04")
    look()
    room.turn("closed", "revealed")
    expect(pages[0].locator(".said-most")).to_be_visible()
    look()
