"""What moves in the four panels: drawn on canvases through Plotly's axes, read under the pointer, following sliders."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from app.core.descent.contests import NOISE, SCENES, Setting, cloud, contest, path
from app.core.numerals import decimal
from tests.pages.conftest import Window
from tests.pages.test_four_hands import EACH, HOME, state

PLACE = """([key, x, y]) => {
  const live = document.querySelector(`#${key}-plot-live`), {xaxis, yaxis} = live._fullLayout;
  const box = live.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""
INKED = """([key, points]) => {
  const canvas = document.querySelector(`#${key}-plot .moving`), box = canvas.getBoundingClientRect();
  const copy = document.createElement("canvas"), sharp = canvas.width / box.width;
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const pen = copy.getContext("2d", {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const at = ([x, y]) => [Math.round((x - box.left) * sharp), Math.round((y - box.top) * sharp)];
  return points.map((point) => [...pen.getImageData(...at(point), 1, 1).data]);
}"""
INK, RED = [26, 26, 26, 255], [138, 23, 0, 255]


def point(key: str, step: int, index: int) -> tuple[float, float]:
    """Where a method is, by the core."""
    scene = next(one for one in SCENES if one.key == key)
    racer = contest(scene, Setting()).racers[index]
    if scene is NOISE:
        return float(step), float(cloud(scene, racer).mean[step])
    run = path(scene, racer)
    return float(run.x[step]), float(run.value[step] if key == "trap" else run.y[step])


def test_a_run_is_read_under_the_pointer(window: Window) -> None:
    page = window.open(HOME)
    for key in (scene.key for scene in SCENES):
        x, y = point(key, 5, 1)
        page.mouse.move(*page.evaluate(PLACE, [key, x, y]))
        card = page.locator(f"#{key} .readout")
        words = {"trap": f"weight {decimal(x)}\nloss ", "noise": "mean loss "}.get(key, f"x {decimal(x)}   y ")
        expect(card).to_be_visible()
        assert card.text_content() == f"Momentum, step 5\n{words}{decimal(y)}"
        expect(page.locator(".readout:visible")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_the_ground_is_read_under_the_pointer(window: Window) -> None:
    page = window.open(HOME)
    for key, told in (("trap", "weight"), ("saddle", "loss"), ("ravine", "loss")):
        x, y = page.evaluate(PLACE, [key, -1.5, 0.9 if key == "ravine" else -0.4])
        page.mouse.move(x, y)
        page.mouse.move(x + 1, y)
        expect(page.locator(f"#{key} .hoverlayer text").first).to_contain_text(told)


@EACH
def test_the_canvas_draws_the_runs_of_the_core_where_plotly_has_its_axes(window: Window, key: str) -> None:
    across = {"noise": "x_low=20&x_high=80&y_low=-2.5&y_high=1"}.get(key, "x_low=-1.9&x_high=1.7&y_low=-0.9&y_high=0.9")
    page = window.open(f"{HOME}?step=34&zoomed={key}&{across}")
    for step in (34, 33, 35):
        page.keyboard.press({34: "l", 33: ",", 35: "."}[step])
        if step == 35:
            page.keyboard.press(".")
        expect(page.locator("#count")).to_have_text(str(step))
        places = [page.evaluate(PLACE, [key, *point(key, step, index)]) for index in (0, 1)]
        sgd, momentum = page.evaluate(INKED, [key, places])
        assert momentum == RED
        assert sgd == INK or abs(places[0][0] - places[1][0]) < 12  # momentum lies over SGD


def test_a_click_in_noise_goes_to_its_step(window: Window) -> None:
    page = window.open(HOME)
    page.mouse.click(*page.evaluate(PLACE, ["noise", 200, 1.0]))
    page.wait_for_url("**step=200**")
    window.settle()


def test_while_rho_is_dragged_what_moves_follows_and_the_landscapes_stay(window: Window) -> None:
    page = window.open(HOME)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    box = page.locator("#rho").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=3)
    page.mouse.move(x + 60, y, steps=3)
    page.mouse.up()
    window.settle()
    page.wait_for_timeout(400)
    rho = state(page)["rho"]
    numbers = [url for url in asked_for if "/api/contests?" in url and "format" not in url]
    assert numbers[-1].endswith(f"/api/contests?rho={rho}")
    pictures = {parse_qs(urlsplit(url).query)["picture"][0] for url in asked_for if "format=plotly" in url}
    assert pictures == {"noise"}
    page.go_back()
    page.wait_for_url(f"**{HOME}")  # the drag is one step of the history
