"""A class on a bad network: cut in mid-vote, events held back, a phone that slept, a server that was killed."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import free_port, start
from tests.pages.classroom import Classroom, classroom

BACK = 5.0  # seconds in which all phones are back after a restart
SETTINGS = {"SLOPES_MEASURE_COSTS": "false", "SLOPES_WORKERS": "1"}


@pytest.fixture
def room(browser: Browser, server: str) -> Iterator[Classroom]:
    with classroom(browser, server) as found:
        yield found


def quiet(room: Classroom) -> None:
    """The consoles tell of what was cut, as they should."""
    for window in room.windows:
        window.noise.clear()


def test_a_vote_that_is_cut_off_arrives_once_the_network_is_back(room: Classroom) -> None:
    phone = room.phone()
    room.ask()
    phone.locator("#said").fill("0.05")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#trouble")).to_contain_text("No answer from the server")
    expect(room.teacher.locator("[data-told=answered]")).to_have_text("0")
    phone.context.set_offline(False)
    expect(phone.locator("#mine")).to_contain_text("Your answer is in: 0.05")
    expect(room.teacher.locator("[data-told=answered]")).to_have_text("1")
    expect(phone.locator("#trouble")).to_be_hidden()
    quiet(room)


def test_a_network_that_holds_events_back_is_got_round_by_asking(room: Classroom) -> None:
    phone = room.window(viewport={"width": 390, "height": 780}).page
    phone.route("**/events*", lambda route: None)  # an inspecting proxy: no byte, and no error
    phone.goto(room.address)
    expect(phone.locator("#shown")).to_contain_text("You are in", timeout=15_000)
    room.ask()
    expect(phone.locator("legend")).to_contain_text("At which learning rate")
    room.turn("closed")
    expect(phone.locator("#said")).to_be_disabled()
    phone.unroute("**/events*")
    quiet(room)


def test_a_phone_that_slept_sees_what_it_missed(room: Classroom) -> None:
    phone = room.phone()
    phone.context.set_offline(True)
    room.ask()
    room.turn("closed")
    phone.wait_for_timeout(500)
    phone.context.set_offline(False)
    phone.reload()
    expect(phone.locator("#shown")).to_contain_text("Answers are closed")
    quiet(room)


def test_the_time_that_is_left_is_the_servers_where_a_phones_clock_is_wrong(room: Classroom) -> None:
    off = "const now = Date.now.bind(Date); Date.now = () => now() - 3600e3"
    phone = room.window(viewport={"width": 390, "height": 780}).page
    phone.add_init_script(off)
    phone.goto(room.address)
    room.teacher.get_by_label("Time for an answer").select_option("30 seconds")
    room.ask()
    told = [one.locator("#clock") for one in (phone, room.projector(), room.teacher)]
    for clock in told:
        expect(clock).to_be_visible()
    left = [int(clock.inner_text().removesuffix(" s")) for clock in told]
    assert all(20 < seconds <= 30 for seconds in left)
    room.turn("closed")
    for clock in told:
        expect(clock).to_be_hidden()


def test_a_question_closes_by_itself(room: Classroom) -> None:
    phone = room.phone()
    room.teacher.evaluate("document.querySelector('#limit').options[1].value = '1'")
    room.teacher.get_by_label("Time for an answer").select_option("30 seconds")
    room.ask()
    expect(phone.locator("#said")).to_be_disabled()
    expect(room.teacher.locator(".now")).to_contain_text("closed")


def test_a_server_that_is_killed_in_mid_question_is_back_with_every_answer(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    settings = {**SETTINGS, "SLOPES_ROOMS_FOLDER": str(tmp_path)}
    process = start(port, **settings)
    try:
        with classroom(browser, f"http://127.0.0.1:{port}") as room:
            phone = room.phone()
            room.ask()
            phone.locator("#said").fill("0.05")
            phone.get_by_role("button", name="Send").click()
            expect(phone.locator("#mine")).to_contain_text("Your answer is in")
            process.send_signal(signal.SIGKILL)
            process.wait()
            process = start(port, **settings)
            began = time.monotonic()
            room.teacher.reload()
            room.turn("closed")
            expect(phone.locator("#said")).to_be_disabled(timeout=15_000)
            expect(phone.locator("#mine")).to_contain_text("0.05")
            assert time.monotonic() - began < 3 * BACK
            quiet(room)
    finally:
        process.kill()
        process.wait()
