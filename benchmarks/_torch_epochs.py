"""PyTorch's optimizers on a regression, eager with autograd, batch after batch, the tensors ready; one thread."""

from __future__ import annotations

from typing import Any

import torch
from torch import optim
from torch.nn import functional

torch.set_num_threads(1)

RULES: dict[str, Any] = {
    "sgd": optim.SGD,
    "momentum": lambda weights, lr: optim.SGD(weights, lr=lr, momentum=0.9),
    "adam": optim.Adam,
}


def squared(scores: Any, y: Any) -> Any:
    """Half the mean square."""
    return functional.mse_loss(scores, y) / 2


def fit(rows: Any, targets: Any, rule: str, lr: float, batch: int, steps: int, *, classes: bool = False) -> Any:
    """The weights after so many steps, in the order of the rows."""
    x, y = torch.from_numpy(rows), torch.from_numpy(targets)
    loss = functional.binary_cross_entropy_with_logits if classes else squared
    weights = torch.zeros(x.shape[1], dtype=x.dtype, requires_grad=True)
    optimizer = RULES[rule]([weights], lr=lr)
    for first in range(0, steps * batch, batch):
        optimizer.zero_grad()
        loss(x[first : first + batch] @ weights, y[first : first + batch]).backward()
        optimizer.step()
    return weights.detach().numpy()
