"""Every activation function: those of the slides first, then family by family, each in a file of its own.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from app.core.activations import exponentials, gates, rectifiers, shrinkers, slides, squashers, waves
from app.core.activations.base import Activation as Activation
from app.core.activations.base import Kink as Kink
from app.core.activations.exponentials import *
from app.core.activations.gates import *
from app.core.activations.rectifiers import *
from app.core.activations.shrinkers import *
from app.core.activations.slides import *
from app.core.activations.squashers import *
from app.core.activations.waves import *
from app.core.catalogue import Catalogue

ACTIVATIONS: Catalogue[Activation] = Catalogue(
    "activation", slides, rectifiers, exponentials, gates, squashers, shrinkers, waves
)
