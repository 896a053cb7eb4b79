"""Scores and their loss to take along: as a link, as a call from three languages, as Python, as PyTorch."""

from __future__ import annotations

from urllib.parse import urlencode

from ...core.activations.base import Array
from ...core.catalogue import number
from ..http.address import address
from ..page.widgets import Copy
from .state import SoftmaxState

HERE = """\
import slopes

loss = slopes.cross_entropy({z}, labels={y}, temperature={t})
print(loss.softmax.probabilities, loss.losses, loss.gradient)"""

TORCH = """\
import torch

z = torch.tensor({z}, dtype=torch.float64, requires_grad=True)
y = torch.tensor({y}, dtype=torch.float64)
loss = torch.nn.functional.cross_entropy(z / {t}, y)
loss.backward()
print(loss.item(), z.grad)"""


def tidy(z: Array) -> list[float]:
    """Scores with twelve digits, so that 0.09999999999999998 is what was typed."""
    return [float(f"{value:.12g}") for value in z.tolist()]


def question(state: SoftmaxState, z: Array, **more: str) -> str:
    """The query of the API call whose answer is on screen."""
    pairs: list[tuple[str, str]] = [("logits", number(value)) for value in tidy(z)]
    if state.temperature != 1:
        pairs.append(("temperature", number(state.temperature)))
    if state.labels:
        pairs += [("labels", number(value)) for value in state.distribution.tolist()]
    else:
        pairs.append(("target", str(state.target)))
    return urlencode([*pairs, *more.items()])


def copies(state: SoftmaxState, z: Array, link: str) -> list[Copy]:
    """The calls whose answer is on screen; {origin} stands for this server."""
    url = "{origin}" + address("/api/softmax", question(state, z))
    told = {"z": tidy(z), "y": state.distribution.tolist(), "t": number(state.temperature)}
    return [
        Copy("Link", "{origin}" + link),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nanswer = httpx.get("{url}").json()\nprint(answer["probabilities"])'),
        Copy("JavaScript", f'const {{probabilities, gradient}} = await (await fetch("{url}")).json();'),
        Copy("Python, without the server", HERE.format(**told)),
        Copy("PyTorch", TORCH.format(**told)),
    ]
