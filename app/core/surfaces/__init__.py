"""Every surface, in the order in which they are taught: bowls, valleys, wells, saddles, waves."""

from __future__ import annotations

from app.core.catalogue import Catalogue
from app.core.surfaces.base import Stationary, Surface
from app.core.surfaces.bowls import Booth, Matyas, Quadratic, Sphere
from app.core.surfaces.humps import GoldsteinPrice, McCormick, SixHumpCamel, ThreeHumpCamel
from app.core.surfaces.rings import Ackley, DropWave, Easom
from app.core.surfaces.saddles import BoundedSaddle, MonkeySaddle, Saddle
from app.core.surfaces.valleys import Beale, Rosenbrock
from app.core.surfaces.waves import Bohachevsky, Griewank, Levy, Rastrigin
from app.core.surfaces.wells import DoubleWell, Himmelblau, StyblinskiTang, TiltedDoubleWell, Trap

BOWLS: tuple[type[Surface], ...] = (Sphere, Quadratic, Booth, Matyas)
VALLEYS: tuple[type[Surface], ...] = (Rosenbrock, Beale)
WELLS: tuple[type[Surface], ...] = (Himmelblau, StyblinskiTang, DoubleWell, TiltedDoubleWell, Trap)
HUMPS: tuple[type[Surface], ...] = (ThreeHumpCamel, SixHumpCamel, GoldsteinPrice, McCormick)
SADDLES: tuple[type[Surface], ...] = (Saddle, BoundedSaddle, MonkeySaddle)
WAVES: tuple[type[Surface], ...] = (Rastrigin, Griewank, Levy, Bohachevsky, Ackley, DropWave, Easom)

SURFACES: Catalogue[Surface] = Catalogue("surface", *BOWLS, *VALLEYS, *WELLS, *HUMPS, *SADDLES, *WAVES)

__all__ = [
    "SURFACES",
    "Ackley",
    "Beale",
    "Bohachevsky",
    "Booth",
    "BoundedSaddle",
    "DoubleWell",
    "DropWave",
    "Easom",
    "GoldsteinPrice",
    "Griewank",
    "Himmelblau",
    "Levy",
    "Matyas",
    "McCormick",
    "MonkeySaddle",
    "Quadratic",
    "Rastrigin",
    "Rosenbrock",
    "Saddle",
    "SixHumpCamel",
    "Sphere",
    "Stationary",
    "StyblinskiTang",
    "Surface",
    "ThreeHumpCamel",
    "TiltedDoubleWell",
    "Trap",
]
