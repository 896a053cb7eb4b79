"""Every learning-rate schedule: constant first, then those that fall, those in waves, and those that warm up."""

from __future__ import annotations

from app.core.catalogue import Catalogue
from app.core.schedules.base import Schedule
from app.core.schedules.cosines import Cosine, CosineWarmRestarts, Cyclic, OneCycle
from app.core.schedules.decays import Constant, Exponential, InverseTime, Polynomial, StepDecay
from app.core.schedules.warmups import ConstantWarmup, InverseSqrt, LinearWarmup, WarmupCosine

DECAYS: tuple[type[Schedule], ...] = (Constant, StepDecay, Exponential, Polynomial, InverseTime)
WAVES: tuple[type[Schedule], ...] = (Cosine, CosineWarmRestarts, OneCycle, Cyclic)
WARMUPS: tuple[type[Schedule], ...] = (ConstantWarmup, LinearWarmup, WarmupCosine, InverseSqrt)

SCHEDULES: Catalogue[Schedule] = Catalogue("schedule", *DECAYS, *WAVES, *WARMUPS)

__all__ = [
    "SCHEDULES",
    "Constant",
    "ConstantWarmup",
    "Cosine",
    "CosineWarmRestarts",
    "Cyclic",
    "Exponential",
    "InverseSqrt",
    "InverseTime",
    "LinearWarmup",
    "OneCycle",
    "Polynomial",
    "Schedule",
    "StepDecay",
    "WarmupCosine",
]
