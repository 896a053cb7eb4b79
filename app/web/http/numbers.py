"""Pydantic types for the numbers that travel in a query or a body: finite ones, strictly read."""

from __future__ import annotations

import math
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from ...core.catalogue import NotationError, quote, read_number
from ...core.numbers import Array
from ...core.spelling import NUMBER

FURTHEST = 1e6  # what a place in a picture may be, to either side
FLAGS = {1: {"true", "yes", "on", "y", "t"}, 0: {"false", "no", "off", "n", "f"}}
NARROWEST = 1e-6  # an interval narrower than this is opened by 1 to each side


def evenly(low: float, high: float, points: int) -> Array:
    """So many numbers from `low` to `high`; one that misses a short decimal by its rounding is that decimal: -1.3."""
    x = np.linspace(low, high, points)
    largest, digits = max(abs(low), abs(high)), 10 - math.floor(math.log10((high - low) / (points - 1)))
    if largest * 10.0**digits > 2**53:  # beyond it there are no such decimals
        return x
    short = np.round(x, digits)
    return np.where(np.abs(short - x) <= 2 * np.spacing(largest), short, x)


def plain_number(value: Any, info: ValidationInfo) -> Any:
    """Read text as a finite number in plain decimal notation; anything but a number or text is refused."""
    name = str(info.field_name)
    if isinstance(value, str):
        try:
            return read_number(value, name)
        except NotationError as error:
            sentence = f"{error}; write one number each time" if "," in value else str(error)
            raise PydanticCustomError("rule", "{sentence}", {"sentence": sentence}) from None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PydanticCustomError("rule", "{name} must be a finite number", {"name": name})
    return value


def whole_number(value: Any, info: ValidationInfo) -> Any:
    """Read text as a whole number."""
    words = isinstance(value, str) and "," not in value and NUMBER.fullmatch(value) is None
    number = 0.5 if words else plain_number(value, info)
    if number != int(number):
        told = {"name": str(info.field_name), "value": quote(str(value))}
        raise PydanticCustomError("rule", "{name} must be a whole number, got {value}", told)
    return int(number)


def yes_or_no(value: Any, info: ValidationInfo) -> Any:
    """Read text as 1 or 0; whoever writes yes or no in another way is told which of them it is."""
    given = float(value) if isinstance(value, str) and NUMBER.fullmatch(value) else value
    if given in {0, 1} and not isinstance(given, bool):
        return int(given)
    told = {"name": str(info.field_name), "value": quote(str(value))}
    meant = next((f"; write {digit}" for digit, words in FLAGS.items() if str(value).lower() in words), "")
    raise PydanticCustomError("rule", "{name} must be 1 or 0, got {value}" + meant, told)


# In a query string every value is text, so `Field(strict=True)` cannot help: these read it by one plain rule.
QueryNumber = Annotated[float, BeforeValidator(plain_number)]
QueryFlag = Annotated[int, BeforeValidator(yes_or_no), Field(ge=0, le=1)]
QueryWhole = Annotated[int, BeforeValidator(whole_number)]
Edge = Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None  # of what is shown, if it is said

# In a JSON body a number is a number: no booleans, no text, nothing non-finite.
JsonNumber = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def whole_as_int(value: Any) -> Any:
    """2 for 2.0: to JSON they are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


JsonWhole = Annotated[int, Field(strict=True), BeforeValidator(whole_as_int)]
