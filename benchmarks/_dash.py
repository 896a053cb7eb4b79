"""The three curves as a Dash callback, on Dash's own FastAPI backend, so that the server is the same.

The figure is a plain dictionary, which is several times faster than Plotly's figure objects.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from dash import Dash, Input, Output, dcc, html
from fastapi import FastAPI

from app.core.activations import ACTIVATIONS

app = FastAPI()
dash = Dash(__name__, backend="fastapi", server=app)
dash.layout = html.Div([dcc.Input(id="f"), dcc.Input(id="low"), dcc.Input(id="high"), dcc.Graph(id="figure")])


@dash.callback(Output("figure", "figure"), Input("f", "value"), Input("low", "value"), Input("high", "value"))  # type: ignore[untyped-decorator]  # Dash has no types
def draw(f: list[str], low: float, high: float) -> dict[str, Any]:
    """Values and slopes of the functions over 201 points."""
    x = np.linspace(low, high, 201)
    curves = [ACTIVATIONS.read(one).curve(x) for one in f]
    return {"data": [{"x": x.tolist(), "y": y.tolist()} for pair in curves for y in pair]}


def body(f: list[str], low: float, high: float) -> bytes:
    """What Dash's page posts when an input changes."""
    values = {"f": f, "low": low, "high": high}
    inputs = [{"id": name, "property": "value", "value": value} for name, value in values.items()]
    told = {"output": "figure.figure", "outputs": {"id": "figure", "property": "figure"}}
    return json.dumps({**told, "inputs": inputs, "changedPropIds": ["high.value"]}).encode()
