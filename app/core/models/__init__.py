"""Models: losses of many weights on a batch of rows, for the optimizers and schedules of the catalogue."""

from __future__ import annotations

from .base import Model as Model
from .normal_equations import NormalEquations as NormalEquations
from .normal_equations import normal_equations as normal_equations
from .regression import LinearRegression as LinearRegression
from .regression import LogisticRegression as LogisticRegression
