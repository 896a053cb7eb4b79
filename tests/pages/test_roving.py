"""Labs by keyboard alone: few stops of the Tab key, arrow keys within a group, and every control reached and seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.checks import clean
from tests.pages.conftest import Window
from tests.pages.hands import query

# Each lab as it opens, and how many stops of the Tab key there are at most from its start to its end.
LABS = {
    "/activations": 12,
    "/activations?f=gelu&f=silu&f=mish&f=elu&f=celu": 13,
    "/activations?f=maxout": 17,
    "/softmax": 25,
    "/softmax?panel=binary": 25,
    "/softmax?panel=breaks": 25,
    "/optimizers": 26,
    "/optimizers?noise=0.1&surface=quadratic": 30,
    "/optimizers/four": 25,
    "/sgd?data=linear(n=2000,d=4)": 25,
    "/lessons/learning-rate": 16,
    "/lessons/noise": 20,
    "/lessons/conditioning?prediction=300&beat=see": 20,
    "/lessons/conditioning?prediction=300&beat=vary": 22,
    "/lessons/momentum?skip=1&beat=check": 20,
    "/lessons/four?skip=1&beat=end": 20,
}
every_lab = pytest.mark.parametrize("path", LABS)

# What can be used by a hand, each with a number of its own; what only a pointer drags has its keys elsewhere.
CONTROLS = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']";
  window.controls = [...document.querySelectorAll(all)].filter((one) =>
    one.checkVisibility({visibilityProperty: true}) && !one.matches(".grip, .rail, :disabled"));
  return controls.map((one) => one.id || one.ariaLabel || one.textContent.trim());
}"""
HERE = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const pair = one.closest(".slider, .turned, .cell.z, .knob");
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const elsewhere = one.matches("[type=range], [type=radio]"); // on its thumb, on its words
  return {
    at: controls.indexOf(one), body: one === document.body, seen: one.matches(":focus-visible"),
    ringed: ringed || elsewhere, kind: one.matches("a, button:not(.start), summary") ? "item" : "field",
    group: Boolean(one.closest("[data-rove], [role=toolbar]")), radio: one.matches("[type=radio]"),
    pair: one.matches("[type=range]") && Boolean(pair?.querySelector("[type=number], .knob .box")),
    entry: one.closest("[data-f]")?.id ?? "",
  };
}"""


class Keys:
    """Somebody with a keyboard, and what they have reached."""

    def __init__(self, page: Page) -> None:
        self.page, self.reached = page, set[int]()
        self.names: list[str] = page.evaluate(CONTROLS)
        self.unseen: list[str] = []

    def press(self, key: str) -> dict[str, object]:
        self.page.keyboard.press(key)
        here: dict[str, object] = self.page.evaluate(HERE)
        at = int(str(here["at"]))
        if at >= 0:
            self.reached.add(at)
            if not (here["seen"] and here["ringed"]):
                self.unseen.append(self.names[at])
        return here

    def number(self) -> None:
        """From a slider to its number and back."""
        slider = self.press("Enter")
        assert slider["kind"] == "field"
        self.press("Escape")

    def fields(self, entry: object) -> None:
        """Through the fields of an entry, and back to its name."""
        far = 1
        while (here := self.press("Tab"))["entry"] == entry and here["kind"] == "field" and not here["radio"]:
            if here["pair"]:
                self.number()
            far += 1
        for _ in range(far):
            self.press("Shift+Tab")

    def group(self, first: dict[str, object]) -> None:
        """All around a group by the arrow key, into each entry on the way."""
        here, entries = first, {first["entry"]}
        for _ in range(40):
            here = self.press("ArrowRight")
            if here["at"] == first["at"]:
                return
            if here["entry"] not in entries:
                entries.add(here["entry"])
                before = here["at"]
                self.fields(here["entry"])
                while here["at"] != before:  # the browser came back by the checked one of several
                    here = self.press("ArrowRight")
        pytest.fail("the arrow key never came around")

    def walk(self) -> int:
        """From the first stop to the last: how many there are."""
        for stops in range(80):
            here = self.press("Tab")
            if here["body"] or (stops and here["at"] == 0):
                return stops
            if here["pair"]:
                self.number()
            elif here["group"] and (here["kind"] == "item" or here["radio"]):
                self.group(here)
        pytest.fail("the Tab key never came to an end")


@every_lab
def test_tab_and_arrows_reach_every_control_in_few_stops_and_show_where_they_are(window: Window, path: str) -> None:
    keys = Keys(window.open(path))
    stops = keys.walk()
    missed = [name for at, name in enumerate(keys.names) if at not in keys.reached]
    assert (missed, keys.unseen) == ([], [])
    assert stops <= LABS[path]
    clean(window.page)


def here(page: Page) -> str:
    return str(page.evaluate("(one => one.id || one.ariaLabel || one.textContent.trim())(document.activeElement)"))


def test_where_one_was_is_kept_when_the_page_changes_until_another_is_chosen(
    window: Window,
) -> None:
    page = window.open("/optimizers")
    page.locator(".chips [tabindex='0']").first.focus()
    assert here(page) == "Adam"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert here(page) == "SGD"
    page.keyboard.press("Tab")
    assert here(page) == "k-0-lr"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**run=sgd(**")
    window.settle()
    page.keyboard.press("Shift+Tab")
    assert here(page) == "SGD"
    assert page.locator(".chips header [tabindex='0']").count() == 1
    page.evaluate("document.activeElement.blur()")
    for _ in range(2):
        page.keyboard.press("[")
        window.settle()
    page.wait_for_url("**focus=1**")
    assert page.locator(".chips header [tabindex='0']").inner_text() == "Momentum"
    assert page.locator("#k-1-lr").evaluate("one => one.tabIndex") == 0
    assert page.locator("#k-0-lr").evaluate("one => one.tabIndex") == -1


def test_what_is_removed_by_key_leaves_the_focus_to_its_neighbour(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&f=tanh&f=relu")
    page.locator(".rows tbody [tabindex='0']").first.focus()
    page.keyboard.press("End")
    assert here(page) == "Remove ReLU"
    page.keyboard.press("Enter")
    expect(page.locator("#row-2")).to_have_count(0)
    window.settle()
    assert here(page) == "Remove tanh"


def test_a_slider_keeps_its_arrow_keys_and_escape_leaves_its_number_as_it_was(window: Window) -> None:
    page = window.open("/optimizers/four")
    page.locator("#rho").focus()
    page.keyboard.press("Enter")
    assert here(page) == "rho-box"
    page.keyboard.type("0.5")
    page.keyboard.press("Escape")
    assert (here(page), page.locator("#rho-box").input_value()) == ("rho", "0.9")
    page.keyboard.press("Enter")
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    page.wait_for_url("**rho=0.5**")
    window.settle()
    assert here(page) == "rho-box"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "rho=0.5&" not in f"{url}&")
    assert here(page) == "rho"


def test_the_arrow_keys_of_what_a_pointer_has_pressed_stay_the_pages(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&f=tanh&at=0")
    page.locator("#row-1 th a").click()
    page.wait_for_selector("#row-1.focused")
    window.settle()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**at=0.1**")
    window.settle()
    page.get_by_role("button", name="Projector").click()
    page.wait_for_selector("html.projector")
    window.settle()
    page.keyboard.press("ArrowRight")  # a clicker: the first question
    page.wait_for_url(lambda url: "at=0.1" not in url)
    assert query(page)["view"] == "projector"


def test_among_classes_an_arrow_key_makes_none_the_true_one(window: Window) -> None:
    page = window.open("/softmax")
    page.locator(".letter [type=radio]:checked").focus()
    before = page.url
    page.keyboard.press("ArrowDown")
    assert here(page) == "B is the true class"
    page.keyboard.press("Tab")
    assert here(page).startswith("Weight of B")
    assert page.url == before
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.wait_for_url("**target=**")
