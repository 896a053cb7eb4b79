"""The wheel, installed where nothing else of this checkout is: a command, a module, and the core for a notebook."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import httpx
import pytest

import app
from tests.conftest import ROOT, free_port

SNIPPETS = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
NOTEBOOK, OWN = (code for kind, code in SNIPPETS if kind == "python" and "import slopes" in code)
AFTER = """
assert gelu(-38.0) == gelu.value(-38.0) < 0 > gelu.slope(-38.0)
assert slopes.run(slopes.Adam(lr=0.45), beale).ending.arrived == 58
assert all(hasattr(slopes, name) for name in slopes.__all__)
try:
    import app
except ImportError:
    print(slopes.__version__)
"""

AFTER_OWN = """
assert slopes.run(Heavy(lr=0.05), on).ending.reason == "at the minimum (0, 0)"
assert Cubic(a=2)(2.0) == 18.0
heard = [line.result for line in Heavy().explain(0.1, 1, 1.0, 2.0, 3.0)]
print(heard == list(reversed(Heavy().step(0.1, 1, 1.0, 2.0, 3.0))))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run(wheel, check=True, capture_output=True)
    built = next(folder.glob("slopes-*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(built)], check=True)
    return folder / "site"


def environment(site: Path, **more: str) -> dict[str, str]:
    """The environment of a program that finds only what is installed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLOPES_", "PORT"))}
    return {**kept, "PYTHONPATH": str(site), **more}


@contextmanager
def running(site: Path, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A program in the folder where it is installed, ended by a signal if it has not ended by itself."""
    pipe = subprocess.PIPE
    told = {"cwd": site, "env": environment(site, **more), "stdout": pipe, "stderr": pipe, "text": True}
    with subprocess.Popen(command, **told) as process:  # type: ignore[call-overload]  # one dictionary for all of it
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=10)


def test_a_notebook_finds_the_core_under_its_own_name(site: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", NOTEBOOK + AFTER],
        cwd=site,
        env=environment(site),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.stderr) == (f"{app.__version__}\n", "")


def test_what_the_readme_writes_of_ones_own_entries_runs() -> None:
    code = OWN.replace("import slopes", "import app as slopes") + AFTER_OWN
    run = [sys.executable, "-W", "error", "-c", code]
    told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("True\n", "")


@pytest.mark.parametrize("command", [("bin/slopes",), ("-m", "slopes")], ids=["command", "module"])
def test_it_serves_pages_and_files_and_says_where_once_it_listens(site: Path, command: tuple[str, ...]) -> None:
    port = str(free_port())
    with running(site, sys.executable, *command, PORT=port) as process:
        assert process.stdout
        assert process.stdout.readline() == f"Slopes is at http://127.0.0.1:{port} (Ctrl+C ends it)\n"
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as asking:
            page = asking.get("/optimizers")
            assert page.status_code == 200
            sheet = page.text.split('<link rel="stylesheet" href="')[1].split('"')[0]
            assert asking.get(sheet).status_code == 200


@pytest.mark.skipif(shutil.which("node") is None, reason="node is missing")
def test_the_snippet_for_javascript_runs(server: str) -> None:
    code = next(code for kind, code in SNIPPETS if kind == "js").replace("http://127.0.0.1:8000", server)
    node = ["node", "--input-type=module", "-e", code + "console.log(x.length, curves[0].f);"]
    told = subprocess.run(node, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[-1] == "101 tanh"
    assert len(told) > 10


def test_every_address_in_the_readme_is_answered(server: str) -> None:
    addresses = re.findall(r"http://127.0.0.1:8000(/[^\s\"]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(addresses) > 6
    for address in addresses:
        assert httpx.get(server + unescape(address)).status_code == 200


def test_an_option_comes_before_the_environment(site: Path) -> None:
    port = str(free_port())
    with running(site, sys.executable, "-m", "slopes", "--port", port, "--workers", "1", PORT="1") as process:
        assert process.stdout
        assert process.stdout.readline() == f"Slopes is at http://127.0.0.1:{port} (Ctrl+C ends it)\n"


def test_a_wrong_setting_is_a_sentence_and_a_misspelt_one_is_told(site: Path) -> None:
    with running(site, sys.executable, "-m", "slopes", SLOPES_QUEUE="many", SLOPES_WORKER="3") as process:
        _, errors = process.communicate(timeout=10)
        assert process.returncode == 2
    lines = errors.splitlines()
    assert lines[0] == "SLOPES_WORKER is no setting; is SLOPES_WORKERS meant?"
    assert lines[1].startswith("SLOPES_QUEUE is 'many': ")
    assert len(lines) == 2
