"""What is unfolded: the sheet of calls to copy, what can be added, and what a drag says of the numbers that follow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import LAPTOP, Window
from tests.pages.hands import Hand, query


@pytest.mark.parametrize(
    "path",
    [
        "/activations",
        "/softmax",
        "/optimizers",
        "/optimizers/four",
        "/sgd?data=linear(n=2000,d=4)",
        "/lessons/conditioning?skip=1",
    ],
)
@pytest.mark.parametrize("window", [{"viewport": LAPTOP, "permissions": ["clipboard-read", "clipboard-write"]}],
                         indirect=True)  # fmt: skip
def test_what_can_be_copied_stays_under_the_pointer(window: Window, path: str) -> None:
    page = window.open(path)
    page.locator("#copy summary").click()
    each = page.locator("#copy [data-copy]")
    places = set()
    for one in each.all():
        one.hover()
        places.add(tuple(other.evaluate("e => e.getBoundingClientRect().top") for other in each.all()))
    assert len(places) == 1
    page.get_by_role("button", name="JavaScript").click()
    expect(page.locator("#live")).to_have_text("Copied")
    assert re.match(r"const .*fetch\(\"http://127", page.evaluate("navigator.clipboard.readText()"), re.DOTALL)


def test_a_function_is_found_by_letters_of_its_name_and_added_by_enter(window: Window) -> None:
    page = window.open("/activations?f=relu")
    page.locator("#add summary").click()
    assert page.locator("#add li:not([hidden])").count() == 35
    page.wait_for_selector("#add input:focus")  # the menu tells of its opening later, and a space would close it again
    page.keyboard.type("GELU t")
    assert page.locator("#add li:not([hidden])").all_inner_texts() == ["GELU (tanh)"]
    page.keyboard.press("Enter")
    page.wait_for_url("**f=relu&f=gelu_tanh**")


def test_a_drag_of_p_writes_short_biases_and_says_so(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator("#plot-triangle .spot").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    Hand(window, "plot-triangle").drag((x, y), (x + 40, y + 60))
    page.wait_for_url("**b=**")
    window.settle()
    biases = query(page)["b"].split(",")
    assert all(re.fullmatch(r"-?\d+(\.\d{1,4})?", one) for one in biases)
    expect(page.locator("#live")).to_contain_text(f"The biases follow: {', '.join(biases)}. Loss ")


def test_docs_shows_no_backtick(window: Window) -> None:
    page = window.open("/docs")
    page.evaluate("document.querySelectorAll('pre').forEach((one) => one.remove())")  # a script may have some
    assert "`" not in page.locator("main").inner_text()
