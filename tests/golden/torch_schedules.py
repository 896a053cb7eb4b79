"""Write torch_schedules.json: the learning rates of PyTorch's schedulers over 60 steps, relative to the full rate.

python tests/golden/torch_schedules.py            (needs torch 2.13.0, and nothing of Slopes)
python tests/golden/torch_schedules.py --check    (says how far the file is from what PyTorch answers now)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.optim import lr_scheduler as rates

TARGET = Path(__file__).with_suffix(".json")
STEPS = 60
LR = 0.1

CASES: dict[str, Callable[[Any], Any]] = {
    "constant": lambda optimizer: rates.LambdaLR(optimizer, lambda t: 1.0),
    "step(every=7,gamma=0.5)": lambda optimizer: rates.StepLR(optimizer, 7, 0.5),
    "exponential(gamma=0.95)": lambda optimizer: rates.ExponentialLR(optimizer, 0.95),
    "polynomial(power=1)": lambda optimizer: rates.PolynomialLR(optimizer, STEPS, 1.0),
    "polynomial(power=2.5)": lambda optimizer: rates.PolynomialLR(optimizer, STEPS, 2.5),
    "cosine(floor=0)": lambda optimizer: rates.CosineAnnealingLR(optimizer, STEPS),
    "cosine(floor=0.2)": lambda optimizer: rates.CosineAnnealingLR(optimizer, STEPS, 0.2 * LR),
    "cosine_warm_restarts(period=10)": lambda optimizer: rates.CosineAnnealingWarmRestarts(optimizer, 10),
    "cosine_warm_restarts(period=4,mult=2,floor=0.3)": lambda optimizer: rates.CosineAnnealingWarmRestarts(
        optimizer, 4, 2, 0.3 * LR
    ),
    "cosine_warm_restarts(period=1,mult=3)": lambda optimizer: rates.CosineAnnealingWarmRestarts(optimizer, 1, 3),
    "one_cycle": lambda optimizer: rates.OneCycleLR(optimizer, LR, STEPS, cycle_momentum=False),
    "one_cycle(pct_start=0.25,div_factor=5,final_div_factor=100,three_phase=1)": lambda optimizer: rates.OneCycleLR(
        optimizer,
        LR,
        STEPS,
        pct_start=0.25,
        div_factor=5,
        final_div_factor=100,
        three_phase=True,
        cycle_momentum=False,
    ),
    "cyclic(half=8,floor=0.1)": lambda optimizer: rates.CyclicLR(optimizer, 0.1 * LR, LR, 8, cycle_momentum=False),
    "cyclic(half=8,floor=0.25,gamma=0.95)": lambda optimizer: rates.CyclicLR(
        optimizer, 0.25 * LR, LR, 8, mode="exp_range", gamma=0.95, cycle_momentum=False
    ),
    "constant_warmup(start=0.25,warmup=8)": lambda optimizer: rates.ConstantLR(optimizer, 0.25, 8),
    "linear_warmup(start=0.25,warmup=8)": lambda optimizer: rates.LinearLR(optimizer, 0.25, 1.0, 8),
}


def case(notation: str, make: Callable[[Any], Any]) -> dict[str, Any]:
    """The factor of each step, t = 0 first."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR)
    scheduler = make(optimizer)
    factors = []
    for _ in range(STEPS):
        factors.append(optimizer.param_groups[0]["lr"] / LR)
        optimizer.step()
        scheduler.step()
    return {"schedule": notation, "factor": factors}


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    now = [case(notation, make) for notation, make in CASES.items()]
    if "--check" in sys.argv:
        told = json.loads(TARGET.read_text())["cases"]
        same = [one["schedule"] for one in told] == [one["schedule"] for one in now]
        pairs = [
            (a, b)
            for one, other in zip(told, now, strict=True)
            for a, b in zip(one["factor"], other["factor"], strict=True)
        ]
        far = max(abs(a - b) for a, b in pairs)
        print(f"{len(now)} schedules, largest difference {far:.1e}")
        sys.exit(not same or far > 1e-13)
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in now)
    TARGET.write_text(f'{{"torch":"{torch.__version__}","steps":{STEPS},"cases":[\n{lines}\n]}}\n')
