"""What the slides say, in their order, beside what is measured: a ledger of statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..core.activations.slides import ELU, LeakyReLU, ReLU, Sigmoid, Tanh
from ..core.descent.contests import Setting, four
from ..core.losses import softmax
from ..core.numbers import Array
from ..core.numerals import decimal
from .content import Reference

SINCE = "2026-11-26"
SLIDES_LOGITS = np.array([2.0, 1.0, 0.1])


@dataclass(frozen=True)
class Statement:
    """One statement of the slides in our words, whether it holds, what is measured, and the page that shows it."""

    chapter: str
    says: str
    status: str
    found: Callable[[], str]
    shown: str
    number: Reference | None = None


def collapse() -> float:
    """By how much fifty linear layers differ from one matrix, as a share of the largest output."""
    random = np.random.default_rng(0)
    layers = random.standard_normal((50, 16, 16)) / 4
    x = random.standard_normal((16, 1000))
    one = x
    for layer in layers:
        one = layer @ one
    all_at_once = np.linalg.multi_dot(layers[::-1]) @ x
    return float(np.abs(one - all_at_once).max() / np.abs(all_at_once).max())


def rounds_to_one(dtype: type[np.float32 | np.float64]) -> float:
    """From which z on 1 + e^-z, and with it sigmoid, is 1 in a format of numbers: e^-z is half of what it can tell."""
    return float(np.log(2 / np.finfo(dtype).eps))


def condition(inputs: int) -> float:
    """The condition of least squares on inputs that are even in (0, 1): second moments I / 12 + 1 1' / 4."""
    moments = np.eye(inputs) / 12 + np.full((inputs, inputs), 0.25)
    low, high = np.linalg.eigvalsh(moments)[[0, -1]]
    return float(high / low)


def mean_output(function: Callable[[Array], object]) -> float:
    """The mean output for standard normal inputs, by quadrature."""
    z = np.linspace(-10.0, 10.0, 200_001)
    weight = np.exp(-z * z / 2)
    return float((np.asarray(function(z)) * weight).sum() / weight.sum())


def slope(entry: Sigmoid | Tanh | ReLU, z: float) -> float:
    """The slope of an activation at a place."""
    return float(np.asarray(entry.slope(np.array([z])))[0])


def panels(rho: float) -> list[str]:
    """Who wins each of the four panels at the same rate."""
    return [one.winner or "level" for one in four(Setting(rho=rho))]


def steps_in_ravine(rho: float) -> float:
    """The steps of momentum in the ravine of the four panels."""
    value = four(Setting(rho=rho))[2].results[1].value
    assert value is not None
    return value


def shares() -> Array:
    """Softmax of the slides' scores."""
    return np.asarray(softmax(SLIDES_LOGITS).probabilities)


def reference(what: str, ours: Callable[[], float], value: float, tolerance: float, source: str) -> Reference:
    """A number of this page."""
    return Reference(what, ours, value, tolerance, source, SINCE)


A, B, C = "Activation functions", "From scores to a loss", "Descent"
EXACT = "arithmetic"

STATEMENTS = (
    Statement(A, "Without an activation function a network is a linear function.", "holds exactly",
              lambda: f"50 stacked linear layers differ from one matrix by {decimal(collapse(), 2)} of the output.",
              "/activations?f=identity",
              reference("50 linear layers against one matrix", collapse, 0.0, 1e-13, EXACT)),
    Statement(A, "Sigmoid squashes to [0, 1].", "nearly: the interval is open",
              lambda: f"1 is never reached, but by rounding: from z = {decimal(rounds_to_one(np.float32), 4)} in "
                      f"float32, {decimal(rounds_to_one(np.float64), 4)} in float64.",
              "/lessons/sigmoid",
              reference("sigmoid rounds to 1 in float32", lambda: rounds_to_one(np.float32), 16.64, 0.01,
                        "1 + e^-z rounds to 1 at e^-z = 2^-24")),
    Statement(A, "Saturated neurons kill the gradients.", "holds for the unit",
              lambda: f"The slope is at most {decimal(slope(Sigmoid(), 0.0))}; at z = 5 it is "
                      f"{decimal(slope(Sigmoid(), 5.0))}.",
              "/lessons/sigmoid",
              reference("slope of sigmoid at 5", lambda: slope(Sigmoid(), 5.0), 0.006648, 5e-7,
                        "torch.sigmoid, autograd")),
    Statement(A, "Sigmoid outputs are not zero-centred.", "holds; the cost is conditioning",
              lambda: f"Mean output {decimal(mean_output(Sigmoid().value))}. Inputs that are all positive have "
                      f"condition 1 + 3 d: {decimal(condition(100), 4)} for 100 of them, 1 once centred.",
              "/activations?f=sigmoid&question=centred",
              reference("condition of 100 inputs even in (0, 1)", lambda: condition(100), 301.0, 1e-9, "1 + 3 d")),
    Statement(A, "exp() is a bit expensive.", "holds on this machine or not: measured",
              lambda: "Timed on this server once after its start: see the costs beside the curves.",
              "/activations?question=clock"),
    Statement(A, "tanh squashes to [−1, 1], is zero-centred, and still kills gradients when saturated.", "holds",
              lambda: f"Mean output 0; at z = 2 the slope is {decimal(slope(Tanh(), 2.0))}.",
              "/activations?f=sigmoid&f=tanh",
              reference("slope of tanh at 2", lambda: slope(Tanh(), 2.0), 0.0706508, 5e-8, "1 − tanh² 2")),
    Statement(A, "ReLU converges much faster in practice, six times for instance.", "holds for one network of 2012",
              lambda: "36 against 6 epochs is Figure 1 of Krizhevsky et al., 2012: one network, one data set. It is "
                      "no property of the function.",
              "/activations?f=relu&f=tanh&f=sigmoid"),
    Statement(A, "ReLU: what is the gradient when x < 0?", "exactly 0",
              lambda: f"{decimal(slope(ReLU(), -2.0))}, for half of all standard normal inputs. Mean output "
                      f"{decimal(mean_output(ReLU().value))}: not zero-centred.",
              "/lessons/relu",
              reference("mean output of ReLU, standard normal input", lambda: mean_output(ReLU().value),
                        0.3989423, 1e-6, "1 / √(2 π)")),
    Statement(A, "Leaky ReLU is max(0.1 x, x).", "holds for slopes up to 1",
              lambda: f"For a slope above 1 the larger of both is x: the knob ends at "
                      f"{decimal(LeakyReLU.knobs()[0].high)}. PyTorch's usual slope is 0.01.",
              "/activations?f=relu&f=leaky_relu"),
    Statement(A, "Maxout is the larger of two lines.", "holds; it is always convex",
              lambda: "It can be ReLU, leaky ReLU and |x|; sigmoid and tanh are not convex, so no two lines are.",
              "/lessons/maxout"),
    Statement(A, "ELU is α (eˣ − 1) for x < 0.", "holds; smooth for α = 1 alone",
              lambda: f"Mean output {decimal(mean_output(ELU().value))}, against {decimal(mean_output(ReLU().value))} "
                      "of ReLU: closer to 0, not 0.",
              "/activations?f=relu&f=elu",
              reference("mean output of ELU, standard normal input", lambda: mean_output(ELU().value),
                        0.16052, 1e-5, "√e Φ(−1) − ½ + 1 / √(2 π)")),
    Statement(B, "Softmax of (2.0, 1.0, 0.1) is (0.7, 0.2, 0.1).", "holds, rounded",
              lambda: f"({', '.join(decimal(p) for p in shares().tolist())}).",
              "/lessons/softmax",
              reference("softmax of the slides' scores, first", lambda: float(shares()[0]), 0.65900114, 5e-9,
                        "torch.softmax, float64")),
    Statement(B, "Cross-entropy is a separate loss for each class, summed.", "holds; a one-hot label leaves one term",
              lambda: f"−ln {decimal(float(shares()[0]))} = {decimal(float(-np.log(shares()[0])))} nats; the other two "
                      "terms are 0.",
              "/lessons/cross-entropy",
              reference("cross-entropy of the slides' scores", lambda: float(-np.log(shares()[0])),
                        0.41703001627783354, 1e-15, "torch.nn.functional.cross_entropy, float64")),
    Statement(B, "Binary cross-entropy is −(y log p + (1 − y) log(1 − p)).", "holds, with the natural logarithm",
              lambda: "It pulls by p − y, however saturated the unit is; a squared error does not.",
              "/lessons/binary-cross-entropy"),
    Statement(C, "Batch descent takes all samples for each step: very expensive.", "holds for progress per sample",
              lambda: "Single samples get to a tenth of the loss after a few hundred of them.",
              "/lessons/batches"),
    Statement(C, "SGD takes a single sample for each step.", "holds, and leaves a floor",
              lambda: "The loss settles above the least by what α and the noise decide; in practice B is 32 and more.",
              "/lessons/noise"),
    Statement(C, "What if the loss has a local minimum?", "SGD stays in it",
              lambda: "From x = 2 it ends at the nearer, shallower minimum; momentum may get over the hill.",
              "/optimizers/four"),
    Statement(C, "What if the loss has a saddle point?", "it is left, slowly",
              lambda: "One millionth beside the ridge it takes over a hundred steps; exactly on it, for ever.",
              "/lessons/saddles"),
    Statement(C, "Momentum helps with all four problems.", "holds for three of four",
              lambda: f"At the same rate and ρ = 0.9 momentum wins {panels(0.9).count('momentum')}, SGD "
                      f"{panels(0.9).count('sgd')}: in noise momentum's floor is higher.",
              "/lessons/four",
              reference("panels that momentum wins at ρ = 0.9", lambda: float(panels(0.9).count("momentum")),
                        3.0, 0.0, "the four panels, decided")),
    Statement(C, "Velocity is a running mean of gradients.", "does not hold: a decaying sum",
              lambda: "Its weights add up to 1 / (1 − ρ): 10 for ρ = 0.9, 100 for 0.99.",
              "/lessons/momentum"),
    Statement(C, "ρ gives friction, typically 0.9 or 0.99.", "does not hold: friction is 1 − ρ",
              lambda: f"In a ravine of condition 100: {decimal(steps_in_ravine(0.9), 4)} steps with 0.9, "
                      f"{decimal(steps_in_ravine(0.99), 4)} with 0.99, {decimal(steps_in_ravine(0.0), 4)} without.",
              "/lessons/momentum",
              reference("steps in the ravine, ρ = 0.99", lambda: steps_in_ravine(0.99), 2179.0, 0.0,
                        "a plain loop over the rule")),
)  # fmt: skip
