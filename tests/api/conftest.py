"""The real service over ASGI, in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive

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


Answer = tuple[int, dict[str, str], bytes]


def ask(app: FastAPI, target: str, method: str = "GET", receive: Receive | None = None, **headers: str) -> Answer:
    """Ask as a server would hand the request over: the client tidies addresses and sends bodies whole.

    Without `receive` there is no body.
    """
    path, _, query = target.partition("?")
    names = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), *names.items()],
        "client": None,
        "server": ("localhost", 80),
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive or body_of([]), send))
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])


def body_of(chunks: Iterable[bytes]) -> Receive:
    """A body that arrives in chunks."""
    waiting = iter(chunks)

    async def receive() -> Message:
        chunk = next(waiting, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    return receive
