"""Write torch_losses.json: what PyTorch makes of weights of classes, smoothing and gamma, with means and gradients.

python tests/golden/torch_losses.py            (needs torch 2.13.0, and nothing of Slopes)
python tests/golden/torch_losses.py --check    (says how far the file is from what PyTorch answers now)

Focal loss is no function of PyTorch's: it is written out as its users do, and its gradient is autograd's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

TARGET = Path(__file__).with_suffix(".json")
LOGITS = [[2.0, 1.0, 0.1], [0.3, -0.4, 1.0], [-5.0, 3.0, 0.5], [12.0, -3.0, 0.0]]
CLASSES = [0, 1, 2, 0]
LABELS = [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3], [0.0, 0.1, 0.9], [0.25, 0.25, 0.5]]
WEIGHTS: list[list[float] | None] = [None, [1.0, 2.0, 0.5], [0.0, 3.0, 1.0]]


def case(truth: str, weight: list[float] | None, smoothing: float, gamma: float, reduction: str) -> dict[str, Any]:
    """Loss and gradient by the logits; of rows that are not reduced it is the gradient of their sum."""
    z = torch.tensor(LOGITS, requires_grad=True)
    true = torch.tensor(CLASSES) if truth == "target" else torch.tensor(LABELS)
    w = None if weight is None else torch.tensor(weight)
    if gamma:
        y = functional.one_hot(true, 3).to(z) if truth == "target" else true
        y = (1 - smoothing) * y + smoothing / 3
        log_p = torch.log_softmax(z, 1)
        loss = -((1 if w is None else w) * y * (1 - log_p.exp()) ** gamma * log_p).sum(1)
    else:
        loss = functional.cross_entropy(z, true, w, label_smoothing=smoothing, reduction=reduction)
    loss.sum().backward()
    assert z.grad is not None
    told = {"truth": truth, "weight": weight, "smoothing": smoothing, "gamma": gamma, "reduction": reduction}
    return {**told, "loss": loss.tolist(), "gradient": z.grad.tolist()}


def main() -> None:
    torch.set_default_dtype(torch.float64)
    cases = [
        case(truth, weight, smoothing, gamma, reduction)
        for truth in ("target", "labels")
        for weight in WEIGHTS
        for smoothing in (0.0, 0.1)
        for gamma, reduction in ((0.0, "none"), (0.0, "mean"), (0.5, "none"), (2.0, "none"))
    ]
    if "--check" in sys.argv:
        known = json.loads(TARGET.read_text())["cases"]
        pairs = [(torch.tensor(one[k]), torch.tensor(told[k])) for one, told in zip(cases, known, strict=True)
                 for k in ("loss", "gradient")]  # fmt: skip
        print("furthest apart:", max(float((a - b).abs().max()) for a, b in pairs))
        return
    told = {"torch": torch.__version__, "logits": LOGITS, "target": CLASSES, "labels": LABELS, "cases": cases}
    TARGET.write_text(json.dumps(told, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{len(cases)} cases, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
