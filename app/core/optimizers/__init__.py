"""Every optimizer: those of the slides first, then family by family, each in a file of its own.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from ..catalogue import Catalogue
from . import adam, adaptive, momentum, signs, variants
from .adam import *
from .adaptive import *
from .base import Optimizer as Optimizer
from .explain import Line as Line
from .explain import short as short
from .momentum import *
from .signs import *
from .variants import *

OPTIMIZERS: Catalogue[Optimizer] = Catalogue("optimizer", momentum, adaptive, adam, variants, signs)
