"""Focal loss, weights of the classes and temperature 0, by the API and on the page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import numpy as np
import pytest

from app.core.losses import cross_entropy, linear_model
from app.web.softmax.answer import LinearModelAnswer, SoftmaxAnswer
from app.web.softmax.figure import FIGURES
from tests.pages.test_softmax_views import page
from tests.web.client import ask, strict_json
from tests.web.softmax.test_pictures import picture
from tests.web.softmax.test_softmax import SOFTMAX, refused, told

COUNTED = "gamma=2&class_weight=1&class_weight=3&class_weight=0.5"


@pytest.mark.parametrize("truth", ["target=1", "labels=0.2&labels=0.5&labels=0.3", "target=1&label_smoothing=0.1"])
def test_get_and_post_answer_what_the_core_says(truth: str) -> None:
    answer = told("GET", f"{SOFTMAX}?{truth}&{COUNTED}&temperature=0.7", SoftmaxAnswer)
    body: dict[str, Any] = {"labels": [0.2, 0.5, 0.3]} if "labels=" in truth else {"target": 1}
    body |= {"label_smoothing": 0.1} if "smoothing" in truth else {}
    counted: dict[str, Any] = {"gamma": 2.0, "class_weight": [1.0, 3.0, 0.5], "temperature": 0.7}
    assert told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": [2.0, 1.0, 0.1], **body, **counted}) == answer
    found = cross_entropy([2.0, 1.0, 0.1], **body, **counted)
    plain = cross_entropy([2.0, 1.0, 0.1], **body, temperature=0.7)
    assert (answer["loss"], answer["terms"]) == (found.losses, found.terms.tolist())
    assert answer["gradient"] == found.gradient.tolist()
    assert answer["cross_entropy"] == pytest.approx(float(plain.losses), rel=1e-15)
    assert answer["overflow"] is False


def test_without_them_the_loss_is_the_cross_entropy() -> None:
    plain = told("GET", f"{SOFTMAX}?target=1", SoftmaxAnswer)
    assert plain["loss"] == plain["cross_entropy"]
    assert told("GET", f"{SOFTMAX}?target=1&gamma=0", SoftmaxAnswer) == plain


def test_a_linear_model_has_the_weighted_mean() -> None:
    body: dict[str, Any] = {
        "x": [[1.0, 0.5], [-0.4, 2.0]],
        "weights": [[1, -1], [0.5, 0.5]],
        "bias": [0, 0],
        "target": [1, 0],
    }
    counted: dict[str, Any] = {"gamma": 0.5, "class_weight": [1.0, 4.0]}
    answer = told("POST", "/api/linear-model", LinearModelAnswer, json=body | counted)
    found = linear_model(**body, **counted)
    assert (answer["losses"], answer["cross_entropy"]) == (
        found.cross_entropy.losses.tolist(),
        found.cross_entropy.mean,
    )
    assert answer["gradients"]["bias"] == found.gradients.bias.tolist()
    assert answer["cross_entropy"] == pytest.approx(sum(answer["losses"]) / 5)


def test_temperature_0_is_answered_by_its_limits() -> None:
    right = told("GET", f"{SOFTMAX}?target=0&temperature=0", SoftmaxAnswer)
    assert (right["temperature"], right["probabilities"], right["cross_entropy"]) == (0, [1, 0, 0], 0)
    assert (right["gradient"], right["jacobian"]) == ([0] * 3, [[0] * 3] * 3)
    assert (right["log_probabilities"], right["log_sum_exp"], right["overflow"]) == ([0, None, None], None, True)
    wrong = told("GET", f"{SOFTMAX}?target=1&temperature=0", SoftmaxAnswer)
    assert (wrong["cross_entropy"], wrong["gradient"], wrong["entropy"]) == (None, [None, None, 0], 0)
    tied = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": [1, 1, 0], "temperature": 0, "target": 0})
    assert (tied["probabilities"], tied["jacobian"][0]) == ([0.5, 0.5, 0], [None, None, 0])
    assert tied["cross_entropy"] == pytest.approx(np.log(2))
    assert tied["sparsemax"] == [0.5, 0.5, 0]


IDLE = "changes a loss alone, and there is none without target or labels"


@pytest.mark.parametrize(
    ("query", "kind", "field", "sentence"),
    [
        ("gamma=-1", "invalid", "gamma", "gamma must be at least 0"),
        ("gamma=101", "invalid", "gamma", "gamma must be at most 100"),
        (
            "target=0&class_weight=1&class_weight=2",
            "misfit",
            "class_weight",
            "one number for each of the 3 classes, got 2",
        ),
        ("class_weight=-1&class_weight=2&class_weight=1", "invalid", "class_weight/0", "must be at least 0"),
        ("class_weight=1&class_weight=2&class_weight=3", "misfit", "class_weight", IDLE),
        ("label_smoothing=0.1&format=csv", "misfit", "label_smoothing", IDLE),
        ("gamma=2&temperature=3", "misfit", "gamma", IDLE),
        (
            "target=0&class_weight=0&class_weight=2&class_weight=1",
            "misfit",
            "class_weight",
            "greater than 0 for a class",
        ),
        ("format=svg&class_weight=0&class_weight=2&class_weight=1", "misfit", "class_weight", "greater than 0 for a"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(query: str, kind: str, field: str, sentence: str) -> None:
    found = refused("GET", f"{SOFTMAX}?{query}")
    assert found[:2] == (kind, f"/query/{field}")
    assert sentence in found[2]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("query", [
    "temperature=0&target=0", "temperature=0&target=1", f"target=1&{COUNTED}", "temperature=1e-300&target=2",
    "temperature=0&labels=0.7&labels=0.2&labels=0.1",
])  # fmt: skip
def test_every_picture_is_drawn(name: str, query: str) -> None:
    assert picture(f"picture={name}&{query}")["data"]
    assert ask("GET", f"{SOFTMAX}?format=svg&picture={name}&{query}").status_code == 200


def test_the_curve_and_the_point_on_it_are_the_focal_loss() -> None:
    found = picture("picture=loss&target=0&gamma=2&class_weight=2&class_weight=1&class_weight=1")
    x, y = (np.array(found["data"][0][axis]) for axis in "xy")
    np.testing.assert_allclose(y, -2 * (1 - x) ** 2 * np.log(x), rtol=2e-3, atol=1e-4)
    answer = strict_json(ask("GET", f"{SOFTMAX}?target=0&gamma=2&class_weight=2&class_weight=1&class_weight=1").content)
    assert found["data"][2]["y"] == pytest.approx([answer["loss"]], rel=1e-3)


@pytest.mark.parametrize("panel", ["", "panel=binary&", "panel=breaks&"])
@pytest.mark.parametrize("query", [
    "temperature=0", "temperature=0&target=1", "temperature=0&w=0,0&w=0,0&b=0,0", "gamma=2&class_weight=1,3,0.5",
    "temperature=0&labels=0.5,0.25,0.25&gamma=2",
])  # fmt: skip
def test_every_state_is_a_page_without_a_number_that_is_none(panel: str, query: str) -> None:
    answer = ask("GET", f"/softmax?{panel}{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    text = re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL)
    never = r"\b(inf|None)\b" if "breaks" in panel else r"\b(nan|inf|None)\b"  # nan is what naive softmax says
    assert not re.search(never, text)


def test_the_page_says_what_gamma_and_weights_do_with_its_numbers() -> None:
    found = page("gamma=2")
    p = float(found.now.loss.softmax.probabilities[0])
    factor = f"counts (1 \N{MINUS SIGN} p)<sup>2</sup> = {(1 - p) ** 2:.3f} of its \N{MINUS SIGN}ln p"
    assert f"A at p = {p:.3f} {factor}, at p = 0.9 only 0.01." in found.weighing.sentence
    assert found.rows[0].term_words == "\N{MINUS SIGN}0.341² ln\N{NO-BREAK SPACE}0.659"
    weighted = page("class_weight=3,1,1")
    assert "A counts 3 times." in weighted.weighing.sentence
    assert weighted.caption == "The loss is 1.251, plain cross-entropy 0.417."
    assert (weighted.nats, weighted.rows[0].gradient.words) == ("1.251", "3.000 · 0.659 \N{MINUS SIGN} 3")
    assert str(weighted.weighing.slope) == "p \N{GREEK CAPITAL LETTER SIGMA}s \N{MINUS SIGN} s"
    assert page("class_weight=1,1,1").query == page("").query


def test_a_step_goes_down_the_loss_that_is_shown() -> None:
    found = page("gamma=2&class_weight=1,1,4&target=2&steps=3")
    losses = found.course.losses
    assert losses[3] == pytest.approx(float(found.now.loss.losses))
    assert (np.diff(losses) < 0).all()


def test_a_class_comes_and_goes_with_its_weight() -> None:
    assert "class_weight=1,3,0.5,1" in unescape(page("class_weight=1,3,0.5").added)
    assert "class_weight=1,3" in unescape(page("class_weight=1,3,0.5").removed)
    assert "class_weight" not in page("class_weight=0,3,0.5&target=2").removed


@pytest.mark.parametrize(("query", "sentence"), [
    ("class_weight=1,2", "class_weight must be one number for each of the 3 classes, got 2"),
    ("class_weight=1,-2,1", "class_weight must be at least 0, got -2"),
    ("class_weight=0,1,1", "class_weight must be greater than 0 for a class that is true"),
    ("temperature=0&spot=0.3,0.3", "spot needs a temperature above 0"),
    ("temperature=0&p=0.3,0.3,0.4", "p needs a temperature above 0"),
])  # fmt: skip
def test_the_page_refuses_with_a_sentence(query: str, sentence: str) -> None:
    answer = ask("GET", f"/softmax?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert sentence[1:] in unescape(answer.text)


def test_the_slider_reaches_0() -> None:
    knob = page("temperature=0").knobs.temperature
    assert (knob.position, knob.text, knob.places.split(" ")[:2], knob.least) == ("0", "0", ["0", "0.01"], "0")
    assert page("").knobs.temperature.places.split(" ")[int(page("").knobs.temperature.position)] == "1"


@pytest.mark.parametrize(
    "query", ["gamma=2", "class_weight=1,3,0.5&target=1", "gamma=2&class_weight=3,1,1", "temperature=0"]
)
def test_the_python_to_copy_says_what_the_page_shows(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = page(query)
    code = next(copy.text for copy in found.copies if copy.name == "Python, without the server")
    exec(code, {})
    assert str(found.now.loss.losses)[:12] in capsys.readouterr().out


def test_pytorch_s_call_to_copy_names_what_counts() -> None:
    def code(query: str) -> str:
        return next(copy.text for copy in page(query).copies if copy.name == "PyTorch")

    assert "cross_entropy(z / 1, y, weight=torch.tensor([1.0, 3.0, 0.5]))" in code("class_weight=1,3,0.5")
    assert "loss = -(y * (1 - log_p.exp()) ** 2 * log_p).sum()\nloss.backward()" in code("gamma=2")
    assert "torch.tensor([3.0, 1.0, 1.0]) * y" in code("gamma=2&class_weight=3,1,1")
    assert "z / 0" not in code("temperature=0").replace("# the limit: z / 0 is no number", "")


@pytest.mark.parametrize("told", [{"class_weight": [1, 2, 3]}, {"label_smoothing": 0.1}, {"gamma": 2}])
def test_what_changes_nothing_is_refused_in_a_body_too(told: dict[str, object]) -> None:
    body = {"logits": [2, 1, 0], **told}
    answer = ask("POST", SOFTMAX, json=body)
    assert (answer.status_code, answer.json()["detail"]) == (422, f"{next(iter(told))} {IDLE}")
    assert ask("POST", SOFTMAX, json={**body, "target": 0}).status_code == 200
    assert ask("POST", SOFTMAX, json={**body, "labels": [0, 0.5, 0.5]}).status_code == 200


def test_a_figure_and_steps_have_a_true_class_by_default() -> None:
    for end in ("steps=2", "format=svg", "format=csv&picture=trail"):
        assert ask("GET", f"{SOFTMAX}?gamma=2&label_smoothing=0.1&{end}").status_code == 200
