"""Curves of activation functions and of their slopes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.web.answers import CurvesAnswer
from app.web.curves import curves
from app.web.queries import ActivationsParameters

router = APIRouter(tags=["activations"])


@router.get("/activations", operation_id="get_activations", response_model=CurvesAnswer)
async def get_activations(query: ActivationsParameters) -> Response:
    """Values, slopes and kinks of any number of activation functions over an interval."""
    answer = curves(query.f, query.x(), query.at)
    return Response(answer.__pydantic_serializer__.to_json(answer), media_type="application/json")
