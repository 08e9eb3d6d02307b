"""The OpenAPI document is true: its examples run, and its errors are problem documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.problems import MEDIA_TYPE, TYPES, ProblemType
from app.settings import Settings

from .conftest import PREFIX

DOCS = Path(__file__).parents[2] / "docs" / "api.md"

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = client.get(f"{PREFIX}/openapi.json").json()
    return document


@pytest.fixture(scope="module")
def operations(openapi: dict[str, Any]) -> list[Operation]:
    paths = openapi["paths"]
    return [(path, method, entry) for path, methods in paths.items() for method, entry in methods.items()]


def _address(path: str, entry: dict[str, Any], chosen: str | None = None) -> str:
    """The path with its example, and the example of one query parameter."""
    query = ""
    for parameter in entry.get("parameters", []):
        schema = parameter["schema"]
        example = (schema.get("examples") or schema.get("enum") or [None])[0]
        assert example is not None, f"{path}: {parameter['name']} has no example"
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", example)
        elif parameter["name"] == chosen:
            query = f"?{chosen}={example}"
    return path + query


def test_examples_of_addresses_run(client: TestClient, operations: list[Operation]) -> None:
    for path, method, entry in operations:
        if method != "get":
            continue
        queries = [parameter["name"] for parameter in entry.get("parameters", []) if parameter["in"] == "query"]
        for chosen in (None, *queries):
            address = _address(path, entry, chosen)
            assert client.get(address).status_code == 200, address


def test_examples_of_bodies_run(client: TestClient, operations: list[Operation]) -> None:
    posts = [(path, entry) for path, method, entry in operations if method == "post"]
    assert len(posts) == 2
    for path, entry in posts:
        examples = entry["requestBody"]["content"]["application/json"]["examples"]
        assert examples
        for name, example in examples.items():
            response = client.post(path, json=example["value"])
            assert response.status_code == 200, (path, name, response.text)


def test_example_in_the_docs_runs(client: TestClient) -> None:
    found = re.search(r"-d '(\{.*?\n    \})'", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    response = client.post(f"{PREFIX}/rank", json=json.loads(found[1]))
    assert response.status_code == 200, response.text
    assert response.json()["matches"]


def test_operations_are_described(operations: list[Operation]) -> None:
    ids = [entry["operationId"] for _, _, entry in operations]
    assert sorted(ids) == [
        "get_figure",
        "get_info",
        "get_muscle",
        "get_pattern",
        "get_pattern_figure",
        "get_view",
        "list_muscles",
        "list_regions",
        "rank_muscles",
        "trace_drawing",
    ]
    for path, _, entry in operations:
        assert entry["tags"], path
        assert entry["summary"], path
        assert entry["description"], path


def test_errors_are_problems(openapi: dict[str, Any], operations: list[Operation]) -> None:
    for path, _, entry in operations:
        for status, answer in entry["responses"].items():
            if status.startswith("4"):
                assert list(answer["content"]) == [MEDIA_TYPE], (path, status)
    assert "HTTPValidationError" not in openapi["components"]["schemas"]


def test_every_answer_is_described(openapi: dict[str, Any], operations: list[Operation]) -> None:
    for path, method, entry in operations:
        answers = entry["responses"]
        expected = {"get": {"200", "304", "405", "422"}, "post": {"200", "400", "405", "408", "413", "415", "422"}}
        assert set(answers) - {"404"} == expected[method], path
        assert ("404" in answers) == ("{" in path), path
        assert set(answers["200"]["headers"]) == {"Cache-Control"} | ({"ETag"} if method == "get" else set()), path
        assert "schema" in next(iter(answers["200"]["content"].values())) or path.endswith(".svg"), path
    assert list(openapi["paths"]["/api/v1/info"]["get"]["responses"]["422"]["content"]) == [MEDIA_TYPE]


def test_answers_have_the_headers_described(client: TestClient, operations: list[Operation]) -> None:
    for path, method, entry in operations:
        if method == "get":
            answer = client.get(_address(path, entry))
        else:
            examples = entry["requestBody"]["content"]["application/json"]["examples"]
            answer = client.post(path, json=next(iter(examples.values()))["value"])
        headers = entry["responses"]["200"]["headers"]
        assert all(name in answer.headers for name in headers), path
        assert answer.headers["cache-control"] == headers["Cache-Control"]["example"], path


@pytest.mark.parametrize(("status", "known"), TYPES.items())
def test_titles_are_those_of_http(status: int, known: ProblemType) -> None:
    """Where Python's own are as old as RFC 7231, those of RFC 9110 count."""
    renamed = {413: "Content Too Large", 422: "Unprocessable Content"}
    assert known.title == renamed.get(status, HTTPStatus(status).phrase)


def _headings() -> Iterator[str]:
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            yield line.lstrip("# ")


def test_docs_name_everything(operations: list[Operation]) -> None:
    headings = set(_headings())
    text = DOCS.read_text(encoding="utf-8")
    for status, known in TYPES.items():
        assert f"### {known.name}\n\n{status} {known.title}. " in text, known.name
    assert headings >= {f"BODYMAP_{field.upper()}" for field in Settings.model_fields}
    for path, method, entry in operations:
        assert re.search(rf"`{method.upper()} {re.escape(path)}[?`]", text), path
        for parameter in entry.get("parameters", []):
            assert parameter["name"] in text, (path, parameter["name"])
