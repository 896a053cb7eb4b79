"""A new entry is one class at the end of one file: the rest follows, and nothing else is edited."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

WIGGLE = '''

from app.core.catalogue import knob


class Wiggle(Activation):
    """A line that a wave is laid upon."""

    name = "wiggle"
    title = "Wiggle"
    tex = r"x + a \\sin x"
    source = "Nobody, 2026"
    pros = ("smooth everywhere",)
    cons = ("made up",)

    a: float = knob("a", "height of the wave", low=0.0, high=2.0, default=0.5)

    def value(self, x):
        """x + a sin x."""
        return x + self.a * np.sin(x)

    def slope(self, x):
        """1 + a cos x."""
        return 1 + self.a * np.cos(x)
'''

QUASI = '''

class Quasi(Optimizer):
    """Step between the gradient and its running mean.

    v_{t+1} = a v_t + (1 - a) g_t, x_{t+1} = x_t - alpha ((1 - nu) g_t + nu v_{t+1}).
    """

    name = "quasi"
    title = "Quasi-hyperbolic"
    tex = r"x_{t+1} = x_t - \\alpha ((1 - \\nu) g_t + \\nu v_{t+1})"
    source = "Ma & Yarats, 2018"
    pros = ("between two rules",)
    cons = ("two numbers to choose",)
    code = "v = 0"
    state = ("v",)
    symbols = {"v": "v"}
    rules = (("v", "{a} · {v} + (1 − {a}) · {g}"), ("x", "{x} − {lr} · ((1 − {nu}) · {g} + {nu} · {v})"))

    a: float = share("a", "share of the old mean that stays", 0.9)
    nu: float = share(r"\\nu", "weight of the mean", 0.7)

    def step(self, lr, t, x, g, v):
        """Move the mean, then step between it and the gradient."""
        v = self.a * v + (1.0 - self.a) * g
        return x - lr * ((1.0 - self.nu) * g + self.nu * v), v
'''

ASK = """
import asyncio, json, sys
import httpx
from app.core.activations import ACTIVATIONS, Wiggle
from app.core.optimizers import OPTIMIZERS, Quasi
from app.main import create_app
from app.settings import Settings

async def ask(*paths):
    transport = httpx.ASGITransport(create_app(Settings(measure_costs=False)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return {path: (answer := await client.get(path)) and [answer.status_code, answer.text] for path in paths}

assert (ACTIVATIONS["wiggle"], OPTIMIZERS["quasi"]) == (Wiggle, Quasi)
found = {"activations": list(ACTIVATIONS), "optimizers": list(OPTIMIZERS)}
print(json.dumps(found | {"answers": asyncio.run(ask(*sys.argv[1:]))}))
"""

PAGES = {
    "/activations?f=wiggle(a=0.75)&at=-2": ["Wiggle", "height of the wave", "made up"],
    "/activations": ["Wiggle"],
    "/optimizers?run=quasi(lr=0.01)&run=sgd&step=3": [
        "Quasi-hyperbolic",
        "share of the old mean that stays",
        "quasi(lr=0.01",
    ],
    "/api/activations?f=wiggle": ['"wiggle(a=0.5)"'],
    "/api/races?run=quasi&steps=2": ['"quasi(lr=0.001,a=0.9,nu=0.7)"'],
    "/api/catalogue": ['"name":"wiggle"', '"name":"quasi"', "Ma & Yarats, 2018"],
    "/docs": ["wiggle", "Wiggle"],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with one class more in two of its files."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("app", "static", "templates", "tests/core", "tests/golden"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests/__init__.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    for name, text in {"activations/waves.py": WIGGLE, "optimizers/momentum.py": QUASI}.items():
        with (folder / "app" / "core" / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return folder


def python(folder: Path, *arguments: str) -> str:
    """What a Python that knows only the copy prints."""
    told = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    return told.stdout


@pytest.fixture(scope="module")
def told(copy: Path) -> dict[str, Any]:
    """What the application answers in the copy."""
    found: dict[str, Any] = json.loads(python(copy, "-c", ASK, *PAGES))
    return found


def test_it_is_in_the_catalogue_after_those_of_its_file(told: dict[str, Any]) -> None:
    assert told["activations"][-2:] == ["sine", "wiggle"]
    assert told["optimizers"][3:6] == ["ema_momentum", "quasi", "adagrad"]


@pytest.mark.parametrize("path", PAGES)
def test_it_is_on_the_pages_and_in_the_api(told: dict[str, Any], path: str) -> None:
    status, text = told["answers"][path]
    assert status == 200
    assert [word for word in PAGES[path] if word not in text] == []


def test_the_laws_of_the_tests_hold_it(copy: Path) -> None:
    laws = ["activations", "properties", "optimizers", "explain", "descent", "strides", "truth"]
    files = [f"tests/core/test_{name}.py" for name in laws]
    names = "wiggle or quasi or golden"
    passed = python(copy, "-m", "pytest", "-p", "no:cacheprovider", "-rp", "-k", names, *files)
    for law in ("slope_is_the_derivative_of_value[wiggle(a=2)]", "one_rule[quasi(lr=100,", "fleet_of_one[quasi-beale]"):
        assert law in passed
