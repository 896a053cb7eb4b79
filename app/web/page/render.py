"""Pages: a template and what it says, worked out where there is room, and a problem for a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from fastapi import Request
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from ...files import folder
from ..http.address import EMBED, address, bare_address, visited
from ..http.desk import FRESH, VOLATILE, served
from ..http.problems import Problem
from ..http.services import services

HTML = "text/html; charset=utf-8"


def coded(text: str) -> Markup:
    """Text with what stands between backticks as code."""
    return Markup(re.sub("`([^`]*)`", r"<code>\1</code>", str(escape(text))))


TIES = re.compile(r"<[^>]*>| [=≈±−/·] |(?<=\d) (?=%)")  # a tag, whose names are those of the picture, or blanks


def tied(text: str) -> str:
    """HTML in which no line ends beside an equals or a plus-minus sign, or before a percent sign."""
    return TIES.sub(lambda found: found[0] if found[0][0] == "<" else found[0].replace(" ", "\u00a0"), text)


class Templates(Environment):
    """Templates in which a property that fails is heard: Jinja takes its AttributeError for one that is not there."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What is there, or else an entry of that name, or nothing."""
        return getattr(obj, attribute) if hasattr(type(obj), attribute) else super().getattr(obj, attribute)


templates = Jinja2Templates(env=Templates(loader=FileSystemLoader(folder("templates")), autoescape=True))
templates.env.globals |= {"address": address, "visited": visited, "bare_address": bare_address}
templates.env.filters |= {"coded": coded, "tied": tied}
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def compiled() -> Iterator[None]:
    """Compile the templates, one at a time, so that no visitor waits for it."""
    for name in templates.env.list_templates():
        templates.env.get_template(name)
        yield


def rendered(request: Request, name: str, **context: Any) -> bytes:
    """A template filled in; `view` and `projectable` tell whether it is, or can be, shown large, for a room."""
    usual = {
        "here": request.url.path,
        "embed": request.scope.get(EMBED),
        "asset": services(request).assets.url,
        "view": None,
        "projectable": False,
    }
    return templates.get_template(name).render(usual | context).encode()


async def show(
    request: Request, name: str, page: Callable[[], Any] | None = None, numbers: int = 0, keep: str = FRESH, **more: Any
) -> Response:
    """A template filled with what `page()` makes, which takes as long as making so many numbers."""

    def write() -> bytes:
        with np.errstate(all="ignore"):  # a page shows where the floats end
            return rendered(request, name, page=page and page(), **more)

    return await served(request, numbers, write, HTML, keep)


def problem_page(request: Request, problem: Problem) -> Response:
    """A problem for a person: what to change, and a way on."""
    headers = {"Cache-Control": VOLATILE, **problem.headers}
    return Response(rendered(request, "problem.html", problem=problem), problem.kind.status, headers, HTML)
