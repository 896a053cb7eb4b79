"""Every learning-rate schedule: constant first, then those that fall, those in waves, and those that warm up.

A class in one of these files is an entry: it is in the catalogue, and importable from here, without being listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from ..catalogue import Catalogue
from . import cosines, decays, warmups
from .base import Schedule as Schedule
from .cosines import *
from .decays import *
from .warmups import *

SCHEDULES: Catalogue[Schedule] = Catalogue("schedule", decays, cosines, warmups)
