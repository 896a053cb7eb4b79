"""Every surface, in the order in which they are taught: bowls, valleys, wells, humps, saddles, ripples, rings.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from ..catalogue import Catalogue
from . import bowls, humps, rings, ripples, saddles, valleys, wells
from .base import Stationary as Stationary
from .base import Surface as Surface
from .bowls import *
from .humps import *
from .rings import *
from .ripples import *
from .saddles import *
from .valleys import *
from .wells import *

SURFACES: Catalogue[Surface] = Catalogue("surface", bowls, valleys, wells, humps, saddles, ripples, rings)
