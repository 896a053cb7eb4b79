"""What a page tells before anything is predicted: all its words, and whatever a script could read in it."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlparse

from tests.web.client import ask
from tests.web.reading import fresh

SHAPES = re.compile(r'\s(?:d|points|x|y|x1|x2|y1|y2|dx|dy|width|height|transform|viewBox|data-places)="[^"]*"')


def lab(path: str, query: str) -> str:
    """The page of a lab."""
    answer = ask("GET", f"{path}?{query}", fresh(), headers={"Accept": "text/html"})  # which has kept no page
    assert answer.status_code == 200, answer.text
    return answer.text


def main(page: str) -> str:
    """What is of this page alone."""
    return page[page.index("<main") :].partition("</main>")[0]


def told(page: str) -> str:
    """Its words and attributes, without the numbers of shapes, in which any number may be found by chance."""
    return html.unescape(SHAPES.sub("", main(page)))


def offers(page: str) -> dict[str, dict[str, list[str]]]:
    """The query of the page with each prediction, by its words."""
    asked = page[page.index('id="foretold"') : page.index("</section>", page.index('id="foretold"'))]
    found = re.findall(r'<a href="([^"]+)"[^>]*>(?:<kbd[^>]*>\d</kbd>)?\s*([^<]+)</a></li>', asked)
    return {html.unescape(text): parse_qs(urlparse(html.unescape(url)).query) for url, text in found}


def verdict(page: str) -> str:
    """What became of the prediction, as it is read."""
    asked = page[page.index('class="says"') : page.index("</p>", page.index('class="says"'))]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", asked.partition(">")[2])).strip()
