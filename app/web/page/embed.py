"""A lab alone, to be shown in a frame: which parts of it are hidden, and what of it stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from pydantic import BaseModel

from ...core.catalogue import quote
from ..http.address import EMBED, answering
from ..http.routing import Direct, Endpoint
from ..http.sentences import choices
from ..http.state import refuse

FRAMES = "/embed"
PARTS = {
    "title": "the question at the top",
    "questions": "the other questions",
    "prediction": "what is to be predicted before a run",
    "side": "what stands beside the figure, or below it: tables, losses, explanations",
    "knobs": "sliders and boxes of functions, runs and scores",
    "add": "the menu that adds a function or a run",
    "conditions": "surface, start, steps, schedule and noise of a race",
    "player": "the player",
    "tools": "the tools of a plot",
    "caption": "the sentence below, with summary, table and Copy as",
}
ALL = "all"
UNLOCKED = {"format", "theme"}  # which no lab shows


class Embedded(NamedTuple):
    """What a request asks of the frame: hidden parts, locked parameters, both as a query, and the labs there are."""

    hide: tuple[str, ...]
    lock: tuple[str, ...]
    kept: str
    labs: tuple[str, ...]

    def address(self, path: str, query: str) -> tuple[str, str]:
        """Where a lab is within the frame."""
        told = "&".join(filter(None, (query, self.kept)))
        named = f"{path.rpartition('/')[0]}/{{slug}}"  # a lab whose path names something
        return (FRAMES + path, told) if {path, named} & set(self.labs) else (path, query)


class Framed(Direct):
    """A lab for a frame: `hide` and `lock` are taken off its query before the lab reads it, and kept in its links."""

    def __init__(self, path: str, endpoint: Endpoint, labs: tuple[str, ...], locks: Collection[str]) -> None:
        super().__init__(FRAMES + path, endpoint, include_in_schema=False)
        self._labs = labs
        self.locks = (ALL, *sorted(locks))
        self._known = {"hide": tuple(PARTS), "lock": self.locks}

    async def _answer(self, request: Request) -> Response:
        if EMBED in request.scope:  # a worker is told what was read
            return await super()._answer(request)
        pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        told = {name: tuple(dict.fromkeys(value for key, value in pairs if key == name)) for name in self._known}
        rest = [pair for pair in pairs if pair[0] not in told]
        request.scope["query_string"] = urlencode(rest).encode()
        request.scope[EMBED] = Embedded(**told, kept=urlencode(told, doseq=True), labs=self._labs)
        answering(request.scope)
        faults = {name: fault for name in told if (fault := self._fault(name, told[name]))}
        if faults:
            request.scope[EMBED] = Embedded((), (), "", self._labs)
            refuse(faults)
        return await super()._answer(request)

    def _fault(self, name: str, told: tuple[str, ...]) -> str:
        """What is wrong with the names that are told, if anything is."""
        known = self._known[name]
        wrong = next((one for one in told if one not in known), None)
        if wrong is None:
            return ""
        if "," in wrong:
            return f"{name} takes one name each time: {'&'.join(f'{name}={one.strip()}' for one in wrong.split(','))}"
        what = "a part of a lab" if name == "hide" else "a parameter of this lab"
        return f"{quote(wrong)} is not {what}{choices(wrong, known)}"


def embedded(labs: Mapping[str, tuple[Endpoint, type[BaseModel]]]) -> list[Framed]:
    """Each of the labs by its path, for a frame. Its parameters may be locked, and those of labs that it leads to:
    they have the beginning of their paths in common."""
    locks: dict[str, set[str]] = {}
    for path, (_, model) in labs.items():
        locks.setdefault(path.split("/")[1], set()).update(set(model.model_fields) - UNLOCKED)
    return [Framed(path, endpoint, tuple(labs), locks[path.split("/")[1]]) for path, (endpoint, _) in labs.items()]
