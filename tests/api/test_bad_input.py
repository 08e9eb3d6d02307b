"""Every kind of bad input gets a clear problem document, and never its own words back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from app import problems
from app.parameters import only_declared
from app.problems import MAX_ERRORS, TYPES
from bodymap.errors import BadDrawing
from bodymap.explorer import Bodymap

from .conftest import PREFIX, ask

CANARY = "canary7f3a"
CANARY_NUMBER = 73918264.25
JOINT = "groin_signs"  # answers several questions at once

Edit = Callable[[dict[str, Any]], Any]


def assert_problem(response: Any, status: int, name: str, where: str | None = None) -> None:
    """The answer is a whole problem document of that type that points there and echoes nothing."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    document = response.json()
    assert document["type"] == f"/problems/{name}"
    assert document["status"] == status
    assert document["title"] == TYPES[status].title
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


def post_raw(client: TestClient, path: str, content: str | bytes) -> Any:
    """Post what httpx would refuse to write."""
    return client.post(PREFIX + path, content=content, headers={"Content-Type": "application/json"})


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
    "unknown key of a stroke": (in_stroke(**{CANARY: 1}), STROKE),
    "unknown key of the drawing": (with_drawing(**{CANARY: 1}), "#/drawing"),
    "unknown key of the request": (with_request(**{CANARY: 1}), "#"),
    "a key that is a sentence": (with_request(**{f"my name is {CANARY}": 1}), "#"),
    "half a character": (with_drawing(regions=[{"region": "\ud800"}]), "#/drawing/regions/0/region"),
}


@pytest.mark.parametrize("path", ["/rank", "/trace"])
@pytest.mark.parametrize(("edit", "where"), BAD_DRAWINGS.values(), ids=BAD_DRAWINGS.keys())
def test_bad_drawing(client: TestClient, drawing: dict[str, Any], path: str, edit: Edit, where: str) -> None:
    assert_problem(post_raw(client, path, json.dumps(edit(drawing))), 422, "invalid-request", where)


BAD_REQUESTS: dict[str, tuple[str, Edit, str]] = {
    "unknown question": ("/rank", with_request(answers={CANARY: "no"}), "#/answers"),
    "unknown answer to an unknown question": ("/rank", with_request(answers={CANARY: "perhaps"}), "#/answers"),
    "unknown answer": (
        "/rank",
        with_request(answers={"unable_to_bear_weight": CANARY}),
        "#/answers/unable_to_bear_weight",
    ),
    "unknown answer to a joint question": ("/rank", with_request(answers={JOINT: CANARY}), f"#/answers/{JOINT}"),
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


UNKNOWN_FIELDS: dict[str, tuple[str, Edit, str, str]] = {
    "of a request to rank": ("/rank", with_request(**{CANARY: 1}), "#", "drawing, answers, limit"),
    "of a request to trace": ("/trace", with_request(limit=1), "#", "drawing, views"),
    "of a drawing": ("/rank", with_drawing(**{CANARY: 1}), "#/drawing", "body, regions, strokes, outlines"),
    "of a region": (
        "/rank",
        with_drawing(regions=[{"region": "left_groin", CANARY: 1}]),
        "#/drawing/regions/0",
        "region, intensity",
    ),
}


@pytest.mark.parametrize(("path", "edit", "where", "known"), UNKNOWN_FIELDS.values(), ids=UNKNOWN_FIELDS.keys())
def test_unknown_fields_name_the_known(
    client: TestClient, drawing: dict[str, Any], path: str, edit: Edit, where: str, known: str
) -> None:
    response = client.post(PREFIX + path, json=edit(drawing))
    assert_problem(response, 422, "invalid-request", where)
    assert [error["detail"] for error in response.json()["errors"]] == [
        f"There is an unknown field here. Known: {known}."
    ]


def test_unknown_fields_in_one_place_are_one_error(client: TestClient, drawing: dict[str, Any]) -> None:
    response = client.post(f"{PREFIX}/rank", json={"drawing": drawing, "a": 1, "b": 2})
    assert len(response.json()["errors"]) == 1


def test_everything_unknown_is_named_at_once(client: TestClient, drawing: dict[str, Any]) -> None:
    """A bad drawing does not hide bad answers or views."""
    bad = {**drawing, "regions": [{"region": CANARY}]}
    ranked = client.post(f"{PREFIX}/rank", json={"drawing": bad, "answers": {"x": "no", CANARY: "yes"}})
    assert_problem(ranked, 422, "invalid-request")
    assert [error["pointer"] for error in ranked.json()["errors"]] == [
        "#/drawing/regions/0/region",
        "#/answers",
        "#/answers",
    ]
    traced = client.post(f"{PREFIX}/trace", json={"drawing": bad, "views": ["left", CANARY, "up"]})
    assert [error["pointer"] for error in traced.json()["errors"]] == [
        "#/drawing/regions/0/region",
        "#/views/1",
        "#/views/2",
    ]


def test_all_problems_of_a_drawing_are_listed(
    client: TestClient, drawing: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_two(*_: Any) -> None:
        raise BadDrawing([("/regions/0/region", "First."), ("/regions/7/region", "Second.")])

    monkeypatch.setattr(Bodymap, "check", find_two)
    response = client.post(f"{PREFIX}/rank", json={"drawing": drawing})
    assert response.json()["errors"] == [
        {"pointer": "#/drawing/regions/0/region", "detail": "First."},
        {"pointer": "#/drawing/regions/7/region", "detail": "Second."},
    ]


TWICE = "This key appears twice."
UNKNOWN_TWICE = "An unknown field appears here, and twice."
GROIN = '{"regions": [{"region": "left_groin"}]}'
REPEATED = {
    "answers that take an emergency back": (
        f'{{"drawing": {GROIN}, "answers": {{"unable_to_bear_weight": "yes", "unable_to_bear_weight": "no"}}}}',
        "#/answers/unable_to_bear_weight",
        TWICE,
    ),
    "all answers twice": (
        f'{{"drawing": {GROIN}, "answers": {{"unable_to_bear_weight": "yes"}}, "answers": {{}}}}',
        "#/answers",
        TWICE,
    ),
    "equal values": (f'{{"drawing": {GROIN}, "limit": 3, "limit": 3}}', "#/limit", TWICE),
    "one of them escaped": (f'{{"drawing": {GROIN}, "limit": 3, "lim\\u0069t": 3}}', "#/limit", TWICE),
    "deep in the drawing": (
        '{"drawing": {"regions": [{"region": "left_groin"}, {"region": "left_hip", "region": "left_groin"}]}}',
        "#/drawing/regions/1/region",
        TWICE,
    ),
    "a key that is the sender's": (f'{{"drawing": {GROIN}, "{CANARY}": 3, "{CANARY}": 3}}', "#", UNKNOWN_TWICE),
    "an unknown question": (
        f'{{"drawing": {GROIN}, "answers": {{"{CANARY}": "no", "{CANARY}": "no"}}}}',
        "#/answers",
        UNKNOWN_TWICE,
    ),
}


@pytest.mark.parametrize(("content", "where", "detail"), REPEATED.values(), ids=REPEATED.keys())
def test_keys_that_appear_twice(client: TestClient, content: str, where: str, detail: str) -> None:
    response = post_raw(client, "/rank", content)
    assert_problem(response, 422, "invalid-request", where)
    assert response.json()["errors"] == [{"pointer": where, "detail": detail}]


NOT_JSON = {
    "nothing": b"",
    "white space": b" \n",
    "text": CANARY.encode(),
    "cut off": b'{"drawing": {"strokes": [',
    "trailing comma": b'{"drawing": {},}',
    "not UTF-8": b'{"drawing": "\xff\xfe"}',
    "UTF-16": json.dumps({"drawing": {"regions": [{"region": "left_groin"}]}}).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + b'{"drawing": {"regions": [{"region": "left_groin"}]}}',
    "NaN": b'{"drawing": {"strokes": [{"view": "left", "points": [[NaN, -900]]}]}}',
    "infinity": b'{"drawing": {"strokes": [{"view": "left", "points": [[-Infinity, -900]]}]}}',
    "NaN where nothing is expected": b'{"limit": 3, "drawing": NaN}',
    "a bomb of brackets": b"[" * 100_000,
    "40,000 brackets that close": b"[" * 40_000 + b"]" * 40_000,
    "40,000 objects that close": b'{"drawing":' * 20_000 + b"1" + b"}" * 20_000,
    "a number of 5,000 digits": b'{"limit": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("content", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_not_json(client: TestClient, caplog: pytest.LogCaptureFixture, content: bytes) -> None:
    assert_problem(post_raw(client, "/rank", content), 400, "not-json")
    assert not caplog.records


@pytest.mark.parametrize("depth", [100, 500, 900, 980])
def test_deep_nesting_is_no_mistake_of_ours(client: TestClient, caplog: pytest.LogCaptureFixture, depth: int) -> None:
    """Below the depth that no parser takes, whatever stands there is merely not a drawing."""
    for content in (
        b'{"drawing": ' + b"[" * depth + b"]" * depth + b"}",
        b'{"drawing": ' + b'{"a":1,"a":' * depth + b"1" + b"}" * depth + b"}",
    ):
        assert post_raw(client, "/rank", content).status_code in (400, 422)
    assert not caplog.records


REFUSED_MEDIA: dict[str, list[tuple[str, str]]] = {
    "none": [],
    "empty": [("Content-Type", "")],
    "nonsense": [("Content-Type", "nonsense")],
    "plain text": [("Content-Type", "text/plain")],
    "a form": [("Content-Type", "application/x-www-form-urlencoded")],
    "a form with files": [("Content-Type", "multipart/form-data; boundary=x")],
    "JSON as text": [("Content-Type", "text/json")],
    "a kind of JSON": [("Content-Type", "application/fhir+json")],
    "another charset": [("Content-Type", "application/json; charset=latin-1")],
    "UTF-16": [("Content-Type", "application/json; charset=utf-16")],
    "two types": [("Content-Type", "application/json"), ("Content-Type", "application/json")],
    "compressed": [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
    "compressed twice": [("Content-Type", "application/json"), ("Content-Encoding", "identity, br")],
}


@pytest.mark.parametrize("path", ["/rank", "/trace"])
@pytest.mark.parametrize("headers", REFUSED_MEDIA.values(), ids=REFUSED_MEDIA.keys())
def test_refused_media(client: TestClient, drawing: dict[str, Any], path: str, headers: list[tuple[str, str]]) -> None:
    content = json.dumps({"drawing": drawing}).encode()
    response = client.post(PREFIX + path, content=content, headers=headers)
    assert_problem(response, 415, "unsupported-media-type")
    if "Content-Encoding" in dict(headers):
        assert response.headers["accept-encoding"] == "identity"
    else:
        assert response.headers["accept"] == "application/json"


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json"},
        {"Content-Type": "Application/JSON;charset=UTF-8"},
        {"Content-Type": 'application/json; charset="utf-8"'},
        {"Content-Type": "application/json", "Content-Encoding": "identity"},
    ],
)
def test_json_by_any_name(client: TestClient, drawing: dict[str, Any], headers: dict[str, str]) -> None:
    content = json.dumps({"drawing": drawing}).encode()
    response = client.post(f"{PREFIX}/trace", content=content, headers=headers)
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


@pytest.mark.parametrize(("path", "status", "name", "where"), BAD_ADDRESSES.values(), ids=BAD_ADDRESSES.keys())
def test_bad_address(client: TestClient, path: str, status: int, name: str, where: str | None) -> None:
    assert_problem(client.get(PREFIX + path), status, name, where)


UNKNOWN, REPEATEDLY = "There is no such parameter here.", "This parameter appears more than once."
BAD_PARAMETERS: dict[str, tuple[str, str, list[tuple[str | None, str]]]] = {
    "misspelt": ("/muscles/iliopsoas/pattern", "sied=right", [("sied", UNKNOWN)]),
    "in another case": ("/muscles/iliopsoas/pattern", "Side=right", [("Side", UNKNOWN)]),
    "twice": ("/muscles/iliopsoas/pattern", "side=right&side=left", [("side", REPEATEDLY)]),
    "twice the same": ("/regions", "body=male&body=male", [("body", REPEATEDLY)]),
    "another route's": ("/views/anterior", "theme=dark", [("theme", UNKNOWN)]),
    "where there are none": ("/info", "view=left", [("view", UNKNOWN)]),
    "of the description": ("/openapi.json", "v=3", [("v", UNKNOWN)]),
    "a sentence": ("/muscles", f"I%20am%20{CANARY}=1", [(None, UNKNOWN)]),
    "too long to be a name": ("/muscles", f"{CANARY * 10}=1", [(None, UNKNOWN)]),
    "an empty name": ("/muscles", "=1", [(None, UNKNOWN)]),
    "without a value": ("/muscles", "quick", [("quick", UNKNOWN)]),
    "several": ("/muscles", "Q=1&q=a&q=b", [("Q", UNKNOWN), ("q", REPEATEDLY)]),
}


@pytest.mark.parametrize(("path", "query", "wrong"), BAD_PARAMETERS.values(), ids=BAD_PARAMETERS.keys())
def test_bad_parameters(client: TestClient, path: str, query: str, wrong: list[tuple[str | None, str]]) -> None:
    response = client.get(f"{PREFIX}{path}?{query}")
    assert_problem(response, 422, "invalid-request")
    errors = response.json()["errors"]
    assert [error.get("parameter") for error in errors] == [name for name, _ in wrong]
    assert all(error["detail"].startswith(said) for error, (_, said) in zip(errors, wrong, strict=True))


@pytest.mark.parametrize("path", ["/rank", "/trace"])
def test_drawings_take_no_parameters(client: TestClient, drawing: dict[str, Any], path: str) -> None:
    """A limit in the address would be ignored, and look obeyed."""
    response = client.post(f"{PREFIX}{path}?limit=1", json={"drawing": drawing})
    assert_problem(response, 422, "invalid-request", "limit")


def test_unknown_parameters_name_the_known(client: TestClient) -> None:
    errors = client.get(f"{PREFIX}/regions?side=left").json()["errors"]
    assert errors[0]["detail"].endswith("Known: view, body, level, lang.")


def _language(lang: str = "en") -> str:
    return lang


def test_parameters_of_dependencies_are_declared() -> None:
    """Such as a language that several routes share."""
    app = FastAPI()
    problems.install(app)

    @app.get("/said", dependencies=[Depends(only_declared)])
    def said(language: Annotated[str, Depends(_language)]) -> str:
        return language

    client = TestClient(app)
    assert client.get("/said?lang=de").json() == "de"
    assert client.get("/said?Lang=de").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        f"/{CANARY}",
        "/css/../../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/%00",
        "/" + "x" * 5000,
        # Those below were redirected to whatever host the request named.
        "/.?q=x",
        "/%2e",
        "/foo/..",
        "/foo/%2e%2e",
        "//evil.com/..",
        "//evil.com/%2e%2e",
        "//",
        # Other addresses for the same files.
        "/index.html/",
        "/main.js/",
        "//main.js",
        "/./main.js",
        "/foo/../main.js",
    ],
)
def test_no_such_file(app: FastAPI, path: str) -> None:
    status, headers, body = ask(app, path)
    assert status == 404
    assert headers["content-type"] == "application/problem+json"
    assert "location" not in headers
    assert json.loads(body)["type"] == "/problems/not-found"
    assert CANARY not in body.decode()


SUGGESTIONS = {
    "a muscle": ("/muscles/iliopsaos", ["iliopsoas"]),
    "a view": ("/views/antrior", ["anterior"]),
    "a region without its side": ("/muscles?region=knee", ["left_knee", "right_knee"]),
    "a region in words": ("/muscles?region=%20Left%20Knee%20", ["left_knee"]),
    "a misspelt region without its side": ("/muscles?region=groyne", ["left_groin", "right_groin"]),
}


@pytest.mark.parametrize(("path", "expected"), SUGGESTIONS.values(), ids=SUGGESTIONS.keys())
def test_suggestions(client: TestClient, path: str, expected: list[str]) -> None:
    problem = client.get(PREFIX + path).json()
    detail = problem["errors"][0]["detail"] if "errors" in problem else problem["detail"]
    assert f"Did you mean {' or '.join(expected)}" in detail


def test_errors_are_counted_out(client: TestClient, drawing: dict[str, Any]) -> None:
    drawing["strokes"][0]["points"] = [[None, None]] * 500
    response = client.post(f"{PREFIX}/rank", json={"drawing": drawing})
    assert len(response.json()["errors"]) == MAX_ERRORS
