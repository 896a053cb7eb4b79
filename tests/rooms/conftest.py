"""One store for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rooms.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    found = Store()
    yield found
    found.kill()
