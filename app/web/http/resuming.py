"""Where the reader of a stream was, as it says when it comes back."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from ...core.catalogue import quote

MARK = "^([0-9]{1,5}|end)?$"
WRONG = "Last-Event-ID must be the id of an event, a whole number such as 127 or the word end, got {got}"


def _mark(told: str) -> str:
    if re.fullmatch(MARK, told):
        return told
    raise PydanticCustomError("rule", WRONG, {"got": quote(told)})


LastEventId = Annotated[
    str,
    AfterValidator(_mark),
    Header(
        description="The id of the last event that was received: the stream goes on exactly after it.",
        examples=["127"],
        json_schema_extra={"pattern": MARK},
    ),
]
