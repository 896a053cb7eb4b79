"""What the lesson of the four boxes asks at its end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.descent.contests import NOISE, TRAP, Setting, contest
from ...core.numerals import decimal
from ..checks import Question, chosen, numbered
from ..content import Misconception
from .four import SHORT, USUAL, boxes, briefly, lost, told, value, way, won

TRAPS = {"trap": "stuck", "saddle": "flat", "ravine": "swings", "none": "better"}


def no_longer(random: np.random.Generator) -> Question:
    """Which box momentum loses at another rho."""
    rho = float(random.choice([0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.96, 0.97, 0.988, 0.99]))
    gone = lost(rho)
    assert len(gone) <= 1
    right = gone[0] if gone else "none"
    texts = {**{one: SHORT[one] for one in won(USUAL)}, "none": "none of them"}
    wrong = [(text, TRAPS[name]) for name, text in texts.items() if name != right]
    kept = [one for one in boxes(rho) if one.panel.key in (gone or won(USUAL))]
    prompt = f"ρ goes from {decimal(USUAL)} to {decimal(rho)}, the rates stay: which box does momentum no longer win?"
    return replace(
        chosen(
            random,
            prompt,
            texts[right],
            wrong,
            tuple(map(told, kept)),
            "Ask where more memory, or less, would hurt.",
            value=rho,
        ),
        own=tuple(believed_of(name, rho) for name in texts if name != right),
    )


def believed_of(box: str, rho: float) -> Misconception:
    """What is believed by who thinks that momentum loses a box at a rho, or none, and what becomes of it there."""
    more = "more" if rho > USUAL else "less"
    beliefs = {
        "trap": "With more memory it rolls back." if rho > USUAL else "With less memory it does not get over the hill.",
        "saddle": f"With {more} memory it is no faster off the ridge.",
        "ravine": f"With {more} memory it is no faster down the ravine.",
        "none": f"With {more} memory it wins all the same.",
    }
    look = f"See it at ρ = {decimal(rho)}"
    if box == "none":
        return Misconception(TRAPS[box], beliefs[box], "One of the three does change.", rho, look)
    instead = briefly(next(one for one in boxes(rho) if one.panel.key == box))
    return Misconception(TRAPS[box], beliefs[box], f"{instead} It wins.", rho, look, box)


def fair_rate(random: np.random.Generator) -> Question:
    """By what to multiply momentum's rate, so that noise lifts both alike."""
    rho = float(random.choice([0.8, 0.85, 0.9, 0.95, 0.98, 0.99]))
    key = float(f"{Setting(rho=rho, fair=True).racers(NOISE)[1].lr / NOISE.lr:.6g}")
    prompt = f"Gradient noise, ρ = {decimal(rho)}: by what is momentum’s rate to be multiplied for two level floors?"
    wrong = [(1.0, "averages"), (rho, "share"), (1 / key, "inverse"), (key**2, "share")]
    floors = [decimal(value(3, rho, which, fair=True)) for which in (0, 1)]
    steps = (
        f"Its memory makes each step 1 / (1 − {decimal(rho)}) = {decimal(1 / key)} times as long.",
        f"At {decimal(key)} of the rate the floors are {floors[0]} and {floors[1]}: level within a tenth.",
    )
    asked = numbered(prompt, key, wrong, steps, "Ask how much longer its steps are.", "noise", low=1e-6, high=1e4,
                     within=0.1, value=rho)  # fmt: skip
    return replace(asked, own=believed_of_rate(rho, 1 / key, decimal(value(3, rho)), floors[0]))


def believed_of_rate(rho: float, longer: float, high: str, low: str) -> tuple[Misconception, ...]:
    """What is believed of the rate by who answers so, and what comes of it at a rho."""
    look = f"See both floors at ρ = {decimal(rho)}"
    return tuple(Misconception(name, belief, instead, rho, look, "noise") for name, belief, instead in (
        ("averages", "Momentum averages the noise away, so the rate may stay.",
         f"At the same rate its floor is {high}, that of SGD {low}."),
        ("share", "The rate is to shrink by the share that is kept.",
         f"Steps are 1 / (1 − {decimal(rho)}) = {decimal(longer)} times as long: it shrinks by what is lost."),
        ("inverse", "Whose steps are longer needs a larger rate.",
         f"Its steps are {decimal(longer)} times as long already; a larger rate makes them longer still."),
    ))  # fmt: skip


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
                  "Too little speed stays, too much may come back.", "trap")  # fmt: skip
