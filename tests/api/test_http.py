"""Methods, caching, headers and the limits of what is let in."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.main import create_app
from app.middleware import SECURITY_HEADERS, BodyLimit, Failsafe
from app.representation import Representation
from app.settings import Settings
from app.shelf import Shelf
from bodymap.errors import BadDrawing, BodymapError, DataError, UnknownName
from bodymap.explorer import Bodymap

from .conftest import PREFIX, ask, body_of

RANK = f"{PREFIX}/rank"

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

    def forever() -> Iterator[bytes]:
        while True:
            yield b" " * 65_536

    status, _, body = ask(app, RANK, "POST", body_of(forever()), content_type="application/json")
    assert status == 413
    assert json.loads(body)["type"] == "/problems/too-large"


async def _never() -> Message:
    raise AssertionError("the body was waited for")


HEADERS_THAT_SAY_IT_ALL = {
    "too large": ({"content_type": "application/json", "content_length": "300000"}, 413),
    "larger than any integer of C": ({"content_type": "application/json", "content_length": "9" * 30}, 413),
    "another type": ({"content_type": "text/plain"}, 415),
    "no type": ({}, 415),
    "another type, and too large": ({"content_type": "text/plain", "content_length": "300000"}, 415),
    "compressed": ({"content_type": "application/json", "content_encoding": "gzip"}, 415),
}


@pytest.mark.parametrize(("headers", "expected"), HEADERS_THAT_SAY_IT_ALL.values(), ids=HEADERS_THAT_SAY_IT_ALL.keys())
def test_headers_are_judged_before_the_body(app: FastAPI, headers: dict[str, str], expected: int) -> None:
    """A client that waits for 100 Continue never has to send what would be refused."""
    status, _, _ = ask(app, RANK, "POST", _never, **headers)
    assert status == expected


def test_slow_bodies_are_given_up(core: Bodymap) -> None:
    """However it trickles: what counts is when the whole has arrived."""
    app = create_app(Settings(body_timeout=0.2), core)
    pieces = 0

    async def trickle() -> Message:
        nonlocal pieces
        pieces += 1
        assert pieces < 1000, "it was never given up"
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def stall() -> Message:
        return await asyncio.Future()

    for receive in (trickle, stall):
        status, headers, body = ask(app, RANK, "POST", receive, content_type="application/json")
        assert status == 408
        assert headers["connection"] == "close"
        assert json.loads(body)["type"] == "/problems/too-slow"


def test_answers_may_take_longer_than_bodies(core: Bodymap) -> None:
    """The limit is for the body alone: not for the connection, which the server watches until it has answered."""
    ended: list[Message] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        ended.append(await receive())

    messages: Iterator[Message] = iter(
        [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]
    )

    async def receive() -> Message:
        message = next(messages)
        await asyncio.sleep(0.2 if message["type"] == "http.disconnect" else 0)
        return message

    async def ignore(_: Message) -> None:
        pass

    asyncio.run(BodyLimit(slow, max_bytes=1, timeout=0.05)({"type": "http", "headers": []}, receive, ignore))
    assert ended == [{"type": "http.disconnect"}]


def test_drawings_do_not_hold_up_the_rest(
    app: FastAPI, core: Bodymap, drawing: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty slow drawings wait for each other, in four threads, and nobody else waits for them."""
    busy, finish, lock = Event(), Event(), Lock()
    now, most = 0, 0

    def slow(*_: Any, **__: Any) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        if most == 4:
            busy.set()
        finish.wait(60)
        with lock:
            now -= 1
        raise BadDrawing([("", "Enough.")])

    monkeypatch.setattr(type(core), "check", slow)
    with TestClient(app) as together, ThreadPoolExecutor(60) as pool:
        waiting = [
            pool.submit(together.post, f"{PREFIX}/{path}", json={"drawing": drawing})
            for path in ("rank", "trace")
            for _ in range(30)
        ]
        assert busy.wait(60)
        answer = together.get(f"{PREFIX}/muscles/iliopsoas")
        finish.set()
        assert answer.status_code == 200
        assert {response.result().status_code for response in waiting} == {422}
    assert most == 4


RANGES = ["bytes=0-3", "bytes=0-0,2-3", "bytes=999999999-", "bytes=3-0", "lines=1-2"]


@pytest.mark.parametrize("header", RANGES)
@pytest.mark.parametrize("path", ["/", "/main.js", "/api/v1/info"])
def test_ranges_are_not_sent(client: TestClient, path: str, header: str) -> None:
    whole = client.get(path)
    part = client.get(path, headers={"Range": header})
    assert part.status_code == 200
    assert part.content == whole.content
    assert "accept-ranges" not in part.headers
    assert "content-range" not in part.headers


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
        assert client.post(f"{PREFIX}/rank", json={"drawing": {**drawing, "body": "canary7f3a"}}).status_code == 422
    assert "30.0625" not in caplog.text
    assert "canary7f3a" not in caplog.text


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BODYMAP_MAX_BODY_BYTES", "1000")
    monkeypatch.setenv("BODYMAP_BODY_TIMEOUT", "2.5")
    monkeypatch.setenv("BODYMAP_DATA", "")
    monkeypatch.delenv("BODYMAP_FRONTEND", raising=False)
    assert Settings.from_environment() == Settings(max_body_bytes=1000, body_timeout=2.5)
    monkeypatch.setenv("BODYMAP_MAX_BODY_BYTES", "lots")
    with pytest.raises(BodymapError, match="BODYMAP_MAX_BODY_BYTES"):
        Settings.from_environment()


def test_no_page_no_service(core: Bodymap, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"index\.html"):
        create_app(Settings(frontend=tmp_path), core)


def test_the_shelf_is_bounded() -> None:
    """It forgets what was asked for longest ago, and makes that again."""
    shelf = Shelf(max_bytes=250)
    made: list[str] = []

    def make(name: str) -> Representation:
        made.append(name)
        return Representation.of(name * 100, "text/plain")

    async def ask_for(names: str) -> None:
        for name in names:
            got = await shelf.get(name, partial(make, name))
            assert got.content == name.encode() * 100
            assert shelf.size <= 250

    asyncio.run(ask_for("abacab"))
    assert "".join(made) == "abcb"


def test_the_shelf_holds_nothing_larger_than_itself() -> None:
    shelf = Shelf(max_bytes=10)
    found = asyncio.run(shelf.get("large", lambda: Representation.of(b"x" * 100, "text/plain")))
    assert len(found.content) == 100
    assert shelf.size == 0


def test_the_shelf_makes_nothing_twice_at_once() -> None:
    made: list[int] = []
    begun, shelf = Event(), Shelf()

    def make() -> Representation:
        made.append(1)
        begun.wait(0.2)
        return Representation.of(b"x", "text/plain")

    async def ask_often() -> None:
        await asyncio.gather(*(shelf.get("one", make) for _ in range(20)))

    asyncio.run(ask_often())
    assert len(made) <= 2  # as many as it has threads


def test_the_shelf_passes_on_what_fails() -> None:
    shelf = Shelf()

    def fail() -> Representation:
        raise UnknownName("view", "x", ["left"])

    for _ in range(2):
        with pytest.raises(UnknownName):
            asyncio.run(shelf.get("bad", fail))
    assert shelf.size == 0
