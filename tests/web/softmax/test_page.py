"""What stands in the softmax page's fields and tables."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.pages.test_softmax_views import page
from tests.web.client import ask


def html(query: str) -> str:
    return ask("GET", f"/softmax?{query}", headers={"Accept": "text/html"}).text


def test_a_slider_keeps_all_digits_of_its_score() -> None:
    query = "b=0.123456789012,0.25,0.9"
    rows = page(query).rows
    found = re.findall(r'class="score" id="z-(\d)" data-row="(\d)" data-exact="([^"]+)"', html(query))
    assert found == [(str(i), str(i), str(row.exact)) for i, row in enumerate(rows)]
    assert [float(one) for *_, one in found] == pytest.approx(page(query).now.z.tolist(), rel=1e-13)


def test_each_row_of_the_breaking_numbers_tells_its_own_way() -> None:
    query = "z=123,456,789&panel=breaks"
    table = re.search(r'id="kinds".*?</table>', html(query), re.DOTALL)
    assert table is not None
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr>.*?</tr>", table[0], re.DOTALL)]
    kinds = page(query).floating
    assert rows[1:] == [list(way) for one in kinds for way in (one.naive, one.shifted)]


def test_the_numbers_of_the_course_are_its_losses_and_those_of_the_other_plots_the_classes() -> None:
    address = r'<a href="(/api/softmax\?[^"]*format=csv[^"]*)" download="([^"]+)"'
    files = {name: unescape(url) for url, name in re.findall(address, html("steps=3"))}
    heads = {name.split("-after")[0]: ask("GET", url).text.splitlines()[0] for name, url in files.items()}
    assert heads["softmax-trail"].split(",")[:2] == ["step", "loss"]
    assert heads["softmax-triangle"] == heads["softmax-loss"] != heads["softmax-trail"]
    assert "logit" in heads["softmax-loss"]
