"""Every activation function: those of the slides first, then family by family."""

from __future__ import annotations

from app.core.activations.base import Activation, Kink
from app.core.activations.exponentials import CELU, SELU, Exponential, LogSigmoid, Softplus, Squareplus
from app.core.activations.gates import GELU, GELUTanh, HardSwish, Mish, SiLU, Swish
from app.core.activations.rectifiers import Identity, PReLU, ReLU6, SquaredReLU, Step, Threshold
from app.core.activations.shrinkers import HardShrink, SoftShrink, TanhShrink
from app.core.activations.slides import ELU, LeakyReLU, Maxout, ReLU, Sigmoid, Tanh
from app.core.activations.squashers import ISRU, Arctan, HardSigmoid, HardTanh, LecunTanh, Softsign
from app.core.activations.waves import Gaussian, Sine
from app.core.catalogue import Catalogue

SLIDES: tuple[type[Activation], ...] = (Sigmoid, Tanh, ReLU, LeakyReLU, Maxout, ELU)
RECTIFIERS: tuple[type[Activation], ...] = (Identity, ReLU6, PReLU, SquaredReLU, Threshold, Step)
EXPONENTIALS: tuple[type[Activation], ...] = (SELU, CELU, Softplus, Squareplus, LogSigmoid, Exponential)
GATES: tuple[type[Activation], ...] = (GELU, GELUTanh, SiLU, Swish, Mish, HardSwish)
SQUASHERS: tuple[type[Activation], ...] = (HardSigmoid, HardTanh, LecunTanh, Softsign, Arctan, ISRU)
SHRINKERS: tuple[type[Activation], ...] = (HardShrink, SoftShrink, TanhShrink)
WAVES: tuple[type[Activation], ...] = (Gaussian, Sine)

ACTIVATIONS: Catalogue[Activation] = Catalogue(
    "activation", *SLIDES, *RECTIFIERS, *EXPONENTIALS, *GATES, *SQUASHERS, *SHRINKERS, *WAVES
)

__all__ = [
    "ACTIVATIONS",
    "CELU",
    "ELU",
    "GELU",
    "ISRU",
    "SELU",
    "Activation",
    "Arctan",
    "Exponential",
    "GELUTanh",
    "Gaussian",
    "HardShrink",
    "HardSigmoid",
    "HardSwish",
    "HardTanh",
    "Identity",
    "Kink",
    "LeakyReLU",
    "LecunTanh",
    "LogSigmoid",
    "Maxout",
    "Mish",
    "PReLU",
    "ReLU",
    "ReLU6",
    "SiLU",
    "Sigmoid",
    "Sine",
    "SoftShrink",
    "Softplus",
    "Softsign",
    "SquaredReLU",
    "Squareplus",
    "Step",
    "Swish",
    "Tanh",
    "TanhShrink",
    "Threshold",
]
