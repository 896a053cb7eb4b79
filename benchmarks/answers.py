"""Answers per second to a request for three curves, against FastAPI's hello-world and the same callback in Dash.

Dash comes twice: in the fastest form known to us, on our own server, and as its documentation begins.
"""

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
FAST, USUAL = "Dash on uvicorn, dictionaries", "Dash as it runs itself, figures"
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
        fast, usual = (
            stack.enter_context(served(one)).port for one in ("benchmarks._dash:app", "benchmarks._dash_flask")
        )
        found[FAST] = lambda: rate(fast, dash_calls(), SECONDS, loop)
        found[USUAL] = lambda: rate(usual, dash_calls(), SECONDS, loop)
    return found


def main() -> None:
    machine()
    with ExitStack() as stack:
        found = subjects(stack)
        rounds = [{name: measure() for name, measure in found.items()} for _ in range(ROUNDS)]
    for name in found:
        answers = median(one[name].answers for one in rounds)
        print(f"{name:32s} {answers:8.0f} answers/s  (client busy {median(one[name].busy for one in rounds):.0%})")

    def ratio(mine: str, theirs: str) -> float:
        return median(one[mine].answers / one[theirs].answers for one in rounds)

    tell("computed against hello-world", ratio("computed", "hello-world"), 0.35)
    tell("repeated against hello-world", ratio("repeated", "hello-world"), 2.5)
    for dash in [name for name in found if name in (FAST, USUAL)]:
        tell(f"computed against {dash}", ratio("computed", dash), 10)
        tell(f"repeated against {dash}", ratio("repeated", dash), 10)


if __name__ == "__main__":
    main()
