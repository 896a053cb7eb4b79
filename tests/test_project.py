"""What a newcomer, a packager and an operator rely on."""

import asyncio
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

import app
from app.main import create_app

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]
HOSTS = re.compile(
    rb"pypi[.](org|python)|python[h]osted[.]org|npm(js|mirror)[.](org|com)|yarnpkg[.]com|[a-z]+[.](debian|ubuntu)[.](org|com)/"
    rb"|(deb|security|ftp|archive|snapshot)[.](debian|ubuntu)[.](org|com)|(^|\s)--?(extra-)?(index-url|find-links|trusted-host)\b"
)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    told: dict[str, Any] = tomllib.loads(text("pyproject.toml"))["project"]
    return told


def unlocked(lock: str) -> list[str]:
    """Lines of a lock file that pin no version or carry no hash."""
    entries = re.sub(r"#.*", "", lock).replace("\\\n", " ").splitlines()
    pinned = re.compile(r"[a-z0-9._-]+==[^\s;]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    return [entry.split()[0] for entry in entries if entry.strip() and not pinned.fullmatch(entry)]


def versions(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+==\S+)", lock, re.MULTILINE))


def test_no_address_of_a_package_registry_is_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so there is no list of committed files")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    files = [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]
    assert len(files) > 20
    assert {str(path): match[0] for path in files if (match := HOSTS.search(path.read_bytes()))} == {}


@pytest.mark.parametrize(
    "line", ["https://files.python" + "hosted.org/x", "--index" + "-url x", "https://pypi" + ".org/simple"]
)
def test_an_address_of_a_package_registry_is_seen(line: str) -> None:
    assert HOSTS.search(line.encode())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(name: str) -> None:
    assert unlocked(text(name)) == []
    assert "://" not in text(name)
    assert len(versions(text(name))) > 20


@pytest.mark.parametrize(
    "line", ["numpy==2.4.6", "numpy>=2 --hash=sha256:" + 64 * "0", "-r other.txt", "--index" + "-url x"]
)
def test_an_unlocked_package_is_seen(line: str) -> None:
    assert unlocked(f"{line}\n")


def test_both_locks_agree() -> None:
    assert versions(text(LOCKS[0])) <= versions(text(LOCKS[1]))


def test_every_dependency_is_locked_and_says_why_it_is_there() -> None:
    wanted = re.findall(r'^ {4}"([a-z0-9-]+)[^"]*",( *# (.*))?$', text("pyproject.toml"), re.MULTILINE)
    extras = project()["optional-dependencies"]
    assert len(wanted) == len(project()["dependencies"]) + len(extras["dev"]) + len(extras["bench"])
    assert [name for name, _, reason in wanted if not 2 <= len(reason.split()) <= 5] == []
    locked = {line.split("==")[0] for line in versions(text(LOCKS[1]))}
    measured_against = {re.split("[=<>]", line)[0] for line in extras["bench"]}
    assert {name for name, _, _ in wanted} - measured_against <= locked
    assert not measured_against & locked


def test_the_readme_starts_with_the_two_commands() -> None:
    readme = text("README.md")
    run, tests, picture = (readme.index(word) for word in ("make run", "make test", "!["))
    assert run < tests < picture


def test_the_readme_points_at_files_that_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text("README.md"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_make_alone_lists_every_command() -> None:
    told = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    commands = re.findall(r"^make (\w+) {2,}\S", "\n".join(told), re.MULTILINE)
    assert commands == ["run", "test", "lint", "golden", "load", "bench", "lock"]
    assert len(told) == len(commands)
    assert all(re.search(rf"^{command}:", text("Makefile"), re.MULTILINE) for command in commands)


def test_the_changelog_keeps_its_form() -> None:
    lines = text("CHANGELOG.md").splitlines()
    assert lines[0] == "# Changelog"
    assert "https://keepachangelog.com/" in text("CHANGELOG.md")
    releases = [line for line in lines if line.startswith("## ")]
    assert releases[0] == "## [Unreleased]"
    found = [re.fullmatch(r"## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", line) for line in releases[1:]]
    order = [(tuple(map(int, match.groups()[:3])), match[4]) for match in found if match]
    assert len(order) == len(found)
    assert all(newer > older for newer, older in pairwise(order))
    kinds = {line[4:] for line in lines if line.startswith("### ")}
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_api_tells_the_version_of_the_project() -> None:
    async def told() -> str:
        transport = httpx.ASGITransport(create_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return str((await client.get("/openapi.json")).json()["info"]["version"])

    assert asyncio.run(told()) == app.__version__
    assert project()["dynamic"] == ["version"]
    assert tomllib.loads(text("pyproject.toml"))["tool"]["hatch"]["version"]["path"] == "app/__init__.py"


def test_the_license_is_mit_by_the_authors() -> None:
    assert text("LICENSE").startswith("MIT License\n\nCopyright (c) 2026 The Slopes authors\n")
    assert project()["license"] == "MIT"


PAGES = sorted(path.name for path in (ROOT / "templates").glob("[!_]*.html") if path.name != "base.html")


@pytest.mark.parametrize("page", PAGES)
def test_the_style_sheets_of_a_page_stay_small(page: str) -> None:
    sheets = re.findall(r"asset\('([\w/]+\.css)'\)", text("templates/base.html") + text(f"templates/{page}"))
    assert {"style.css", "embed.css"} <= {*sheets}
    size = sum((ROOT / "static" / name).stat().st_size for name in sheets if name != "embed.css")  # a frame's alone
    assert size < (21_000 if page == "landing.html" else 38_000)


def test_the_image_gives_no_rights_away() -> None:
    dockerfile, compose = text("Dockerfile"), text("compose.yaml")
    images = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert images == ["python:${PYTHON_VERSION}-slim-trixie"] * 2
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", dockerfile, re.MULTILINE)
    assert "--require-hashes" in dockerfile
    assert all(word in dockerfile for word in ("\nHEALTHCHECK ", '\nCMD ["python", "-m", "app.main", '))
    assert all(
        word in compose for word in ("read_only: true", "- ALL", "no-new-privileges:true", "mem_limit:", "cpus:")
    )


def test_the_image_can_be_read_by_its_user_whatever_the_umask_of_the_checkout() -> None:
    build, server = text("Dockerfile").split("\nFROM ")[1:]
    assert re.search(r"^RUN .*\bchmod -R a\+rX \.$", build, re.MULTILINE)
    assert re.findall(r"^COPY (\S+)", server, re.MULTILINE) == ["--from=build", "--from=build"]


def test_every_service_is_guarded_and_none_of_the_many_starts_by_itself() -> None:
    services = YAML(typ="safe").load(text("compose.yaml"))["services"]
    assert [*services] == ["slopes", "one", "two", "three", "valkey", "nginx"]
    assert {name for name, one in services.items() if one.get("profiles") != ["many"]} == {"slopes"}
    for name, one in services.items():
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"]), name
        assert one["security_opt"] == ["no-new-privileges:true"], name
        assert one["mem_limit"], name
        assert re.fullmatch(r"[\w/]+:\d+-alpine", one.get("image", "a:1-alpine")), name
        assert "image" not in one or re.fullmatch(r"[1-9]\d+:[1-9]\d+", one["user"]), name


def test_a_container_counts_its_own_cores_and_reads_its_settings() -> None:
    compose = text("compose.yaml")
    cpus, workers = (re.search(rule, compose, re.MULTILINE) for rule in (r"^ {4}cpus: (\d+)$", r"WORKERS:-(\d+)}"))
    assert cpus is not None
    assert workers is not None
    assert cpus[1] == workers[1]
    assert "- path: .env\n        required: false\n" in compose
    assert re.search(r"^ENV .*\bOPENBLAS_NUM_THREADS=1$", text("Dockerfile"), re.MULTILINE)
