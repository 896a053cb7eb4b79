"""The same callback as the documentation of Dash begins: Flask underneath, figure objects, served by `run`.

Werkzeug, which then serves it, hangs up after every answer; it is told to write no log, which would slow it further.
"""

from __future__ import annotations

import argparse
import logging

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output

from app.core.activations import ACTIVATIONS
from benchmarks import _dash

dash = Dash(__name__)
dash.layout = _dash.dash.layout


@dash.callback(Output("figure", "figure"), Input("f", "value"), Input("low", "value"), Input("high", "value"))  # type: ignore[untyped-decorator]  # Dash has no types
def draw(f: list[str], low: float, high: float) -> go.Figure:
    """Values and slopes of the functions over 201 points."""
    x = np.linspace(low, high, 201)
    figure = go.Figure()
    for one in f:
        for y in ACTIVATIONS.read(one).both(x):
            figure.add_scatter(x=x, y=y)
    return figure


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    for name in ("werkzeug", dash.logger.name):
        logging.getLogger(name).setLevel(logging.ERROR)
    dash.run(port=parser.parse_args().port)
