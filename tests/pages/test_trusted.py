"""What a page lets become a script: files of its own alone, also for whoever has come to run within it."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Window

TRY = """([name, value]) => {
  const script = document.createElement("script");
  try { script[name] = value; } catch (error) { return error.name; }
  return "taken";
}"""


@pytest.mark.parametrize(
    ("name", "value"),
    [("src", "https://elsewhere.example/x.js"), ("src", "/api/activations"), ("src", "data:,1"), ("text", "1")],
)
def test_a_script_from_elsewhere_is_refused(window: Window, name: str, value: str) -> None:
    page = window.open("/activations")
    assert page.evaluate(TRY, [name, value]) == "TypeError"
    assert len(window.noise) == 1
    window.noise.clear()


def test_a_file_of_its_own_is_taken(window: Window) -> None:
    page = window.open("/activations")
    own = page.evaluate("() => document.querySelector('script[src$=\"first.js\"]').src")
    assert page.evaluate(TRY, ["src", own]) == "taken"


def test_no_other_policy_can_be_made(window: Window) -> None:
    page = window.open("/")
    assert page.evaluate("""() => {
      try { trustedTypes.createPolicy("other", { createScript: (text) => text }); } catch (error) { return error.name; }
      return "made";
    }""") == "TypeError"  # fmt: skip
    window.noise.clear()
