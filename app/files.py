"""Where templates and static files lie: within the package where it is installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder of that name."""
    return next(place for place in (HERE / name, HERE.parent / name) if place.is_dir())
