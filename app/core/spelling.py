"""What is said of a name that is none, and of text that cannot be read: the one that was meant, if one is near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches

LONGEST_QUOTE = 40

CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:\(([^()]*)\))?\s*", re.ASCII)
OUTSIDE = r"(?![^(]*\))"  # of parentheses
BETWEEN = re.compile(rf"(?:[,;|&+/]|\band\b){OUTSIDE}")
STRAY = " \t\n,;|&+/"  # round a name that is meant alone
BLANK = re.compile(rf"\s+{OUTSIDE}")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
SHORT = re.compile(rf"[ -~]{{1,{LONGEST_QUOTE}}}")  # what a sentence may repeat as it is
NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
GAP = re.compile(r"[-\s]+")


def quote(text: str) -> str:
    """At most 40 characters of `text`, in quotation marks, with what cannot be printed or passes for ASCII escaped."""
    part = text[:LONGEST_QUOTE]
    foreign = not any(one.isalnum() for one in part if one.isascii())  # nobody takes a word in Greek for one of ours
    shown = "".join(one if unmistakable(one, foreign) else ascii(one)[1:-1] for one in repr(part)[1:-1])[:LONGEST_QUOTE]
    return f"'{shown}...'" if len(text) > LONGEST_QUOTE else f"'{shown}'"


def unmistakable(letter: str, foreign: bool) -> bool:
    """Whether nobody takes a character for another: ASCII, Latin letters such as é, among foreign ones any."""
    known = foreign or unicodedata.name(letter, "").startswith("LATIN")
    return letter.isascii() or (known and unicodedata.normalize("NFKC", letter) == letter)


def unknown(name: str, kind: str, names: Collection[str]) -> str:
    """The sentence about a `name` that is none of `names`."""
    near = get_close_matches(name.lower(), names, 1)
    meant = f"did you mean {near[0]}? Choose" if near else "choose"
    return f"unknown {kind} {quote(name)}; {meant} from {', '.join(names)}"


def unreadable(text: str, kind: str, names: Collection[str], example: str) -> str:
    """The sentence about text that is no call of one of `names`."""
    if several(text, names):
        return f"{quote(text)} is more than one {kind}; give one at a time"
    unclosed = CALL.fullmatch(f"{text.strip()})")
    if unclosed is not None and unclosed[1] in names and unclosed[2] and SHORT.fullmatch(text):
        return f"cannot read {quote(text)} as {kind}, whose parenthesis is not closed; write {unclosed[0]}"
    spelt = CALL.fullmatch(GAP.sub("_", text.strip(STRAY)))
    if spelt is not None and spelt[1].lower() in names:
        return f"cannot read {quote(text)} as {kind}; did you mean {spelt[1].lower()}?"
    return f"cannot read {quote(text)} as {kind}; write it like {example}"


def several(text: str, names: Collection[str]) -> list[str]:
    """The calls that text consists of, if there are several; what lies between blanks alone must be known names."""
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and all(CALL.fullmatch(part) for part in parts):
        return parts
    calls = [(part, CALL.fullmatch(part)) for part in BLANK.split(text.strip())]
    known = all(call is not None and call[1] in names for _, call in calls)
    return [part for part, _ in calls] if known and len(calls) > 1 else []


def misspelt(name: str, part: str, defaults: Mapping[str, str]) -> str:
    """The sentence about a `part` of the call of `name` that is no name=number, and what to write for it.

    That is the knob that it names, else the first, with the number that it holds, else the default.
    """
    told = f"{name} takes knobs as name=number, got {quote(part)}"
    words, numbers = NAME.findall(part), NUMBER.findall(NAME.sub("", part))
    knob = next((word for word in words if word in defaults), next(iter(defaults), None))
    if knob is None:
        return told
    known = len(numbers) == 1 and words in ([], [knob])
    return f"{told}; write {name}({knob}={numbers[0] if known else defaults[knob]})"
