"""L0: one slider, the learning rate. Where does gradient descent blow up?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ...core.curvature import best_lr
from ...core.numerals import MINUS, decimal, plural, unlike
from ...core.optimizers import Adam, Momentum
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture, Spot
from ..quantities import Number, Trap
from ..runs.learning_rate import NEAR, START, STEPS, VALLEY, arrival, curvature, edge, for_good, path, seen_of
from ..runs.learning_rate_asked import edge_of, factor_of, race_of

PAUSED = 12  # the step at which the run is found
TRACED = 24  # steps that are drawn where it swings on and on: more would hide the landscape
NEARLY = (0.0392, 0.0395, 0.0397, 0.0399)  # rates just below the edge, the best of all among them
SWINGS = 0.6  # of its first height that is left after so many
AT_EDGE = f"at the edge, first {TRACED} steps"
USUAL = 0.03
BALL, ADAM = for_good(Momentum(lr=USUAL, rho=0.9)), for_good(Adam(lr=0.3))  # steps of other methods
SOON = 120  # steps in which it is to arrive
ACROSS, UP = Axis("weight x, along the valley", -10.4, 5.2), Axis("weight y, across it", -1.56, 1.56)
GONE = 2 * UP.high  # how far across a run is drawn
BEYOND = 0.041  # a rate just beyond the edge
GROWS = abs(1 - BEYOND * curvature())
THOUSAND = math.ceil(math.log(1000) / math.log(GROWS))  # steps there for a thousandfold
LOOP, SINCE, LATER = "a plain loop over the rule", "2026-11-26", "2026-11-28"


def track(name: str, rate: float, role: str, moves: bool = True) -> Line:
    """The run from above, as long as it is anywhere near."""
    x, y = seen_of(path(rate), GONE)
    last = TRACED if long_swing(rate) else len(x)
    return Line(name, x[: last + 1], y[: last + 1], role, moves, brief=name.partition(",")[0].partition(":")[0])


def long_swing(rate: float) -> bool:
    """Whether it swings on and on, neither settled nor gone soon."""
    return abs(1 - rate * curvature()) ** TRACED > SWINGS and rate > 1 / curvature()


class LearningRate(Lesson[float]):
    """The learning rate: up to twice one over the steepest curvature it settles, beyond it blows up."""

    slug = "learning-rate"
    place = "L0"
    title = "The learning rate"
    question = "At which learning rate does gradient descent blow up here?"
    setting = (
        "The learning rate α says how far a step goes: up to one sharp number a run settles, beyond it each step ends "
        "further away, and it blows up. "
        f"The valley is (x² + {decimal(curvature())} y²) / 2, the start (−9, 1). "
        f"Within {NEAR} of the minimum a run has arrived."
    )
    terms = (
        Term("α", "the learning rate: how far a step goes along the slope"),
        Term("L", "the steepest curvature: how fast the slope changes across the valley"),
        Term("blows up", "sooner or later each step ends further from the minimum than it began"),
    )
    prediction = Number(0.01, 0.08, "", log=True, within=0.02, plausible=(0.012, 0.07), traps=(
        Trap(0.01, 0.0305, "overshoot"), Trap(0.0305, 0.0393, "swings"), Trap(0.0407, 0.055, "gradual"),
        Trap(0.055, 0.08, "faster"),
    ), symbol="α")  # fmt: skip
    vary = Vary("α", "the learning rate", 0.003, 0.08, USUAL, critical=edge(), mark="2 / L", log=True, finer=NEARLY,
                scent="steps until it arrives", goal=f"Arrive in under {SOON} steps.")  # fmt: skip
    shown = edge()
    misconceptions = (
        Misconception("signed", "What multiplies y multiplies the distance.",
                      "y changes its sign, how far it is does not: |1 − α L|.", BEYOND, "See it land beyond the floor"),
        Misconception("overshoot", "It blows up as soon as a step overshoots the floor of the valley.",
                      "From 1 / L on it overshoots; as long as it lands nearer than it began, it settles.", 0.03,
                      "See 0.03 swing and settle"),
        Misconception("swings", "Where it swings to and fro, it is about to blow up.",
                      "Each swing is a fixed share of the last one; below 2 / L that share is below 1.", 0.038,
                      "See 0.038 swing and settle"),
        Misconception("gradual", "A little beyond the edge only makes it slower.",
                      f"At {BEYOND} here a step makes it {decimal(GROWS)} times as far, {THOUSAND} steps a thousand.",
                      BEYOND,
                      "See 0.041 blow up"),
        Misconception("faster", "The larger the rate, the faster it arrives.",
                      "Only until the steep direction swings much; beyond 2 / L it never arrives.", 0.06,
                      "See 0.06 blow up"),
        Misconception("safer", "The smaller the rate, the better.",
                      f"Small rates crawl along the flat direction: {arrival(0.003)} steps at 0.003 here.", 0.003,
                      "See 0.003 crawl"),
        Misconception("flat", "The flat direction decides how large the rate may be.",
                      "The steep one blows up first; the flat one only sets how long it takes.", 0.05,
                      "See which direction blows up"),
        Misconception("forgets", "What grows is the step, so the factor is α L.",
                      "The step is taken back from the distance: what is left is |1 − α L|.", 0.041,
                      "See 0.041 blow up"),
    )  # fmt: skip
    checks = (edge_of, factor_of, race_of)
    references = (
        Reference("the edge", edge, 0.04, 1e-12, "Goh, Why Momentum Really Works, Distill 2017: 0 < α λ < 2", SINCE),
        Reference("the best rate in theory", lambda: best_lr(1.0, curvature()), 0.0392, 5e-5,
                  "Goh, Why Momentum Really Works, Distill 2017: 2 / (λ₁ + λₙ)", SINCE),
        Reference("steps at 0.03", lambda: arrival(USUAL) or 0, 148, 0, LOOP, LATER),
        Reference("steps at 0.003", lambda: arrival(0.003) or 0, 1498, 0, LOOP, LATER),
        Reference("steps for a thousandfold at 0.041", lambda: THOUSAND, 142, 0, "ln 1000 / ln 1.05", LATER),
        Reference("steps at 0.039", lambda: arrival(0.039) or 0, 114, 0, LOOP, SINCE),
        Reference("steps at 0.0399", lambda: arrival(0.0399) or 0, 460, 0, LOOP, SINCE),
        Reference("growth per step at 0.041", lambda: float(abs(path(0.041).y[1])), 1.05, 1e-9,
                  "|1 − 0.041 · 50|", SINCE),
        Reference("steps of momentum 0.9 at 0.03", lambda: BALL, 80, 0, LOOP, SINCE),
        Reference("steps of Adam at 0.3", lambda: ADAM, 75, 0, LOOP, SINCE),
    )  # fmt: skip
    limits = "A theorem on a convex quadratic. On a real loss L changes underway, and the edge with it."

    def truth(self) -> float:
        """The largest stable rate."""
        return edge()

    def given(self) -> Picture:
        """The valley from above, the run paused after a few steps at one rate."""
        found = path(USUAL)
        line = Line(f"α = {decimal(USUAL)}", found.x[: PAUSED + 1], found.y[: PAUSED + 1], "sgd")
        return above(f"The valley from above, and {PAUSED} steps at α = {decimal(USUAL)}", (line,))

    def seen(self, prediction: float | None) -> Seen:
        """The run at the edge, and at the rate that was said."""
        lines, words = [track(AT_EDGE, edge(), "truth")], []
        if prediction is not None:
            lines.insert(0, track(own_name(prediction), prediction, "yours"))
            words.append(f"At {rated(prediction)} {ends(prediction)}")
        words.append(
            f"The edge is {rated(edge())} = 2 / {decimal(curvature())}: there it jumps to and fro for ever, of which "
            f"{TRACED} steps are drawn."
        )
        return Seen(above("The valley from above, step by step", tuple(lines)), tuple(words))

    def aha(self) -> Aha:
        """Twice one over the steepest curvature."""
        words = (
            "2 divided by the steepest curvature. It is a theorem on every bowl, a convex quadratic; "
            "only a run from exactly y = 0 is spared."
        )
        return Aha(rated(edge()), f"2 / {decimal(curvature())}", words)

    def why(self, value: float) -> Why:
        """What a step leaves of the distance across."""
        number = unlike(1 - value * curvature(), -1.0)
        more = "more than 1, and it blows up" if value > edge() else "less than 1, and it settles"
        more = "1, and it stays as far as it was" if value == edge() else more
        words = (
            f"Across the valley the slope is L y, so a step multiplies y by 1 − α L = {number}.",
            f"Without its sign that is {more}. It blows up where |1 − α L| > 1: beyond α L = 2.",
        )
        return Why(words, r"y_{t+1}=(1-\alpha L)\,y_t",
                   rf"y_{{t+1}}=(1-{rated(value)}\cdot {curvature():g})\,y_t={number.replace(MINUS, '-')}\,y_t",
                   (Part(r"\alpha", "the learning rate", rated(value)),
                    Part("L", "the steepest curvature", decimal(curvature())),
                    Part("y_t", "the position across", decimal(START[1]), self.named(value), "y",
                         inside=False)))  # fmt: skip

    def why_varied(self, value: float) -> Why:
        """The same; the ring in the picture of the knob stands at the end of the first step, which began at y = 1."""
        why, left = self.why(value), unlike(1 - value * curvature(), -1.0)
        return replace(why, parts=(*why.parts, Part("y_1", "after one step: the ring", left, inside=False)))

    def why_said(self, prediction: float | None) -> Why:
        """The same, and what a step leaves at the rate that was said."""
        why = self.why(edge())
        if prediction is None or prediction == edge():
            return why
        left = unlike(1 - prediction * curvature(), -1.0)
        yours = Part(r"1-\alpha L", f"at your α = {decimal(prediction)}", left, own_name(prediction), inside=False)
        return replace(why, parts=(*why.parts, yours))

    def named(self, value: float) -> str:
        """What the run at a rate is called."""
        return AT_EDGE if value == edge() else f"α = {rated(value)}"

    def aha_at(self, value: float) -> Aha:
        """What a step leaves of the distance across."""
        return Aha(unlike(1 - value * curvature(), -1.0), f"1 − α L, with α L = {decimal(value * curvature(), 4)}", "")

    def varied(self, value: float) -> Seen:
        """The run at another rate."""
        found = arrival(value)
        lines = (track(self.named(USUAL), USUAL, "yours"),) if value != USUAL else ()
        own = track(self.named(value), value, "truth")
        shown = above("The valley from above, step by step", (*lines, own))
        more = (f"Drawn are its first {TRACED} steps.",) if len(own.x) == TRACED + 1 else ()
        if value == USUAL:
            more = (f"Momentum with ρ = 0.9 is there after {BALL} at this rate, Adam after {ADAM} at 0.3.",)
        return Seen(shown, (f"At α = {rated(value)} {ends(value)}", *more), found is not None and found < SOON)

    def held(self, value: float) -> tuple[float, float]:
        """The end of the first step, or where it leaves the picture."""
        found = path(value)
        return (float(found.x[1]), max(float(found.y[1]), UP.low))

    def lab(self, value: float) -> str:
        """The same race among the optimizers."""
        return f"/optimizers?surface=quadratic(kappa={curvature():g})&run=sgd(lr={value:.6g})&x=-9&y=1&steps={STEPS}"

    def outcome(self, value: float) -> float | None:
        """Steps until it arrives."""
        found = arrival(value)
        return None if found is None else float(found)


def above(title: str, lines: tuple[Line, ...]) -> Picture:
    """The valley from above, and where the runs start."""
    return Picture(title, ACROSS, UP, lines, spots=(Spot("", *START, "given"),), surface=VALLEY)


def own_name(said: float) -> str:
    """The run at the rate that was said."""
    return f"yours: α = {decimal(said)}"


def rated(rate: float) -> str:
    """A rate, the edge with all its digits, another with as many as tell it from the edge."""
    return f"{rate:.4f}" if rate == edge() else unlike(rate, edge(), 4)


def ends(rate: float) -> str:
    """What becomes of a run: it settles, crawls, swings or blows up. Counted is what is drawn of it."""
    factor, found, end = abs(1 - rate * curvature()), arrival(rate), path(rate)
    if rate == edge():
        return "each step ends as far across as it began: it jumps to and fro for ever."
    if rate > edge():
        across = track("", rate, "truth").y
        after, far = plural(len(across) - 1, "step"), decimal(abs(float(across[-1])))
        return f"it blows up: each step ends {unlike(factor, 1.0)} times as far across; after {after} that is {far}."
    if found is not None and found <= STEPS:
        return f"it settles: after {plural(found, 'step')} it has arrived."
    away = decimal(float(np.hypot(end.x[-1], end.y[-1])), 2)
    how = "crawls along the valley" if abs(end.x[-1]) > abs(end.y[-1]) else "swings across the valley"
    when = "" if found is None else f", and arrives after {found}"
    return f"it {how}: after {STEPS} steps it is {away} away{when}."
