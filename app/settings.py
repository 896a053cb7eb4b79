"""Every limit and switch, read from the environment: `SLOPES_WORKERS=4`."""

from __future__ import annotations

import os
import re
from secrets import token_hex
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from . import listed

PREFIX = "SLOPES_"
ROOT = re.compile(r"(/(?!\.{1,2}(/|$))[\w.~-]+)*", re.ASCII)  # so many names, none of them . or ..
TAKEN = {
    "activations",
    "api",
    "docs",
    "embed",
    "lessons",
    "optimizers",
    "problems",
    "rooms",
    "sgd",
    "slides",
    "softmax",
    "static",
    "verify",
}  # addresses begin so

Items = (NoDecode, BeforeValidator(listed.items))
Hosts = Annotated[tuple[Annotated[str, AfterValidator(listed.host)], ...], *Items]
Origins = Annotated[tuple[Annotated[str, AfterValidator(listed.origin)], ...], *Items]
Networks = Annotated[tuple[Annotated[str, AfterValidator(listed.network)], ...], *Items]
Store = Annotated[str, AfterValidator(listed.store)]
Ancestors = Annotated[str, AfterValidator(listed.ancestors)]


def misplaced(root: str) -> str:
    """The rule that a path breaks below which this server is said to be, or nothing."""
    if not ROOT.fullmatch(root):
        return "must be a path such as /slopes, of letters, digits and -._~"
    if root[1:].partition("/")[0] in TAKEN:
        return "must not begin like an address of the app, which a proxy may have cut it off"
    return ""


class Settings(BaseSettings):
    """What an operator may change. A list has commas between its items, or is JSON: `["slopes.example"]`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    hosts: Hosts = Field(
        default=(),
        description="Names this server answers to, besides IP addresses and those of the local network; * is any.",
    )
    open_api: bool = Field(
        default=True, description="Let pages of other sites read the API; it holds public numbers only."
    )
    origins: Origins = Field(
        default=(), description="Sites whose pages may post as well, as https://school.example; * is any."
    )
    root_path: str = Field(
        default="", repr=False, description="The path that a proxy has put this server at, as /slopes, if it has."
    )
    proxies: Networks = Field(
        default=(),
        repr=False,
        description="Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed, as addresses or networks.",
    )
    frame_ancestors: Ancestors = Field(
        default="'none'", description="Who may show a page in a frame, as CSP writes it."
    )
    embed_ancestors: Ancestors = Field(
        default="*", description="Who may show a lab of /embed in a frame; * is anybody."
    )
    longest_body: int = Field(
        default=65_536, ge=0, description="Bytes of a request's body; a longer one is refused unread."
    )
    longest_model: int = Field(
        default=655_360,
        ge=0,
        description="The same for a linear model: 64 classes and 256 inputs of 64 numbers fit in.",
    )
    longest_table: int = Field(
        default=2_621_440, ge=0, description="The same for one's own rows: 10,000 of eleven numbers with all digits."
    )
    longest_target: int = Field(
        default=8_192, ge=64, description="Bytes of a path and query; a longer one is refused unread."
    )
    longest_head: int = Field(
        default=16_384, ge=64, description="Bytes of a request's head, address and fields; a longer one gets a 431."
    )
    most_fields: int = Field(default=64, ge=8, description="Fields of a request's head; one with more gets a 431.")
    head_seconds: float = Field(
        default=5.0, gt=0, description="Seconds in which a head must come, and that a connection may say nothing."
    )
    body_seconds: float = Field(default=10.0, gt=0, description="Seconds in which a body must come.")
    take_seconds: float = Field(
        default=10.0, gt=0, description="Seconds after which a client that takes nothing of its answer is cut off."
    )
    workers: int = Field(
        default=os.cpu_count() or 1,
        ge=1,
        le=max(64, os.cpu_count() or 1),
        description="Computations at once, each in a process of some 50 MB; as many as cores is best.",
    )
    worker_bytes: int = Field(
        default=50_331_648, ge=0, description="Bytes by which a worker may grow before a new one takes its place."
    )
    queue: int = Field(
        default=400, ge=0, description="Computations that may wait for a worker before new ones get a 503."
    )
    client_share: float = Field(
        default=0.75,
        gt=0,
        le=1,
        description="Share that one address may hold of workers and queue, of streams, and of large regressions.",
    )
    inline_numbers: int = Field(
        default=4_000, ge=0, description="Answers of at most so many numbers are computed in the loop."
    )
    streams: int = Field(
        default=512, ge=0, description="Long answers on their way at once; new ones beyond it get a 503."
    )
    stream_seconds: float = Field(
        default=120.0, ge=0, description="Seconds after which a long answer is ended; a stream can be taken up again."
    )
    large_fits: int = Field(
        default=2, ge=0, description="Regressions on many rows that go on at once; new ones get a 503."
    )
    fit_seconds: float = Field(
        default=60.0, gt=0, description="About how long a regression may take; what would take longer is refused."
    )
    cache_entries: int = Field(default=4_096, ge=0, description="Finished answers kept as bytes.")
    cache_bytes: int = Field(default=33_554_432, ge=0, description="Bytes of the finished answers kept, all together.")
    max_age: int = Field(
        default=300, ge=0, description="Seconds for which a browser may reuse an API answer without asking."
    )
    secret: str = Field(
        default_factory=lambda: token_hex(16),
        min_length=8,
        max_length=64,
        repr=False,
        description="What seals the questions of lessons; equal servers share one, else each start makes its own.",
    )
    rooms: int = Field(default=500, ge=0, description="Rooms of classes that there are at once.")
    room_seats: int = Field(default=600, ge=0, description="Students in a room; beyond it an idle seat is given away.")
    room_hours: float = Field(
        default=4.0, gt=0, description="Hours after which a room that its teacher does not use is forgotten."
    )
    room_pages: int = Field(
        default=6_000, ge=0, description="Pages that listen to rooms at once; others ask now and then."
    )
    rooms_folder: str = Field(
        default="", repr=False, description="A folder that keeps rooms over a restart; without one they live in memory."
    )
    valkey: Store = Field(
        default="",
        repr=False,
        description="A Valkey or Redis in which servers share rooms, as redis://host:6379; with it no folder is used.",
    )
    metrics: bool = Field(default=False, description="Tell at /metrics, for Prometheus, how the server fares.")
    measure_costs: bool = Field(
        default=True, description="Time the activations of the slides once, shortly after start-up."
    )

    @field_validator("root_path")
    @classmethod
    def _path(cls, told: str) -> str:
        root = told.removesuffix("/")
        if rule := misplaced(root):
            raise ValueError(f"it {rule}")
        return root
