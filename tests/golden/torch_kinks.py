"""Write torch_kinks.json: what PyTorch's autograd says at the kinks, and near them, in float64.

python -m tests.golden.torch_kinks        (needs the bench extra: torch 2.13.0)
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  # the name that PyTorch's own documentation gives it

TARGET = Path(__file__).with_suffix(".json")
X = [-7.0, -3.5, -3.0, -2.0, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 3.5, 6.0, 7.0]

CASES: dict[str, Callable[[Any], Any]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu(negative_slope=0.1)": lambda x: F.leaky_relu(x, 0.1),
    "leaky_relu(negative_slope=0)": lambda x: F.leaky_relu(x, 0.0),
    "maxout(w1=0,b1=0,w2=1,b2=0)": lambda x: torch.maximum(0 * x, x),
    "maxout(w1=-0.5,b1=1,w2=2,b2=-1.5)": lambda x: torch.maximum(-0.5 * x + 1, 2 * x - 1.5),
    "elu(alpha=1)": F.elu,
    "elu(alpha=0.5)": lambda x: F.elu(x, 0.5),
    "elu(alpha=0)": lambda x: F.elu(x, 0.0),
    "relu6": F.relu6,
    "prelu(weight=0.25)": lambda x: F.prelu(x, torch.tensor([0.25])),
    "prelu(weight=-1)": lambda x: F.prelu(x, torch.tensor([-1.0])),
    "squared_relu": lambda x: F.relu(x) ** 2,
    "threshold(threshold=1,value=0)": lambda x: F.threshold(x, 1.0, 0.0),
    "threshold(threshold=0.25,value=-3)": lambda x: F.threshold(x, 0.25, -3.0),
    "selu": F.selu,
    "celu(alpha=1)": F.celu,
    "celu(alpha=0.5)": lambda x: F.celu(x, 0.5),
    "softplus(beta=1)": F.softplus,
    "softplus(beta=2)": lambda x: F.softplus(x, 2.0),
    "log_sigmoid": F.logsigmoid,
    "gelu": F.gelu,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "mish": F.mish,
    "hard_swish": F.hardswish,
    "hard_sigmoid": F.hardsigmoid,
    "hard_tanh(min_val=-1,max_val=1)": F.hardtanh,
    "hard_tanh(min_val=-0.5,max_val=2)": lambda x: F.hardtanh(x, -0.5, 2.0),
    "softsign": F.softsign,
    "arctan": torch.atan,
    "hard_shrink(lambd=0.5)": F.hardshrink,
    "soft_shrink(lambd=0.5)": F.softshrink,
    "tanh_shrink": F.tanhshrink,
    "sine": torch.sin,
}


def case(notation: str, f: Callable[[Any], Any]) -> dict[str, Any]:
    """Value and slope at every x."""
    x = torch.tensor(X, requires_grad=True)
    y = f(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    return {"f": notation, "x": X, "value": y.tolist(), "slope": slope.tolist()}


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    cases = [case(notation, f) for notation, f in CASES.items()]
    TARGET.write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")) + "\n")
