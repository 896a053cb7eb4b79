"""The HTTP API, one router a topic."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.api import activations, catalogue, health, races, softmax, surfaces

router = APIRouter()
router.include_router(activations.router, prefix="/api")
router.include_router(catalogue.router, prefix="/api")
router.include_router(races.router, prefix="/api")
router.include_router(softmax.router, prefix="/api")
router.include_router(surfaces.router, prefix="/api")
router.include_router(health.router)

__all__ = ["router"]
