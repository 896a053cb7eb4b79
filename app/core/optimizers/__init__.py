"""Every optimizer: those of the slides first, then family by family, each in a file of its own.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from app.core.catalogue import Catalogue
from app.core.optimizers import adam, adaptive, momentum, signs, variants
from app.core.optimizers.adam import *
from app.core.optimizers.adaptive import *
from app.core.optimizers.base import Optimizer as Optimizer
from app.core.optimizers.explain import Line as Line
from app.core.optimizers.explain import short as short
from app.core.optimizers.momentum import *
from app.core.optimizers.signs import *
from app.core.optimizers.variants import *

OPTIMIZERS: Catalogue[Optimizer] = Catalogue("optimizer", momentum, adaptive, adam, variants, signs)
