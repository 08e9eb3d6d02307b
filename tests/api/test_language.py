"""Answers in the language that was asked for."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from .conftest import PREFIX

GROIN = {"drawing": {"regions": [{"region": "left_groin"}]}}


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "en"),
        ("?lang=es", "", "es"),
        ("", "es-MX,es;q=0.9,en;q=0.5", "es"),
        ("", "fr, es;q=0.4, en;q=0.3", "es"),
        ("", "fr", "en"),
        ("", "en;q=nonsense, es", "es"),
        ("?lang=en", "es", "en"),
    ],
)
def test_language_is_chosen(client: TestClient, query: str, header: str, language: str) -> None:
    answer = client.post(f"{PREFIX}/rank{query}", json=GROIN, headers={"Accept-Language": header})
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Vary"] == "Accept-Language"
    assert ("ingle" in answer.json()["description"]) == (language == "es")
    assert ("?" in answer.json()["safety"]["ask"][0]["question"]) is True
    assert ("¿" in answer.json()["safety"]["ask"][0]["question"]) == (language == "es")


@pytest.mark.parametrize("path", ["/muscles", "/muscles/glúteo medio", "/regions?view=anterior&level=area"])
def test_what_is_listed_speaks_spanish(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    english, spanish = (client.get(f"{PREFIX}{path}{joint}lang={code}") for code in ("en", "es"))
    assert spanish.status_code == 200
    assert spanish.headers["Content-Language"] == "es"
    assert spanish.text != english.text
    assert spanish.headers["ETag"] != english.headers.get("ETag")


def test_spanish_words_find_a_muscle(client: TestClient) -> None:
    found = client.get(f"{PREFIX}/muscles", params={"q": "nalga", "lang": "es"}).json()["muscles"]
    assert "gluteus_maximus" in [muscle["id"] for muscle in found]


def test_an_unknown_language_is_refused(client: TestClient) -> None:
    answer = client.get(f"{PREFIX}/muscles?lang=tlh")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "lang"
