"""Answers per second to a request for three curves, against FastAPI's hello-world and the same callback in Dash."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count, repeat
from statistics import median
from urllib.parse import urlencode

from benchmarks._clock import machine, tell
from benchmarks._load import Rate, get, post, rate
from benchmarks._servers import SLOPES, served

F = ["sigmoid", "relu", "gelu"]
SECONDS, ROUNDS = 1.0, 5
COMPRESSED = "Accept-Encoding: gzip, deflate, br, zstd"
turns = count(1)  # no two requests of this process are the same, in no round


def loop() -> asyncio.AbstractEventLoop:
    """The fastest event loop that is there."""
    if importlib.util.find_spec("uvloop") is None:
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def target(high: float) -> str:
    return f"/api/activations?{urlencode({'f': F, 'low': -8, 'high': high}, doseq=True)}"


def computed(*headers: str) -> Iterator[bytes]:
    """Every request has another right end, and so another answer."""
    return (get(target(8 + turn / 1e6), *headers) for turn in turns)


def dash_calls() -> Iterator[bytes]:
    from benchmarks._dash import body

    return (post("/_dash-update-component", body(F, -8, 8 + turn / 1e6)) for turn in turns)


def subjects(stack: ExitStack) -> dict[str, Callable[[], Rate]]:
    """What is measured in each round, by name."""
    slopes = stack.enter_context(served(*SLOPES, target="/health")).port
    hello = stack.enter_context(served("benchmarks._hello:app")).port
    found = {
        "hello-world": lambda: rate(hello, repeat(get("/")), SECONDS, loop),
        "computed": lambda: rate(slopes, computed(), SECONDS, loop),
        "computed, compressed": lambda: rate(slopes, computed(COMPRESSED), SECONDS, loop),
        "repeated": lambda: rate(slopes, repeat(get(target(8))), SECONDS, loop),
        "repeated, compressed": lambda: rate(slopes, repeat(get(target(8), COMPRESSED)), SECONDS, loop),
    }
    if importlib.util.find_spec("dash") is None:
        print("Dash is not installed and so not measured")
    else:
        dash = stack.enter_context(served("benchmarks._dash:app")).port
        found["Dash"] = lambda: rate(dash, dash_calls(), SECONDS, loop)
    return found


def main() -> None:
    machine()
    with ExitStack() as stack:
        found = subjects(stack)
        rounds = [{name: measure() for name, measure in found.items()} for _ in range(ROUNDS)]
    for name in found:
        answers = median(one[name].answers for one in rounds)
        print(f"{name:22s} {answers:8.0f} answers/s  (client busy {median(one[name].busy for one in rounds):.0%})")

    def ratio(mine: str, theirs: str) -> float:
        return median(one[mine].answers / one[theirs].answers for one in rounds)

    tell("computed against hello-world", ratio("computed", "hello-world"), 0.35)
    tell("repeated against hello-world", ratio("repeated", "hello-world"), 2.5)
    if "Dash" in found:
        tell("computed against Dash", ratio("computed", "Dash"), 10)
        tell("repeated against Dash", ratio("repeated", "Dash"), 10)


if __name__ == "__main__":
    main()
