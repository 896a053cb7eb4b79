"""Every surface, in the order in which they are taught: bowls, valleys, wells, humps, saddles, ripples, rings.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from app.core.catalogue import Catalogue
from app.core.surfaces import bowls, humps, rings, ripples, saddles, valleys, wells
from app.core.surfaces.base import Stationary as Stationary
from app.core.surfaces.base import Surface as Surface
from app.core.surfaces.bowls import *
from app.core.surfaces.humps import *
from app.core.surfaces.rings import *
from app.core.surfaces.ripples import *
from app.core.surfaces.saddles import *
from app.core.surfaces.valleys import *
from app.core.surfaces.wells import *

SURFACES: Catalogue[Surface] = Catalogue("surface", bowls, valleys, wells, humps, saddles, ripples, rings)
