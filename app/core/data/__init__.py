"""Data: sets that are made from a seed, tables that somebody brings, and the batches that are drawn from both.

A class in `regressions` or `planar` is an entry: it is in the catalogue, and importable from here, without being
listed.
"""

# ruff: noqa: F403  # a list of names here would be a second place for each of them

from __future__ import annotations

from ..catalogue import Catalogue
from . import planar, regressions
from .base import DataSet as DataSet
from .base import Samples as Samples
from .planar import *
from .regressions import *

DATA: Catalogue[DataSet] = Catalogue("data set", regressions, planar)
