"""A lab for a frame: alone, by whom it may be framed, and what it keeps in its links."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.main import create_app
from app.settings import Settings
from app.web.page.embed import PARTS
from app.web.routes import LABS
from tests.web.client import ask
from tests.web.http.test_proxies import AT_SLOPES

ASKED = "hide=caption&hide=title&lock=all"
FRAMED = parse_qsl(ASKED)
TO_CLASS = r'(?:\s*·\s*)?<a (?:class="quiet" )?href="/rooms[^>]*>[^<]*</a>'  # the way to a room, which no frame has


def links(page: str) -> list[str]:
    """What leads on."""
    return [html.unescape(one) for one in re.findall(r'\s(?:href|data-only|data-whole)="([^#"][^"]*)"', page)]


ALL_LABS = [lab.format(slug="conditioning") for lab in LABS]


@pytest.mark.parametrize("lab", ALL_LABS)
def test_a_lab_alone_shows_what_the_page_shows(lab: str) -> None:
    page, alone = ask("GET", lab).text, ask("GET", f"/embed{lab}").text
    for end in ('class="bar"', 'class="footer"', 'id="theme"'):
        assert end in page
        assert end not in alone
    main = [text.split("<main")[1].split("</main>")[0].replace("/embed" + lab, lab) for text in (page, alone)]
    main[0] = re.sub(TO_CLASS, "", main[0])
    assert main[1].replace("/embed/", "/") == main[0].replace("/embed/", "/")


@pytest.mark.parametrize("root", ["", "/slopes"])
@pytest.mark.parametrize("lab", ALL_LABS)
def test_its_links_stay_within_the_frame_and_keep_what_is_hidden(lab: str, root: str) -> None:
    asked = f"{ASKED}&prediction=100" if lab.startswith("/lessons/") else ASKED
    page = ask("GET", f"{root}/embed{lab}?{asked}", AT_SLOPES if root else ask.__defaults__[0]).text  # type: ignore[index]  # the usual application
    led = [urlsplit(one) for one in links(page)]
    to_labs = [one for one in led if one.path.removeprefix(root).removeprefix("/embed") in ALL_LABS]
    assert len(to_labs) > 3
    assert {one.path.removeprefix(f"{root}/embed") for one in to_labs} <= set(ALL_LABS)
    assert all([pair for pair in parse_qsl(one.query) if pair in FRAMED] == FRAMED for one in to_labs)
    for one in led:  # the API knows nothing of frames
        assert one in to_labs or "hide=" not in one.query
    one = to_labs[-1]
    assert ask("GET", f"{one.path.removeprefix(root)}?{one.query}").status_code == 200


def test_a_lab_may_be_framed_by_anybody_and_nothing_else_by_default() -> None:
    own, lab = (ask("GET", path).headers for path in ("/activations", "/embed/activations"))
    assert own["content-security-policy"].endswith("; frame-ancestors 'none'")
    assert "frame-ancestors" not in lab["content-security-policy"], "which would shut out the slides in a file"
    assert lab["content-security-policy"] == own["content-security-policy"].removesuffix("; frame-ancestors 'none'")
    assert "x-frame-options" not in lab
    assert lab["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/embed/softmax", "/embed/softmax?hide=no", "/", "/docs", "/api/races", "/embed"):
        assert "set-cookie" not in ask("GET", path).headers
    assert "'none'" in ask("GET", "/embed").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("hide=captoin", "'captoin' is not a part of a lab; did you mean caption?"),
        ("hide=zzz", f"'zzz' is not a part of a lab; choose from {', '.join(PARTS)}"),
        ("hide=", f"'' is not a part of a lab; choose from {', '.join(PARTS)}"),
        ("hide=caption,side", "hide takes one name each time: hide=caption&hide=side"),
        ("lock=hihg", "'hihg' is not a parameter of this lab; did you mean high?"),
        ("lock=all,at", "lock takes one name each time: lock=all&lock=at"),
        ("hide=title&f=relu&low=x", "low must be a number like 0.1 or 1e-3, got 'x'"),
    ],
)
def test_a_name_that_is_none_is_refused(query: str, detail: str) -> None:
    answer = ask("GET", f"/embed/activations?{query}")
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)
    page = ask("GET", f"/embed/activations?{query}", headers={"accept": "text/html"})
    assert page.status_code == 422
    assert 'class="bar"' not in page.text


def test_a_lab_locks_what_it_has_and_what_it_leads_to_has() -> None:
    names = {lab: set(model.model_fields) - {"format", "theme"} for lab, (_, model) in LABS.items()}
    every = set[str]().union(*names.values())
    for named, lab in zip(LABS, ALL_LABS, strict=True):
        near = set[str]().union(*(one for other, one in names.items() if other.split("/")[1] == lab.split("/")[1]))
        assert every - near
        for name in sorted(every | {"format", "theme"}):
            assert ask("GET", f"/embed{lab}?lock={name}").status_code == (200 if name in near else 422), (lab, name)
        listed = ask("GET", "/docs").text.split('<dl id="locks">')[1].split(f"<dt><code>/embed{named}</code></dt>")[1]
        assert set(re.findall(r"<code>(\w+)</code>", listed.split("</dd>")[0])) == near | {"all"}
        led = {urlsplit(one).path for one in links(ask("GET", f"/embed{lab}").text)}
        to_labs = {one.removeprefix("/embed") for one in led if one.startswith("/embed/")}
        assert {one.split("/")[1] for one in to_labs} == {lab.split("/")[1]}, (
            "else a locked lab would lead to a refusal"
        )


def test_outside_the_frame_they_are_no_parameters() -> None:
    assert ask("GET", "/activations?hide=caption").status_code == 422
    assert ask("GET", "/api/activations?lock=all").status_code == 422


def test_every_part_is_hidden_by_the_style_sheet_and_told_in_the_docs() -> None:
    page = ask("GET", "/embed/activations").text
    sheet = ask("GET", re.findall(r'href="([^"]*embed.css)"', page)[0]).text
    told = ask("GET", "/docs").text
    for part in PARTS:
        assert f"[data-hide~={part}]" in sheet
        assert f"<code>{part}</code>" in told


def test_a_lab_whose_parts_are_hidden_is_kept_apart_from_one_whose_are_not() -> None:
    first = ask("GET", "/embed/softmax?hide=title").text
    assert first != ask("GET", "/embed/softmax").text
    assert ask("GET", "/embed/softmax?hide=title").text == first


def test_every_page_of_a_lab_gives_its_frame_to_copy() -> None:
    for lab in ALL_LABS:
        for root, app in (("", None), ("/slopes", AT_SLOPES)):
            page = ask("GET", root + lab, app or create_app(Settings(measure_costs=False))).text
            (copy,) = re.findall(r'data-copy="([^"]*)">Embed<', page)
            told = html.unescape(copy)
            assert re.fullmatch(r'<iframe src="{origin}[^"]*" title="Slopes: [^"]*" [^>]*></iframe>', told)
            address = re.findall(r"{origin}([^\"]*)", told)[0]
            assert address.startswith(f"{root}/embed{lab}")
            assert ask("GET", address.removeprefix(root)).status_code == 200
