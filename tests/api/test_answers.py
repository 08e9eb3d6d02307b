"""The answers hold what the design promises, on the real data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from bodymap.explorer import Bodymap

from .conftest import PREFIX

LEFT_GROIN = {"regions": [{"region": "left_groin", "intensity": 6}]}
BESIDE = {"strokes": [{"view": "anterior", "points": [[-480, -1700]], "radius": 10}]}


def get(client: TestClient, path: str) -> Any:
    response = client.get(PREFIX + path)
    assert response.status_code == 200, response.text
    return response.json()


def post(client: TestClient, path: str, **request: Any) -> Any:
    response = client.post(PREFIX + path, json=request)
    assert response.status_code == 200, response.text
    return response.json()


def test_info(client: TestClient, core: Bodymap) -> None:
    info = get(client, "/info")
    assert info["data_checksum"].startswith(info["data_version"])
    assert [body["id"] for body in info["bodies"]] == ["neutral", "female", "male", "larger"]
    assert {"anterior", "posterior", "left", "right"} <= {view["id"] for view in info["views"]}
    assert info["counts"]["muscles"] == len(core.atlas.muscles)
    assert info["reviewed"] is False
    assert "not a diagnosis" in info["disclaimer"]


@pytest.mark.parametrize("path", ["/views/left.svg?theme=dark&body=male", "/muscles/iliopsoas/pattern/anterior.svg"])
def test_pictures_are_svg_without_styles(client: TestClient, path: str) -> None:
    response = client.get(PREFIX + path)
    assert response.headers["content-type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(response.text)
    assert root.tag.endswith("svg")
    assert root.get("viewBox")
    # The content security policy would drop them, and the page would look wrong.
    assert not [element for element in root.iter() if element.get("style") or element.tag.endswith("style")]


def test_view(client: TestClient) -> None:
    view = get(client, "/views/posterior?body=female")
    assert view["azimuth"] == 180
    assert len(view["box"]) == 4
    assert view["landmarks"]
    assert not set(view["hidden"]) & set(view["landmarks"])


def test_regions(client: TestClient, core: Bodymap) -> None:
    regions = get(client, "/regions")["regions"]
    assert [region["id"] for region in regions] == list(core.regions.all)
    by_id = {region["id"]: region for region in regions}
    assert by_id["left_groin"]["side"] == "left"
    assert by_id["left_groin"]["outlines"]["anterior"].startswith("M")
    fine = get(client, "/regions?view=posterior&level=fine")["regions"]
    assert all(by_id[region["parent"]]["level"] == "area" for region in fine)
    assert {view for region in fine for view in region["outlines"]} == {"posterior"}


@pytest.mark.parametrize(
    ("words", "muscle"),
    [
        ("psoas", "iliopsoas"),
        ("glute med", "gluteus_medius"),
        ("TFL", "tensor_fasciae_latae"),
        ("Piriformis", "piriformis"),
    ],
)
def test_muscles_by_words(client: TestClient, words: str, muscle: str) -> None:
    response = client.get(f"{PREFIX}/muscles", params={"q": words})
    assert response.json()["muscles"][0]["id"] == muscle


@pytest.mark.parametrize("words", ["!", ".*", "***", "🦵", "\0", "_", "¿?"])
def test_words_that_are_none_find_nothing(client: TestClient, words: str) -> None:
    assert client.get(f"{PREFIX}/muscles", params={"q": words}).json()["muscles"] == []


@pytest.mark.parametrize("words", ["", " ", "\t \n"])
def test_no_words_find_everything(client: TestClient, core: Bodymap, words: str) -> None:
    found = client.get(f"{PREFIX}/muscles", params={"q": words}).json()["muscles"]
    assert len(found) == len(core.atlas.muscles)


def test_muscle_by_synonym(client: TestClient) -> None:
    assert get(client, "/muscles/psoas")["id"] == "iliopsoas"
    assert get(client, "/muscles/psoas/pattern")["muscle"] == "iliopsoas"


def test_muscles_by_place_put_essential_first(client: TestClient) -> None:
    kinds = [muscle["region_kinds"] for muscle in get(client, "/muscles?region=left_thigh_front")["muscles"]]
    essential = [kind["essential"] for kind in kinds]
    assert kinds
    assert essential == sorted(essential, reverse=True)
    assert all(muscle["region_kinds"] is None for muscle in get(client, "/muscles")["muscles"])


def test_pattern_sides_mirror(client: TestClient) -> None:
    left, right = (get(client, f"/muscles/piriformis/pattern?side={side}") for side in ("left", "right"))
    assert left["shown_in"][0] == right["shown_in"][0] == "posterior"
    (x, mirrored) = (p["views"]["posterior"]["trigger_points"][0]["x"] for p in (left, right))
    assert x < 0 < mirrored  # the back view shows the person's left on the left
    assert x == pytest.approx(-mirrored, abs=1)


def test_trace(client: TestClient, drawing: dict[str, Any]) -> None:
    traced = post(client, "/trace", drawing=drawing, views=["left", "right"])
    assert list(traced["views"]) == ["left", "right"]
    assert traced["views"]["left"].startswith("M")
    assert traced["views"]["right"] == ""
    assert traced["area_cm2"] > 10
    assert "left" in traced["description"]
    assert [level["intensity"] for level in traced["levels"]["left"]] == [7]


def test_rank(client: TestClient) -> None:
    ranked = post(client, "/rank", drawing=LEFT_GROIN, limit=1)
    best = ranked["matches"][0]
    assert (best["rank"], best["muscle"], best["side"]) == (1, "iliopsoas", "left")
    assert 0 < best["score"] <= 1
    assert best["why"]
    assert ranked["safety"]["level"] == "unasked"
    assert ranked["limits"]


def test_rank_does_not_depend_on_asking_twice(client: TestClient, drawing: dict[str, Any]) -> None:
    assert post(client, "/rank", drawing=drawing) == post(client, "/rank", drawing=drawing)


def test_emergency_gives_no_matches(client: TestClient) -> None:
    ranked = post(client, "/rank", drawing=LEFT_GROIN, answers={"unable_to_bear_weight": "yes"})
    assert ranked["safety"]["level"] == "emergency"
    assert ranked["safety"]["reasons"]
    assert ranked["matches"] == []


@pytest.mark.parametrize("path", ["/rank", "/trace"])
def test_beside_the_figure_is_an_answer(client: TestClient, path: str) -> None:
    answer = post(client, path, drawing=BESIDE)
    assert answer["message"]
    assert not answer.get("matches")


def test_many_at_once(client: TestClient, drawing: dict[str, Any]) -> None:
    """Routes run in threads over one core; they must not get into each other's way."""

    def ask(body: str) -> str:
        svg = client.get(f"{PREFIX}/views/right.svg?body={body}").text
        return svg + client.post(f"{PREFIX}/trace", json={"drawing": {**drawing, "body": body}}).text

    bodies = ["neutral", "female"] * 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, bodies))
    assert together == [ask(body) for body in bodies]
