"""What a hand may do on a phone and on the teacher's page, and what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.classroom import Classroom, classroom

LONG = "An answer of a hundred characters that says at length, and in words that all fit, what is right " * 2


@pytest.fixture
def room(browser: Browser, server: str) -> Iterator[Classroom]:
    with classroom(browser, server) as found:
        yield found


def test_a_slider_that_nobody_moved_is_no_answer(room: Classroom) -> None:
    phone = room.phone()
    room.ask()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#trouble")).to_have_text("Move the slider, or write a number.")
    expect(room.teacher.locator("[data-told=answered]")).to_have_text("0")


def test_a_number_stays_as_it_was_written_and_the_slider_follows_it(room: Classroom) -> None:
    phone = room.phone()
    room.ask()
    phone.locator("#said").fill("0,04")
    before = phone.locator("#guess").input_value()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#mine")).to_contain_text("Your answer is in: 0,04.")
    phone.locator("#said").blur()
    expect(phone.locator("#said")).to_have_value("0,04")
    room.own("How far?", low="1", high="1000", unit="m")
    assert phone.locator("#guess").input_value() == before
    room.turn("closed", "revealed")
    expect(phone.locator(".verdict")).to_contain_text("Right.")
    room.ask(room.teacher.locator(".agenda li").count() - 1)
    phone.locator("#said").fill("320 m")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#mine")).to_contain_text("Your answer is in: 320 m.")


def test_two_tabs_of_one_phone_tell_the_same_answer(room: Classroom) -> None:
    phone = room.phone()
    other = phone.context.new_page()
    other.goto(room.address)
    room.ask()
    for page, text in ((phone, "0.03"), (other, "0.05")):
        page.locator("#said").fill(text)
        page.get_by_role("button", name="Send").click()
    for page in (phone, other):
        expect(page.locator("#mine")).to_contain_text("Your answer is in: 0.05.")


def test_a_long_answer_wraps_on_every_page(room: Classroom) -> None:
    long = LONG[:118]
    room.own("Which?", f"{long}\nno", "1")
    phone, screen = room.phone(), room.projector()
    room.teacher.set_viewport_size({"width": 390, "height": 800})
    room.ask(room.teacher.locator(".agenda li").count() - 1)
    phone.locator(".option").first.click()
    expect(phone.locator("#mine")).to_be_visible()
    room.turn("closed", "revealed")
    for page in (phone, screen, room.teacher):
        expect(page.locator(".bars .right th")).to_contain_text(long.strip())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".bars .right th").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_the_keys_go_on_where_a_button_is_gone(room: Classroom) -> None:
    room.teacher.locator("[data-ask='0']").focus()
    for phase in ("asking", "closed"):
        room.teacher.keyboard.press("Enter")
        expect(room.teacher.locator(".now")).to_contain_text(phase)
        expect(room.teacher.locator(".steps button:focus")).to_have_count(1)


def test_a_question_of_ones_own_is_refused_beside_its_button(room: Classroom) -> None:
    page, told = room.teacher, room.teacher.locator("#own .trouble")
    page.locator("summary", has_text="Ask something of your own").click()
    page.locator("#own [name=text]").fill("   ")
    for fields, said in (
        ({}, "Write the question."),
        ({"text": "Which?"}, "Write answers, one a line, or the range of a number."),
        ({"options": "one"}, "Write two to eight answers, one a line."),
        ({"options": "one\ntwo", "right": "3"}, "What is right is the number of a line, 1 to 2."),
        ({"options": f"one\n{'x' * 121}", "right": "1"}, "Answer 2 is longer than 120 characters."),
        ({"options": "", "low": "3", "high": "2"}, "From is less than to."),
        ({"low": "1", "right": "9"}, "What is right is a number in that range."),
    ):
        for name, value in fields.items():
            page.locator(f"#own [name={name}]").fill(value)
        page.get_by_role("button", name="Put it on the list").click()
        expect(told).to_have_text(said)


def test_an_address_of_this_computer_alone_is_told_to_the_teacher_and_shown_as_no_code(room: Classroom) -> None:
    for page in (room.teacher, room.projector()):
        expect(page.locator("#shown .trouble")).to_contain_text("This address leads each phone to itself")
        expect(page.locator(".qr")).to_have_count(0)


def test_the_link_to_a_second_device_can_be_taken_where_a_browser_copies_nothing(room: Classroom) -> None:
    page = room.teacher
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as on http elsewhere
    page.get_by_role("button", name="Copy its link").click()
    expect(page.locator("#link input")).to_be_visible()
    expect(page.locator("#link input")).to_have_value(page.url)


def test_whoever_types_a_wrong_code_may_type_another(room: Classroom) -> None:
    page = room.window().page
    page.goto(f"{room.server}/rooms/BBBBBB")
    expect(page.locator("#trouble")).to_be_hidden()
    page.locator("#code").fill("12")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#trouble")).to_have_text("A code has six letters.")
    page.locator("#code").fill(room.code.lower())
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#shown")).to_contain_text("You are in")
    room.windows[-1].noise.clear()  # that there is none is in the console, as it should be
