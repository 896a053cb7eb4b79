"""The curves in the forms of others: a table for pandas, a figure for Plotly."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

from starlette.responses import Response

from app.core.activations import ACTIVATIONS
from app.web.activations.answer import CurvesAnswer
from app.web.figures.palette import strokes
from app.web.http.answers import PLOTLY


def as_csv(answer: CurvesAnswer) -> Response:
    """One row an x; columns `x`, `relu value`, `relu slope`, ...; what overflows is empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["x", *(f"{curve.f} {what}" for curve in answer.curves for what in ("value", "slope"))])
    columns = [column for curve in answer.curves for column in (curve.value, curve.slope)]
    table.writerows([answer.x[i], *(_shown(column[i]) for column in columns)] for i in range(len(answer.x)))
    headers = {"Content-Disposition": 'attachment; filename="activations.csv"'}
    return Response(text.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


def _shown(value: float | None) -> float | str:
    return value if value is not None and math.isfinite(value) else ""


def as_plotly(answer: CurvesAnswer) -> Response:
    """A figure for plotly.io.from_json: f above f', drawn in the colours and dashes of the pages."""
    import plotly.graph_objects as go  # half a second and 30 MB, so only when it is asked for

    figure = go.Figure(data=_traces(answer), layout=LAYOUT)
    return Response(figure.to_json(), media_type=PLOTLY)


LAYOUT: dict[str, Any] = {
    "font": {"family": "system-ui, sans-serif", "color": "#1a1a1a"},
    "paper_bgcolor": "#ffffff",
    "plot_bgcolor": "#ffffff",
    "xaxis": {"title": {"text": "input x"}, "gridcolor": "#d5dde5", "anchor": "y"},
    "yaxis": {"title": {"text": "slope f′(x)"}, "domain": [0, 0.36], "range": [-0.12, 1.2], "gridcolor": "#d5dde5"},
    "yaxis2": {"title": {"text": "output f(x)"}, "domain": [0.44, 1], "range": [-1.35, 2.5], "gridcolor": "#d5dde5"},
}


def _traces(answer: CurvesAnswer) -> list[dict[str, Any]]:
    looks = strokes([ACTIVATIONS.read(curve.f) for curve in answer.curves])
    traces = []
    for curve, look in zip(answer.curves, looks, strict=True):
        line = {"color": look.light, "width": 2, "dash": "px,".join(look.dash.split()) + "px" if look.dash else "solid"}
        for axis, numbers in (("y2", curve.value), ("y", curve.slope)):
            y = [None if value is None or not math.isfinite(value) else value for value in numbers]
            trace = {"type": "scatter", "mode": "lines", "name": curve.f, "x": answer.x, "y": y, "line": line}
            traces.append({**trace, "yaxis": axis, "legendgroup": curve.f, "showlegend": axis == "y2"})
    return traces
