"""Lists as an operator writes them, and what their items are: hosts, origins, proxies and who may frame a page."""

from __future__ import annotations

import json
import re
from ipaddress import IPv6Network, ip_address, ip_network

WORD = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
NAME = re.compile(rf"{WORD}(\.{WORD})*")
ORIGIN = re.compile(
    r"(?P<scheme>https?|[a-z]+(-[a-z]+)*-extension)://(?P<host>[^/@:?#]+|\[[^]]+\])(:(?P<port>\d{1,5}))?"
)
USUAL = {"http": 80, "https": 443}  # a browser leaves these out
SOURCE = re.compile(
    r"'none'|'self'|\*|[a-z][a-z0-9+.-]*:|"
    r"([a-z][a-z0-9+.-]*://)?(?!(none|self)$)(\*\.)?[a-z0-9_.-]+(:(\d+|\*))?(/[^\s;,]*)?",
    re.IGNORECASE,
)
STORE = re.compile(r"rediss?://([^\s/@]*@)?([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(/\d*)?", re.ASCII)
ITEMS = 'separate them by commas, or write JSON: ["one", "two"]'


def items(told: object) -> object:
    """What a variable lists: `a, b` and `["a", "b"]` are the same. Raises ValueError for JSON that is none."""
    if not isinstance(told, str):
        return told
    if not told.lstrip().startswith("["):
        return tuple(one.strip() for one in told.split(",") if one.strip())
    try:
        return json.loads(told)
    except ValueError:
        raise ValueError(f"it is no list; {ITEMS}") from None


def host(told: str) -> str:
    """The name of a host as it is compared. Raises ValueError for what no Host header is without its port."""
    name = told.strip().lower().removesuffix("/").removesuffix(".")
    if name == "*" or NAME.fullmatch(name) or _address(name):
        return name
    many = "; name each, or * for any" if "*" in name else ""
    raise ValueError(f"each must be a name such as slopes.example, without https://, port and path{many}")


def origin(told: str) -> str:
    """An origin as a browser sends it. Raises ValueError for what none sends."""
    one = told.strip().lower().removesuffix("/")
    if one in {"*", "null"}:  # the latter is that of a page in a file or a sandbox
        return one
    found = ORIGIN.fullmatch(one)
    name, port = (found["host"], int(found["port"] or -1)) if found else ("", 0)
    known = _address(name.strip("[]")) if name.startswith("[") else NAME.fullmatch(name)
    if found is None or not known or not (port == -1 or 0 < port < 65536):
        rule = "each must be an origin such as https://school.example or http://localhost:8205, without a path"
        raise ValueError(f"{rule}{'; name each, or * for any' if '*' in one else ''}")
    name = f"[{_address(name.strip('[]'))}]" if name.startswith("[") else name
    return f"{found['scheme']}://{name}" + ("" if port in {-1, USUAL.get(found["scheme"])} else f":{port}")


def network(told: str) -> str:
    """An address or a network as proxies have them. Raises ValueError for anything else."""
    try:
        found = ip_network(told.strip(), strict=False)
    except ValueError:
        raise ValueError("each must be an address or a network such as 172.16.0.0/12") from None
    mapped = found.network_address.ipv4_mapped if isinstance(found, IPv6Network) else None
    return f"{mapped}/{found.prefixlen - 96}" if mapped and found.prefixlen >= 96 else str(found)


def ancestors(told: str) -> str:
    """Who may frame a page, as CSP writes it. Raises ValueError for what no browser understands."""
    words = told.split()
    wrong = next((one for one in words if not SOURCE.fullmatch(one)), None)
    if wrong is not None or not words or ("'none'" in words and len(words) > 1):
        raise ValueError("it must be 'none', *, or sources such as 'self' https://school.example, with blanks between")
    return " ".join(words)


def store(told: str) -> str:
    """The address of a store that servers share, or nothing. Raises ValueError for what is none."""
    one = told.strip()
    if one and not STORE.fullmatch(one):
        raise ValueError("it must be an address such as redis://name:6379/0, or rediss:// for an encrypted one")
    return one


def _address(name: str) -> str:
    """An address of the internet in its usual form, or nothing."""
    try:
        return str(ip_address(name))
    except ValueError:
        return ""
