"""The HTML pages; each reads the same query as the API call whose answer it shows."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
