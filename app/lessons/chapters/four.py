"""C9: the slide's four boxes, SGD against SGD with momentum. In which of them does momentum win?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ...core.descent.contests import NOISE, RAVINE, TRAP, Contest, Setting, contest
from ...core.numerals import decimal, listed
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, chosen, numbered
from ..options import Option, Several
from ..pictures import Axis, Line, Picture, Rule, Spot
from ..runs.four import AXIS, FAR, NAMES, USUAL, boxes, lost, score, short, times, told, way, won

ALL = tuple(NAMES)
PLACES = {name: float(i) for i, name in enumerate(ALL, start=1)}
GROWN = 41  # points of a stem that grows
CLAIMED = 20.0  # where a claim stands: so far ahead of SGD, or behind
NOISIER = times(boxes(USUAL)[-1])
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"
AR2 = "the variance of an AR(2) process"


def value(i: int, rho: float = USUAL, which: int = 1, fair: bool = False) -> float:
    """What a method came to in the i-th box: momentum, or SGD, which is the 0th."""
    found = contest(boxes(rho)[i].panel, Setting(rho=rho, fair=fair)).results[which].value
    assert found is not None
    return found


def no_longer(random: np.random.Generator) -> Question:
    """Which box momentum loses at another rho."""
    rho = float(random.choice([0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.96, 0.97, 0.988, 0.99]))
    gone = lost(rho)
    assert len(gone) <= 1
    right = gone[0] if gone else "none"
    texts = {**{one: NAMES[one] for one in won(USUAL)}, "none": "none of them"}
    traps = {"trap": "stuck", "saddle": "flat", "ravine": "swings", "none": "better"}
    wrong = [(text, traps[name]) for name, text in texts.items() if name != right]
    prompt = f"ρ goes from {decimal(USUAL)} to {decimal(rho)}, the rates stay: which box does momentum no longer win?"
    i = ALL.index(right) if gone else 2
    return chosen(random, prompt, texts[right], wrong, (told(boxes(rho)[i]),),
                  "Ask where more memory, or less, would hurt.")  # fmt: skip


def fair_rate(random: np.random.Generator) -> Question:
    """By what to multiply momentum's rate, so that noise lifts both alike."""
    rho = float(random.choice([0.8, 0.85, 0.9, 0.95, 0.98, 0.99]))
    key = float(f"{Setting(rho=rho, fair=True).racers(NOISE)[1].lr / NOISE.lr:.6g}")
    prompt = f"Gradient noise, ρ = {decimal(rho)}: times what must momentum’s rate be, so that both floors are level?"
    wrong = [(1.0, "averages"), (rho, "share"), (1 / key, "rate"), (key**2, "share")]
    floors = [decimal(value(3, rho, which, fair=True)) for which in (0, 1)]
    steps = (
        f"Its memory makes each step 1 / (1 − {decimal(rho)}) = {decimal(1 / key)} times as long.",
        f"At {decimal(key)} of the rate the floors are {floors[0]} and {floors[1]}: level within a tenth.",
    )
    return numbered(prompt, key, wrong, steps, "Ask how much longer its steps are.", low=1e-6, high=1e4, within=0.1)


def at_the_hill(random: np.random.Generator) -> Question:
    """How a ball fares at the hill."""
    alpha, rho = (
        float(random.choice([0.5, 1, 1.5, 2])),
        float(random.choice([0.3, 0.5, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97])),
    )
    right = way(alpha, rho)
    texts = {"never": "It never gets over the hill.", "back": "It gets over the hill and rolls back.",
             "over": "It gets over the hill and stays there."}  # fmt: skip
    traps = {"never": "stuck", "back": "returns", "over": "over"}
    wrong = [(text, traps[name]) for name, text in texts.items() if name != right]
    prompt = f"Local minima: from x = 2, α = {decimal(TRAP.lr * alpha)}, ρ = {decimal(rho)}. What becomes of the ball?"
    one = contest(TRAP, Setting(alpha, rho)).results[1]
    return chosen(random, prompt, texts[right], wrong,
                  (f"It ends at x = {decimal(one.value)}; no formula tells, it must be run.",),
                  "Too little speed stays, too much may come back.")  # fmt: skip


class Four(Lesson[tuple[str, ...]]):
    """The four boxes: momentum wins three at the same rate, and loses the one it is said to mend."""

    slug = "four"
    place = "C9"
    title = "Momentum in four boxes"
    question = "The same learning rate for both: in which boxes does momentum win?"
    setting = (
        f"SGD against SGD with momentum, ρ = {decimal(USUAL)}, in four boxes. Within a tenth of each other is level."
    )
    terms = (
        Term("ρ", "rho: the share of its velocity that momentum keeps at each step"),
        Term("faster", "fewer steps off the ridge, or down the ravine; in local minima, who gets over the hill"),
        Term("floor", "the mean loss at which noisy gradients hold a run: the lower, the better"),
    )
    prediction = Several(tuple(Option(name, text.capitalize()) for name, text in NAMES.items()))
    vary = Vary("ρ", "the share of its velocity that momentum keeps", 0.0, 0.99, USUAL,
                critical=(1 - RAVINE.lr) ** 2, mark=f"ravine: (1 − {RAVINE.lr})²", scent="boxes that momentum wins",
                goal="Make SGD win poor conditioning too.")  # fmt: skip
    misconceptions = (
        Misconception("better", "Momentum is simply better.",
                      f"At the same rate noise lifts its floor: at ρ = {USUAL}, {decimal(1 / NOISIER)} times as high.",
                      0.99, "See ρ = 0.99 lose two boxes"),
        Misconception("averages", "Momentum averages the noise away.",
                      "It adds up gradients, and their noise too; a running mean has the rate 1 − ρ times as large.",
                      0.5, "See the floor at ρ = 0.5"),
        Misconception("stuck", "Nothing gets out of a local minimum.",
                      f"At α = {TRAP.lr} and ρ = {USUAL} the ball is fast enough; at 0.95 it rolls back.",
                      0.95, "See it roll back at 0.95"),
        Misconception("flat", "Near a saddle there is no slope, so there is no velocity either.",
                      f"What there is adds up: {decimal(value(1))} steps at ρ = {USUAL}, {value(1, 0.0):.0f} at 0.",
                      0.99, "See ρ = 0.99"),
        Misconception("swings", "In a ravine momentum swings, and loses time.",
                      f"It swings, and with ρ = {decimal(USUAL)} needs {decimal(value(2))} steps in place of "
                      f"{decimal(value(2, 0.0), 4)}. Only beyond ρ = (1 − {RAVINE.lr})² it loses.",
                      0.99, "See ρ = 0.99 lose"),
        Misconception("rate", "Momentum is nothing but a larger learning rate.",
                      "In the ravine so large a rate blows up, and momentum does not.", 0.5, "See ρ = 0.5"),
        Misconception("share", "The rate is to shrink by the share that is kept.",
                      "Steps are 1 / (1 − ρ) times as long, so it shrinks by 1 − ρ, the share that is lost.", 0.99,
                      "See what 0.99 does to the floor"),
        Misconception("returns", "What rolls over a hill rolls back.",
                      "It loses 1 − ρ of its velocity at each step; once too slow for the hill it stays.", 0.96,
                      "See it stay at 0.96"),
        Misconception("over", "A ball that gets over the hill has arrived.",
                      "It stays only if it has lost enough of its velocity before it is back at the hill.", 0.95,
                      "See it roll back at 0.95"),
    )  # fmt: skip
    checks = (no_longer, fair_rate, at_the_hill)
    references = (
        *(Reference(f"{NAMES[ALL[i]]}, {name}", partial(value, i, USUAL, which), at, apart, LOOP, SINCE)
          for i, which, name, at, apart in (
              (0, 0, "SGD", 0.960, 5e-4), (0, 1, "momentum", -1.036, 5e-4), (1, 0, "SGD", 145, 0),
              (1, 1, "momentum", 52, 0), (2, 0, "SGD", 1341, 0), (2, 1, "momentum", 258, 0))),
        Reference("gradient noise, SGD", partial(value, 3, USUAL, 0), 0.0263, 5e-5, AR2, SINCE),
        Reference("gradient noise, momentum", partial(value, 3), 0.257, 5e-4, AR2, SINCE),
        Reference("the same at a tenth of the rate", partial(value, 3, USUAL, 1, True), 0.0251, 5e-5,
                  AR2, SINCE),
        Reference("boxes won at ρ = 0.9", lambda: float(len(won(0.9))), 3, 0, LOOP, SINCE),
        Reference("boxes won at ρ = 0.95", lambda: float(len(won(0.95))), 2, 0, LOOP, SINCE),
        Reference("boxes won at ρ = 0.99", lambda: float(len(won(0.99))), 2, 0, LOOP, SINCE),
        Reference("poor conditioning at ρ = 0.99", partial(value, 2, 0.99), 2179, 0, LOOP, SINCE),
    )  # fmt: skip
    limits = "One start and one rate a box. Local minima go otherwise from another start; the noise does not."

    def truth(self) -> tuple[str, ...]:
        """The boxes that momentum wins."""
        return won(USUAL)

    def trap(self, prediction: tuple[str, ...]) -> str | None:
        """What is believed by who ticks these: noise first, then what is missing."""
        if "noise" in prediction:
            return "better" if len(prediction) == len(ALL) else "averages"
        missing = {"trap": "stuck", "saddle": "flat", "ravine": "swings"}
        return next((trap for name, trap in missing.items() if name not in prediction), None) if prediction else "rate"

    def given(self) -> Picture:
        """What SGD comes to; momentum will stand above the line where it is ahead."""
        found = {
            "trap": f"x = {decimal(value(0, USUAL, 0))}", "saddle": f"{decimal(value(1, USUAL, 0))} steps",
            "ravine": f"{decimal(value(2, USUAL, 0), 4)} steps",
            "noise": f"floor {decimal(value(3, USUAL, 0))}",
        }  # fmt: skip
        dots = (Line(text, np.array([PLACES[name]]), np.ones(1), "sgd", dots=True) for name, text in found.items())
        return compared("SGD alone; above its line, momentum would be ahead", tuple(dots), ())

    def seen(self, prediction: tuple[str, ...] | None) -> Seen:
        """How far ahead momentum is in each box, beside what was said."""
        found, words, lines = boxes(USUAL), [], tuple(growing(one) for one in stems(boxes(USUAL)))
        if prediction is not None:
            lines += (claims(prediction),)
            wrong = [one for one in found if (one.panel.key in prediction) != (one.winner == "momentum")]
            words = [f"What you ticked is right in {len(found) - len(wrong)} of {len(found)} boxes."]
            words += [told(one) for one in wrong[:1]]
        shown = compared(f"Momentum with ρ = {decimal(USUAL)} beside SGD", lines, tips(found))
        return Seen(replace(shown, tick="point"), (*words, score(USUAL)))

    def aha(self) -> Aha:
        """Three to one."""
        two = listed([NAMES[one] for one in lost(0.95)])
        words = (
            f"At the same rate noise lifts its floor {decimal(1 / NOISIER)} times. At ρ = 0.95 it no longer wins {two}."
        )
        return Aha(f"{len(won(USUAL))} : {len(won(USUAL, 'sgd'))}", "boxes won by momentum : by SGD", words)

    def why(self, value: float) -> Why:
        """Longer steps win races and lift floors."""
        factor = decimal(1 / (1 - value))
        words = (
            f"On a slope momentum ends up 1 / (1 − ρ) = {factor} times as fast: that wins races.",
            f"Noise adds up in the same way: the floor is {decimal(1 / times(boxes(value)[-1]))} times as high.",
        )
        over, under = (
            f"{1 + value:.4g}\\cdot {2 - NOISE.lr:.4g}",
            f"{1 - value:.4g}\\cdot {2 * (1 + value) - NOISE.lr:.4g}",
        )
        return Why(words, r"\frac{(1+\rho)(2-\alpha\lambda)}{(1-\rho)(2(1+\rho)-\alpha\lambda)}",
                   rf"\frac{{{over}}}{{{under}}}={1 / times(boxes(value)[-1]):.3g}",
                   (Part(r"\rho", "the share of its velocity that is kept", decimal(value)),
                    Part(r"\alpha", "the learning rate in noise", decimal(NOISE.lr)),
                    Part(r"\lambda", "the curvature in noise", "1")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """All four at another rho."""
        found, usual = boxes(value), boxes(USUAL)
        ghost = Line(f"ρ = {decimal(USUAL)}", np.array(list(PLACES.values())),
                     np.array([times(one) for one in usual]), "yours", dots=True)  # fmt: skip
        shown = compared(f"Momentum with ρ = {decimal(value)} beside SGD", (*stems(found), ghost), tips(found))
        return Seen(shown, (f"ρ = {decimal(value)}. {score(value)}",), "ravine" in won(value, "sgd"))

    def lab(self, value: float) -> str:
        """All four in motion."""
        return f"/optimizers/four?rho={value:.6g}"

    def outcome(self, value: float) -> float | None:
        """How many boxes momentum wins."""
        return float(len(won(value)))


def compared(title: str, lines: tuple[Line, ...], spots: tuple[Spot, ...]) -> Picture:
    """How far ahead momentum is, box by box, on one axis: 1 is level."""
    names = tuple((PLACES[name], text) for name, text in AXIS.items())
    return Picture(title, Axis("box", 0.5, 5.2, names=names),
                   Axis("times as fast or low as SGD", 1 / (2 * FAR), 5 * FAR, log=True), lines,
                   rules=(Rule("SGD", 1.0, role="sgd"),), spots=spots)  # fmt: skip


def stems(found: tuple[Contest, ...]) -> tuple[Line, ...]:
    """From level to where momentum is, in each box."""
    return tuple(
        Line(short(one), np.full(2, PLACES[one.panel.key]), np.array([1.0, times(one)]), "truth") for one in found
    )


def growing(stem: Line) -> Line:
    """A stem that grows from level, point by point."""
    return replace(stem, x=np.full(GROWN, stem.x[0]), y=np.geomspace(1.0, stem.y[-1], GROWN), moves=True)


def tips(found: tuple[Contest, ...]) -> tuple[Spot, ...]:
    """Where momentum is, in each box."""
    return tuple(Spot("", PLACES[one.panel.key], times(one), "truth") for one in found)


def claims(ticked: tuple[str, ...]) -> Line:
    """What was said of each box: ahead of SGD, or not."""
    said = np.array([CLAIMED if name in ticked else 1 / CLAIMED for name in ALL])
    return Line("yours", np.array(list(PLACES.values())), said, "yours", dots=True)
