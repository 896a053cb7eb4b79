"""The knob's handle in a lesson's picture, taken by mouse and by finger; and a lesson in a frame that locks all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.lessons import LESSONS
from app.lessons.quantities import Number
from tests.pages.conftest import Window
from tests.pages.hands import PHONE, Fingers, Hand, query

HELD = [slug for slug, lesson in LESSONS.items() if lesson.held(lesson.usual)]
WHERE_MANY_MEET = {"conditioning", "four", "momentum"}  # whose handle is in the same spot for many values
AT_ONCE = 100  # milliseconds from a move of the hand to its effect


def middle(page: Page) -> tuple[float, float]:
    """Where the handle is, on the screen."""
    box = page.locator("#grip.placed").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def goal(slug: str) -> tuple[int, float]:
    """A place of the knob a quarter of its range from where it stands, and its value."""
    places = LESSONS[slug].vary.places.tolist()
    here = min(range(len(places)), key=lambda k: abs(places[k] - LESSONS[slug].usual))
    there = here - len(places) // 4 if here > len(places) // 2 else here + len(places) // 4
    return there, places[there]


@pytest.mark.parametrize("slug", HELD)
def test_the_handle_turns_the_knob_to_where_it_is_dragged(window: Window, slug: str) -> None:
    page, hand = window.open(f"/lessons/{slug}?skip=1&beat=vary"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    entries, held = hand.entries(), LESSONS[slug].held(goal(slug)[1])
    assert held is not None
    hand.drag(middle(page), hand.place(*held))
    page.wait_for_selector("html:not([data-busy])")
    window.settle()
    position = int(page.locator("#value").input_value())
    if slug not in WHERE_MANY_MEET:
        assert abs(position - goal(slug)[0]) <= 1
    assert middle(page) == pytest.approx(hand.place(*held), abs=6)
    assert hand.entries() == entries + 1, "a drag is one step of the history"
    assert page.evaluate("document.activeElement.id") == "value", "arrow keys go on from there"
    page.keyboard.press("ArrowRight" if position < goal(slug)[0] + 1 else "ArrowLeft")
    expect(page.locator("#value")).not_to_have_value(str(position))


@pytest.mark.parametrize("path", ["momentum?skip=1&beat=vary&box=ravine", "four?skip=1&beat=vary&box=ravine"])
def test_where_the_way_of_the_handle_bends_back_a_drag_stays_on_its_branch(window: Window, path: str) -> None:
    page = window.open(f"/lessons/{path}")
    page.wait_for_selector(".plot.drawn")
    slider = page.locator("#value")
    (x, y), found = middle(page), [int(slider.input_value())]
    page.mouse.move(x, y)
    page.mouse.down()
    for right in (5, 15, 40, 100, 300):
        page.mouse.move(x + right, y)
        found.append(int(slider.input_value()))
    page.mouse.up()
    assert found == sorted(found)
    assert found[-1] > found[0]


def test_a_handle_is_moved_from_where_many_values_have_one_place(window: Window) -> None:
    """On the picture's scale a millionth cannot be told from nothing."""
    page = window.open("/lessons/saddles?skip=1&beat=vary&box=above")
    page.wait_for_selector(".plot.drawn")
    (x, y), found = middle(page), [1e-6]
    page.mouse.move(x, y)
    page.mouse.down()
    for up in (2, 4, 8):
        page.mouse.move(x, y - up)
        found.append(float(page.locator("#value-box").input_value()))
    page.mouse.up()
    assert found == sorted(set(found))


def test_what_is_dragged_is_shown_at_once(window: Window) -> None:
    page = window.open("/lessons/softmax?skip=1&beat=vary")
    page.wait_for_selector(".plot.drawn")
    page.evaluate("""() => {
      window.waits = [];
      let since = 0;
      document.addEventListener("pointermove", () => { since = performance.now(); }, { capture: true });
      new MutationObserver(() => waits.push(performance.now() - since))
        .observe(document.querySelector("#lab"), { attributes: true, attributeFilter: ["data-query"] });
    }""")
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 11):
        page.mouse.move(x, y + 8 * k)
        page.wait_for_timeout(150)
    page.mouse.up()
    waits = sorted(page.evaluate("waits"))
    assert len(waits) >= 8
    assert waits[len(waits) // 2] < AT_ONCE, waits


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["phone"])
def test_a_finger_drags_the_handle_and_scrolls_beside_it(window: Window) -> None:
    page = window.open("/lessons/softmax?skip=1&beat=vary")
    page.wait_for_selector(".plot.drawn")
    x, y = middle(page)
    Fingers(page).move([(x, y)], [(x, y + 90)])
    page.wait_for_url("**value=*")
    assert float(query(page)["value"]) < 5
    assert page.evaluate("scrollY") == 0
    Fingers(page).move([(x + 120, y + 90)], [(x + 120, y - 60)])
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 50


def test_a_lesson_in_a_frame_that_locks_all_is_taken_and_its_knob_stays(window: Window) -> None:
    page = window.open("/embed/lessons/softmax?lock=all")
    page.wait_for_selector(".plot.drawn")
    assert isinstance(LESSONS["softmax"].prediction, Number)
    page.fill("#said", "0.7")
    page.press("#said", "Enter")
    page.wait_for_selector("#lab[data-beat=see]")
    for beat in ("why", "vary"):
        page.locator(".onward [rel=next]").click()
        page.wait_for_selector(f"#lab[data-beat={beat}]")
    assert page.locator("#value").evaluate("one => one.inert")
    assert page.locator("#grip").evaluate("one => one.inert")
    page.locator(".onward [rel=next]").click()
    page.wait_for_selector("#lab[data-beat=check]")
    for k in (1, 2):
        page.fill("#said", "0")
        page.press("#said", "Enter")
        expect(page.locator(".told .verdict")).to_have_count(k)
    expect(page.locator(".solution p").first).to_be_visible()


def test_a_prediction_that_is_locked_by_its_name_stays(window: Window) -> None:
    page = window.open("/embed/lessons/softmax?lock=prediction")
    page.wait_for_selector(".plot.drawn")
    assert page.locator("#said").evaluate("one => one.inert")


@pytest.mark.parametrize("slug", LESSONS)
def test_the_picture_keeps_its_size_while_the_knob_turns_and_all_is_on_one_screen(window: Window, slug: str) -> None:
    page, lesson = window.page, LESSONS[slug]
    page.set_viewport_size({"width": 1366, "height": 768})
    for face in [one.name for one in lesson.faces] or [""]:
        box, sizes = f"&box={face}" if face else "", set()
        for value in lesson.facing(face or None, None).vary.places.tolist()[::25]:
            page.goto(f"{window.server}/lessons/{slug}?skip=1&beat=vary&value={value}{box}")
            sizes.add(page.locator(".pane .over").evaluate("one => one.clientHeight"))
            assert page.evaluate("document.documentElement.scrollHeight") <= 768, value
        assert len(sizes) == 1


def test_while_the_slider_moves_it_is_told_what_it_shows(window: Window) -> None:
    page = window.open("/lessons/sigmoid?skip=1&beat=vary")
    page.wait_for_selector(".plot.drawn")
    page.evaluate("""() => {
      window.wrong = [];
      const slider = document.getElementById("value"), box = document.getElementById("value-box");
      document.addEventListener("slopes:shown", () => {
        const meant = slider.dataset.places.split(" ")[slider.value];
        if (slider.getAttribute("aria-valuetext") !== meant || box.value !== meant) wrong.push([meant, box.value]);
      });
    }""")
    page.locator("#value").focus()
    for _ in range(25):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(15)
    window.settle()
    assert page.evaluate("wrong") == []


SAID = [slug for slug, lesson in LESSONS.items() if lesson.given().said]


@pytest.mark.parametrize("slug", SAID)
def test_what_is_said_stands_in_the_picture_while_its_slider_moves_and_is_dragged_there(
    window: Window, slug: str
) -> None:
    page, hand, said = window.open(f"/lessons/{slug}"), Hand(window, "lesson-plot"), LESSONS[slug].given().said
    assert said is not None
    page.wait_for_selector(".plot.drawn")
    page.locator("#guess").press("Home")
    page.locator("#guess").press("PageUp")
    box = page.locator("#said")
    value = float(box.input_value())
    x, y = middle(page)
    assert (x, y) == pytest.approx(hand.place(*((value, said.at) if said.along == "x" else (said.at, value))), abs=2)
    own = page.locator("#own.placed").bounding_box()
    assert own is not None
    assert own[said.along] == pytest.approx(x if said.along == "x" else y, abs=3)
    hand.drag((x, y), (x + 40, y - 40))
    dragged = float(box.input_value())
    assert dragged > value
    assert page.evaluate("document.activeElement.id") == "guess", "arrow keys go on from there"
    hand.click((x, y))
    expect(box).not_to_have_value(f"{dragged:g}")
    assert float(box.input_value()) == pytest.approx(value, rel=0.1)
    page.fill("#said", str(dragged))
    assert middle(page) == pytest.approx((x + 40, y) if said.along == "x" else (x, y - 40), abs=4)


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("slug", SAID)
def test_a_finger_drags_what_is_said(window: Window, slug: str) -> None:
    page = window.open(f"/lessons/{slug}")
    page.wait_for_selector(".plot.drawn")
    x, y = middle(page)
    Fingers(page).move([(x, y)], [(x - 50, y - 50)])
    expect(page.locator("#said")).not_to_have_value("")
    assert page.evaluate("scrollY") == 0


def test_a_place_that_was_clicked_is_dragged_on(window: Window) -> None:
    page, hand = window.open("/lessons/relu"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    said, before = page.locator("#said"), hand.ranges()
    hand.drag(hand.place(-2.0, 1.0), hand.place(-2.0, 0.42))
    assert said.input_value() == "0.4"
    assert hand.ranges() == before, "the picture stays"
    hand.click(hand.place(-1.0, -0.03))
    expect(said).to_have_value("0")
    expect(said).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(said).to_have_value("0.1")


def test_what_was_seen_closer_is_whole_again_in_the_next_step(window: Window) -> None:
    page, hand = window.open("/lessons/relu?prediction=-2,0.5&beat=see"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    hand.plot.focus()
    page.keyboard.press("+")
    expect(page.locator("[data-zoom=whole]")).to_be_visible()
    page.locator(".beats a", has_text="Vary").click()
    expect(page.locator("#value")).to_be_visible()
    page.wait_for_selector(".plot.drawn")
    window.settle()
    expect(page.locator("[data-zoom=whole]")).to_be_hidden()
    assert hand.ranges()["x"] == pytest.approx([-4, 4.5])
