"""Scores and their loss to take along: as a link, as a call from three languages, as Python, as PyTorch."""

from __future__ import annotations

from urllib.parse import urlencode

from ...core.activations.base import Array
from ...core.catalogue import number
from ..http.address import address
from ..page.widgets import Copy
from .rows import flat
from .state import SoftmaxState

HERE = """\
import slopes

loss = slopes.cross_entropy({z}, labels={y}, temperature={t}{counted})
print(loss.softmax.probabilities, loss.losses, loss.gradient)"""

TORCH = """\
import torch

torch.set_default_dtype(torch.float64)
z = torch.tensor({z}, requires_grad=True)
y = torch.tensor({y})
{loss}
print(loss.item(), z.grad)"""

PLAIN = "loss = torch.nn.functional.cross_entropy(z / {t}, y)"
WEIGHTED = "loss = torch.nn.functional.cross_entropy(z / {t}, y, weight=torch.tensor({w}))"
FOCAL = """\
log_p = torch.log_softmax(z / {t}, 0)
loss = -({weight}y * (1 - log_p.exp()) ** {gamma} * log_p).sum()"""
COLD = """\
p = (z == z.max()).double()
p /= p.sum()  # the limit: z / 0 is no number
loss = -torch.xlogy({weight}y * (1 - p) ** {gamma}, p).sum()"""


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
    pairs += [("gamma", number(state.gamma))] if state.gamma else []
    pairs += [("class_weight", number(value)) for value in flat(state.class_weight)]
    return urlencode([*pairs, *more.items()])


def in_python(state: SoftmaxState, told: dict[str, object]) -> str:
    """The call without the server."""
    counted = f", gamma={told['gamma']}" if state.gamma else ""
    counted += f", class_weight={told['w']}" if state.class_weight else ""
    return HERE.format(**told, counted=counted)


def in_pytorch(state: SoftmaxState, told: dict[str, object]) -> str:
    """The same in PyTorch, which has no focal loss for many classes, and no temperature 0."""
    weight = f"torch.tensor({told['w']}) * " if state.class_weight else ""
    focal = FOCAL if state.gamma else WEIGHTED if state.class_weight else PLAIN
    lines = (COLD if not state.temperature else f"{focal}\nloss.backward()").format(**told, weight=weight)
    return TORCH.format(**told, loss=lines)


def copies(state: SoftmaxState, z: Array, link: str) -> list[Copy]:
    """The calls whose answer is on screen; {origin} stands for this server."""
    url = "{origin}" + address("/api/softmax", question(state, z))
    told = {"z": tidy(z), "y": state.distribution.tolist(), "t": number(state.temperature)}
    told |= {"gamma": number(state.gamma), "w": flat(state.class_weight)}
    return [
        Copy("Link", "{origin}" + link),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nanswer = httpx.get("{url}").json()\nprint(answer["probabilities"])'),
        Copy("JavaScript", f'const {{probabilities, gradient}} = await (await fetch("{url}")).json();'),
        Copy("Python, without the server", in_python(state, told)),
        Copy("PyTorch", in_pytorch(state, told)),
    ]
