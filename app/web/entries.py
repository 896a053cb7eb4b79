"""Entries of the catalogues as fields of a query or a body: read and written in the notation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    no_info_plain_validator_function,
    plain_serializer_function_ser_schema,
    str_schema,
)

from ..core.activations import ACTIVATIONS, Activation
from ..core.catalogue import LONGEST_NOTATION, Catalogue, Entry, NotationError
from ..core.data import DATA, DataSet
from ..core.optimizers import OPTIMIZERS, Optimizer
from ..core.schedules import SCHEDULES, Schedule
from ..core.spelling import several, unknown
from ..core.surfaces import SURFACES, Surface


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
            many = several(value, catalogue)
            names = (one.partition("(")[0].rstrip() for one in many)
            strange = next((unknown(name, catalogue.kind, catalogue) for name in names if name not in catalogue), "")
            told = {"sentence": str(error), "many": many, "strange": strange}
            raise PydanticCustomError("several" if many else "notation", "{sentence}", told) from None

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
DataField = Annotated[DataSet, Written(DATA, "linear(n=10000)")]
SurfaceField = Annotated[Surface, Written(SURFACES, "quadratic(kappa=50)")]
OptimizerField = Annotated[Optimizer, Written(OPTIMIZERS, "momentum(lr=0.01,rho=0.9)")]
ScheduleField = Annotated[Schedule, Written(SCHEDULES, "cosine")]
