"""Slopes: see how activations, losses and optimizers behave, by touching them.

In a notebook `import slopes`: `slopes.GELU()(x)`, `slopes.run(slopes.Adam(lr=0.45), slopes.Conditions(...))`,
`slopes.softmax(scores).probabilities`. Every entry is in one of the four catalogues, by its name in the notation.
"""

from __future__ import annotations

from .core.activations import ACTIVATIONS, ELU, GELU, Activation, LeakyReLU, ReLU, Sigmoid, SiLU, Tanh
from .core.activations.properties import properties
from .core.catalogue import knob
from .core.descent import Conditions, race, run
from .core.losses import cross_entropy, linear_model, softmax
from .core.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Momentum, Optimizer, RMSProp
from .core.schedules import SCHEDULES, Schedule
from .core.surfaces import SURFACES, Beale, Quadratic, Rosenbrock, Surface

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "GELU",
    "OPTIMIZERS",
    "SCHEDULES",
    "SGD",
    "SURFACES",
    "Activation",
    "Adam",
    "AdamW",
    "Beale",
    "Conditions",
    "LeakyReLU",
    "Momentum",
    "Optimizer",
    "Quadratic",
    "RMSProp",
    "ReLU",
    "Rosenbrock",
    "Schedule",
    "SiLU",
    "Sigmoid",
    "Surface",
    "Tanh",
    "cross_entropy",
    "knob",
    "linear_model",
    "properties",
    "race",
    "run",
    "softmax",
]
