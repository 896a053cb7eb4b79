"""Below a path behind a real nginx, as README sets it up: every page by hand, and no request beside that path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext

from tests.conftest import ROOT, free_port, start
from tests.pages.conftest import Window, looking

README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCATION = re.findall(r"```nginx\n(.*?)```", README, re.DOTALL)[0]
CONF = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{
    listen 127.0.0.1:{port};
    {as_in_readme}
    location /a/b/ {{ proxy_pass {app}/; proxy_set_header X-Forwarded-Prefix /a/b; }}
  }}
}}
"""
PLACES = ["/slopes", "/a/b"]  # the first is passed on, the second cut off, and neither the Host nor anything else told
SGD = "/sgd?data=linear(n=2000,d=4)"
PAGES = ["/", "/activations", "/softmax", "/optimizers", "/optimizers/four", "/docs", "/problems", SGD]
PAGES += [
    "/lessons",
    "/slides",
    "/verify",
    "/lessons/noise?draft=plain",
    "/lessons/conditioning?prediction=300&beat=see",
]
LINKS = "[...document.querySelectorAll('a[href]')].map((one) => one.href)"
POST = """(url) => fetch(url, {method: "POST", headers: {"Content-Type": "application/json"},
  body: JSON.stringify({logits: [2, 1], target: 0})}).then(async (answer) => [answer.status, await answer.text()])"""

ARRIVED = """async () => {
  const { name } = performance.getEntriesByType("resource").find((one) => one.name.includes("/race."));
  return (await import(name)).runs.map((run) => run.x.length).join() === "10001,10001,10001";
}"""


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where nginx answers."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no nginx was found, and CI=true makes that an error; on Debian: apt-get install nginx-light")
        pytest.skip("no nginx was found; on Debian and Ubuntu: apt-get install nginx-light")
    folder, port, behind = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    app = f"http://127.0.0.1:{behind}"
    location = LOCATION.replace("http://127.0.0.1:8000", app)
    assert location != LOCATION
    (folder / "conf").write_text(CONF.format(folder=folder, port=port, app=app, as_in_readme=location))
    server = start(behind, SLOPES_PROXIES='["127.0.0.1"]')
    proxy = subprocess.Popen([found, "-p", folder, "-c", folder / "conf"])
    try:
        answering(f"http://127.0.0.1:{port}/slopes/health", proxy)
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in (proxy, server):
            process.terminate()
            process.wait(timeout=10)


def answering(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until it answers."""
    for _ in range(500):
        assert process.poll() is None, "it has ended"
        try:
            assert httpx.get(url).status_code == 200
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("it never answered")


class Seen:
    """A window below a place, with all that it asks for."""

    def __init__(self, profile: BrowserContext, nginx: str, place: str) -> None:
        self.window: Window = looking(profile, nginx + place)
        self.window.page.set_default_timeout(60_000)  # a tilted scene takes long where others want the cores
        self.page, self.here = self.window.page, f"{nginx}{place}/"
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))

    def end(self) -> None:
        """Nothing was asked for elsewhere, and nothing went wrong."""
        self.page.close()
        assert self.window.noise == []
        assert [one for one in self.asked if not one.startswith((self.here, "data:", "blob:"))] == []


@pytest.fixture(params=PLACES)
def seen(request: pytest.FixtureRequest, profile: BrowserContext, nginx: str) -> Iterator[Seen]:
    one = Seen(profile, nginx, request.param)
    yield one
    one.end()


def test_every_link_of_every_page_leads_to_one_that_answers(seen: Seen) -> None:
    links = set()
    for path in PAGES:
        seen.window.open(path)
        links |= {one.partition("#")[0] for one in seen.page.evaluate(LINKS)}
    assert len(links) > 100
    assert [one for one in links if not one.startswith(seen.here)] == []
    with httpx.Client() as client:
        for path in {one.partition("?")[0]: one for one in sorted(links)}.values():
            assert client.get(path, headers={"accept": "text/html"}).status_code in {200, 422}, path


def test_the_pages_lead_to_each_other(seen: Seen) -> None:
    page = seen.window.open("/")
    for name in ("Activations", "Softmax", "Optimizers", "Lessons", "API"):
        page.locator(".nav").get_by_role("link", name=name).click()
        page.wait_for_url(lambda url: url.startswith(seen.here))
        assert page.locator(".nav a[aria-current]").inner_text() == name
    page.locator(".brand").click()
    page.wait_for_url(seen.here)
    page.locator(".door").first.click()
    page.wait_for_url(f"{seen.here}activations*")


def test_a_hand_on_each_page_is_answered(seen: Seen) -> None:
    page = seen.window.open("/activations")
    with page.expect_response(lambda answer: f"{seen.here}api/activations?" in answer.url) as told:
        page.keyboard.press("ArrowRight")
    assert told.value.status == 200
    page.wait_for_url(f"{seen.here}activations?at=*")
    page = seen.window.open("/softmax")
    page.keyboard.press(".")
    page.wait_for_url(f"{seen.here}softmax?steps=1")
    page = seen.window.open("/optimizers")
    page.keyboard.press(".")
    page.wait_for_url(f"{seen.here}optimizers?step=*")
    page = seen.window.open("/optimizers/four")
    page.keyboard.press("f")
    page.wait_for_url(f"{seen.here}optimizers/four?fair=1")
    page = seen.window.open("/")
    page.locator("#slide").press("ArrowRight")
    page.locator("#slide").press("Enter")  # the flag is planted
    page.wait_for_url(f"{seen.here}?*lr=*")


def test_a_lesson_is_taken(seen: Seen) -> None:
    page = seen.window.open("/lessons")
    page.locator("[data-lesson=conditioning]").click()
    page.wait_for_selector(".plot.drawn")
    page.fill("#said", "300")
    with page.expect_response(lambda answer: f"{seen.here}api/lessons/conditioning/predictions?" in answer.url) as told:
        page.press("#said", "Enter")
    assert told.value.status == 200
    page.wait_for_url(f"{seen.here}lessons/conditioning?prediction=300&beat=see")
    page.locator(".onward [rel=next]").click()
    page.wait_for_selector("#lab[data-beat=why]")


def test_a_long_race_is_streamed(seen: Seen) -> None:
    url = seen.here + "optimizers?steps=10000&run=sgd&run=adam&run=momentum"
    with seen.page.expect_response(
        lambda answer: f"{seen.here}api/races/stream?" in answer.url, timeout=60_000
    ) as told:
        seen.page.goto(url, wait_until="commit", timeout=60_000)
    assert told.value.status == 200
    seen.page.wait_for_function(ARRIVED, timeout=60_000)
    assert told.value.headers["content-type"].startswith("application/jsonl")


def test_the_scene_and_a_copied_call_are_below_it(seen: Seen) -> None:
    page = seen.window.open("/optimizers?view=tilted")
    page.wait_for_selector("#tilted canvas")
    page.locator("#copy summary").click()
    page.get_by_role("button", name="curl").hover()
    assert page.locator("#copy-text").inner_text().startswith(f'curl "{seen.here}api/races')
    noise = seen.window.noise
    noise[:] = [one for one in noise if "Canvas2D" not in one and "WebGL" not in one]  # Plotly's own


def test_a_page_posts(seen: Seen) -> None:
    page = seen.window.open("/softmax")
    status, body = page.evaluate(POST, seen.here + "api/softmax")
    assert status == 200, body


def test_a_page_that_is_none_is_said_so_with_a_way_on(seen: Seen) -> None:
    page = seen.window.open("/softmax?temperature=hot")
    page.get_by_role("link", name="Start over").click()
    page.wait_for_url(f"{seen.here}softmax")
    seen.window.noise.clear()  # the console tells the 422


def test_the_contract_and_a_problem_tell_where_they_are(nginx: str) -> None:
    """Where nginx keeps the Host for itself they tell the name that it asks for."""
    assert httpx.get(f"{nginx}/slopes/openapi.json").json()["servers"] == [{"url": f"{nginx}/slopes"}]
    assert httpx.get(f"{nginx}/slopes/api/races?steps=0").json()["type"] == f"{nginx}/slopes/problems#invalid"
    assert httpx.get(f"{nginx}/a/b/openapi.json").json()["servers"][0]["url"].endswith("/a/b")
