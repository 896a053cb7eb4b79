"""Behind a proxy: where this server is for whoever asks, and what of a proxy's word is believed."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from app.command import options, settings_from
from app.main import create_app
from app.settings import Settings
from app.web.http.proxies import Proxied
from tests.web.client import APP, FIT_SECONDS, Jam, ask, client, until

PAGES = [
    "/",
    "/?lr=0.05&show=momentum",
    "/activations",
    "/activations?f=gelu&f=maxout&at=1&low=-3&question=leak",
    "/softmax",
    "/softmax?panel=binary&steps=3",
    "/softmax?panel=breaks",
    "/optimizers",
    "/optimizers?surface=beale&step=20&focus=1&question=valley&view=tilted",
    "/optimizers/four?zoomed=trap&x_low=1&x_high=2&y_low=1&y_high=2",
    "/docs",
    "/problems",
    "/no/such/page",
    "/softmax?temperature=hot",
]
HTML = {"accept": "text/html"}
PLACES = ["/slopes", "/a/b", "/optimizers-of-2026/x.y~z"]
PROXY = "10.1.2.3"
SENTENCE = "it must be a path such as /slopes, of letters, digits and -._~"
# Everything in a page that is an address, and every call that it gives to copy.
ADDRESSES = re.compile(r"""\s(?:href|src|action|data-page|data-figure|data-whole|data-only)=(["'])(.*?)\1""", re.S)


def app_at(**settings: Any) -> Any:
    return create_app(Settings(measure_costs=False, fit_seconds=FIT_SECONDS, **settings))


AT_SLOPES = app_at(root_path="/slopes/")


def addresses(page: str) -> Iterator[str]:
    """Every path of this server that a page tells, however it tells it."""
    yield from (
        html.unescape(told).removeprefix("http://test")
        for _, told in ADDRESSES.findall(page)
        if told and not told.startswith("#")
    )
    yield from re.findall(r"(?:{origin}|http://test)(/[^\"\s&]*)", page)


def below(root: str, answer: httpx.Response) -> None:
    found = list(addresses(answer.text))
    assert len(found) >= 12
    assert [one for one in found if not one.startswith(root + "/")] == []


@pytest.fixture(scope="module")
def trusting() -> Any:
    return app_at(proxies=(PROXY, "fd00::/8"))


@pytest.mark.parametrize("path", PAGES)
def test_every_address_of_a_page_is_below_its_place(path: str, trusting: Any) -> None:
    plain = ask("GET", path, headers=HTML).text
    for root in PLACES:
        told = ask("GET", path, trusting, headers={**HTML, "x-forwarded-prefix": root}, address=PROXY)
        below(root, told)
        assert told.text.replace(root + "/", "/") == plain, "and nothing else depends on it"
    assert ask("GET", path, trusting, headers=HTML, address=PROXY).text == plain, (
        "nothing of one place is kept for another"
    )


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("passed_on", [True, False])
def test_a_place_that_is_set_is_one_whether_the_proxy_passes_it_on_or_not(path: str, passed_on: bool) -> None:
    told = ask("GET", ("/slopes" if passed_on else "") + path, AT_SLOPES, headers=HTML)
    plain = ask("GET", path, headers=HTML)
    below("/slopes", told)
    assert (told.status_code, told.text.replace("/slopes/", "/")) == (plain.status_code, plain.text)


@pytest.mark.parametrize("path", ["/slopes", "/slopes/", "/", "/slopes?lr=0.01"])
def test_the_place_itself_is_the_first_page(path: str) -> None:
    assert "<title>Slopes: see" in ask("GET", path, AT_SLOPES).text


@pytest.mark.parametrize("path", ["/slopesy/api/races", "/slope/api/races", "/slopes/slopes/api/races"])
def test_a_path_beside_the_place_is_none_of_ours(path: str) -> None:
    assert ask("GET", path, AT_SLOPES).status_code == 404


def test_numbers_streams_files_and_the_contract_are_below_it_too() -> None:
    for path in ("/api/activations?f=relu", "/api/races/stream?steps=9", "/api/races?format=csv", "/health"):
        here, plain = ask("GET", "/slopes" + path, AT_SLOPES), ask("GET", path)
        assert (here.status_code, here.content) == (200, plain.content)
        assert here.headers.get("access-control-allow-origin") == plain.headers.get("access-control-allow-origin")
    sheet = re.findall(r'rel="stylesheet" href="([^"]*)"', ask("GET", "/slopes/", AT_SLOPES).text)[0]
    assert sheet.startswith("/slopes/static/")
    assert ask("GET", sheet, AT_SLOPES).headers["cache-control"].endswith("immutable")
    (server,) = ask("GET", "/slopes/openapi.json", AT_SLOPES).json()["servers"]
    assert server == {"url": "http://test/slopes"}
    (server,) = ask("GET", "/openapi.json").json()["servers"]
    assert server == {"url": "http://test"}


def test_a_problem_tells_where_it_is_explained() -> None:
    for path, kind in (("/slopes/api/races?steps=no", "invalid"), ("/slopes/api/nothing", "not-found")):
        told = ask("GET", path, AT_SLOPES).json()
        assert told["type"] == f"http://test/slopes/problems#{kind}"
    missing = ask("GET", "/slopes/x", AT_SLOPES).json()["detail"]
    assert missing == "nothing lives at '/slopes/x'; the API is listed at /slopes/docs"
    long = ask("GET", "/slopes/api/races?" + 9_000 * "x", AT_SLOPES).json()
    assert long["type"] == "http://test/slopes/problems#too-long"
    assert ask("GET", "/api/races?steps=no").json()["type"] == "http://test/problems#invalid"
    nobody = ask("GET", "/slopes/", AT_SLOPES, headers={"host": "a b"}).json()
    assert nobody["type"] == "/slopes/problems#malformed", "a name that is none is not repeated"


def test_a_server_or_an_application_around_says_the_place_as_asgi_has_it() -> None:
    async def around(scope: Any, receive: Any, send: Any) -> None:
        path = "/within" + scope["path"]
        await APP({**scope, "root_path": "/within", "path": path, "raw_path": path.encode()}, receive, send)

    below("/within", ask("GET", "/optimizers", around))


def test_a_proxy_tells_who_asks_for_which_name_and_how(trusting: Any) -> None:
    said = {"x-forwarded-host": "10.9.9.9:8443", "x-forwarded-proto": "https", "x-forwarded-prefix": "/slopes"}
    page = ask("GET", "/docs", trusting, headers=said, address=PROXY).text
    assert "https://10.9.9.9:8443/slopes/api/activations" in page
    assert ask("GET", "/docs", headers=said).text == ask("GET", "/docs").text, "nobody is believed by default"
    assert ask("GET", "/docs", trusting, headers=said, address="10.1.2.4").text == ask("GET", "/docs").text


@pytest.mark.parametrize(
    ("said", "address", "who"),
    [
        ("192.0.2.7", PROXY, "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", PROXY, "192.0.2.7"),
        ("192.0.2.7, fd00::1", PROXY, "192.0.2.7"),
        (f"192.0.2.7, {PROXY}", "fd00::2", "192.0.2.7"),
        (f"{PROXY}, fd00::1", PROXY, PROXY),
        ("192.0.2.7:4711", PROXY, "192.0.2.7"),
        ("[2001:db8::7]:4711", PROXY, "2001:db8::7"),
        ("2001:db8::7", PROXY, "2001:db8::7"),
        ("192.0.2.7", f"::ffff:{PROXY}", "192.0.2.7"),
        ("", PROXY, PROXY),
        ("192.0.2.7", "10.1.2.4", "10.1.2.4"),
    ],
)
def test_who_asks_is_the_last_that_no_proxy_is(said: str, address: str, who: str) -> None:
    seen: list[str] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["client"][0])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    layer = Proxied(inner, Settings(proxies=(PROXY, "fd00::/8")))
    ask("GET", "/", layer, headers={"x-forwarded-for": said}, address=address)
    assert seen == [who]


def test_a_page_whose_name_a_proxy_has_kept_for_itself_is_told_what_to_change() -> None:
    sent = {"f": ["relu"], "x": [1]}
    said = {"origin": "http://school.example", "host": "slopes:8000"}
    refused = ask("POST", "/api/activations", json=sent, headers=said)
    assert refused.status_code == 403
    assert "asked for as 'slopes:8000', and where a proxy stands between, it must send Host" in refused.json()["detail"]
    said |= {"x-forwarded-host": "school.example"}
    app = app_at(proxies=(PROXY,), hosts=("school.example",))
    assert ask("POST", "/api/activations", app, PROXY, json=sent, headers=said).status_code == 200


def test_pupils_behind_a_proxy_are_so_many_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them holds all places that one may hold; the others have theirs."""

    async def statuses(*pupils: str) -> list[int]:
        jam = Jam(monkeypatch)
        async with client(app_at(proxies=(PROXY,), workers=1, queue=3, client_share=0.5), PROXY) as asking:
            path = "/api/activations?points=2001&f=relu&at={}"
            heads = [{"x-forwarded-for": one} for one in pupils]
            tasks = [asyncio.create_task(asking.get(path.format(i), headers=one)) for i, one in enumerate(heads)]
            await until(lambda: jam.started == 1 and sum(task.done() for task in tasks) == len(pupils) - 4)
            jam.free()
            return [answer.status_code for answer in await asyncio.gather(*tasks)]

    a, b = "192.0.2.7", "192.0.2.8"
    assert asyncio.run(statuses(a, a, a, b, b)) == [200, 200, 429, 200, 200]


def test_other_origins_ask_and_post_below_it_as_they_do_elsewhere() -> None:
    site = {"origin": "https://school.example", "sec-fetch-site": "cross-site"}
    app = app_at(root_path="/slopes", origins=("https://school.example",))
    asked = {**site, "access-control-request-method": "POST"}
    preflight = ask("OPTIONS", "/slopes/api/linear-model", app, headers=asked)
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, "*")
    sent = {"f": ["relu"], "x": [1]}
    assert ask("POST", "/slopes/api/activations", app, json=sent, headers=site).status_code == 200
    assert ask("POST", "/slopes/api/activations", AT_SLOPES, json=sent, headers=site).status_code == 403
    read = ask("GET", "/slopes/api/surfaces", app, headers=site).headers
    assert {"ETag", "Retry-After"} <= set(read["access-control-expose-headers"].split(", "))
    assert ask("OPTIONS", "/slopes/optimizers", app, headers=asked).status_code == 405


@pytest.mark.parametrize("told", ["slopes", "/a/../b"])
def test_an_option_that_is_no_path_ends_with_a_sentence(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        settings_from({}, root_path=options(["--root-path", told]).root_path)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"--root-path is {told!r}: {SENTENCE}\n"
    assert settings_from({}, root_path=options(["--root-path", "/slopes/"]).root_path).root_path == "/slopes"


@pytest.mark.parametrize(
    "prefix",
    ["slopes", "//evil.example", "/a/../b", "/a b", "/a?b", "/a%2fb", '/"', "/a//b", "/ä", "/api", "/static/v1/"],
)
def test_a_place_that_is_none_is_refused(prefix: str, trusting: Any) -> None:
    answer = ask("GET", "/", trusting, headers={"x-forwarded-prefix": prefix.encode("latin-1")}, address=PROXY)
    assert answer.status_code == 400
    rule = "not begin like an address" if prefix[1:4] in {"api", "sta"} else "be a path such as /slopes"
    assert f"X-Forwarded-Prefix must {rule}" in answer.json()["detail"]
    assert "evil" not in answer.json()["type"]
    with pytest.raises(ValidationError, match=f"it must {rule}"):
        Settings(root_path=prefix)


def test_each_proxy_of_a_chain_adds_its_place(trusting: Any) -> None:
    said = [("x-forwarded-prefix", "/a/"), ("x-forwarded-prefix", "/b/")]
    below("/a/b", ask("GET", "/activations", trusting, headers=said, address=PROXY))


def test_a_name_behind_the_proxy_must_be_ours_as_well(trusting: Any) -> None:
    """Else a page that makes its name lead here could say another one itself."""
    for host, forwarded in (("evil.example", "127.0.0.1"), ("127.0.0.1", "evil.example")):
        answer = ask("GET", "/", trusting, headers={"host": host, "x-forwarded-host": forwarded}, address=PROXY)
        assert (answer.status_code, answer.json()["title"]) == (400, "Unknown host")
