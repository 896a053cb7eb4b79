"""C3: four noisy runs in the same bowl. In which order do their losses settle?"""

from __future__ import annotations

import math

from ...core.descent.contests import NOISE, STEPS
from ...core.numerals import decimal, unlike
from ...core.optimizers import Optimizer
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..options import Option, Rank
from ..pictures import Axis, Picture, Rule, Spot
from ..runs.noise import (
    LR,
    PLAIN,
    RHO,
    SETTLED,
    after_falling,
    alone,
    curve,
    level,
    losses,
    measured,
    momentum,
    named,
    rate_for,
    settled,
    short,
)
from ..runs.noise_asked import floor_of, larger_batch, same_floor

FIFTH = LR / 5
SETTINGS: dict[str, Optimizer] = {
    "plain": PLAIN, "half": momentum(LR / 2, 0.0), "ball": momentum(LR, RHO), "slow": momentum(FIFTH, RHO),
}  # fmt: skip
PENS = {"plain": "sgd", "half": "truth", "ball": "momentum", "slow": "other"}
PAUSED, WIDE = 10, 760  # the step at which the runs are found, and what the picture shows
APART = 0.4  # logarithms of two levels whose names do not touch
LEVEL = rate_for(PLAIN, RHO)  # at which momentum has the plain floor
LONG = 10_000  # steps of a rate that falls
PLACES = ("1st", "2nd", "3rd", "4th")
COUNTED = ("None", "One", "Two", "Three", "Four")
ORDINALS = ("lowest", "second", "third", "highest")
AR2, LOOP, SINCE = "variance of an AR(2) process", "400 replicas of a plain loop", "2026-11-26"

ACROSS = Axis("step", 0.0, WIDE, ticks=(0.0, 100.0, 200.0, 300.0, 400.0))
UP = Axis("mean loss of 400 runs", 4e-3, 20.0, log=True)  # room for its name above the curves


class Noise(Lesson[tuple[str, ...]]):
    """Gradient noise: a floor that goes with the length of the steps, and momentum makes them longer."""

    slug = "noise"
    place = "C3"
    title = "Gradient noise"
    question = "Noisy gradients: in which order do four losses settle, lowest first?"
    setting = (
        f"Descent in the bowl x² / 2 at a rate α, two of the four with momentum ρ, each gradient off by noise of "
        f"σ = {decimal(NOISE.noise)}; the floor of a loss is its mean from step {SETTLED} on. "
        f"A curve is the mean of 400 runs. They start at x = {decimal(NOISE.start[0])}, paused after {PAUSED} steps."
    )
    terms = (
        Term("noise", "what a gradient from a few rows is off by"),
        Term("floor", "the mean loss at which a noisy run stays"),
        Term("α", "the learning rate"),
        Term("ρ", "how much of its velocity momentum keeps at each step; without it there is none"),
    )
    prediction = Rank(tuple(Option(name, named(one)) for name, one in SETTINGS.items()), ends=("lowest", "highest"))
    vary = Vary("α", f"the learning rate of momentum with ρ = {decimal(RHO)}", 0.002, 0.2, LR, critical=LEVEL,
                mark=f"equal floors at {decimal(LEVEL)}", log=True, along="y", scent="the floor in theory",
                goal="Bring momentum’s floor below the plain one.")  # fmt: skip
    misconceptions = (
        Misconception("averages", "Momentum averages the noise away.",
                      f"At ρ = {RHO} its floor is {level(SETTINGS['ball']) / level(PLAIN):.3g} times as high at the "
                      "same rate. It makes each step 1 / (1 − ρ) times as long.", LR, "See the same rate"),
        Misconception("faster", "What comes down first ends lowest.",
                      "Long steps come down fast, and then the noise throws them far.", 0.2, "See a rate of 0.2"),
        Misconception("rate", "The learning rate alone decides.",
                      f"α / (1 − ρ) decides: with ρ = {decimal(RHO)}, {decimal(FIFTH)} is nearly like "
                      f"{decimal(FIFTH / (1 - RHO))}.",
                      FIFTH, "See a rate of 0.02"),
        Misconception("waits", "Wait longer, and the noise goes away.",
                      "At a constant rate the floor stays. At one that falls as 1 / t, "
                      f"{decimal(after_falling(LONG), 2)} is left after {LONG:,} steps.", 0.01,
                      "See a tenth of the rate"),
        Misconception("root", "The floor goes with the noise.", "It goes with the square of the noise: with 1 / B.",
                      0.01, "See a tenth of the rate"),
    )  # fmt: skip
    checks = (floor_of, larger_batch, same_floor)
    references = (
        Reference("floor at α = 0.1, measured", lambda: settled(PLAIN), 0.0263, 0.0013, LOOP, SINCE),
        Reference("floor at α = 0.1", lambda: level(PLAIN), 0.02632, 5e-6, AR2, SINCE),
        Reference("floor at half the rate, times 2", lambda: 2 * level(SETTINGS["half"]), 0.0263, 0.0007, AR2, SINCE),
        Reference("floor with ρ = 0.9, measured", lambda: settled(SETTINGS["ball"]), 0.257, 0.013, LOOP, SINCE),
        Reference("floor with ρ = 0.9", lambda: level(SETTINGS["ball"]), 0.257, 5e-4, AR2, SINCE),
        Reference("that over the plain floor", lambda: level(SETTINGS["ball"]) / level(PLAIN), 9.757, 5e-4, AR2, SINCE),
        Reference("the same, measured", lambda: settled(SETTINGS["ball"]) / settled(PLAIN), 9.8, 0.5, LOOP, SINCE),
        Reference("floor with ρ = 0.9 at a tenth of the rate", lambda: level(momentum(0.01, 0.9)), 0.0251, 5e-5, AR2,
                  SINCE),
        Reference("after 10 000 steps at 0.1 / (1 + 0.1 t), from x = 10", lambda: after_falling(LONG, 10.0), 8.6e-5,
                  1.2e-5, "400 replicas, which are off by 7 % on average", SINCE),
    )  # fmt: skip
    limits = (
        "Exact for a bowl of one curvature and even noise: it has no valley, where momentum gains. With data the noise "
        "shrinks where all rows agree."
    )

    def truth(self) -> tuple[str, ...]:
        """The settings by where they settle."""
        return tuple(sorted(SETTINGS, key=lambda name: settled(SETTINGS[name])))

    def trap(self, prediction: tuple[str, ...]) -> str | None:
        """What an order betrays: first that of the rates without momentum, then where the same rate with it stands."""
        if prediction.index("plain") < prediction.index("half"):
            return "faster"
        return "averages" if prediction[-1] != "ball" else "rate"

    def given(self) -> Picture:
        """All four curves, paused."""
        lines = tuple(
            curve(one, PENS[name], PAUSED, moves=False, brief=short(one)[2:]) for name, one in SETTINGS.items()
        )
        return Picture("Four mean losses and one run, the first steps", Axis("step", 0.0, 2.0 * PAUSED), UP,
                       (alone(PLAIN, PAUSED), *lines))  # fmt: skip

    def seen(self, prediction: tuple[str, ...] | None) -> Seen:
        """All four curves to their floors, and in which place each was said to be."""
        truth = self.truth()
        lines = tuple(
            curve(one, PENS[name], name=short(one), labelled=prediction is None) for name, one in SETTINGS.items()
        )
        spots = () if prediction is None else tuple(placed(name, prediction, truth) for name in SETTINGS)
        words = [] if prediction is None else [became(prediction, truth)]
        words.append(
            f"All four fall, then noise holds each at its floor. At the same α = {decimal(LR)} that is "
            f"{measured(SETTINGS['ball'])} with momentum, {measured(PLAIN)} without."
        )
        words.append(f"The thin line is one run at {named(PLAIN)}; ± is one standard error. All have the same noise.")
        floor = Rule(f"F = {decimal(level(SETTINGS['ball']))}", level(SETTINGS["ball"]), role="momentum")
        shown = Picture(
            "Four mean losses, and one run", ACROSS, UP, (alone(PLAIN), *lines), rules=(floor,), spots=spots
        )
        return Seen(shown, tuple(words))

    def aha(self) -> Aha:
        """Momentum's floor over the plain one."""
        high, low, tenth = level(SETTINGS["ball"]), level(PLAIN), level(momentum(LR * (1 - RHO), RHO))
        words = (
            "Momentum does not average noise away: it makes steps about 1 / (1 − ρ) = "
            f"{decimal(1 / (1 - RHO))} times as long. At a tenth of the rate the floor is {decimal(tenth)}."
        )
        ran = decimal(settled(SETTINGS["ball"]) / settled(PLAIN))
        return Aha(
            f"{decimal(high / low)}×", f"{decimal(high)} / {decimal(low)} in theory; the runs give {ran}×", words
        )

    def aha_at(self, value: float) -> Aha:
        """The same at another rate."""
        high, low = level(momentum(value, RHO)), level(PLAIN)
        return Aha(f"{unlike(high / low, 1.0)}×", f"{decimal(high)} / {decimal(low)}", "")

    def why(self, value: float) -> Why:
        """The variance at which the pull and the noise balance."""
        found, ball = level(momentum(value, RHO)), short(momentum(value, RHO))
        words = (
            f"The loss settles where pull and noise of each step balance: the floor F = {decimal(found)}.",
            f"Where α λ is small, steps and noise go 1 / (1 − ρ) times as far. With ρ, {decimal(FIFTH)} settles at "
            f"{decimal(level(SETTINGS['slow']))}; without, {decimal(FIFTH / (1 - RHO))} does at "
            f"{decimal(level(momentum(FIFTH / (1 - RHO), 0.0)))}.",
        )
        return Why(words, r"F=\frac{\alpha\sigma^2(1+\rho)}{2(1-\rho)(2(1+\rho)-\alpha\lambda)}",
                   rf"F=\frac{{{value:.3g}\cdot 1\cdot {1 + RHO:.3g}}}{{2\cdot {1 - RHO:.3g}"
                   rf"\cdot ({2 * (1 + RHO):.3g}-{value:.3g})}}={found:.3g}",
                   (Part("F", "the floor", decimal(found), ball),
                    Part(r"\alpha", "the learning rate", decimal(value), ball),
                    Part(r"\rho", "what is kept of the velocity", decimal(RHO), ball),
                    Part(r"\sigma,\ \lambda", "deviation of the noise, curvature",
                         f"{decimal(NOISE.noise)}, 1")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """Momentum at another rate, beside plain descent."""
        one = momentum(value, RHO)
        means = curve(PLAIN, "sgd", moves=False), curve(one, "momentum", moves=False, name=short(one))
        ratio = level(one) / level(PLAIN)
        theirs = (Rule("floor of momentum", level(one), role="momentum"),) if abs(math.log(ratio)) > APART else ()
        rules = (Rule("floor of plain descent", level(PLAIN), role="sgd"), *theirs)
        words = (
            f"Its runs settle at {measured(one)}; in theory that is {unlike(ratio, 1.0, 2)} times the plain floor. The "
            "thin line is one of them.",
        )
        shown = Picture("Mean loss of momentum, and of plain descent", ACROSS, UP, (alone(one), *means), rules=rules)
        return Seen(shown, words, level(one) < level(PLAIN))

    def held(self, value: float) -> tuple[float, float]:
        """The floor of momentum, at the end of its curve."""
        return (float(STEPS), level(momentum(value, RHO)))

    def lab(self, value: float) -> str:
        """Both in the same noise among the optimizers."""
        runs = f"run=sgd(lr={LR:g})&run=momentum(lr={value:.6g},rho={RHO:g})"
        return f"/optimizers?surface=quadratic(kappa=1)&{runs}&noise={NOISE.noise:g}&x=2&y=2&steps={STEPS}"

    def outcome(self, value: float) -> float | None:
        """The floor in theory."""
        return level(momentum(value, RHO))


def placed(name: str, prediction: tuple[str, ...], truth: tuple[str, ...]) -> Spot:
    """Where a setting settles, in which place it was said to be, and in which it is."""
    one, said, found = SETTINGS[name], PLACES[prediction.index(name)], PLACES[truth.index(name)]
    told = f"{said} ✓" if said == found else f"{said} → {found}"
    return Spot(f"{short(one)[2:]}: {told}", float(STEPS), float(losses(one)[-1]), PENS[name],
                brief=f"{short(one)[2:]} {'✓' if said == found else '✗'}")  # fmt: skip


def became(prediction: tuple[str, ...], truth: tuple[str, ...]) -> str:
    """What became of the setting that was farthest from its place."""
    worst = max(prediction, key=lambda name: abs(prediction.index(name) - truth.index(name)))
    said, found = prediction.index(worst), truth.index(worst)
    if said == found:
        return "All four settle in this order."
    one, right = SETTINGS[worst], sum(a == b for a, b in zip(prediction, truth, strict=True))
    told = f"that is {ORDINALS[found]}, not {ORDINALS[said]}."
    return f"{COUNTED[right]} of four in place (yours → is). {named(one)} settles at {measured(one)}: {told}"
