"""Where the noise of batches keeps a fit from the least loss, as far as theory knows it."""

from __future__ import annotations

from ..curvature import stationary_variance
from ..optimizers import SGD, Momentum, Optimizer
from ..schedules import Constant, Schedule
from .normal_equations import NormalEquations

MEMORIES = 3.0  # of an epoch: where it is shorter than so many memories of a fit, each row's turn is felt


def noise_floor(
    optimizer: Optimizer, schedule: Schedule, equations: NormalEquations, batch: int, n: int
) -> float | None:
    """The mean loss above the least at which SGD or momentum stays on batches of n rows; None where it is not known.

    Along each eigenvector of the Hessian, of curvature lambda, the gradient of a batch of B has the variance
    2 L lambda / B (1 - B / n), with L the least loss; `stationary_variance` times lambda / 2 is what it adds.
    """
    rho = optimizer.rho if isinstance(optimizer, Momentum) else 0.0
    if not isinstance(optimizer, SGD | Momentum) or not isinstance(schedule, Constant):
        return None
    if batch == n:
        return 0.0
    noise, total = 2 * max(equations.least, 0.0) / batch * (1 - batch / n), 0.0
    for curvature in equations.curvatures.tolist():
        variance = stationary_variance(optimizer.lr, rho, curvature, (noise * max(curvature, 0.0)) ** 0.5)
        if variance is None or optimizer.lr * curvature * (n / batch) < MEMORIES * (1 - rho):
            return None
        total += variance * curvature / 2
    return total
