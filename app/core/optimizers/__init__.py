"""Every optimizer: those of the slides first, then family by family."""

from __future__ import annotations

from app.core.catalogue import Catalogue
from app.core.optimizers.adam import Adam, Adamax, AdamW, AMSGrad
from app.core.optimizers.adaptive import Adadelta, AdaGrad, CenteredRMSProp, RMSProp
from app.core.optimizers.base import Optimizer
from app.core.optimizers.explain import Line, short
from app.core.optimizers.momentum import SGD, EMAMomentum, Momentum, Nesterov
from app.core.optimizers.signs import Lion, Rprop
from app.core.optimizers.variants import AdaBelief, NAdam, RAdam, Yogi

MOMENTA: tuple[type[Optimizer], ...] = (SGD, Momentum, Nesterov, EMAMomentum)
ADAPTIVE: tuple[type[Optimizer], ...] = (AdaGrad, Adadelta, RMSProp, CenteredRMSProp)
ADAMS: tuple[type[Optimizer], ...] = (Adam, AMSGrad, AdamW, Adamax)
VARIANTS: tuple[type[Optimizer], ...] = (NAdam, RAdam, Yogi, AdaBelief)
SIGNS: tuple[type[Optimizer], ...] = (Lion, Rprop)

OPTIMIZERS: Catalogue[Optimizer] = Catalogue("optimizer", *MOMENTA, *ADAPTIVE, *ADAMS, *VARIANTS, *SIGNS)

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "AMSGrad",
    "AdaBelief",
    "AdaGrad",
    "Adadelta",
    "Adam",
    "AdamW",
    "Adamax",
    "CenteredRMSProp",
    "EMAMomentum",
    "Line",
    "Lion",
    "Momentum",
    "NAdam",
    "Nesterov",
    "Optimizer",
    "RAdam",
    "RMSProp",
    "Rprop",
    "Yogi",
    "short",
]
