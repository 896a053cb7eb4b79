"""What an operator writes: lists with commas or as JSON, names as people write them, options; faults are sentences."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import get_origin

import httpx
import pytest

from app import __version__
from app.command import options, settings_from
from app.main import create_app
from app.settings import Settings
from tests.conftest import ROOT
from tests.web.client import ask

LISTS = [name for name, one in Settings.model_fields.items() if get_origin(one.annotation) is tuple]
ITEMS = {
    "hosts": ("slopes.example", "www.slopes.example"),
    "origins": ("https://school.example", "http://localhost:8205"),
    "proxies": ("127.0.0.1/32", "172.16.0.0/12"),
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that sets nothing."""
    for name in [one for one in os.environ if one.startswith("SLOPES_") or one == "PORT"]:
        monkeypatch.delenv(name)


def fault(name: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line with which a setting is refused."""
    monkeypatch.setenv(f"SLOPES_{name.upper()}", told)
    with pytest.raises(SystemExit) as ended:
        settings_from({})
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"SLOPES_{name.upper()} is "), line
    return line.partition(": ")[2]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_commas_or_is_json(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = ITEMS[name]
    wanted = {
        one: (one,), f"{one},{two}": (one, two), f" {one} , {two}, ": (one, two), "": (), f'["{one}"]': (one,),
        f' ["{one}", "{two}"]': (one, two), "[]": (),
    }  # fmt: skip
    for told, read in wanted.items():
        monkeypatch.setenv(f"SLOPES_{name.upper()}", told)
        assert getattr(Settings(), name) == read, told


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("told", ['["a"', "[a]", "[1]", '[["a"]]', "[null]", '{"a": 1}', '"a"', "'a'", "a b", "[::"])
def test_a_list_that_is_none_is_refused_in_a_line(
    name: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fault(name, told, monkeypatch, capsys)


HOSTS = ["Slopes.Example", "slopes.example/", "slopes.example.", " SLOPES.EXAMPLE "]
NO_HOSTS = ["https://slopes.example/", "slopes.example:8203", "*.example", "a..b", "-a.b", "slopes.example/x", "élu.fr"]


def test_a_host_that_is_accepted_matches() -> None:
    for told in HOSTS:
        app = create_app(Settings(hosts=(told,), measure_costs=False))
        assert ask("GET", "/health", app, headers={"host": "slopes.example"}).status_code == 200, told


@pytest.mark.parametrize("told", NO_HOSTS)
def test_a_host_that_could_not_match_is_refused(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fault("hosts", told, monkeypatch, capsys).startswith("each must be a name such as slopes.example, without")


ORIGINS = {
    "http://localhost:8205/": "http://localhost:8205",
    "HTTP://LOCALHOST:8205": "http://localhost:8205",
    "https://School.example:443": "https://school.example",
    "http://school.example:80/": "http://school.example",
    "http://[0:0:0:0:0:0:0:1]:81": "http://[::1]:81",
    "chrome-extension://abcdefgh": "chrome-extension://abcdefgh",
    "null": "null",
}
NO_ORIGINS = [
    "localhost:8205", "school.example", "https://", "https://school.example/a", "https://*.school.example", "htp://a.b",
    "https://a@b.c", "https://a.b:0", "https://a.b:99999", "https://a.b?c", "https://[1]", "https://a.b:", "//a.b",
]  # fmt: skip


def test_an_origin_that_is_accepted_matches() -> None:
    for told, sent in ORIGINS.items():
        app = create_app(Settings(origins=(told,), measure_costs=False))
        headers = {"origin": sent, "sec-fetch-site": "cross-site"}
        body = {"f": ["relu"], "x": [1]}
        assert ask("POST", "/api/activations", app, json=body, headers=headers).status_code == 200, told


@pytest.mark.parametrize("told", NO_ORIGINS)
def test_an_origin_that_could_not_match_is_refused(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fault("origins", told, monkeypatch, capsys).startswith(
        "each must be an origin such as https://school.example"
    )


def test_a_proxy_in_its_longer_form_is_the_same() -> None:
    assert Settings(proxies=("::ffff:127.0.0.1", "10.1.2.3/8", "::1")).proxies == (
        "127.0.0.1/32",
        "10.0.0.0/8",
        "::1/128",
    )


@pytest.mark.parametrize("name", ["frame_ancestors", "embed_ancestors"])
def test_who_may_frame_is_what_a_browser_understands(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for told in ("*", "'none'", "'self' https://school.example", "https://*.school.example:* http://a:81/", "https:"):
        assert getattr(Settings(**{name: told}), name) == told  # type: ignore[arg-type]  # by its name
    for told in (
        "none",
        "self",
        '["https://a.b"]',
        "https://a.b, https://c.d",
        "'none' *",
        "a; script-src *",
        " ",
        "é",
    ):
        assert fault(name, told, monkeypatch, capsys).startswith("it must be 'none', *, or sources"), told


@pytest.mark.parametrize("told", ["99999", "65536", "-5", "x", "1.5", "", " ", "٣x"])
def test_a_port_that_is_none_ends_with_a_sentence(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = f"a port is a whole number from 0 to 65535, got {told!r}"
    with pytest.raises(SystemExit):
        options([f"--port={told}"])
    assert capsys.readouterr().err.endswith(f"error: argument --port: {rule}\n")
    monkeypatch.setenv("PORT", told)
    if told:
        with pytest.raises(SystemExit):
            options([])
        assert capsys.readouterr().err.endswith(f"error: PORT: {rule}\n")
    assert options(["--port", "9"]).port == 9


def test_no_port_and_an_empty_one_are_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, port in (("", 8000), ("81", 81)):
        monkeypatch.setenv("PORT", told)
        assert options([]).port == port
    monkeypatch.delenv("PORT")
    assert options([]).port == 8000


@pytest.mark.parametrize("told", ["0", "-1", "100000"])
def test_a_fault_is_laid_to_the_option_that_was_told(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        settings_from({}, workers=options([f"--workers={told}"]).workers)
    assert capsys.readouterr().err.startswith(f"--workers is '{told}': ")
    assert fault("workers", told, monkeypatch, capsys)


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"slopes {__version__}\n")


def test_any_free_port_is_told_by_its_number() -> None:
    command = [sys.executable, "-m", "app.main", "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = re.search(r"http://127\.0\.0\.1:(\d+) ", process.stdout.readline())
        try:
            assert said
            assert httpx.get(f"http://127.0.0.1:{said[1]}/health").status_code == 200
        finally:
            process.send_signal(signal.SIGTERM)
