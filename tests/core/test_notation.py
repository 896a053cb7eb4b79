"""The notation: inverse to str, and deaf to hostile text."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.activations import ACTIVATIONS, ELU, Activation, HardTanh, LeakyReLU, Threshold
from app.core.catalogue import Knob, NotationError, number, quote

LONGEST_MESSAGE = 2_048


@st.composite
def entries(draw: Any) -> Activation:
    entry = ACTIVATIONS[draw(st.sampled_from(list(ACTIVATIONS)))]
    values = {knob.name: draw(st.floats(knob.low, knob.high)) for knob in entry.knobs() if draw(st.booleans())}
    return entry.with_settings(values)


def refused(text: str) -> str:
    """The sentence with which `text` is refused, after a look at its manners."""
    started = time.thread_time()  # this thread's own: others may want the core as well
    with pytest.raises(NotationError) as caught:
        ACTIVATIONS.read(text)
    assert time.thread_time() - started < 0.5
    message = str(caught.value)
    assert 0 < len(message.encode()) < LONGEST_MESSAGE
    assert message.isprintable()
    return message


@given(entries())
def test_round_trip(entry: Activation) -> None:
    assert ACTIVATIONS.read(str(entry)) == entry
    assert str(ACTIVATIONS.read(str(entry))) == str(entry)


@given(entries(), st.text(alphabet=" \t\n", max_size=3))
def test_space_means_nothing(entry: Activation, space: str) -> None:
    text = str(entry)
    for mark in "(),=":
        text = text.replace(mark, space + mark + space)
    assert ACTIVATIONS.read(space + text + space) == entry


@given(st.text(max_size=300))
@example("\0")
@example("relu\0")
@example("elu(alpha=1\x1b[31m)")
@example("elu(alpha=1))")
@example("relu\u2028")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        entry = ACTIVATIONS.read(text)
    except NotationError:
        refused(text)
    else:
        assert ACTIVATIONS.read(str(entry)) == entry


SIGNS = [*"(),=.+-_eE019 \n", "elu", "alpha", "nan", "inf", "1e309", "\u0661", "relu"]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from([*"(),=.+-_eE019 \n", "elu", "alpha", "nan", "inf", "1e309", "\u0661", "relu"]), max_size=40
    )
)
def test_any_jumble_of_the_notations_own_signs(parts: list[str]) -> None:
    test_any_text_is_read_or_refused.hypothesis.inner_test("".join(parts))  # type: ignore[attr-defined]  # the plain test


HOSTILE = [
    "",
    " ",
    "(",
    ")",
    "()",
    "a" * 10_000,
    "relu" + " " * 10_000,
    "elu(" + "(" * 10_000,
    "elu" * 60 + "(",
    "(" * 100 + ")" * 100,
    "elu(" * 40 + ")" * 40,
    "elu(alpha=1,alpha=1)",
    "elu(" + ",".join(["alpha=1"] * 1_000) + ")",
    "elu(alpha=" + "9" * 10_000 + ")",
    "elu(alpha=" + "9" * 180 + ")",
    "elu(alpha=1e999)",
    "elu(alpha=1e99999999999)",
    "elu(alpha=-1)",
    "elu(alpha=nan)",
    "elu(alpha=inf)",
    "elu(alpha=1_0)",
    "elu(alpha=0x1)",
    "elu(alpha=1j)",
    "elu(alpha=1e)",
    "elu(alpha=.)",
    "elu(alpha=1;import os)",
    "elu(alpha=__import__('os'))",
    "elu(alpha=1,)",
    "elu(,alpha=1)",
    "elu(1)",
    "elu(beta=1)",
    "elu(alpha==1)",
    "elu alpha=1",
    "elu(alpha=1) relu",
    "relu(x=1)",
    "ReLU",
    "re\u200blu",
    "r\u0435lu",  # a Cyrillic e
    "\uff52elu",  # a fullwidth r
    "elu(alpha=\u0661)",  # an Arabic-Indic one
    "elu(alpha\uff1d1)",  # a fullwidth equals sign
    "elu(alpha=1\u00a0)",
    "relu\0",
    "\x1b[31mrelu",
    "relu\r\nX-Evil: 1",
    "\ud800",
    "\U0001f600" * 50,
    "__class__",
    "value",
    "threshold(value_=1)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:30]))
def test_hostile_text_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("swosh", "unknown activation 'swosh'; did you mean swish? Choose from sigmoid, tanh, relu, "),
        ("elu(alpha=99)", "alpha must lie in [0, 10], got 99"),
        ("elu(alpha=-0.5)", "alpha must lie in [0, 10], got -0.5"),
        ("elu(beta=1)", "elu has no knob 'beta'; choose from alpha"),
        ("relu(beta=1)", "relu has no knob 'beta'; it has none"),
        ("elu(alpha=1,alpha=2)", "elu is given alpha twice"),
        ("ELU", "unknown activation 'ELU'; did you mean elu? Choose from sigmoid, "),
        ("rel", "unknown activation 'rel'; did you mean relu? Choose from sigmoid, "),
        ("zzz", "unknown activation 'zzz'; choose from sigmoid, tanh, relu, "),
        ("relu,tanh", "'relu,tanh' is more than one activation; give one at a time"),
        ("elu(alpha=1), gelu", "'elu(alpha=1), gelu' is more than one activation; give one at a time"),
        ("leaky-relu", "cannot read 'leaky-relu' as activation; did you mean leaky_relu?"),
        ("Leaky ReLU", "cannot read 'Leaky ReLU' as activation; did you mean leaky_relu?"),
        ("elu(1)", "elu takes knobs as name=number, got '1'; write elu(alpha=1)"),
        ("elu(a)", "elu takes knobs as name=number, got 'a'; write elu(alpha=1)"),
        ("elu(alpha)", "elu takes knobs as name=number, got 'alpha'; write elu(alpha=1)"),
        ("elu(alpha:0.5)", "elu takes knobs as name=number, got 'alpha:0.5'; write elu(alpha=0.5)"),
        ("elu(x2)", "elu takes knobs as name=number, got 'x2'; write elu(alpha=1)"),
        ("elu(1;2)", "elu takes knobs as name=number, got '1;2'; write elu(alpha=1)"),
        ("elu(alpha=2", "cannot read 'elu(alpha=2' as activation, whose parenthesis is not closed; write elu(alpha=2)"),
        ("relu;tanh", "'relu;tanh' is more than one activation; give one at a time"),
        ("relu tanh", "'relu tanh' is more than one activation; give one at a time"),
        ("relu and elu(alpha=2)", "'relu and elu(alpha=2)' is more than one activation; give one at a time"),
        ("foo, bar", "'foo, bar' is more than one activation; give one at a time"),
        ("relu,", "cannot read 'relu,' as activation; did you mean relu?"),
        ("foo bar", "cannot read 'foo bar' as activation; write it like leaky_relu(negative_slope=0.1)"),
        ("relu | tanh", "'relu | tanh' is more than one activation; give one at a time"),
        ("relu(1)", "relu takes knobs as name=number, got '1'"),
        ("elu(alpha=one)", "alpha must be a number like 0.1 or 1e-3, got 'one'"),
        ("elu(alpha=1e999)", "alpha must be finite, got '1e999'"),
        ("elu(", "cannot read 'elu(' as activation; write it like leaky_relu(negative_slope=0.1)"),
        ("r" * 201, "activation must be at most 200 characters long, got 201"),
    ],
)
def test_a_refusal_names_the_place_the_rule_and_the_choices(text: str, sentence: str) -> None:
    assert refused(text).startswith(sentence)


def test_a_refusal_quotes_at_most_forty_characters() -> None:
    assert len(quote("x" * 500)) <= 45
    assert len(quote("\0" * 39)) <= 45
    assert "x" * 41 not in refused("x" * 150)


def test_settings_go_by_the_names_of_the_notation() -> None:
    entry = ACTIVATIONS.read("threshold(threshold=2,value=-1)")
    assert entry == Threshold(threshold=2.0, value_=-1.0)
    assert entry.settings() == {"threshold": 2.0, "value": -1.0}
    assert [knob.name for knob in Threshold.knobs()] == ["threshold", "value"]


def test_knobs_left_out_keep_their_defaults() -> None:
    assert ACTIVATIONS.read("elu") == ACTIVATIONS.read("elu()") == ELU() == ELU(alpha=1.0)
    assert ACTIVATIONS.read("hard_tanh(max_val=2)") == HardTanh(min_val=-1.0, max_val=2.0)


def test_numbers_are_written_as_short_as_they_read_back() -> None:
    assert [number(one) for one in (1.0, 0.1, 1e-3, -2.5, 1e22)] == ["1", "0.1", "0.001", "-2.5", "1e+22"]


def test_an_array_may_stand_in_for_a_number() -> None:
    slopes = np.array([[0.1], [0.2]])
    # A sweep: every knob setting at once. Such an entry is neither hashed nor written.
    value = LeakyReLU(negative_slope=slopes).value(np.array([-1.0, 1.0]))  # type: ignore[arg-type]  # broadcasts
    np.testing.assert_array_equal(value, [[-0.1, 1.0], [-0.2, 1.0]])
    with pytest.raises(NotationError, match="negative_slope must lie in"):
        LeakyReLU(negative_slope=np.array([0.1, 1.1]))  # type: ignore[arg-type]  # as above
    with pytest.raises(NotationError):
        LeakyReLU(negative_slope=float("nan"))


@pytest.mark.parametrize(
    ("ends", "interval"), [("", "[0, 1]"), ("low", "(0, 1]"), ("high", "[0, 1)"), ("both", "(0, 1)")]
)
def test_open_ends(ends: Any, interval: str) -> None:
    knob = Knob("k", "k", "a knob", 0.0, 1.0, 0.5, open=ends)
    assert knob.interval == interval
    for end, name in ((0.0, "low"), (1.0, "high")):
        if ends in {name, "both"}:
            with pytest.raises(NotationError):
                knob.check(end)
        else:
            knob.check(end)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("élu", "'élu'"), ("Größe", "'Größe'"), ("ф", "'ф'"), ("シグモイド", "'シグモイド'"), ("😀", "'😀'"),
        ("r\u0435lu", r"'r\u0435lu'"), ("\uff52elu", r"'\uff52elu'"), ("\uff52\uff45", r"'\uff52\uff45'"),
        ("alpha=\u22121", r"'alpha=\u22121'"), ("a\u202eb", r"'a\u202eb'"), ("\u202e", r"'\u202e'"), ("\0", r"'\x00'"),
        ("\xa0", r"'\xa0'"), ("\ud800", r"'\ud800'"), ("e\u0301lu", r"'e\u0301lu'"), ("a\\b", r"'a\\b'"),
    ],
)  # fmt: skip
def test_what_can_be_read_is_shown_and_what_passes_for_another_is_not(text: str, shown: str) -> None:
    assert quote(text) == shown


def test_look_alikes_of_every_name_are_refused() -> None:
    for name in ACTIVATIONS:
        wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in name)
        assert unicodedata.normalize("NFKC", wide) == name
        assert r"\uff" in refused(wide)
