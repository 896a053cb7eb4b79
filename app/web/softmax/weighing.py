"""How the loss of the softmax page counts: gamma and the weights of the classes, their controls and their words."""

from __future__ import annotations

from markupsafe import Markup

from ...core.catalogue import number
from ...core.losses.focal import dampening
from ...core.numerals import MINUS, decimal, fixed, listed
from ..page.widgets import Slider, mathml
from .lesson import LETTERS, Model
from .query import MOST_GAMMA
from .rows import Numbers, Rows, flat
from .state import SoftmaxState

STRONGEST = 5.0  # the paper's largest gamma
EASY = 0.9
LETTER_GAMMA = "\N{GREEK SMALL LETTER GAMMA}"


class Weighing:
    """What one state makes of the loss."""

    def __init__(self, state: SoftmaxState, now: Model) -> None:
        self._state, self._gamma, self._now = state, state.gamma, now
        self._weights = flat(state.class_weight)

    @property
    def shown(self) -> bool:
        """Whether its controls stand on the page."""
        return bool(self._state.weighing or self._gamma or self._weights) and not self._state.panel

    @property
    def gamma(self) -> Slider:
        """Gamma, from cross-entropy to the paper's largest."""
        here, top = number(self._gamma), number(max(STRONGEST, self._gamma))
        words = "focal gamma: what is right already counts less"
        return Slider("gamma", words, mathml(r"\gamma"), here, "0", top, "0.1", here, "", "0", number(MOST_GAMMA))

    @property
    def weights(self) -> list[tuple[str, str]]:
        """Each class and its weight."""
        return [(LETTERS[i], number(w)) for i, w in enumerate(self._weights or [1.0] * len(self._now.z))]

    @property
    def loss(self) -> Markup:
        """One class's share of the loss, as a formula."""
        if not self._gamma and not self._weights:
            return Markup("{}y ln p").format(MINUS)
        focal = Markup("(1{}p)<sup>{}</sup>").format(MINUS, LETTER_GAMMA) if self._gamma else ""
        return Markup("<small>{}{}y{} ln p</small>").format(MINUS, "w " if self._weights else "", focal)

    @property
    def curve(self) -> str:
        """What the loss over p shows."""
        one = self._now.true
        if self._now.loss.labels[one] <= 1 - 1e-9:
            return f"Loss as p of {LETTERS[one]} changes, the others in proportion"
        return f"Focal loss, {LETTER_GAMMA} = {number(self._gamma)}" if self._gamma else f"Cross-entropy: {MINUS}ln p"

    @property
    def slope(self) -> Markup:
        """The gradient by a score, as a formula; s are labels whose cross-entropy has this gradient."""
        plain = not self._gamma and not self._weights
        text = f"p {MINUS} y" if plain else f"p Σs {MINUS} s"
        return Markup(f"({text}) / T" if self._now.temperature != 1 else text)

    @property
    def sentence(self) -> Markup:
        """What it does, with the numbers that are shown."""
        told = Markup(" ").join(filter(None, [self._focal(), self._weighted()]))
        return told or Markup(
            "{} above 0: what is right already counts less (focal loss). A weight counts a class more."
        ).format(LETTER_GAMMA)

    def _focal(self) -> Markup:
        if not self._gamma:
            return Markup()
        now, one, g = self._now, self._now.true, decimal(self._gamma)
        p, factor = now.loss.softmax.probabilities[one], dampening(now.loss.softmax, self._gamma)[one]
        return Markup(
            "Easy examples count less: {} at p = {} counts (1 {} p)<sup>{}</sup> = {} of its {}ln p, at p = {} only {}."
        ).format(
            LETTERS[one],
            fixed(float(p)),
            MINUS,
            g,
            fixed(float(factor)),
            MINUS,
            EASY,
            decimal((1 - EASY) ** self._gamma),
        )

    def _weighted(self) -> str:
        told = [f"{letter} counts {text} times" for letter, text in self.weights if text != "1"]
        return f"{listed(told)}. A batch's mean is divided by the weights of its true classes." if told else ""

    def grown(self) -> Rows:
        """The weights with one class more."""
        return (Numbers([*self._weights, 1.0]),) if self._weights else ()

    def shrunk(self, true: int) -> Rows:
        """The weights without the last class; all 1 where nothing would be left of class `true`."""
        kept = self._weights[:-1]
        return (Numbers(kept),) if kept and kept[true] else ()
