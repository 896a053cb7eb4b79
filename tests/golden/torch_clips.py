"""Write torch_clips.json: PyTorch's paths with clipped gradients, in float64.

python tests/golden/torch_clips.py            (needs torch 2.13.0, and nothing of Slopes)
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

TARGET = Path(__file__).with_suffix(".json")
STEPS = 40


def beale(x: Any, y: Any) -> Any:
    """Beale's function."""
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def bowl(x: Any, y: Any) -> Any:
    """A quadratic, 50 times steeper across than along."""
    return (x**2 + 50 * y**2) / 2


SURFACES: dict[str, tuple[Callable[..., Any], list[float]]] = {
    "beale": (beale, [1.0, 1.5]),
    "quadratic(kappa=50)": (bowl, [-9.0, 1.0]),
}
RULES: dict[str, Callable[[Any], Any]] = {
    "sgd(lr=0.05)": lambda of: torch.optim.SGD(of, lr=0.05),
    "momentum(lr=0.03,rho=0.9)": lambda of: torch.optim.SGD(of, lr=0.03, momentum=0.9),
    "adam(lr=0.1)": lambda of: torch.optim.Adam(of, lr=0.1),
}
CLIPS = [{"clip_norm": 1.0}, {"clip_value": 0.5}, {"clip_value": 2.0, "clip_norm": 2.5}]


def case(surface: str, rule: str, clip: dict[str, float]) -> dict[str, Any]:
    """One path, from its start on."""
    value, start = SURFACES[surface]
    x, y = (torch.tensor(one, requires_grad=True) for one in start)
    optimizer, path = RULES[rule]([x, y]), [(x.item(), y.item())]
    for _ in range(STEPS):
        optimizer.zero_grad()
        value(x, y).backward()
        if "clip_value" in clip:
            clip_grad_value_([x, y], clip["clip_value"])
        if "clip_norm" in clip:
            clip_grad_norm_([x, y], clip["clip_norm"])
        optimizer.step()
        path.append((x.item(), y.item()))
    across, up = zip(*path, strict=True)
    return {"surface": surface, "run": rule, "clip": clip, "start": start, "x": across, "y": up}


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    cases = [case(surface, rule, clip) for surface in SURFACES for rule in RULES for clip in CLIPS]
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
    TARGET.write_text(f'{{"torch":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
    print(f"{len(cases)} cases, {TARGET.stat().st_size:,} bytes")
