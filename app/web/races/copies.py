"""A race to take along: as a link, as a call from three languages, as Python without the server; and its loop."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...core.catalogue import number
from ..http.address import address
from ..page.widgets import Copy
from .query import RaceQuery

HERE = """\
import slopes

on = slopes.Conditions(
    slopes.SURFACES.read("{surface}"), start=({x}, {y}), steps={steps},
    schedule=slopes.SCHEDULES.read("{schedule}"), noise={noise}, seed={seed}{clips},
)
runs = slopes.race(tuple(map(slopes.OPTIMIZERS.read, {runs})), on)"""

TORCH_CLIPS = {"clip_value": "clip_grad_value_", "clip_norm": "clip_grad_norm_"}
CLIPS = {
    "clip_value": "dx = np.clip(dx, -{0}, {0})",
    "clip_norm": "dx *= min(1, {} / (np.linalg.norm(dx) + 1e-6))",
}


def copies(query: RaceQuery, api: str, link: str) -> list[Copy]:
    """The calls whose answer is on screen; {origin} stands for this server."""
    url = "{origin}" + address("/api/races", api)
    x, y = map(number, query.conditions.start)
    told = {"surface": query.surface, "x": x, "y": y, "steps": query.steps, "schedule": query.schedule}
    told |= {"noise": number(query.noise), "seed": query.seed, "runs": [str(one) for one in query.run]}
    clips = {name: number(value) for name, value in query.clips.items()}
    told["clips"] = "".join(f", {name}={value}" for name, value in clips.items())
    torch = [f"torch.nn.utils.{TORCH_CLIPS[name]}(model.parameters(), {value})" for name, value in clips.items()]
    return [
        Copy("Link", "{origin}" + link),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nruns = httpx.get("{url}").json()["runs"]'),
        Copy("JavaScript", f'const {{runs}} = await (await fetch("{url}")).json();'),
        Copy("Python, without the server", HERE.format(**told)),
        *([Copy("PyTorch's clipping", "\n".join(["loss.backward()", *torch, "optimizer.step()"]))] if torch else []),
    ]


def clipped(code: str, clips: Mapping[str, float]) -> str:
    """A loop that clips its gradients: a line for each bound after the one that works the gradient out."""
    lines = "".join(rf"\n\1{CLIPS[name].format(number(value))}" for name, value in clips.items())
    return re.sub(r"^( *)(dx = compute_gradient.*)$", r"\1\2" + lines, code, flags=re.MULTILINE)


def lit(code: Sequence[str], targets: set[str]) -> set[int]:
    """The lines of a loop that give a new value to one of these names; the slides call the x-part of v `vx`."""
    found = set()
    for i, text in enumerate(code):
        left = text.split("=")[0].strip(" +-*/")
        if text.startswith(" ") and any(left in {target, f"{target}x"} for target in targets):
            found.add(i)
    return found
