"""The HTTP API, one router a topic."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.activations import api as activations
from app.web.http import health
from app.web.races import api as races
from app.web.reference import api as catalogue
from app.web.softmax import api as softmax
from app.web.surfaces import api as surfaces

router = APIRouter()
router.include_router(activations.router, prefix="/api")
router.include_router(catalogue.router, prefix="/api")
router.include_router(races.router, prefix="/api")
router.include_router(softmax.router, prefix="/api")
router.include_router(surfaces.router, prefix="/api")
router.include_router(health.router)

__all__ = ["router"]
