"""The steps of a lesson's page, and what of its state leads through them."""

from __future__ import annotations

from dataclasses import dataclass

BEATS = (("ask", "Predict"), ("see", "See"), ("why", "Why"), ("vary", "Vary"), ("check", "Check"))
AT_ITS_BEGINNING: dict[str, object] = {"check": 1, "answer": (), "seed": None, "draft": None}  # a beat
# A lesson in a frame in which all is locked is taken all the same: its knob and its view stay as they are.
FREE = ("guess", "prediction", "ticked", "drawn", "draft", "skip", "beat", "check", "seed", "answer")


@dataclass(frozen=True)
class BeatLink:
    """A beat in the head: its name, where it is, whether it is the present one."""

    name: str
    url: str
    current: bool
