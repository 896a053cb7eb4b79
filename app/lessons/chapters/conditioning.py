"""C7: a ravine a hundred times steeper across than along. How many steps does gradient descent need?"""

from __future__ import annotations

import math

from ...core.curvature import best_heavy_ball, best_rate
from ...core.descent.conditions import Conditions
from ...core.descent.walk import run
from ...core.numerals import decimal
from ...core.surfaces import Quadratic
from ..content import Aha, Face, Misconception, Reference, Seen, Term, Why
from ..faced import Faced
from ..pictures import Axis, Line, Picture
from ..quantities import Number, Trap
from ..runs.conditioning import BALANCED, BEST, KAPPA, START, ball, became, distances, needed
from ..runs.conditioning_asked import best_of, condition_of, how_many
from ..runs.ways_down import DESCENT, SHORT, Condition, Rate, Way

PAUSED = 12  # the step at which the run is found
WAYS: dict[str, Way] = {"rate": Rate(), "condition": Condition()}
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"
TUNED = "α = {}, ρ = {}".format(*(decimal(one) for one in best_heavy_ball(1.0, KAPPA)))


class Conditioning(Faced[float]):
    """Poor conditioning: the steep direction bounds the step, the flat one needs many of them."""

    slug = "conditioning"
    place = "C7"
    title = "Poor conditioning"
    question = "100 times steeper across than along: how many steps?"
    setting = (
        "The steep direction bounds the rate, and the flat one has to live with it: gradient descent goes from (1, 1), "
        "at the best rate, until it is within a millionth of its first distance. That rate, 2 / (λ₁ + L), is best for "
        "the worst start."
    )
    terms = (
        Term("α", "the learning rate: how far a step goes along the slope"),
        Term("κ", "the condition: how many times steeper the steepest direction is than the flattest"),
        Term("L", "the steepest curvature"),
    )
    prediction = Number(1, 100_000, "steps", log=True, within=0.25, whole=True, plausible=(50, 10_000), traps=(
        Trap(1, 59, "independent"), Trap(59, 150, "proportional"), Trap(150, 520, "faster"),
        Trap(520, 3_000, "smaller"), Trap(3_000, 1e5, "squared"),
    ))  # fmt: skip
    faces = (Face("rate", "The rate"), Face("condition", "The condition"))
    misconceptions = (
        Misconception("independent", "Gradient descent finds its way down in a few dozen steps.",
                      "The steep direction holds the rate below 2 / L, and the flat one must live with it.", 10.0,
                      "See at which condition it does", "condition"),
        Misconception("proportional", "κ times steeper costs about κ steps.",
                      "κ steps shrink the distance e² times; a millionth takes ln 10⁶ = 13.8 in the place of 2.",
                      BALANCED, "See how the distance shrinks", "rate"),
        Misconception("faster", "Each step takes off more than 2 / κ of the distance.",
                      "At the best rate it takes off 2 / κ, here 2 %, whatever the start.", BALANCED,
                      "See the best rate", "rate"),
        Misconception("squared", "The steps grow with the square of the condition.",
                      "They grow with the condition itself; with momentum with its square root.", 1000.0,
                      "See κ = 1000", "condition"),
        Misconception("smaller", "Half the rate, 1 / L, is safer and as good.",
                      "Half the step takes twice as many of them, in the flat direction.", 1.0, "See 1 / L", "rate"),
        Misconception("edge", "The best rate is the largest that is stable.",
                      "At 2 / L the steep direction never shrinks.", 2.0, "See what 2 / L does", "rate"),
        Misconception("flat", "The flat direction decides the rate.",
                      "The steep one blows up first.", 2.05, "See it blow up", "rate"),
        Misconception("entries", "The condition can be read off the entries of the Hessian.",
                      "Only its eigenvalues tell how steep it is along each direction.", 10.0, "See κ = 10",
                      "condition"),
        Misconception("steepest", "The steepest curvature is the condition.",
                      "It is the steepest over the flattest: how different they are, and not how steep.", 10.0,
                      "See κ = 10", "condition"),
        Misconception("momentum", "That is what momentum needs.",
                      "Plain gradient descent has no memory: κ where momentum has √κ.", KAPPA, "See both", "condition"),
    )  # fmt: skip
    checks = (how_many, best_of, condition_of)
    references = (
        Reference("steps of gradient descent, κ = 100", lambda: needed(100.0), 691, 0, LOOP, SINCE),
        Reference("steps of gradient descent, κ = 1000", lambda: needed(1000.0), 6908, 0, LOOP, SINCE),
        Reference("steps of the heavy ball tuned for any start, κ = 100", lambda: ball(100.0), 93, 0, LOOP, SINCE),
        Reference("the same, κ = 1000", lambda: ball(1000.0), 315, 0, LOOP, SINCE),
        Reference("steps in theory, κ = 100", lambda: needed(100.0), 690.8, 1.0,
                  "Goh, Why Momentum Really Works, Distill 2017: rate (κ − 1) / (κ + 1)", SINCE),
    )  # fmt: skip
    limits = (
        "Exact on a quadratic: on a real loss near a minimum. 2 / (λ₁ + L) is best for the worst start, "
        "not quite for (1, 1)."
    )

    def __init__(self, face: str = "") -> None:
        """The lesson by one of its pictures."""
        super().__init__(face)
        self.way = WAYS[self.face]
        self.vary = self.way.vary

    def truth(self) -> float:
        """Steps at the best rate."""
        return float(needed(KAPPA))

    def given(self) -> Picture:
        """The ravine from above, the run paused after a few steps."""
        found = run(BEST, Conditions(Quadratic(kappa=KAPPA), START, PAUSED))
        line = Line(DESCENT, found.x, found.y, "sgd", brief=SHORT)
        return Picture("The ravine from above, and the first 12 steps", Axis("weight x", -1.95, 1.95),
                       Axis("weight y", -1.2, 1.2), (line,), surface=Quadratic(kappa=KAPPA))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """What became of the run after the steps that were said, and when it settles."""
        truth, words = needed(KAPPA), []
        if prediction is not None:
            words.append(became(round(prediction), float(distances(BEST, round(prediction))[-1]), truth))
        words.append(f"It settles after {truth} steps: each leaves {decimal(best_rate(KAPPA), 3)} of the distance.")
        return Seen(self.way.seen(prediction), tuple(words))

    def aha(self) -> Aha:
        """Seven times the condition, nearly."""
        words = (
            "Ten times the condition, ten times the steps. Momentum, tuned for the worst start too "
            f"({TUNED}), needs {ball(KAPPA)}: it goes with √κ."
        )
        return Aha(str(needed(KAPPA)), f"{decimal(math.log(1e6) / 2)} steps for every unit of κ: half of ln 10⁶", words)

    def aha_at(self, value: float) -> Aha | None:
        """The same in another ravine."""
        return self.way.aha(value)

    def why(self, value: float) -> Why:
        """That of this picture."""
        return self.way.why(value)

    def varied(self, value: float) -> Seen:
        """This picture at another value."""
        return self.way.varied(value)

    def held(self, value: float) -> tuple[float, float]:
        """Where the knob's handle is."""
        return self.way.held(value)

    def tally(self, value: float) -> str:
        """What it comes to."""
        return self.way.tally(value)

    def lab(self, value: float) -> str:
        """The same ravine among the optimizers."""
        kappa, lr = self.way.of_lab(value)
        return f"/optimizers?surface=quadratic(kappa={kappa:.6g})&run=sgd(lr={lr:.6g})&x=1&y=1&steps=1000"

    def outcome(self, value: float) -> float | None:
        """Steps until it is settled."""
        return self.way.outcome(value)
