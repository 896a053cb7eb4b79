"""What is said of scores and their loss: the caption, the spoken line, the summary."""

from __future__ import annotations

import math

import numpy as np

from ...core.activations.base import Array
from ...core.losses import divergence
from ...core.losses.rounding import TIMES
from ...core.numerals import decimal, fixed, listed
from .lesson import LETTERS, Model
from .parts import Binary, Floating
from .questions import SoftmaxQuestion

PANELS = {
    "binary": "Drag z in either picture, or choose B as the true class. Softmax of two is the sigmoid of a difference.",
    "breaks": "Press +100 to all, and again, and see which kind of number gives up first.",
}


def letters(now: Model) -> str:
    """The letters of the classes."""
    return LETTERS[: len(now.z)]


def caption(now: Model, question: SoftmaxQuestion | None, steps: int, name: str) -> str:
    """One or two sentences on what is seen, the most telling first."""
    slug = question.slug if question is not None else ""
    if slug in PANELS and np.isfinite(now.powers).all():
        return PANELS[slug]
    if told := uncommon(now):
        return told
    p, y, count = now.loss.softmax.probabilities, now.loss.labels, len(now.z)
    equal = f"All scores are equal, so the loss is ln {count} = {fixed(math.log(count))}."
    if np.ptp(now.z) == 0 and y.max() > 1 - 1e-9:
        return f"{equal} Check this number first when a training starts: anything else is a mistake in the model."
    if y.max() <= 1 - 1e-9:
        least = fixed(float(divergence(y, y)))
        return f"With a soft label the loss cannot reach 0: its least is the label’s own entropy, {least}."
    if now.temperature != 1:
        least = f"T → 0 gives all to the largest score, T → ∞ gives everyone 1 / {count} = {fixed(1 / count)}."
        return f"T = {decimal(now.temperature)} divides every score. {least}"
    if not np.isfinite(now.powers).all():
        return "A power is beyond the largest float64, yet p is right: it is worked out from z less the largest z."
    if steps:
        return f"After {steps} step{'s' * (steps > 1)} of {name}. Whatever you change now starts from these numbers."
    if question is not None and question.slug is None and not y[1:].any():
        return "The slide rounds to 0.7, 0.2, 0.1. Class A is the true one; change it by choosing another letter."
    if question is not None and question.slug == "two":
        return f"Two scores are one too many: softmax of two is the sigmoid of their difference, {fixed(float(p[0]))}."
    true = LETTERS[int(np.argmax(y))]
    return f"Class {true} is the true one: only its term is left of the sum. Choose another letter to change it."


def uncommon(now: Model) -> str:
    """What is seen of a temperature of 0, or of a loss that does not count all alike; else nothing."""
    if not now.temperature:
        return "T = 0 is the limit: the largest scores share everything. Slopes are 0, or grow without bound."
    if now.loss.steep is not now.loss.labels:
        return f"The loss is {fixed(float(now.loss.losses))}, plain cross-entropy {fixed(float(now.loss.plain))}."
    return ""


def spoken(now: Model) -> str:
    """What a screen reader says after a change."""
    pairs = zip(letters(now), now.loss.softmax.probabilities.tolist(), strict=True)
    return f"Loss {fixed(float(now.loss.losses))}. " + ", ".join(f"{letter} {fixed(p)}" for letter, p in pairs)


def summary(now: Model, after: float, name: str, two: Binary | None, kinds: list[Floating]) -> list[str]:
    """The pipeline in sentences."""
    p, names = now.loss.softmax.probabilities.tolist(), letters(now)
    scores = ", ".join(f"{letter} {decimal(z, 4)}" for letter, z in zip(names, now.z.tolist(), strict=True))
    shares = ", ".join(f"{letter} {fixed(one)}" for letter, one in zip(names, p, strict=True))
    slopes = ", ".join(f"{letter} {fixed(g)}" for letter, g in zip(names, now.loss.gradient.tolist(), strict=True))
    nats = float(now.loss.losses)
    found = [
        f"A linear model of {len(now.x)} inputs gives {len(now.z)} scores: {scores}. Softmax makes them {shares}.",
        f"The {kind_of(now)} is {fixed(nats)} nats, {fixed(nats / math.log(2))} bits. Slopes by z: {slopes}.",
        f"One step of {name} takes the loss to {fixed(after)}.",
    ]
    found += other_labels(now)
    if two is not None:
        pull = f"cross-entropy pulls with {two.cross}, squared error with {two.squared}: {two.ratio} times"
        found.append(f"{two.name} against the rest has z = {two.z}. There {pull}.")
    for one in kinds:
        state = "breaks here" if one.broken else "holds here"
        found.append(f"Naive softmax in {one.kind} {state}; e^z overflows above {one.breaks}.")
    return found


def kind_of(now: Model) -> str:
    """What the loss is called."""
    weighted = "weighted " if now.loss.weighted is not now.loss.labels else ""
    return f"{weighted}{'focal loss' if now.loss.gamma else 'cross-entropy'}"


def other_labels(now: Model) -> list[str]:
    """The labels whose cross-entropy has the gradient that is shown, where they are others than the loss has."""
    if now.loss.steep is now.loss.labels:
        return []
    steep = ", ".join(f"{letter} {fixed(s)}" for letter, s in zip(letters(now), now.loss.steep.tolist(), strict=True))
    return [f"Its gradient is that of plain cross-entropy with other labels, s: {steep}."]


def loss_of_digits(kinds: list[Floating]) -> str:
    """The long sum, in words."""
    said = ", ".join(f"{one.kind} says {one.sum}" for one in reversed(kinds))
    return f"1e9 + {TIMES:,} × 1e-6 − 1e9 should be 1; {said}."


def moves(gradient: Array) -> str:
    """Who rises and who sinks."""
    up = [LETTERS[i] for i in range(len(gradient)) if gradient[i] < 0]
    down = [LETTERS[i] for i in range(len(gradient)) if gradient[i] > 0]
    if not up or not down:
        return "Nothing is left to move."
    rise, sink = "rises" if len(up) == 1 else "rise", "sinks" if len(down) == 1 else "sink"
    return f"{listed(up)} {rise}, {listed(down) if len(down) < 5 else 'the others'} {sink}."
