"""Templates: a fault in a page is heard, and what belongs together stays on one line."""

from __future__ import annotations

import pytest

from app.web.page.render import templates, tied


class Broken:
    """What a template shows."""

    here = 1

    @property
    def gone(self) -> str:
        """A property with a fault of its own."""
        raise AttributeError("a fault of ours")


def test_a_property_that_fails_is_heard_and_what_is_not_there_is_empty() -> None:
    assert templates.env.from_string("{{ it.here }}{{ it.absent }}").render(it=Broken()) == "1"
    with pytest.raises(AttributeError, match="a fault of ours"):
        templates.env.from_string("{{ it.gone }}").render(it=Broken())
    assert templates.env.from_string("{{ it.items }}{{ it.key }}").render(it={"key": "<"}).endswith("&lt;")


def test_an_equals_sign_stays_with_both_its_sides() -> None:
    assert tied("at ρ = 0.9 it is 5 %, 2 × 3 ± 1") == "at ρ\u00a0=\u00a00.9 it is 5\u00a0%, 2 × 3\u00a0±\u00a01"
    assert tied('<dt data-line="ρ = 0.9">ρ = 0.9</dt>') == '<dt data-line="ρ = 0.9">ρ\u00a0=\u00a00.9</dt>', "tags stay"
