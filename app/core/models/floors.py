"""Where the noise of batches keeps a fit from the least loss, as far as theory knows it."""

from __future__ import annotations

from ..optimizers import SGD, Momentum, Optimizer
from ..schedules import Constant, Schedule
from .normal_equations import NormalEquations

MEMORIES = 3.0  # of an epoch: where it is shorter than so many memories of a fit, each row's turn is felt


def noise_floor(
    optimizer: Optimizer, schedule: Schedule, equations: NormalEquations, batch: int, n: int
) -> float | None:
    """The mean loss above the least at which SGD or momentum stays on batches of n rows; None where it is not known.

    Along each eigenvector of the Hessian, of curvature lambda, the gradient of a batch of B has the variance
    2 L lambda / B (1 - B / n), with L the least loss: noise that lets the weights stray as in `stationary_variance`.
    Away from the best weights rows disagree more, by lambda times twice the excess: so a share of the excess comes back
    on top of it. For normal features of plain SGD this is exact; where the share comes to 1 nothing settles.
    """
    rho = optimizer.rho if isinstance(optimizer, Momentum) else 0.0
    if not isinstance(optimizer, SGD | Momentum) or not isinstance(schedule, Constant):
        return None
    if batch == n:
        return 0.0
    reach = optimizer.lr * equations.curvatures
    room = 2 * (1 + rho) - reach * (1 + 1 / batch)
    if room.min() <= 0 or reach.min() * (n / batch) < MEMORIES * (1 - rho):
        return None
    share = float((reach * (1 + rho) / (batch * (1 - rho) * room)).sum())
    return max(equations.least, 0.0) * (1 - batch / n) * share / (1 - share) if share < 1 else None
