"""`python -m slopes`, where it is installed: the same as the command `slopes`."""

from __future__ import annotations

from .main import serve

serve()
