"""Write torch_regressions.json: weights, losses and gradients of PyTorch's regressions on batches of rows, in float64.

python tests/golden/torch_regressions.py            (needs torch 2.13.0, and nothing of Slopes)
python tests/golden/torch_regressions.py --check    (says how far the file is from what PyTorch answers now)
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import torch
from torch import optim
from torch.nn import functional

TARGET = Path(__file__).with_suffix(".json")
ROWS, FEATURES, BATCH, STEPS, EVERY = 40, 3, 5, 40, 8

X = [[2 * math.sin(1 + 3 * i + 5 * j * j) for j in range(FEATURES)] for i in range(ROWS)]
TARGETS = {
    "linear": [1.5 * row[0] - row[1] + 0.3 * math.cos(2 * i) for i, row in enumerate(X)],
    "logistic": [float(row[0] - row[1] + math.cos(2 * i) > 0) for i, row in enumerate(X)],
}
OPTIMIZERS: dict[str, Any] = {
    "sgd(lr=0.1)": lambda weights: optim.SGD(weights, lr=0.1),
    "momentum(lr=0.05,rho=0.8)": lambda weights: optim.SGD(weights, lr=0.05, momentum=0.8),
    "adam(lr=0.1)": lambda weights: optim.Adam(weights, lr=0.1),
    "adamw(lr=0.1,weight_decay=0.5)": lambda weights: optim.AdamW(weights, lr=0.1, weight_decay=0.5),
}


def loss(model: str, weights: Any, x: Any, y: Any) -> Any:
    scores = x @ weights
    if model == "linear":
        return functional.mse_loss(scores, y) / 2
    return functional.binary_cross_entropy_with_logits(scores, y)


def case(model: str, run: str) -> dict[str, Any]:
    """The weights after every eighth step, and at the end the loss on all rows and its gradient."""
    x, y = torch.tensor(X), torch.tensor(TARGETS[model])
    weights = torch.zeros(FEATURES, requires_grad=True)
    optimizer, kept = OPTIMIZERS[run]([weights]), []
    for step in range(STEPS):
        here = slice(step * BATCH % ROWS, step * BATCH % ROWS + BATCH)
        optimizer.zero_grad()
        loss(model, weights, x[here], y[here]).backward()
        optimizer.step()
        if (step + 1) % EVERY == 0:
            kept.append(weights.tolist())
    weights.grad = None
    end = loss(model, weights, x, y)
    end.backward()
    return {"model": model, "run": run, "weights": kept, "loss": end.item(), "gradient": weights.grad.tolist()}


def numbers(one: Any) -> list[float]:
    """All numbers of a case, in order."""
    return [*(w for row in one["weights"] for w in row), one["loss"], *one["gradient"]]


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    now = [case(model, run) for model in TARGETS for run in OPTIMIZERS]
    if "--check" in sys.argv:
        told = json.loads(TARGET.read_text())["cases"]
        pairs = [pair for a, b in zip(told, now, strict=True) for pair in zip(numbers(a), numbers(b), strict=True)]
        far = max(abs(a - b) for a, b in pairs)
        print(f"{len(now)} fits, largest difference {far:.1e}")
        sys.exit(far > 1e-12)
    about = {"torch": torch.__version__, "batch": BATCH, "steps": STEPS, "every": EVERY, "x": X, "targets": TARGETS}
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in now)
    TARGET.write_text(f'{json.dumps(about, separators=(",", ":"))[:-1]},"cases":[\n{lines}\n]}}\n')
