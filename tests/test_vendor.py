"""The code of others is what its README says, byte for byte."""

import hashlib
import re
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT / "static" / "vendor", ROOT / "tests" / "vendor"]


class Row(NamedTuple):
    """One line of a vendor README."""

    folder: Path
    file: str
    package: str
    version: str
    source: str
    license: str
    sha256: str


def rows() -> list[Row]:
    found = []
    for folder in FOLDERS:
        for line in (folder / "README.md").read_text(encoding="utf-8").splitlines():
            cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
            if line.startswith("| `"):
                found.append(Row(folder, *cells))
    return found


def plotly_version(text: str) -> str:
    match = re.search(r"plotly\.js .*?v(\d+\.\d+\.\d+)", text[:200])
    assert match, "no plotly.js version in the first lines"
    return match[1]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.file)
def test_each_file_is_the_published_one(row: Row) -> None:
    assert hashlib.sha256((row.folder / row.file).read_bytes()).hexdigest() == row.sha256
    assert re.match(r"(MIT|0BSD|BSD|Apache-2.0|MPL-2.0|ISC)\b", row.license)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_no_file_is_missing_from_the_table(folder: Path) -> None:
    told = {row.file for row in rows() if row.folder == folder}
    ours = (".md", ".d.ts", ".LICENSE")
    assert told == {path.name for path in folder.iterdir() if not path.name.endswith(ours)}


@pytest.mark.parametrize("file", ["plotly-basic.min.js", "plotly-cartesian.min.js"])
def test_the_browser_draws_with_the_plotly_of_the_python_package(file: str) -> None:
    wheel = resources.files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")
    ours = (FOLDERS[0] / file).read_text(encoding="utf-8")
    told = next(row.version for row in rows() if row.file == file)
    assert plotly_version(ours) == plotly_version(wheel) == told
