"""The real service over ASGI, in the same process."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.main import create_app
from bodymap.explorer import Bodymap

PREFIX = "/api/v1"


@pytest.fixture(scope="session")
def app(core: Bodymap) -> FastAPI:
    return create_app(core=core)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def drawing() -> dict[str, Any]:
    """A fresh, good drawing: one stroke on the outside of the left hip."""
    return {
        "body": "neutral",
        "strokes": [{"view": "left", "points": [[-20, -900], [-15, -860]], "radius": 30, "intensity": 7}],
    }
