"""PyTorch's activation functions at the defaults of ours, eager with autograd, on one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

torch.set_num_threads(1)
QUARTER = torch.tensor([0.25], dtype=torch.float64)

PEERS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, 0.1),
    "elu": functional.elu,
    "relu6": functional.relu6,
    "prelu": lambda x: functional.prelu(x, QUARTER),
    "threshold": lambda x: functional.threshold(x, 1.0, 0.0),
    "selu": functional.selu,
    "celu": functional.celu,
    "softplus": functional.softplus,
    "log_sigmoid": functional.logsigmoid,
    "exponential": torch.exp,
    "gelu": functional.gelu,
    "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
    "silu": functional.silu,
    "mish": functional.mish,
    "hard_swish": functional.hardswish,
    "hard_sigmoid": functional.hardsigmoid,
    "hard_tanh": functional.hardtanh,
    "softsign": functional.softsign,
    "arctan": torch.atan,
    "hard_shrink": functional.hardshrink,
    "soft_shrink": functional.softshrink,
    "tanh_shrink": functional.tanhshrink,
    "sine": torch.sin,
}


def prepare(name: str, x: Any) -> Callable[[], object]:
    """Value and slope by autograd, through the sum, as each slope depends on its own x alone."""
    there, peer = torch.from_numpy(x), PEERS[name]

    def value_and_slope() -> tuple[Any, Any]:
        leaf = there.detach().requires_grad_()
        value = peer(leaf)
        value.sum().backward()
        return value, leaf.grad

    return value_and_slope
