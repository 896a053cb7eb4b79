"""What can be added to a lab, on a phone: the list lies within the page, with a shade where more of it follows."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Window


@pytest.mark.parametrize("window", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize("path", ["/activations", "/optimizers"])
def test_the_list_of_what_can_be_added_lies_within_a_phone(window: Window, path: str) -> None:
    page = window.open(path)
    page.locator("#add summary").click()
    sheet = page.locator("#add .sheet")
    left, right = sheet.evaluate("one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]")
    assert 0 <= left < right <= 390
    assert page.evaluate("[document.documentElement.scrollWidth, scrollX]") == [390, 0]
    assert sheet.evaluate("one => getComputedStyle(one).backgroundAttachment").count("local") == 2
