"""The HTTP API, one router a topic."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.api import activations

router = APIRouter()
router.include_router(activations.router, prefix="/api")

__all__ = ["router"]
