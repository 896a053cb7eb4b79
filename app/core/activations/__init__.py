"""Every activation function: those of the slides first, then family by family, each in a file of its own.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from ..catalogue import Catalogue
from . import exponentials, gates, rectifiers, shrinkers, slides, squashers, waves
from .base import Activation as Activation
from .base import Kink as Kink
from .exponentials import *
from .gates import *
from .rectifiers import *
from .shrinkers import *
from .slides import *
from .squashers import *
from .waves import *

ACTIVATIONS: Catalogue[Activation] = Catalogue(
    "activation", slides, rectifiers, exponentials, gates, squashers, shrinkers, waves
)
