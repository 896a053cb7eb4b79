"""What the tests of all calls share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.client import APP
from tests.web.rooms.classes import Class
from tests.web.rooms.house import asking, open_house


@pytest.fixture(scope="module")
def room() -> Iterator[Class]:
    """A room in which nobody has to wait."""
    with open_house():
        yield asking(APP)
