"""The slide's four boxes, each with its picture, its knob and its reason."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

from ...core.curvature import spectral_radius
from ...core.descent.contests import LEVEL, MILLIONTH, NOISE, RAVINE, SADDLE, TRAP, hilltop
from ...core.numerals import decimal, in_tex, together
from ..content import Part, Why
from ..pictures import Axis, Rule, Spot, Zone
from .box import BALL, SGD, Box, claimed, from_border, knob, told_from
from .factors import law, part_of_sum
from .four import USUAL, way
from .ravine import for_good
from .tracks import RATE, SHOWN, at_the_top, ball, border, decided, track

ABOVE = 0.6  # in the picture of the hill, between a place and what is told of it
STILL = 0.1  # from where it will be, in the picture's last step: it has ended
ON_ITS_WAY = 8  # the step at which the ball of the hill is taken hold of
OVER, BACK = (told_from(border(TRAP, *ends)) for ends in ((0.7, 0.85), (USUAL, 0.94)))  # the hill, and back again
AGAIN = told_from(border(TRAP, 0.94, 0.96))  # from where it may stay beyond the hill again
LOST = told_from(border(RAVINE, 0.985, 0.987))  # from where SGD wins the ravine, whatever swing comes first


class Trap(Box):
    """Two valleys with a hill between them."""

    scene, wins, f = TRAP, "ends in the deeper valley", "(x² − 1)² + 0.3 x"
    up = Axis("x of the ball", -2.15, 2.2)
    vary = replace(
        knob(BACK, f"over {decimal(OVER)}, back {decimal(BACK)} to {decimal(AGAIN)}", "where it ends",
             "Make it roll back for good."),
        besides=(OVER, AGAIN),
    )  # fmt: skip

    @property
    def ground(self) -> tuple[Rule, ...]:
        """Both valleys and the hill: what is there before anybody has run."""
        return self.rules(USUAL)

    def spots(self, rho: float) -> tuple[Spot, ...]:
        """Where the velocity is read that the formula tells."""
        step, _, _ = at_the_top(rho)
        way, ends = track(TRAP, ball(TRAP, rho)), self.came_to(rho)
        later = Spot(f"→ {decimal(ends)}", 0.85 * self.across.high, ends + ABOVE, bare=True)
        return (Spot("v", float(step), float(way[step])), *((later,) if abs(way[-1] - ends) > STILL else ()))

    def reached(self, rho: float) -> bool:
        """Over the hill and back."""
        return way(1.0, rho) == "back"

    def rules(self, rho: float) -> tuple[Rule, ...]:
        """Both valleys and the hill."""
        places = sorted(point.x for point in TRAP.surface.stationary())
        return tuple(Rule(text, at) for text, at in zip(("deep", "hilltop", "shallow"), places, strict=True))

    def fairly(self, rho: float) -> str:
        """Where it ends."""
        return f"At {RATE} momentum ends at x = {decimal(self.came_to(rho, fair=True))}."

    def zone(self, said: bool) -> Zone:
        """Before the hill, or beyond it."""
        top = hilltop(TRAP.surface)
        return Zone(claimed(said), *((self.up.low, top) if said else (top, self.up.high)), along="y", role="yours")

    def held(self, rho: float) -> tuple[float, float]:
        """The ball on its way to the hill: the more it keeps, the further it is."""
        return (float(ON_ITS_WAY), float(track(TRAP, ball(TRAP, rho))[ON_ITS_WAY]))

    def why(self, rho: float) -> Why:
        """The step near the hilltop."""
        _, before, slope = at_the_top(rho)
        v = rho * before + slope
        words = (
            "Near the hilltop SGD has the slope g alone; the ball has ρ u of its velocity besides, and goes on by "
            f"α v = {decimal(TRAP.lr * v)}.",
            f"Too little velocity does not get there, too much comes back: always from ρ = {decimal(BACK)} to "
            f"{decimal(AGAIN)}, above now and then. No formula tells when: it must be run.",
        )
        pull = rf"{'+' if slope >= 0 else '-'}{in_tex(abs(slope))}"
        return Why(words, r"v=\rho u+g", rf"v={rho:.4g}\cdot {in_tex(before)}{pull}={in_tex(v)}", (
            Part("v", "the velocity at the hilltop, or nearest to it", decimal(v), BALL),
            Part(r"\rho", "the share that the ball keeps", decimal(rho), BALL),
            Part("u", "the velocity a step before", decimal(before), BALL),
            Part("g", "the slope there, all that moves SGD", decimal(slope), SGD),
        ))  # fmt: skip


class Race(Box):
    """A box in which steps are counted until a level is come to."""

    level: ClassVar[float]
    name: ClassVar[str]
    curvature: ClassVar[float]

    def rules(self, rho: float) -> tuple[Rule, ...]:
        """The level."""
        return (Rule(self.name, self.level),)

    @property
    def ground(self) -> tuple[Rule, ...]:
        """The same: it is known before anybody has run."""
        return self.rules(USUAL)

    def spots(self, rho: float) -> tuple[Spot, ...]:
        """Where both are at the level, in the picture."""
        found = [(self.came_to(rho, i), role) for i, role in enumerate(("sgd", "truth"))]
        there = tuple(Spot(decimal(at, 5), at, self.level, role) for at, role in found if at <= SHOWN[self.scene])
        outside = (0.9 * self.across.high, self.level / 3)
        return (
            *there,
            *(Spot(f"{at:.0f} →", *outside, role, bare=True) for at, role in found if at > SHOWN[self.scene]),
        )

    def fairly(self, rho: float) -> str:
        """Its steps."""
        return f"At {RATE} momentum needs {decimal(self.came_to(rho, fair=True), 5)} steps."

    def zone(self, said: bool) -> Zone:
        """Clearly before SGD, or not."""
        sgd = 0.9 * self.came_to(USUAL, 0)
        return Zone(claimed(said), *((0.0, sgd) if said else (sgd, self.across.high)), role="yours")

    def held(self, rho: float) -> tuple[float, float]:
        """Where momentum comes to the level."""
        steps, found = self.came_to(rho), track(self.scene, ball(self.scene, rho))
        return (steps, self.level) if steps <= SHOWN[self.scene] else (len(found) - 1.0, float(found[-1]))

    def why(self, rho: float) -> Why:
        """The factor of a step."""
        lr, factor = self.scene.lr, spectral_radius(self.scene.lr, rho, self.curvature)
        formula, numbers = law(lr, rho, self.curvature)
        alone = r"1-\alpha\lambda" if self.curvature > 0 else r"1+\alpha|\lambda|"
        return Why(self.reason(factor), formula, numbers, (
            Part("r", "momentum: the factor of a step", decimal(factor, 4), BALL),
            Part(alone, f"SGD: the same, α = {decimal(lr)}, |λ| = 1", decimal(1 - lr * self.curvature, 4), SGD),
            *part_of_sum(lr, rho, self.curvature, BALL),
            Part(r"\rho", "the share of its velocity that is kept", decimal(rho), BALL),
        ))  # fmt: skip

    @abstractmethod
    def reason(self, factor: float) -> tuple[str, ...]:
        """What follows from the factor, in words."""


class Ridge(Race):
    """A millionth beside the ridge of a saddle."""

    scene, level, name, curvature = SADDLE, 1.0, "off", -1.0
    wins, f = "is off the ridge in fewer steps", "(x² − y²) / 2"
    up = Axis("distance from the ridge", MILLIONTH / 3, 30.0, log=True)
    vary = from_border(SADDLE, "wins", "steps until off", "Make both level.")

    def reason(self, factor: float) -> tuple[str, ...]:
        """It grows like interest."""
        needed = math.log(1 / MILLIONTH) / math.log(factor)
        return (
            "What slope there is adds up: in the long run each step multiplies the distance by r.",
            f"A million times takes ln 10⁶ / ln r = {decimal(needed)} steps, and a few more until it is in motion.",
        )


class Valley(Race):
    """A ravine a hundred times as steep across as along."""

    scene, level, name, curvature = RAVINE, MILLIONTH, "a millionth", 1.0
    wins, f = "is first within a millionth in fewer steps", "(x² + 100 y²) / 2"
    up = Axis("distance, 1 at the start", MILLIONTH / 30, 3.0, log=True)
    vary = replace(
        knob(LOST, f"level {together(f'(1 − {RAVINE.lr})²')}, SGD wins from {decimal(LOST)}", "steps to a millionth",
             "Make SGD win."),
        besides=((1 - RAVINE.lr) ** 2,),
    )  # fmt: skip

    def reached(self, rho: float) -> bool:
        """Too much of it swings for longer than SGD creeps."""
        return decided(RAVINE, rho).winner == "sgd"

    def later(self, rho: float) -> tuple[str, ...]:
        """A swing that leads out again."""
        first, last = self.came_to(rho), for_good(rho)
        return (f"It swings out again, and stays from step {last} on.",) if last > (1 + LEVEL) * first else ()

    def reason(self, factor: float) -> tuple[str, ...]:
        """It shrinks by a root."""
        needed = math.log(1 / MILLIONTH) / -math.log(factor)
        return (
            f"Along the ravine each step leaves r of the distance: about ln 10⁶ / −ln r = {decimal(needed)} steps.",
            f"Where it swings r = √ρ, which is SGD’s 1 − α λ at ρ = (1 − α λ)² = {decimal((1 - RAVINE.lr) ** 2)}. From "
            f"about there both are level, and on this run SGD always wins from {decimal(LOST)}.",
        )


class Noise(Box):
    """A bowl whose gradients are noisy."""

    scene, wins, f = NOISE, "comes to a lower loss", "(x² + y²) / 2"
    up = Axis("mean loss of 400 runs", 0.008, 5.0, log=True)
    vary = from_border(NOISE, "loses", "momentum’s floor", "Make both level.")

    def rules(self, rho: float) -> tuple[Rule, ...]:
        """All floors, by theory."""
        levels = {"sgd": self.came_to(rho, 0), "truth": self.came_to(rho), "other": self.came_to(rho, fair=True)}
        return tuple(Rule("", at, role=role) for role, at in levels.items())

    def fairly(self, rho: float) -> str:
        """Its floor."""
        return f"At {RATE} momentum’s floor is {decimal(self.came_to(rho, fair=True))} in the end."

    def zone(self, said: bool) -> Zone:
        """Clearly below SGD's floor, or not."""
        floor = 0.9 * self.came_to(USUAL, 0)
        return Zone(claimed(said), *((self.up.low, floor) if said else (floor, self.up.high)), along="y", role="yours")

    def held(self, rho: float) -> tuple[float, float]:
        """Its floor."""
        return (float(SHOWN[NOISE]), self.came_to(rho))

    def why(self, rho: float) -> Why:
        """Both floors."""
        sgd, momentum, lr = self.came_to(rho, 0), self.came_to(rho), NOISE.lr
        words = (
            "Noise adds up in the velocity as slopes do, and longer steps lift the floor F, the mean loss in the end.",
            f"At curvature 1 it is {decimal(momentum / sgd)} times as high; with {RATE} both are level.",
        )
        over = rf"{1 + rho:.4g}\cdot {2 - lr:.4g}"
        under = rf"{1 - rho:.4g}\cdot {2 * (1 + rho) - lr:.4g}"
        return Why(words, r"\frac{F_\rho}{F_0}=\frac{(1+\rho)(2-\alpha)}{(1-\rho)(2(1+\rho)-\alpha)}",
                   rf"\frac{{F_\rho}}{{F_0}}=\frac{{{over}}}{{{under}}}={momentum / sgd:.3g}", (
            Part(r"F_\rho", "the floor with momentum", decimal(momentum), BALL),
            Part("F_0", "the floor of SGD", decimal(sgd), SGD),
            Part(r"\rho", "the share of its velocity that is kept", decimal(rho), BALL),
            Part(r"\alpha", "the rate of both", decimal(lr), SGD),
        ))  # fmt: skip


BOXES: dict[str, Box] = {one.scene.key: one for one in (Trap(), Ridge(), Valley(), Noise())}
