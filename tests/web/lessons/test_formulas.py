"""The formula with numbers: which of them follow the player."""

from __future__ import annotations

import re

from tests.web.lessons.reading import page


def filled(slug: str, query: str) -> tuple[str, list[str]]:
    """What the formula with numbers reads as, and what of it follows the player."""
    found = re.search(r'<p class="law filled">(.*?)</p>', page(f"/lessons/{slug}?skip=1&{query}"), re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>|\s", "", found[1]), re.findall(r'<mn data-follows="([^"]+)"', found[1])


def test_a_number_that_is_only_alike_does_not_follow() -> None:
    """y_t is 1 where the factor is 1 - α L: the 1 of the formula is another."""
    for value in (0.01, 0.04, 0.08):
        text, follows = filled("learning-rate", f"beat=vary&value={value}")
        assert "1&#x02212;" in text
        assert follows == []


def test_each_of_what_is_alike_follows_its_own_part() -> None:
    text, follows = filled("relu", "beat=why")
    assert text == "0&#x02212;00.01&#x0003D;0"
    assert [one[0] for one in follows] == ["y", "y", "y"]
    assert len(set(follows)) == 3


def test_what_a_height_lacks_of_1_follows_too() -> None:
    text, follows = filled("sigmoid", "beat=why")
    assert text.startswith("0.8808")
    assert [one.split()[0] for one in follows] == ["y", "1-y", "y"]
    assert follows[0].split()[1] == follows[1].split()[1]


def test_the_number_to_remember_follows_the_line_whose_height_it_is() -> None:
    found = re.search(r'<p class="aha">(.*?)</p>', page("/lessons/relu?skip=1&beat=see"), re.DOTALL)
    assert found is not None
    told = re.findall(r'<span data-follows="(\w) (\d)">(.*?)</span>', found[1])
    assert [(what, text) for what, _, text in told] == [("y", "0"), ("x", "\u22122")]
    assert len({line for _, line, _ in told}) == 1


def test_the_reason_tells_what_the_rate_that_was_said_leaves() -> None:
    told = re.sub(r"<[^>]+>|\s", "", page("/lessons/learning-rate?prediction=0.03&beat=why"))
    assert "atyourα=0.03&minus;0.5" in told.replace("\u2212", "&minus;")
    assert "atyour" not in re.sub(r"<[^>]+>|\s", "", page("/lessons/learning-rate?skip=1&beat=why"))
