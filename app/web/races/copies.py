"""A race to take along: as a link, as a call from three languages, as Python without the server; and its loop."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.catalogue import number
from ..http.address import address
from ..page.widgets import Copy
from .query import RaceQuery

HERE = """\
import slopes

on = slopes.Conditions(
    slopes.SURFACES.read("{surface}"), start=({x}, {y}), steps={steps},
    schedule=slopes.SCHEDULES.read("{schedule}"), noise={noise}, seed={seed},
)
runs = slopes.race(tuple(map(slopes.OPTIMIZERS.read, {runs})), on)"""


def copies(query: RaceQuery, api: str, link: str) -> list[Copy]:
    """The calls whose answer is on screen; {origin} stands for this server."""
    url = "{origin}" + address("/api/races", api)
    x, y = map(number, query.conditions.start)
    told = {"surface": query.surface, "x": x, "y": y, "steps": query.steps, "schedule": query.schedule}
    told |= {"noise": number(query.noise), "seed": query.seed, "runs": [str(one) for one in query.run]}
    return [
        Copy("Link", "{origin}" + link),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nruns = httpx.get("{url}").json()["runs"]'),
        Copy("JavaScript", f'const {{runs}} = await (await fetch("{url}")).json();'),
        Copy("Python, without the server", HERE.format(**told)),
    ]


def lit(code: Sequence[str], targets: set[str]) -> set[int]:
    """The lines of a loop that give a new value to one of these names; the slides call the x-part of v `vx`."""
    found = set()
    for i, text in enumerate(code):
        left = text.split("=")[0].strip(" +-*/")
        if text.startswith(" ") and any(left in {target, f"{target}x"} for target in targets):
            found.add(i)
    return found
