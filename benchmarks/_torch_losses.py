"""PyTorch's softmax and cross-entropy, eager with autograd, on one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

torch.set_num_threads(1)


def softmax_and_loss(logits: Any, truth: Any) -> Callable[[], object]:
    """Probabilities, loss and gradient, for a class or a distribution."""
    there, true = torch.from_numpy(logits), torch.as_tensor(truth)

    def work() -> tuple[Any, Any, Any]:
        with torch.no_grad():
            p = torch.softmax(there, 0)
        leaf = there.detach().requires_grad_()
        loss = functional.cross_entropy(leaf, true)
        loss.backward()
        return p, loss, leaf.grad

    return work


def loss_alone(logits: Any, truth: Any) -> Callable[[], object]:
    """Loss and gradient without the probabilities."""
    there, true = torch.from_numpy(logits), torch.as_tensor(truth)

    def work() -> tuple[Any, Any]:
        leaf = there.detach().requires_grad_()
        loss = functional.cross_entropy(leaf, true)
        loss.backward()
        return loss, leaf.grad

    return work
