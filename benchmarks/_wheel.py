"""The page that Plotly for Python writes: the same curves, drawn by the plotly.min.js that comes with its wheel."""

from __future__ import annotations

import plotly.graph_objects as go
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from plotly.offline import get_plotlyjs
from plotly.subplots import make_subplots

from app.web.activations.curves import curves
from app.web.activations.query import ActivationsQuery

app = FastAPI()
LIBRARY = get_plotlyjs().encode()


def figure() -> go.Figure:
    """Values above slopes, for the six functions of the slides."""
    query = ActivationsQuery()
    drawn = make_subplots(rows=2, cols=1, shared_xaxes=True)
    for one in curves(query.f, query.x()).curves:
        drawn.add_scatter(x=query.x(), y=one.value, name=one.f, row=1, col=1)
        drawn.add_scatter(x=query.x(), y=one.slope, name=one.f, showlegend=False, row=2, col=1)
    return drawn


PAGE = figure().to_html(include_plotlyjs="plotly.min.js")


@app.get("/")
async def page() -> HTMLResponse:
    """The page, written once."""
    return HTMLResponse(PAGE)


@app.get("/plotly.min.js")
async def library() -> Response:
    """The library, which the browser has not seen before."""
    return Response(LIBRARY, media_type="text/javascript")
