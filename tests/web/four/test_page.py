"""What the page of the four panels says beside each picture."""

from __future__ import annotations

import re

from app.core.descent.contests import NOISE
from app.core.numerals import decimal
from app.web.figures.style import LIGHT
from app.web.four.figure import floors
from app.web.four.page import PanelsPage
from app.web.four.query import PanelsQuery
from tests.web.client import ask


def test_each_picture_is_told_in_its_own_sentence() -> None:
    page, text = PanelsPage(PanelsQuery()), ask("GET", "/optimizers/four", headers={"Accept": "text/html"}).text
    found = re.findall(r'<figcaption class="sr" id="(\w+)-words">([^<]+)</figcaption>', text)
    assert [key for key, _ in found] == [one.key for one in page.panels]
    assert [words for _, words in found] == page.summary[1:5]


def test_each_floor_is_told_with_its_own_number() -> None:
    noise = next(one for one in PanelsPage(PanelsQuery()).contests if one.panel is NOISE)
    for (line, text), result in zip(floors(noise, LIGHT), noise.results, strict=True):
        assert (line["y0"], text["text"]) == (result.value, f"floor {decimal(result.value)}")
