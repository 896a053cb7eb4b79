"""What a teacher may do next, and which of it is advised."""

from __future__ import annotations

from dataclasses import dataclass

from ...rooms.state import Phase, State
from ...rooms.tally import advice

ROUND_ONE = {
    "explain": "Few are right: explain, then ask again.",
    "talk": "About half are right: let them talk.",
    "go on": "Most are right: show them, and go on.",
}
ROUND_TWO = {
    "explain": "Too few are right still: show them, and explain.",
    "go on": "Most are right: show them, and go on.",
}
ADVISED: dict[str | None, Phase] = {"explain": "asking", "talk": "talking"}


@dataclass(frozen=True)
class NextStep:
    """A button: where it leads, and whether that is what to do."""

    phase: Phase
    text: str
    first: bool = False


def steps_of(state: State, share: float | None, last: NextStep) -> list[NextStep]:
    """The buttons at a moment; `last` is the way to the truth, or to what comes before it."""
    told = advice(share, state.round)
    again = NextStep("asking", "Ask again", state.phase == "talking" or told == "explain")
    found: dict[Phase, list[NextStep]] = {
        "asking": [NextStep("closed", "Close", first=True)],
        "talking": [again, last],
        "running": [NextStep("revealed", "Show the truth", first=True)],
        "revealed": [NextStep("waiting", "Show the address")],
    }
    if state.phase != "closed":
        return found.get(state.phase, [])
    if state.round > 1:
        return [NextStep(last.phase, last.text, first=True)]
    advised = ADVISED.get(told, last.phase)
    steps = [NextStep("talking", "Let them talk"), NextStep("asking", "Ask again"), last]
    return [NextStep(one.phase, one.text, one.phase == advised) for one in steps]


def advised(state: State, share: float | None) -> str:
    """What to do, in words, once answers are closed; nothing where that does not depend on them."""
    told = advice(share, state.round)
    return (ROUND_ONE if state.round == 1 else ROUND_TWO)[told] if told and state.phase == "closed" else ""
