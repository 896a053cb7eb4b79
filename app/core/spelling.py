"""What is said of a name that is none, and of text that cannot be read: the one that was meant, if one is near."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

LONGEST_QUOTE = 40

CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:\((.*)\))?\s*", re.ASCII | re.DOTALL)
BETWEEN = re.compile(r",(?![^(]*\))")  # a comma outside of parentheses
GAP = re.compile(r"[-\s]+")


def quote(text: str) -> str:
    """At most 40 characters of `text`, in quotation marks, with everything but plain ASCII escaped."""
    shown = ascii(text[:LONGEST_QUOTE])[1:-1][:LONGEST_QUOTE]
    return f"'{shown}...'" if len(text) > LONGEST_QUOTE else f"'{shown}'"


def unknown(name: str, kind: str, names: Collection[str]) -> str:
    """The sentence about a `name` that is none of `names`."""
    near = get_close_matches(name.lower(), names, 1)
    meant = f"did you mean {near[0]}? Choose" if near else "choose"
    return f"unknown {kind} {quote(name)}; {meant} from {', '.join(names)}"


def unreadable(text: str, kind: str, names: Collection[str], example: str) -> str:
    """The sentence about text that is no call of one of `names`."""
    several = [CALL.fullmatch(part) for part in BETWEEN.split(text)]
    if len(several) > 1 and all(one is not None and one[1] in names for one in several):
        return f"{quote(text)} is more than one {kind}; give one at a time, each as a parameter of its own"
    spelt = CALL.fullmatch(GAP.sub("_", text.strip()))
    if spelt is not None and spelt[1].lower() in names:
        return f"cannot read {quote(text)} as {kind}; did you mean {spelt[1].lower()}?"
    return f"cannot read {quote(text)} as {kind}; write it like {example}"
