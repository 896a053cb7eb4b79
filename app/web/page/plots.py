"""A figure in a page: its still picture, where the live one comes from, and what its toolbar offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from ...core.numerals import decimal
from ..figures.area import Figure, Words, areas_of
from ..figures.still import Still, still


@dataclass(frozen=True)
class Plot:
    """A plot that can be taken hold of.

    `address` answers the figure, if any call does, `file` names what is downloaded of it, `axes` are its ranges as
    JSON, for whatever lies over it. `zoom` says how far it is from the usual window, `whole` leads back there; `lock`
    keeps its height, or lets it go; `moving` says what the canvas over it draws, `runs` with which numbers
    where these come with the page, and `picture` answers the figure with that in it;
    `ground` says that the height of a ground is told under the pointer, by a heat map.
    """

    id: str
    name: str
    address: str
    file: str
    inside: Markup
    around: Markup
    axes: Markup
    table: str = ""
    zoom: str = ""
    whole: str = ""
    locked: bool | None = None
    lock: str = ""
    moving: str = ""
    runs: str = ""
    picture: str = ""
    ground: bool = False

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """What can be downloaded: its kind in words, its address, the name of the file."""
        whole = self.picture or self.address
        if not whole:
            return []
        whole += "&" if "?" in whole else "?"
        here = [
            ("SVG", f"{whole}format=svg", f"{self.file}.svg"),
            ("Plotly", f"{whole}format=plotly", f"{self.file}.json"),
        ]
        return [*here, *([("CSV", self.table, f"{self.file}.csv")] if self.table else [])]


def written(told: Any) -> Markup:
    """A value as JSON for an attribute in single quotes, which JSON itself has no use for."""
    text = to_json(told, inf_nan_mode="null").decode()
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;"))


def plot(id: str, name: str, figure: Figure, address: str, file: str, drawn: Still | None = None, **more: Any) -> Plot:
    """The plot of a figure whose colours are the page's own, or of one that is `drawn` already.

    `address` says what it shows, up to its last parameter.
    """
    drawn = drawn or still(figure)
    axes = [
        {"x": names[0], "y": names[1], "across": across(area.x), "down": across(area.y)}
        for names, area in areas_of(figure).items()
    ]
    return Plot(id, name, address, file, drawn.inside, drawn.around, written(axes), **more)


def across(axis: Any) -> Words:
    """What an axis shows, and of which share of the plot."""
    return {"range": [axis.low, axis.high], "domain": [axis.start, axis.end], "log": axis.log}


def times(usual: float, shown: float) -> str:
    """How far a window is zoomed in: `40 ×`; nothing where it is as wide as usual."""
    return f"{decimal(usual / shown, 2)} ×" if abs(usual / shown - 1) > 1e-3 else "moved"


def file_name(*words: str) -> str:
    """A telling name: letters, digits and single dashes."""
    text = "-".join(words).lower()
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)
    return "-".join(filter(None, kept.split("-")))[:60].strip("-")
