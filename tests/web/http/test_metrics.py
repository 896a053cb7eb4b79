"""What Prometheus is told: each request once, times within 5 %, and what there is at the moment."""

from __future__ import annotations

import asyncio
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.main import create_app
from app.settings import Settings
from app.web.http.metrics import QUANTILES, Times
from tests.web.client import client

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.e]+|# TYPE [a-z_]+ (counter|summary|gauge)')


@given(st.lists(st.floats(1e-6, 100), min_size=1, max_size=60), st.sampled_from(QUANTILES))
def test_a_quantile_is_right_to_5_per_cent(seconds: list[float], share: float) -> None:
    times = Times()
    for one in seconds:
        times.add(one)
    true = np.quantile(seconds, share, method="inverted_cdf")
    assert times.quantile(share) == pytest.approx(true, rel=0.051)
    assert len(times) == len(seconds)
    assert times.total == pytest.approx(sum(seconds))


def test_nothing_was_as_quick_as_nothing() -> None:
    assert math.isnan(Times().quantile(0.5))


def test_each_request_is_counted_by_route_and_status() -> None:
    async def told() -> str:
        async with client(create_app(Settings(metrics=True, measure_costs=False))) as asking:
            for path in ("/health", "/health", "/api/activations?f=nobody", "/nowhere/1", "/nowhere/2", "/static/x/y"):
                await asking.get(path)
            await asking.get("/api/activations?f=relu")
            return (await asking.get("/metrics")).text

    lines = asyncio.run(told()).splitlines()
    assert [one for one in lines if not LINE.fullmatch(one)] == []
    requests = dict(one.rsplit(" ", 1) for one in lines if one.startswith("slopes_requests_total"))
    assert requests == {
        'slopes_requests_total{route="/api/activations",status="200"}': "1",
        'slopes_requests_total{route="/api/activations",status="422"}': "1",
        'slopes_requests_total{route="/health",status="200"}': "2",
        'slopes_requests_total{route="/static",status="404"}': "1",
        'slopes_requests_total{route="other",status="404"}': "2",
    }
    assert 'slopes_request_seconds_count{route="/api/activations"} 2' in lines
    told_now = dict(one.split(" ") for one in lines if not one.startswith("#") and "{" not in one)
    assert {name: float(value) for name, value in told_now.items() if "bytes" not in name} == {
        "slopes_computations": 0, "slopes_streams": 0,
    }  # fmt: skip
    assert 0 < float(told_now["slopes_cached_bytes"]) < 10_000
    assert 30e6 < float(told_now["process_resident_memory_bytes"]) < 3e9
