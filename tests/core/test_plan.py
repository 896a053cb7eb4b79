"""The plan of the core: a name has one meaning, and types are said."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

from tests.test_architecture import PYTHON, ROOT, short, top_level_names

CORE = [path for path in PYTHON if path.is_relative_to(ROOT / "app" / "core")]
MOST_ANY = 12  # where a rule's state, a start or the room for points may be either; the number only falls


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for path in CORE:
        for name in set(top_level_names(read(path))) - {"__all__"}:
            homes.setdefault(name, []).append(short(path))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_a_module_has_a_name_of_its_own() -> None:
    names = [path.name for path in CORE if path.name not in {"__init__.py", "base.py"}]
    assert sorted(names) == sorted(set(names))


def test_any_is_said_only_at_the_edges() -> None:
    tokens = [token for path in CORE for token in tokenize.generate_tokens(io.StringIO(read(path)).readline)]
    assert sum(token.type == tokenize.NAME and token.string == "Any" for token in tokens) <= MOST_ANY
