"""The settings of who may ask: by which name, from which site, in which frame."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from app.main import create_app
from app.settings import Settings
from tests.web.client import ask

__all__ = [
    "test_embed_ancestors",
    "test_frame_ancestors",
    "test_hosts",
    "test_open_api",
    "test_origins",
    "test_proxies",
    "test_root_path",
]

GET = "/api/activations"


def app(**settings: Any) -> Any:
    """An application with other settings."""
    return create_app(Settings(measure_costs=False, **settings))


def test_hosts() -> None:
    ours = app(hosts=("slopes.example",))
    always = ["localhost:8000", "192.168.1.5", "[::1]:8000", "laptop", "web:8000", "Laptop.local", "a.localhost."]
    allowed = ["slopes.example", "SLOPES.example:80", "slopes.example.", *always]
    strange = ["slopes.example.evil", "evil.notlocal", "local.evil", "slopes.example@evil", "", "[::1]evil", "x:999999"]

    def status(host: str, ours: Any) -> int:
        return ask("GET", "/health", ours, headers={"host": host}).status_code

    assert {status(host, ours) for host in allowed} == {200}
    assert {status(host, ours) for host in ["evil.example", *strange]} == {400}
    assert {status(host, app()) for host in always} == {200}
    assert "SLOPES_HOSTS" in ask("GET", "/health", app(), headers={"host": "evil.example"}).json()["detail"]
    assert status("evil.example", app(hosts=("*",))) == 200


def test_open_api() -> None:
    for is_open, resource, allowed in ((True, "cross-origin", "*"), (False, "same-origin", None)):
        for path in (GET, f"{GET}?f=no", "/openapi.json", "/health"):
            headers = ask("GET", path, app(open_api=is_open)).headers
            public = path != "/health"
            assert headers.get("access-control-allow-origin") == (allowed if public else None), path
            assert headers["cross-origin-resource-policy"] == (resource if public else "same-origin"), path
        assert ask("POST", GET, app(open_api=is_open)).headers.get("access-control-allow-origin") == allowed


def test_origins() -> None:
    site, other = "https://school.example", "https://other.example"

    def status(origin: str, ours: Any) -> int:
        return ask("POST", GET, ours, json={"f": ["relu"], "x": [1]}, headers={"origin": origin}).status_code

    for origins, told in (((), [403, 403]), ((site,), [200, 403]), (("*",), [200, 200])):
        assert [status(origin, app(origins=origins)) for origin in (site, other)] == told
    assert status("http://test", app()) == 200


def test_frame_ancestors() -> None:
    for setting in ("'none'", "https://school.example"):
        policy = ask("GET", "/", app(frame_ancestors=setting)).headers["content-security-policy"]
        assert policy.endswith(f"; frame-ancestors {setting}")


def test_root_path() -> None:
    for told, root in (("", ""), ("/", ""), ("/slopes", "/slopes"), ("/a/b.c/", "/a/b.c")):
        page = ask("GET", f"{root}/docs", app(root_path=told)).text
        assert f'action="{root}/"' in ask("GET", root + "/", app(root_path=told)).text
        assert f'class="brand" href="{root}/"' in page


def test_proxies() -> None:
    """Each is an address or a network; whoever else says where this server is says nothing."""
    said = {"x-forwarded-prefix": "/slopes"}
    for proxies, believed in (((), []), (("10.1.2.3",), ["10.1.2.3"]), (("10.1.0.0/16", "::1"), ["10.1.2.3", "::1"])):
        ours = app(proxies=proxies)
        for address in ("10.1.2.3", "10.2.0.1", "::1", "testclient", ""):
            page = ask("GET", "/", ours, address, headers=said).text
            assert ('class="brand" href="/slopes/"' in page) == (address in believed)
    with pytest.raises(ValidationError, match="each must be an address or a network such as 172"):
        app(proxies=("nginx",))


def test_embed_ancestors() -> None:
    for setting, end in (
        ("*", "trusted-types default"),
        ("https://school.example", "; frame-ancestors https://school.example"),
    ):
        ours = app(embed_ancestors=setting)
        assert ask("GET", "/embed/softmax", ours).headers["content-security-policy"].endswith(end)
        assert ask("GET", "/softmax", ours).headers["content-security-policy"].endswith("; frame-ancestors 'none'")
