"""What all tests share."""

from __future__ import annotations

import pytest

from bodymap.explorer import Bodymap


@pytest.fixture(scope="session")
def core() -> Bodymap:
    """The real data, loaded once."""
    return Bodymap.load()
