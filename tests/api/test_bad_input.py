"""Every kind of bad input gets a clear problem document, and never its own words back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.problems import MAX_ERRORS

from .conftest import PREFIX

CANARY = "canary7f3a"
CANARY_NUMBER = 73918264.25

Edit = Callable[[dict[str, Any]], Any]


def assert_problem(response: Any, status: int, name: str, where: str | None = None) -> None:
    """The answer is a whole problem document of that type that points there and echoes nothing."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    document = response.json()
    assert document["type"] == f"/problems/{name}"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert CANARY not in response.text
    assert str(CANARY_NUMBER) not in response.text
    if where:
        places = [error.get("pointer") or error.get("parameter") for error in document["errors"]]
        assert where in places
        assert all(error["detail"].endswith((".", "?")) for error in document["errors"])


def in_stroke(**changes: Any) -> Edit:
    def edit(drawing: dict[str, Any]) -> dict[str, Any]:
        drawing["strokes"][0].update(changes)
        return {"drawing": drawing}

    return edit


def with_drawing(**changes: Any) -> Edit:
    return lambda drawing: {"drawing": {**drawing, **changes}}


def with_request(**changes: Any) -> Edit:
    return lambda drawing: {"drawing": drawing, **changes}


def dab(count: int) -> list[list[float]]:
    return [[-20.0, -900.0 + index * 0.01] for index in range(count)]


def strokes(count: int, points: int) -> list[dict[str, Any]]:
    return [{"view": "left", "points": dab(points)}] * count


STROKE = "#/drawing/strokes/0"

BAD_DRAWINGS: dict[str, tuple[Edit, str]] = {
    "unknown region": (with_drawing(regions=[{"region": CANARY}]), "#/drawing/regions/0/region"),
    "near miss of a region": (
        with_drawing(regions=[{"region": "left_groyne"}]),
        "#/drawing/regions/0/region",
    ),
    "unknown view": (in_stroke(view=CANARY), f"{STROKE}/view"),
    "unknown body": (with_drawing(body=CANARY), "#/drawing/body"),
    "outside the view box": (in_stroke(points=[[-20, -900], [CANARY_NUMBER, 0]]), f"{STROKE}/points/1"),
    "just outside the view box": (in_stroke(points=[[-20, -1776]]), f"{STROKE}/points/0"),
    "outline outside the view box": (
        with_drawing(outlines=[{"view": "left", "points": [[0, 0], [1, 1], [9999, 1]]}]),
        "#/drawing/outlines/0/points/2",
    ),
    "NaN": (in_stroke(points=[[float("nan"), -900]]), f"{STROKE}/points/0/0"),
    "infinity": (in_stroke(points=[[0, -900], [-20, float("inf")]]), f"{STROKE}/points/1/1"),
    "NaN radius": (in_stroke(radius=float("nan")), f"{STROKE}/radius"),
    "number as text": (in_stroke(points=[[CANARY, "5"]]), f"{STROKE}/points/0/1"),
    "true as a number": (in_stroke(points=[[True, 5]]), f"{STROKE}/points/0/0"),
    "three coordinates": (in_stroke(points=[[1, 2, CANARY_NUMBER]]), f"{STROKE}/points/0"),
    "one coordinate": (in_stroke(points=[[1]]), f"{STROKE}/points/0/1"),
    "points as objects": (in_stroke(points=[{"x": CANARY, "y": 2}]), f"{STROKE}/points/0"),
    "a number beyond floats": (in_stroke(points=[[10**400, 2]]), f"{STROKE}/points/0/0"),
    "radius 0": (in_stroke(radius=0), f"{STROKE}/radius"),
    "radius 10,000": (in_stroke(radius=10_000), f"{STROKE}/radius"),
    "radius 1.99": (in_stroke(radius=1.99), f"{STROKE}/radius"),
    "radius 150.1": (in_stroke(radius=150.1), f"{STROKE}/radius"),
    "intensity 11": (in_stroke(intensity=11), f"{STROKE}/intensity"),
    "intensity 0": (in_stroke(intensity=0), f"{STROKE}/intensity"),
    "intensity 2.5": (in_stroke(intensity=2.5), f"{STROKE}/intensity"),
    "intensity true": (in_stroke(intensity=True), f"{STROKE}/intensity"),
    "intensity of a region": (
        with_drawing(regions=[{"region": "left_groin", "intensity": 99}]),
        "#/drawing/regions/0/intensity",
    ),
    "erase as text": (in_stroke(erase="yes"), f"{STROKE}/erase"),
    "no points": (in_stroke(points=[]), f"{STROKE}/points"),
    "501 points": (in_stroke(points=dab(501)), f"{STROKE}/points"),
    "201 strokes": (with_drawing(strokes=strokes(201, 1)), "#/drawing/strokes"),
    "201 regions": (with_drawing(regions=[{"region": "left_groin"}] * 201), "#/drawing/regions"),
    "51 outlines": (
        with_drawing(outlines=[{"view": "left", "points": dab(3)}] * 51),
        "#/drawing/outlines",
    ),
    "outline of two corners": (
        with_drawing(outlines=[{"view": "left", "points": dab(2)}]),
        "#/drawing/outlines/0/points",
    ),
    "10,001 points in all": (with_drawing(strokes=[*strokes(20, 500), *strokes(1, 1)]), "#/drawing"),
    "empty drawing": (lambda _: {"drawing": {}}, "#/drawing"),
    "empty lists": (lambda _: {"drawing": {"regions": [], "strokes": [], "outlines": []}}, "#/drawing"),
    "only an eraser": (in_stroke(erase=True), "#/drawing"),
    "no drawing": (lambda _: {}, "#/drawing"),
    "null drawing": (lambda _: {"drawing": None}, "#/drawing"),
    "drawing as text": (lambda _: {"drawing": CANARY}, "#/drawing"),
    "request as a list": (lambda drawing: [drawing], "#"),
    "request as null": (lambda _: None, "#"),
    "unknown key of a stroke": (in_stroke(colour=CANARY), f"{STROKE}/colour"),
    "unknown key of the drawing": (with_drawing(sensation=CANARY), "#/drawing/sensation"),
    "unknown key of the request": (with_request(name=CANARY), "#/name"),
    "a key that is a sentence": (with_request(**{f"my name is {CANARY}": 1}), "#"),
    "half a character": (with_drawing(regions=[{"region": "\ud800"}]), "#/drawing/regions/0/region"),
}


@pytest.mark.parametrize("path", ["/rank", "/trace"])
@pytest.mark.parametrize(("edit", "where"), BAD_DRAWINGS.values(), ids=BAD_DRAWINGS.keys())
def test_bad_drawing(client: TestClient, drawing: dict[str, Any], path: str, edit: Edit, where: str) -> None:
    # httpx refuses NaN, which is the very thing to be sent.
    content = json.dumps(edit(drawing)).encode()
    response = client.post(PREFIX + path, content=content, headers={"Content-Type": "application/json"})
    assert_problem(response, 422, "invalid-request", where)


BAD_REQUESTS: dict[str, tuple[str, Edit, str]] = {
    "unknown question": ("/rank", with_request(answers={"is_it_raining": "no"}), "#/answers/is_it_raining"),
    "unknown answer": (
        "/rank",
        with_request(answers={"unable_to_bear_weight": CANARY}),
        "#/answers/unable_to_bear_weight",
    ),
    "answer true": (
        "/rank",
        with_request(answers={"unable_to_bear_weight": True}),
        "#/answers/unable_to_bear_weight",
    ),
    "a question that is a sentence": ("/rank", with_request(answers={f"I am {CANARY}": "no"}), "#/answers"),
    "limit 0": ("/rank", with_request(limit=0), "#/limit"),
    "limit as text": ("/rank", with_request(limit="10"), "#/limit"),
    "unknown view to trace": ("/trace", with_request(views=["anterior", CANARY]), "#/views/1"),
    "no view to trace": ("/trace", with_request(views=[]), "#/views"),
}


@pytest.mark.parametrize(("path", "edit", "where"), BAD_REQUESTS.values(), ids=BAD_REQUESTS.keys())
def test_bad_request(client: TestClient, drawing: dict[str, Any], path: str, edit: Edit, where: str) -> None:
    assert_problem(client.post(PREFIX + path, json=edit(drawing)), 422, "invalid-request", where)


NOT_JSON = {
    "text": CANARY.encode(),
    "cut off": b'{"drawing": {"strokes": [',
    "trailing comma": b'{"drawing": {},}',
    "not UTF-8": b'{"drawing": "\xff\xfe"}',
    "a bomb of brackets": b"[" * 100_000,
    "a number of 5,000 digits": b'{"limit": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("content", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_not_json(client: TestClient, content: bytes) -> None:
    response = client.post(f"{PREFIX}/rank", content=content, headers={"Content-Type": "application/json"})
    assert_problem(response, 400, "not-json")


@pytest.mark.parametrize("path", ["/rank", "/trace"])
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json",
        "",
        "nonsense",
    ],
)
def test_wrong_content_type(
    client: TestClient, drawing: dict[str, Any], path: str, content_type: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.post(PREFIX + path, content=json.dumps({"drawing": drawing}).encode(), headers=headers)
    assert_problem(response, 415, "unsupported-media-type")
    assert response.headers["accept"] == "application/json"


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; charset=utf-8", "application/fhir+json"]
)
def test_json_by_any_name(client: TestClient, drawing: dict[str, Any], content_type: str) -> None:
    content = json.dumps({"drawing": drawing}).encode()
    response = client.post(f"{PREFIX}/trace", content=content, headers={"Content-Type": content_type})
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("path", ["/rank", "/trace"])
def test_body_of_5_mb(client: TestClient, path: str) -> None:
    content = json.dumps({"drawing": CANARY * 500_000}).encode()
    response = client.post(PREFIX + path, content=content, headers={"Content-Type": "application/json"})
    assert_problem(response, 413, "too-large")


BAD_ADDRESSES: dict[str, tuple[str, int, str, str | None]] = {
    "unknown view": (f"/views/{CANARY}", 404, "not-found", None),
    "unknown view as a picture": (f"/views/{CANARY}.svg", 404, "not-found", None),
    "unknown body of a view": (f"/views/anterior?body={CANARY}", 422, "invalid-request", "body"),
    "unknown body of a picture": (f"/views/anterior.svg?body={CANARY}", 422, "invalid-request", "body"),
    "unknown theme": (f"/views/anterior.svg?theme={CANARY}", 422, "invalid-request", "theme"),
    "unknown muscle": (f"/muscles/{CANARY}", 404, "not-found", None),
    "unknown muscle's pattern": (f"/muscles/{CANARY}/pattern", 404, "not-found", None),
    "unknown muscle's picture": (f"/muscles/{CANARY}/pattern/left.svg", 404, "not-found", None),
    "pattern in an unknown view": (f"/muscles/iliopsoas/pattern/{CANARY}.svg", 404, "not-found", None),
    "pattern of an unknown side": (
        f"/muscles/iliopsoas/pattern?side={CANARY}",
        422,
        "invalid-request",
        "side",
    ),
    "unknown trigger point": (
        f"/muscles/iliopsoas/pattern?trigger_point={CANARY}",
        422,
        "invalid-request",
        "trigger_point",
    ),
    "regions of an unknown view": (f"/regions?view={CANARY}", 422, "invalid-request", "view"),
    "regions of an unknown body": (f"/regions?body={CANARY}", 422, "invalid-request", "body"),
    "regions of an unknown level": (f"/regions?level={CANARY}", 422, "invalid-request", "level"),
    "muscles of an unknown region": (f"/muscles?region={CANARY}", 422, "invalid-request", "region"),
    "words without end": (f"/muscles?q={CANARY * 100}", 422, "invalid-request", "q"),
    "unknown address": (f"/{CANARY}", 404, "not-found", None),
    "slash too many": ("/info/", 404, "not-found", None),
    "way out of the folder": ("/../../../../etc/passwd", 404, "not-found", None),
    "zero byte": ("/views/%00", 404, "not-found", None),
}


@pytest.mark.parametrize(
    ("path", "status", "name", "where"), BAD_ADDRESSES.values(), ids=BAD_ADDRESSES.keys()
)
def test_bad_address(client: TestClient, path: str, status: int, name: str, where: str | None) -> None:
    assert_problem(client.get(PREFIX + path), status, name, where)


@pytest.mark.parametrize(
    "path", [f"/{CANARY}", "/css/../../pyproject.toml", "/%2e%2e/pyproject.toml", "/%00", "/" + "x" * 5000]
)
def test_no_such_file(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404, "not-found")


def test_suggestions(client: TestClient) -> None:
    assert "iliopsoas" in client.get(f"{PREFIX}/muscles/iliopsaos").json()["detail"]
    assert "anterior" in client.get(f"{PREFIX}/views/antrior").json()["detail"]


def test_errors_are_counted_out(client: TestClient, drawing: dict[str, Any]) -> None:
    drawing["strokes"][0]["points"] = [[None, None]] * 500
    response = client.post(f"{PREFIX}/rank", json={"drawing": drawing})
    assert len(response.json()["errors"]) == MAX_ERRORS
