"""What a validation error says to a person: the place, the rule, the choices; at most 40 characters of the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ...core.catalogue import number, quote

Error = Mapping[str, Any]
LONGEST_EXAMPLE = 80  # characters of what is to be written instead


def pointer_of(error: Error) -> str:
    """A JSON pointer into the request: `/query/f/0`, `/body/x/3`."""
    loc = (*error["loc"], error["ctx"]["field"]) if error["type"] in BETWEEN else error["loc"]
    parts = (str(part)[:40].replace("~", "~0").replace("/", "~1") for part in loc)
    return "/" + "/".join(ascii(part)[1:-1] for part in parts)


def place_of(error: Error) -> str:
    """The part of the request as a person names it: `points`, `x[3]`, `the body`."""
    name = ""
    for part in error["loc"][1:]:
        word = f"[{part}]" if isinstance(part, int) else quote(str(part))[1:-1]
        name += word if isinstance(part, int) or not name else f".{word}"
    return name or "the body"


def sentence(error: Error) -> str:
    """One sentence for one error of Pydantic. The input itself is quoted only if it is text."""
    rule = RULES.get(error["type"], "is not valid")
    if error["type"] == "extra_forbidden":
        rule += choices(str(error["loc"][-1]), error.get("ctx", {}).get("choices", ()))
    ours = error["type"] in OWN_SENTENCES
    ruled = f"{place_of(error)} {rule.format(**as_written(error.get('ctx', {})))}"
    told = error["msg"] + apart(error) if ours else ruled
    value = error.get("input")
    return f"{told}, got {quote(value)}" if isinstance(value, str) and error["type"] in QUOTED else told


def apart(error: Error) -> str:
    """The end of the sentence about several entries in the place of one: how they are given there, and who is none."""
    if error["type"] != "several":
        return ""
    many, (*way, last) = error["ctx"]["many"], error["loc"]
    if not isinstance(last, int):
        how = f"{quote(str(last))[1:-1]} takes one"
    elif way[0] == "query":
        pairs = "&".join(f"{way[-1]}={one}" for one in many)
        how = f"write {pairs}" if len(pairs) <= LONGEST_EXAMPLE else f"repeat {way[-1]} for each"
    else:
        how = "each is an item of its own"
    return "".join(f"; {part}" for part in (how, error["ctx"]["strange"]) if part)


def choices(name: str, known: Sequence[str]) -> str:
    """The end of a sentence about a name that is none: the one that was meant, or all there are."""
    near = get_close_matches(name.lower().strip("[]"), known, 1)  # some write f[] for a list
    return f"; did you mean {near[0]}?" if near else f"; choose from {', '.join(known)}" if known else ""


def as_written(context: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a rule as people write them, to the last digit."""
    return {name: number(value) if isinstance(value, float) else value for name, value in context.items()}


BETWEEN = {"budget", "misfit"}  # what no single field can tell: the validator names the one to change
OWN_SENTENCES = {"notation", "rule", "several", *BETWEEN}  # our own validators write whole sentences
QUOTED = {"literal_error", "string_type"}

RULES = {
    "missing": "is missing",
    "extra_forbidden": "is not a parameter here",
    "too_long": "takes at most {max_length}, got {actual_length}",
    "too_short": "needs at least {min_length}, got {actual_length}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be greater than {gt}",
    "less_than": "must be less than {lt}",
    "literal_error": "must be one of {expected}",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "finite_number": "must be finite",
    "string_type": "must be text",
    "string_too_long": "must be at most {max_length} characters long",
    "string_pattern_mismatch": "must have the form {pattern}",
    "invalid_key": "has a key that is no text",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
}
