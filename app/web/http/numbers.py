"""Pydantic types for what travels in a query or a body: entries in the notation, and finite numbers, strictly read."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    ValidationInfo,
    no_info_plain_validator_function,
    plain_serializer_function_ser_schema,
    str_schema,
)

from app.core.activations import ACTIVATIONS, Activation
from app.core.catalogue import LONGEST_NOTATION, Catalogue, Entry, NotationError, quote, read_number


def entry_reader(catalogue: Catalogue[Any]) -> Callable[[Any], Any]:
    """A validator that takes an entry of `catalogue` as it is and reads text in the notation."""

    def read(value: Any) -> Any:
        if isinstance(value, Entry):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("notation", f"each {catalogue.kind} must be text like '{next(iter(catalogue))}'")
        try:
            return catalogue.read(value)
        except NotationError as error:
            raise PydanticCustomError("notation", "{sentence}", {"sentence": str(error)}) from None

    return read


class Written:
    """What makes an entry a field: how it is read, written and told of in the schema.

    Pydantic is kept from looking into the type itself: an entry is a dataclass whose fields it would misread.
    """

    def __init__(self, catalogue: Catalogue[Any], example: str) -> None:
        self._read = entry_reader(catalogue)
        # Names, knobs and ranges are told by the catalogue: no pattern can, and one that lets more through misleads.
        told = {"type": "string", "format": catalogue.kind, "maxLength": LONGEST_NOTATION}
        self._told = {**told, "examples": [example]}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read by the catalogue, written in the notation."""
        writer = plain_serializer_function_ser_schema(str, return_schema=str_schema())
        return no_info_plain_validator_function(self._read, serialization=writer)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Text in the notation."""
        return dict(self._told)


ActivationField = Annotated[Activation, Written(ACTIVATIONS, "leaky_relu(negative_slope=0.1)")]


def plain_number(value: Any, info: ValidationInfo) -> Any:
    """Read text as a finite number in plain decimal notation; anything but a number or text is refused."""
    name = str(info.field_name)
    if isinstance(value, str):
        try:
            return read_number(value, name)
        except NotationError as error:
            raise PydanticCustomError("rule", "{sentence}", {"sentence": str(error)}) from None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PydanticCustomError("rule", "{name} must be a finite number", {"name": name})
    return value


def whole_number(value: Any, info: ValidationInfo) -> Any:
    """Read text as a whole number."""
    number = plain_number(value, info)
    if number != int(number):
        told = {"name": str(info.field_name), "value": quote(str(value))}
        raise PydanticCustomError("rule", "{name} must be a whole number, got {value}", told)
    return int(number)


# In a query string every value is text, so `Field(strict=True)` cannot help: these read it by one plain rule.
QueryNumber = Annotated[float, BeforeValidator(plain_number)]
QueryWhole = Annotated[int, BeforeValidator(whole_number)]

# In a JSON body a number is a number: no booleans, no text, nothing non-finite.
JsonNumber = Annotated[float, Field(strict=True, allow_inf_nan=False)]
