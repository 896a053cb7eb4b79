"""How large a room may grow: files, functions and lines that fit in one look."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import PYTHON, ROOT, SCRIPTS, short

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = [path for path in sorted((ROOT / "static").rglob("*.css")) if "vendor" not in path.relative_to(ROOT).parts]
PATH_DATA = re.compile(r'\bd="M[^"]*"')


def long_functions(source: str, limit: int = 25) -> list[str]:
    """Functions whose body, the docstring not counted, has more lines than the limit."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and (node.end_lineno or 0) - body[0].lineno + 1 > limit:
                found.append(node.name)
    return found


def wide_lines(source: str, limit: int = 120) -> list[int]:
    """The numbers of lines with more characters than the limit, the data of a path not counted."""
    lines = enumerate(source.splitlines(), start=1)
    return [number for number, line in lines if len(PATH_DATA.sub('d=""', line)) > limit]


@pytest.mark.parametrize("path", PYTHON + SCRIPTS + TEMPLATES, ids=short)
def test_a_file_has_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 250


@pytest.mark.parametrize("path", SCRIPTS + TEMPLATES + STYLES, ids=short)
def test_a_line_fits_on_a_screen(path: Path) -> None:
    assert wide_lines(path.read_text(encoding="utf-8")) == []


def test_a_wide_line_is_seen_and_the_data_of_a_path_are_not_counted() -> None:
    assert wide_lines(f"{'x' * 120}\n{'x' * 121}\n") == [2]
    assert wide_lines(f"{'′' * 120}\n") == []
    assert wide_lines(f'<path d="M{"1 " * 100}"/>\n<p title="M{"1 " * 100}">') == [2]


@pytest.mark.parametrize("path", PYTHON, ids=short)
def test_a_function_fits_in_one_look(path: Path) -> None:
    assert long_functions(path.read_text(encoding="utf-8")) == []


def test_a_long_function_is_seen() -> None:
    assert long_functions('def f():\n    """Told."""\n' + "    x = 1\n" * 26) == ["f"]
    assert long_functions('def f():\n    """Told,\n    at length."""\n' + "    x = 1\n" * 25) == []
