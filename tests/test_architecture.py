"""The plan of the house: who may import whom, and what a name means."""

import ast
import re
import sys
import tokenize
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).parent.parent
PYTHON = sorted(path for folder in ("app", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))

# Who may import what, besides the standard library. A prefix stands for itself and all below it.
MAY_IMPORT = {
    "app.core": {"app.core", "numpy"},
    "app.lessons": {"app.core", "app.lessons", "numpy"},
    "app.rooms": {"app.core", "app.lessons", "app.rooms", "numpy", "redis"},
    "app.settings": {"app.listed", "pydantic", "pydantic_settings"},
    "app.web.http.connection": {"app.settings", "app.web.http", "uvicorn.protocols.http.httptools_impl"},
    "app.web": {
        "app.core",
        "app.files",
        "app.lessons",
        "app.rooms",
        "app.settings",
        "app.web",
        "contourpy",
        "fastapi",
        "jinja2",
        "latex2mathml",
        "markupsafe",
        "numpy",
    }
    | {"plotly", "pydantic", "pydantic_core", "segno", "starlette", "starlette_compress"},
    "app.files": set(),
    "app.listed": set(),
    "app.command": {"app.__version__", "app.settings", "pydantic", "uvicorn"},
    "app.main": {"app", "fastapi", "starlette", "starlette_compress", "uvicorn"},
    "app.__main__": {"app.main"},
    "app": {"app.core"},
}

# Within the web side: what all topics share knows none of them, and a topic another only where that is natural.
SHARED = {"app.web.http", "app.web.entries", "app.web.page", "app.web.figures"}
WEB_MAY_IMPORT = {
    "app.web.http": {"app.web.http"},
    "app.web.entries": {"app.web.http"},
    "app.web.page": {"app.web.http", "app.web.page", "app.web.figures"},
    "app.web.figures": {"app.web.http", "app.web.figures", "app.core.numerals"},
    "app.web.activations": SHARED,
    "app.web.surfaces": SHARED,
    "app.web.races": SHARED | {"app.web.surfaces"},
    "app.web.four": SHARED | {"app.web.races", "app.web.surfaces"},
    "app.web.data": SHARED,
    "app.web.lessons": SHARED | {"app.web.surfaces"},
    "app.web.rooms": SHARED | {"app.web.lessons"},
    "app.web.regressions": SHARED | {"app.web.races"},
    "app.web.planes": SHARED | {"app.web.races", "app.web.regressions", "app.web.surfaces"},
    "app.web.softmax": SHARED,
    "app.web.landing": {"app.web"},  # the doors to all
    "app.web.reference": SHARED | {"app.web.activations", "app.web.surfaces"},
    "app.web.routes": {"app.web"},
}

# What each topic has one of, by one name: how it is asked, what it answers, how it is drawn, what is said of it.
IN_EACH_TOPIC = {"figure", "copies", "summary", "spoken", "table", "as_json", "as_csv", "asked", "question_url"}
IN_EACH_TOPIC |= {"WRITERS", "HERE", "PLAIN", "PAUSED", "TABLE_ROWS", "MOST_POINTS", "MOST_STEPS", "USUAL_POINTS"}
IN_EACH_TOPIC |= {"file_of", "stream", "READER", "MOST_RUNS", "MOST_SEEDS"}
MOST_SHARED_NAMES = 74  # further names that stand in two modules of the web side; the number only falls

FUNCTIONS = "a?(sin|cos|tan)h?|atan2|exp|expm1|log(10|1p|2)?|pow|sqrt|cbrt|hypot"
FORMULA = re.compile(rf"\bMath\s*[.\[]\s*['\"]?({FUNCTIONS})\b|[\w)\]]\s*\*\*=?\s*[\w(]")
SUPPRESSION = re.compile(r"\b(noqa|type: ignore|pragma: no cover|mypy:)|@ts-(ignore|expect-error|nocheck)")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def imports(source: str, package: str) -> Iterator[str]:
    """Every name that is imported, `from app import main` as `app.main`; relative ones are resolved."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def strangers(source: str, module: str, package: str) -> list[str]:
    """The imports that the plan does not allow this module."""
    allowed = next((names for room, names in MAY_IMPORT.items() if below(module, room)), set())
    return [
        name
        for name in imports(source, package)
        if name.split(".")[0] not in sys.stdlib_module_names and not any(below(name, one) for one in allowed)
    ]


def suppressions(path: Path) -> list[str]:
    """Comments that silence a tool; strings that only speak of it do not count."""
    if path.suffix == ".py":
        with tokenize.open(path) as file:
            comments = [
                token.string for token in tokenize.generate_tokens(file.readline) if token.type == tokenize.COMMENT
            ]
    else:
        comments = path.read_text(encoding="utf-8").splitlines()
    return [comment for comment in comments if SUPPRESSION.search(comment)]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in PYTHON if path.is_relative_to(ROOT / "app")], ids=short)
def test_a_module_imports_only_what_the_plan_allows(path: Path) -> None:
    module = name_of(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    assert strangers(path.read_text(encoding="utf-8"), module, package) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app.core.losses", "import fastapi"),
        ("app.core.losses", "import scipy.special"),
        ("app.core.losses", "from app.web import routes"),
        ("app.core.losses", "from ..web import routes"),
        ("app.core.losses", "from app import settings"),
        ("app.web.page.render", "from app.main import create_app"),
        ("app.web.page.render", "from app import main"),
        ("app.web.page.render", "import requests"),
        ("app.elsewhere", "import numpy"),
    ],
)
def test_the_plan_is_enforced(module: str, line: str) -> None:
    assert strangers(f"def f():\n    {line}", module, module.rpartition(".")[0])


WEB = [path for path in PYTHON if path.is_relative_to(ROOT / "app" / "web")]


@pytest.mark.parametrize("path", [path for path in WEB if path.name != "__init__.py"], ids=short)
def test_a_topic_knows_another_only_where_that_is_natural(path: Path) -> None:
    module = name_of(path)
    room = ".".join(module.split(".")[:3])
    found = imports(path.read_text(encoding="utf-8"), module.rpartition(".")[0])
    ours = [name for name in found if below(name, "app.web") and not below(name, room)]
    assert [name for name in ours if not any(below(name, one) for one in WEB_MAY_IMPORT[room])] == []


def test_no_module_of_the_web_side_needs_itself() -> None:
    names = {name_of(path): path for path in WEB}
    needs = {}
    for name, path in names.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        found = imports(path.read_text(encoding="utf-8"), package)
        needs[name] = {one if one in names else one.rpartition(".")[0] for one in found} & names.keys()
    TopologicalSorter(needs).prepare()  # raises CycleError with the modules of a circle


def top_level_names(source: str) -> Iterator[str]:
    """What a module defines, imports left out."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
            yield from (one.id for one in parts if isinstance(one, ast.Name))


def test_a_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for path in WEB:
        for name in set(top_level_names(path.read_text(encoding="utf-8"))) - IN_EACH_TOPIC:
            homes.setdefault(name, []).append(name_of(path))
    shared = {name: where for name, where in homes.items() if len(where) > 1}
    assert len(shared) <= MOST_SHARED_NAMES, shared


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_the_browser_computes_no_formula(path: Path) -> None:
    assert [match[0] for match in FORMULA.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line", ["1 / (1 + Math.exp(-x))", "Math.tanh(x)", "Math['log1p'](x)", "x ** 2", "Math . sqrt(x)"]
)
def test_a_formula_is_seen(line: str) -> None:
    assert FORMULA.search(line)


@pytest.mark.parametrize("line", ["/** @param {number} x */", "Math.max(a, b)", "Math.round(x)", "/***/", "/* a **/"])
def test_what_is_no_formula_is_not_seen(line: str) -> None:
    assert not FORMULA.search(line)


def test_tools_are_seldom_silenced_and_never_without_a_reason() -> None:
    files = PYTHON + SCRIPTS
    found = [(short(path), comment) for path in files for comment in suppressions(path)]
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    assert len(found) <= 2 * lines / 1000, found
    reason = re.compile(r"#.*#\s*\w+|//\s*@ts-\S+\s+\w+")
    silent = [(path, comment) for path, comment in found if not reason.search(comment)]
    assert silent == []


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_does(name: str) -> None:
    sentence = Settings.model_fields[name].description or ""
    assert re.fullmatch(r"[A-Z].{20,}\.", sentence), sentence
