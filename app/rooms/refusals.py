"""Why a room does not do what it is asked to."""

from __future__ import annotations

from typing import Literal

Why = Literal["unknown", "stranger", "closed", "unfit", "full"]


class RefusedError(Exception):
    """One sentence, and which sort of refusal it is; `field` is the part of the request that has to change."""

    def __init__(self, why: Why, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.why, self.field = why, field
