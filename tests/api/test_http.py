"""Methods, caching, headers and the limits of what is let in."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.main import create_app
from app.middleware import SECURITY_HEADERS, Failsafe
from app.settings import Settings
from bodymap.errors import BodymapError, DataError
from bodymap.explorer import Bodymap

from .conftest import PREFIX

STATIC = [
    "/info",
    "/openapi.json",
    "/views/anterior",
    "/views/anterior.svg?theme=dark",
    "/regions?view=anterior",
    "/muscles",
    "/muscles/iliopsoas",
    "/muscles/iliopsoas/pattern",
    "/muscles/iliopsoas/pattern/anterior.svg",
]


@pytest.mark.parametrize("path", [*(PREFIX + path for path in STATIC), "/"])
def test_etag_and_head(client: TestClient, path: str) -> None:
    whole = client.get(path)
    etag = whole.headers["etag"]
    assert whole.status_code == 200
    assert whole.content
    assert etag.startswith('"')
    assert whole.headers["cache-control"] == "no-cache"

    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(path, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200

    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


def test_etags_differ(client: TestClient) -> None:
    paths = [
        "/views/anterior.svg",
        "/views/anterior.svg?theme=dark",
        "/views/anterior.svg?body=male",
        "/views/left.svg",
    ]
    assert len({client.get(PREFIX + path).headers["etag"] for path in paths}) == len(paths)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/api/v1/info", "GET, HEAD"),
        ("DELETE", "/api/v1/muscles/iliopsoas", "GET, HEAD"),
        ("OPTIONS", "/api/v1/views/anterior.svg", "GET, HEAD"),
        ("GET", "/api/v1/rank", "POST"),
        ("HEAD", "/api/v1/rank", "POST"),
        ("PUT", "/api/v1/trace", "POST"),
        ("POST", "/", "GET, HEAD"),
    ],
)
def test_method_not_allowed(client: TestClient, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert response.headers["content-type"] == "application/problem+json"


def test_post_to_nowhere_is_not_found(client: TestClient) -> None:
    assert client.post("/api/v1/nowhere", json={}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/v1/info", "/api/v1/views/anterior.svg"])
def test_security_headers(client: TestClient, path: str) -> None:
    response = client.get(path)
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/rank", "/trace"])
def test_drawings_are_not_stored(client: TestClient, drawing: dict[str, Any], path: str) -> None:
    response = client.post(PREFIX + path, json={"drawing": drawing})
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_problem_types_can_be_followed(client: TestClient) -> None:
    name = client.get("/nowhere").json()["type"]
    assert "404" in client.get(name).text
    assert client.get("/problems/nowhere").status_code == 404


def test_chunked_body_is_limited(app: FastAPI) -> None:
    """Without a Content-Length the limit holds too, and no more than it is ever kept."""
    chunks = iter([b" " * 65_536] * 40)
    status, body = asyncio.run(_post(app, chunks))
    assert status == 413
    assert json.loads(body)["type"] == "/problems/too-large"


def test_endless_body_is_given_up(app: FastAPI) -> None:
    def forever() -> Iterator[bytes]:
        while True:
            yield b" " * 1_000_000

    status, _ = asyncio.run(_post(app, forever()))
    assert status == 413


async def _post(app: FastAPI, chunks: Iterator[bytes]) -> tuple[int, bytes]:
    """Post a body in chunks, as a server hands them over."""
    sent: list[Message] = []

    async def receive() -> Message:
        chunk = next(chunks, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": f"{PREFIX}/rank",
        "raw_path": f"{PREFIX}/rank".encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        "client": None,
        "server": ("localhost", 80),
    }
    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_mistakes_of_ours_tell_nothing(
    client: TestClient,
    core: Bodymap,
    drawing: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An unforeseen exception quotes the drawing; neither the answer nor the log may."""

    def fail(*_: Any) -> None:
        raise RuntimeError("canary7f3a")

    monkeypatch.setattr(type(core), "rank", fail)
    with caplog.at_level(logging.DEBUG):
        response = client.post(f"{PREFIX}/rank", json={"drawing": drawing})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "canary7f3a" not in response.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_mistake_in_the_middle_of_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    """What has begun cannot become a problem any more; it is cut off, so that it does not look whole."""

    async def fail_half_way(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("canary7f3a")

    async def unused() -> Message:
        raise AssertionError

    async def ignore(message: Message) -> None:
        pass

    with pytest.raises(ConnectionAbortedError) as broken:
        asyncio.run(Failsafe(fail_half_way)({"type": "http"}, unused, ignore))
    assert broken.value.__suppress_context__
    assert "canary7f3a" not in caplog.text


def test_nothing_of_a_drawing_is_logged(
    client: TestClient, drawing: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    drawing["strokes"][0]["radius"] = 30.0625
    with caplog.at_level(logging.DEBUG):
        assert client.post(f"{PREFIX}/rank", json={"drawing": drawing}).status_code == 200
        assert (
            client.post(f"{PREFIX}/rank", json={"drawing": {**drawing, "body": "canary7f3a"}}).status_code
            == 422
        )
    assert "30.0625" not in caplog.text
    assert "canary7f3a" not in caplog.text


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BODYMAP_MAX_BODY_BYTES", "1000")
    monkeypatch.setenv("BODYMAP_DATA", "")
    monkeypatch.delenv("BODYMAP_FRONTEND", raising=False)
    assert Settings.from_environment() == Settings(max_body_bytes=1000)
    monkeypatch.setenv("BODYMAP_MAX_BODY_BYTES", "lots")
    with pytest.raises(BodymapError, match="BODYMAP_MAX_BODY_BYTES"):
        Settings.from_environment()


def test_no_page_no_service(core: Bodymap, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"index\.html"):
        create_app(Settings(frontend=tmp_path), core)
