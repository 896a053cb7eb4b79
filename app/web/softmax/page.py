"""What the softmax page says, as plain values: the template only writes them down."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np

from ...core.activations.base import Array
from ...core.catalogue import number
from ...core.numerals import fixed
from ..http.address import address
from ..page.plots import Plot
from ..page.widgets import Copy, Preset, in_frame
from . import words
from .bars import Domain, room_for
from .copies import copies, question
from .foretelling import foretold_loss
from .knobs import Knobs
from .lesson import taught
from .parts import Binary, Floating, Row, binary, floating, rows
from .plots import plots
from .questions import SOFTMAX_QUESTIONS, asked, question_url
from .rows import Rows, flat, written
from .simplex import spot_of
from .state import MOST_CLASSES, MOST_STEPS, SoftmaxState
from .weighing import Weighing


class SoftmaxPage:
    """The page for one state."""

    def __init__(self, state: SoftmaxState) -> None:
        self.state = state = state.trained()
        self.question = asked(state)
        self.title = self.question.title if self.question else SOFTMAX_QUESTIONS[0].title
        self.taught = taught(state.lesson)
        self.course, self.step, self.now = self.taught.course, self.taught.step, self.taught.now
        self.foretold = foretold_loss(state, self.link, self.now)
        self.covered = self.foretold.covered
        self.name = type(state.optimizer).title
        self.query = state.query(room=())
        self.csv = address("/api/softmax", question(state, self.now.z, format="csv"))
        self.focus = self.now.focus

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/softmax", self.state.query(**{"room": (), **changes}))

    def anew(self, w: Array | None = None, b: Array | None = None, **changes: object) -> str:
        """The page that starts from the numbers that are shown, some of them changed."""
        weights = written(self.now.weights if w is None else w)
        bias = written(self.now.bias if b is None else b)
        return self.link(w=weights, b=bias, steps=0, question=None, **changes)

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked."""
        kept = self.state.view, self.state.predict
        return [Preset(one.name, "", question_url(one, *kept), one is self.question) for one in SOFTMAX_QUESTIONS]

    @cached_property
    def room(self) -> Domain:
        """The axis of the scores; a hand that drags one keeps it."""
        kept = flat(self.state.room)
        return Domain(kept[0], kept[1]) if len(kept) == 2 and kept[0] <= 0 < kept[1] else room_for(self.now.z)

    @cached_property
    def rows(self) -> list[Row]:
        """The classes."""
        return rows(self.now, self.room)

    @property
    def widths(self) -> dict[str, int]:
        """For how many characters the boxes of scores have room, the same for all; the longest text beside a bar."""
        told = [len(bar.text) for row in self.rows for bar in (row.power, row.probability, row.gradient)]
        longest = max(len(row.typed) for row in self.rows)
        return {"typed": next(n for n in (6, 9, 13, 24) if longest <= n), "told": max(told)}

    @property
    def inputs(self) -> list[str]:
        """The numbers of x."""
        return [number(value) for value in self.now.x.tolist()]

    @cached_property
    def sums(self) -> dict[str, str]:
        """What stands below the columns."""
        found = self.now.loss
        parts = {"powers": self.now.powers, "p": found.softmax.probabilities, "labels": found.labels}
        return {name: fixed(round(float(part.sum()), 12)) for name, part in parts.items()} | {
            "terms": fixed(float(found.losses)),
            "gradient": fixed(round(float(found.gradient.sum()), 12) if np.isfinite(found.gradient).all() else 0.0),
        }

    @property
    def nats(self) -> str:
        """The loss."""
        return fixed(float(self.now.loss.losses))

    @property
    def bits(self) -> str:
        """The loss in bits."""
        return fixed(float(self.now.loss.losses) / math.log(2))

    @property
    def after(self) -> float:
        """The loss one step on."""
        return float(self.course.losses[min(self.step + 1, len(self.course.losses) - 1)])

    @property
    def next_loss(self) -> str:
        """The loss one step on, to three decimals."""
        return fixed(self.after)

    @cached_property
    def plots(self) -> dict[str, Plot]:
        """The pictures of the panel that is open."""
        return plots(self.state, self.csv)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where p lies in the triangle, if it can be taken to any place there."""
        return spot_of(self.taught) if self.state.classes <= 3 and self.state.temperature else None

    @cached_property
    def knobs(self) -> Knobs:
        """The optimizer and its learning rate, the temperature."""
        return Knobs(self.state)

    @cached_property
    def weighing(self) -> Weighing:
        """How the loss counts."""
        return Weighing(self.state, self.now)

    @property
    def moves(self) -> str:
        """Who rises and who sinks."""
        return words.moves(self.now.loss.gradient)

    @property
    def broke(self) -> int | None:
        """The step that left the floats, if it was asked for."""
        return self.course.broke if self.course.broke is not None and self.course.broke <= self.state.steps else None

    @property
    def more(self) -> list[int]:
        """How many steps can still be taken: one, ten."""
        return [min(k, MOST_STEPS - self.state.steps) for k in (1, 10)]

    @property
    def scalings(self) -> list[tuple[str, str, str]]:
        """What can be done to all scores at once: name, address, what comes of it."""
        w, b = self.now.weights, self.now.bias
        return [
            ("+100 to all", self.anew(b=b + 100), "Every p stays: the factor e^100 cancels"),
            ("× 10", self.anew(w * 10, b * 10), "Surer: as a temperature of T / 10"),
            ("÷ 10", self.anew(w / 10, b / 10), "Less sure: as a temperature of 10 T"),
        ]

    @property
    def added(self) -> str:
        """The page with one class more, whose scores are 0; nothing if there are ten."""
        w, b = self.now.weights, self.now.bias
        y = np.append(self.now.loss.labels, 0.0)
        grown = {"w": np.vstack([w, 0 * w[:1]]), "b": np.append(b, 0.0)}
        return (
            self.anew(**grown, **self._labelled(y), class_weight=self.weighing.grown()) if len(b) < MOST_CLASSES else ""
        )

    @property
    def removed(self) -> str:
        """The page without its last class; nothing if there are two."""
        w, b, y = self.now.weights, self.now.bias, self.now.loss.labels[:-1]
        y = y / y.sum() if y.sum() > 0 else np.eye(len(y))[0]
        fewer = {**self._labelled(y), "class_weight": self.weighing.shrunk(int(y.argmax()))}
        return self.anew(w[:-1], b[:-1], **fewer) if len(b) > 2 else ""

    @staticmethod
    def _labelled(y: Array) -> dict[str, Any]:
        hard = y.max() > 1 - 1e-9
        labels: Rows = () if hard else written(y)
        return {"target": int(np.argmax(y)) if hard else None, "labels": labels}

    @property
    def softened(self) -> str:
        """The page with a softer label: nine tenths for the true class, the rest shared."""
        y = self.now.loss.labels
        return self.link(target=None, labels=written(0.9 * y + (1 - y) * 0.1 / (len(y) - 1)))

    @cached_property
    def binary(self) -> Binary | None:
        """One class against the rest."""
        return binary(self.now) if self.state.panel == "binary" else None

    @cached_property
    def floating(self) -> list[Floating]:
        """The numbers that break."""
        return floating(self.now) if self.state.panel == "breaks" else []

    @property
    def lost(self) -> str:
        """What a long sum loses."""
        return words.loss_of_digits(self.floating)

    @property
    def caption(self) -> str:
        """One or two sentences under the figure."""
        return words.caption(self.now, self.question, self.state.steps, self.name)

    @property
    def spoken(self) -> str:
        """What a screen reader says after a change."""
        return words.spoken(self.now)

    @property
    def summary(self) -> list[str]:
        """The pipeline in sentences."""
        return words.summary(self.now, self.after, self.name, self.binary, self.floating)

    @property
    def copies(self) -> list[Copy]:
        """The call behind the figure, ready to paste."""
        return [*copies(self.state, self.now.z, self.link()), in_frame("/softmax", self.query, self.title)]

    @property
    def heads(self) -> list[str]:
        """The heads of the table's columns."""
        return ["class", "score z", "power", "probability p", "label y", "loss", "gradient", "worked out"]

    @property
    def table(self) -> list[list[str]]:
        """The pipeline in numbers."""
        return [
            [row.letter, row.score.text, row.power.text, row.probability.text, row.label, row.term, row.gradient.text,
             f"z = {row.score.words}, p = {row.probability.words}"]
            for row in self.rows
        ]  # fmt: skip
