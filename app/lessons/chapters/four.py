"""C9: the slide's four boxes, SGD against SGD with momentum. In which of them does momentum win?"""

from __future__ import annotations

from functools import partial

from ...core.descent.contests import TRAP
from ...core.numerals import decimal, listed, together
from ..content import Aha, Face, Misconception, Reference, Seen, Term, Why
from ..faced import Faced
from ..options import Option, Several
from ..pictures import Picture, Zone
from ..runs.box import BALL, SGD
from ..runs.boxes import AGAIN, BACK, BOXES, LOST, OVER
from ..runs.four import NAMES, SHORT, USUAL, boxes, briefly, score, times, value, winner_told, won
from ..runs.four_asked import at_the_hill, fair_rate, no_longer
from ..runs.tracks import FAIR, RATE, ball, decided, line, plain

ALL = tuple(NAMES)
NOISIER = times(boxes(USUAL)[-1])
LONGER = decimal(1 / (1 - USUAL))  # times as long are its steps
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"
AR2 = "the variance of an AR(2) process"


def critical(box: str) -> float:
    """The rho from which another wins a box than before."""
    return BOXES[box].vary.critical or 0.0


class Four(Faced[tuple[str, ...]]):
    """The four boxes: momentum wins three at the same rate, and loses the one it is said to mend."""

    slug = "four"
    place = "C9"
    title = "Momentum in four boxes"
    question = "Same learning rate: in which boxes does momentum win?"
    terms = (
        Term("ρ", "rho: the share of its velocity that momentum keeps at each step"),
        Term("faster", "fewer steps off the ridge, or down the ravine; in local minima, who gets over the hill"),
        Term("floor", "the mean loss at which noisy gradients hold a run: the lower, the better"),
    )
    asked_of_each = True
    prediction = Several(
        tuple(Option(name, text, rule=f"wins if it {BOXES[name].wins}") for name, text in SHORT.items())
    )
    faces = tuple(Face(name, text) for name, text in SHORT.items())
    misconceptions = (
        Misconception("better", "Momentum is simply better.",
                      f"At the same rate noise lifts its floor {decimal(1 / NOISIER)} times at ρ = {USUAL}; "
                      "and too much of it rolls back over the hill, or swings in the ravine.",
                      0.99, "See ρ = 0.99 lose the ravine too", "ravine"),
        Misconception("averages", "Momentum averages the noise away.",
                      f"It adds gradients up, and their noise too. A mean of them, as at {RATE}, is hardly lower: "
                      f"{decimal(value(3, fair=True))} to {decimal(value(3, which=0))}, which is level.", 0.95,
                      "See both at ρ = 0.95", "noise"),
        Misconception("stuck", "Nothing gets out of a local minimum.",
                      f"At α = {TRAP.lr} and ρ = {USUAL} the ball is fast enough; at 0.95 it rolls back.",
                      0.95, "See it roll back at 0.95", "trap"),
        Misconception("flat", "Near a saddle there is no slope, so there is no velocity either.",
                      f"What there is adds up: {decimal(value(1))} steps at ρ = {USUAL}, {value(1, 0.0):.0f} at 0.",
                      0.99, "See it off a little sooner at 0.99", "saddle"),
        Misconception("swings", "In a ravine momentum swings, and loses time.",
                      f"It swings, and with ρ = {decimal(USUAL)} needs {decimal(value(2))} steps in place of "
                      f"{decimal(value(2, 0.0), 4)}. Only from ρ = {decimal(LOST)} on it loses.",
                      0.99, "See ρ = 0.99 lose", "ravine"),
        Misconception("rate", "At the same learning rate momentum gains nothing.",
                      f"Its steps become 1 / (1 − ρ) times as long: that wins three boxes at ρ = {USUAL}.", 0.5,
                      "See ρ = 0.5 win the ravine", "ravine"),
        Misconception("share", "The rate is to shrink by the share that is kept.",
                      "Steps are 1 / (1 − ρ) times as long, so it shrinks by 1 − ρ, the share that is lost.", 0.99,
                      "See what 0.99 does to the floor", "noise"),
        Misconception("inverse", "Whose steps are longer needs a larger rate, too.",
                      f"A larger rate makes them longer still. At {RATE} they are as long as those of SGD.", 0.5,
                      "See both floors come together", "noise"),
        Misconception("returns", "What rolls over a hill rolls back.",
                      "It loses 1 − ρ of its velocity at each step; once too slow for the hill it stays.", 0.96,
                      "See it stay at 0.96", "trap"),
        Misconception("over", "A ball that gets over the hill has arrived.",
                      "It stays only if it has lost enough of its velocity before it is back at the hill.", 0.95,
                      "See it roll back at 0.95", "trap"),
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
        Reference("gradient noise, how many times as high", lambda: 1 / NOISIER, 9.76, 5e-3, AR2, SINCE),
        Reference("saddle points at a tenth of the rate", partial(value, 1, USUAL, 1, True), 226, 0, LOOP, SINCE),
        Reference("poor conditioning at a tenth of the rate", partial(value, 2, USUAL, 1, True), 1215, 0, LOOP, SINCE),
        *(Reference(f"{what} from ρ", partial(float, ours), at, 5e-4, LOOP, SINCE) for what, ours, at in (
            ("gets over the hill", OVER, 0.793), ("rolls back", BACK, 0.935), ("may stay again", AGAIN, 0.957),
            ("SGD wins the ravine", LOST, 0.986), ("momentum wins the saddle", critical("saddle"), 0.122),
            ("SGD wins in noise", critical("noise"), 0.105))),
        *(Reference(f"boxes won at ρ = {rho}", partial(lambda rho: float(len(won(rho))), rho), many, 0, LOOP, SINCE)
          for rho, many in ((0.9, 3), (0.95, 2), (0.99, 2))),
        Reference("poor conditioning at ρ = 0.99", partial(value, 2, 0.99), 2179, 0, LOOP, SINCE),
    )  # fmt: skip
    limits = (
        "One start and one rate a box: local minima go otherwise from another start, and at α (1 − ρ) other ρ win some "
        "boxes."
    )

    def __init__(self, face: str = "") -> None:
        """The lesson by one of its boxes."""
        super().__init__(face)
        self.box = BOXES[self.face]
        self.vary, scene = self.box.vary, self.box.scene
        self.setting = (
            f"Momentum adds ρ = {decimal(USUAL)} of its last step to each new one; "
            f"within 10 % of the larger both are level. In this box the loss is {self.box.f}. "
            "SGD steps by −α g, momentum by −α v with v = ρ v + g. "
            f"Here SGD runs alone at α = {decimal(scene.lr)} from ({', '.join(map(decimal, scene.start))})"
            f"{', each part of g with noise of variance 1' if scene.noise else ''}."
        )

    def truth(self) -> tuple[str, ...]:
        """The boxes that momentum wins."""
        return won(USUAL)

    def trap(self, prediction: tuple[str, ...]) -> str | None:
        """What is believed by who ticks these: noise first, then what is missing."""
        if "noise" in prediction:
            return "better" if len(prediction) == len(ALL) else "averages"
        missing = {"trap": "stuck", "saddle": "flat", "ravine": "swings"}
        return next((trap for name, trap in missing.items() if name not in prediction), None) if prediction else "rate"

    def suiting(self, prediction: tuple[str, ...] | None) -> str:
        """The first of those taken wrongly, or that which surprises, or the first."""
        if prediction is None:
            return ALL[0]
        if ALL[-1] in prediction:
            return ALL[-1]  # of which the misconception speaks
        return next((one for one in ALL if (one in prediction) != (one in self.truth())), ALL[-1])

    def right_of(self, prediction: tuple[str, ...]) -> bool:
        """Whether this box was taken rightly."""
        return (self.face in prediction) == (self.face in self.truth())

    def given(self) -> Picture:
        """What SGD comes to in this box."""
        alone = line(self.box.scene, plain(self.box.scene), SGD, "sgd")
        return Picture(f"{self._named}: SGD alone", self.box.across, self.box.up, (alone,), rules=self.box.ground)

    @property
    def _named(self) -> str:
        return NAMES[self.face].capitalize()

    def _drawn(self, rho: float, zones: tuple[Zone, ...] = ()) -> Picture:
        """Both methods from the same start at the same rate, and momentum at a fair one."""
        scene = self.box.scene
        lines = (line(scene, plain(scene), SGD, "sgd"), line(scene, ball(scene, rho), BALL, "truth"),
                 line(scene, ball(scene, rho, fair=True), FAIR, "other", moves=False))  # fmt: skip
        return Picture(f"{self._named}: momentum with ρ = {decimal(rho)} beside SGD", self.box.across, self.box.up,
                       lines, rules=self.box.rules(rho), spots=self.box.spots(rho), zones=zones)  # fmt: skip

    def seen(self, prediction: tuple[str, ...] | None) -> Seen:
        """Both in this box, and momentum at a fair rate, beside what was said; what all four came to."""
        words = [score(USUAL)]
        zones: tuple[Zone, ...] = ()
        said: list[bool | None] = [None if prediction is None else one in prediction for one in ALL]
        if prediction is not None:
            zones = (self.box.zone(self.face in prediction),)
            right = sum(self.by(one).right_of(prediction) for one in ALL)
            ticked = listed([SHORT[one] for one in prediction]) or "none"
            words = [f"You ticked {ticked}: right in {right} of {len(ALL)} boxes."]
        shown = self._drawn(USUAL, zones=zones)
        return Seen(shown, (*words, *map(briefly, boxes(USUAL), said)))

    def aha(self) -> Aha:
        """Three boxes, and none where the steps are as long."""
        even = len(won(USUAL, fair=True)) or "none"
        words = (
            f"On a steady slope its steps are {together('1 / (1 − ρ)')} = {LONGER} times as long: that wins races, and "
            f"lifts the floor of noise {decimal(1 / NOISIER)} times. At {RATE} they are as long as SGD’s, and ρ = "
            f"{decimal(USUAL)} wins {even}: the ravine is level, {value(2, fair=True):.0f} steps to "
            f"{value(2, which=0):.0f}."
        )
        return Aha(f"{len(won(USUAL))} of {len(ALL)}", "boxes that momentum wins", words)

    def why(self, value: float) -> Why:
        """That of this box."""
        return self.box.why(value)

    def varied(self, value: float) -> Seen:
        """This box at another rho; SGD stays as it is."""
        fair = winner_told(decided(self.box.scene, value, fair=True))
        words = f"{briefly(decided(self.box.scene, value))} {self.box.fairly(value).rstrip('.')}: {fair}."
        return Seen(self._drawn(value), (words, *self.box.later(value)), self.box.reached(value))

    def aha_at(self, value: float) -> Aha:
        """The boxes that are won at another rho."""
        return Aha(f"{len(won(value))} of {len(ALL)}", f"boxes won at ρ = {decimal(value)}", "")

    def in_small(self, value: float) -> Picture:
        """Both methods alone."""
        scene = self.box.scene
        lines = line(scene, plain(scene), SGD, "sgd"), line(scene, ball(scene, value), BALL, "truth")
        return Picture(self._named, self.box.across, self.box.up, lines)

    def tally(self, value: float) -> str:
        """Who wins."""
        return winner_told(decided(self.box.scene, value))

    def held(self, value: float) -> tuple[float, float]:
        """What momentum comes to."""
        return self.box.held(value)

    def lab(self, value: float) -> str:
        """All four in motion."""
        return f"/optimizers/four?rho={value:.6g}"

    def outcome(self, value: float) -> float | None:
        """What momentum comes to in this box."""
        return self.box.came_to(value)
