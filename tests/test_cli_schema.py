"""JSON Schemas: up to date, valid, and they accept the real data and refuse slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bodymap.cli import main
from bodymap.schema import SCHEMAS, schema_text
from bodymap.strict_yaml import read_document

DATA = Path(__file__).parents[1] / "data"
FILES = [(name, file) for name, (_, _, pattern) in SCHEMAS.items() for file in sorted(DATA.glob(pattern))]
# Files in which an editor finds its schema by itself.
NAMED = ["muscles.yaml", "sources.yaml", "lines.yaml", "regions.yaml", *(f.name for f in (DATA / "muscles").iterdir())]


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_up_to_date(name: str) -> None:
    committed = (DATA / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "the models changed: run `bodymap schema --write`"


def test_nothing_else_lies_there() -> None:
    assert {path.name for path in (DATA / "schema").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}


@pytest.mark.parametrize(("name", "file"), FILES, ids=[f"{name}-{file.name}" for name, file in FILES])
def test_the_real_data_is_valid(name: str, file: Path) -> None:
    errors = list(validator(name).iter_errors(plain(read_document(file).data)))
    assert [(list(error.absolute_path), error.message) for error in errors] == []


@pytest.mark.parametrize("name", NAMED)
def test_each_file_names_its_schema(name: str) -> None:
    path = DATA / name if (DATA / name).exists() else DATA / "muscles" / name
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = (path.parent / first.partition("=")[2]).resolve()
    assert schema.is_file()
    kind = schema.name.removesuffix(".schema.json")
    assert path in DATA.glob(SCHEMAS[kind][2])


BAND = {"band": {"along": "thigh_lateral", "from": 0, "to": 1, "width": 70}}
SHAPES: dict[str, tuple[Any, bool]] = {
    "band": (BAND, True),
    "band of two widths": ({"band": {"along": "a", "from": 0, "to": 1, "width": [70, 40]}}, True),
    "oval at a landmark": ({"oval": {"at": "psis", "width": 30, "height": 20, "sides": "both"}}, True),
    "oval beside one": ({"oval": {"at": ["psis", {"down": 20}], "width": 30, "height": 20}}, True),
    "panel": ({"panel": {"panel": "thigh", "down": [0, 1], "around": [150, 210]}}, True),
    "no such shape": ({"star": {}}, False),
    "two at once": ({**BAND, "oval": {"at": "psis", "width": 30, "height": 20}}, False),
    "not wrapped": (BAND["band"], False),
    "beyond the line": ({"band": {"along": "a", "from": 0, "to": 1.1, "width": 70}}, False),
    "three widths": ({"band": {"along": "a", "from": 0, "to": 1, "width": [70, 40, 20]}}, False),
    "half a place": ({"oval": {"at": ["psis"], "width": 30, "height": 20}}, False),
    "a way unknown": ({"oval": {"at": ["psis", {"left": 3}], "width": 30, "height": 20}}, False),
    "a key unknown": ({"oval": {"at": "psis", "width": 30, "height": 20, "colour": "red"}}, False),
}


@pytest.mark.parametrize(("shape", "good"), SHAPES.values(), ids=SHAPES)
def test_shapes_in_the_schema(shape: Any, good: bool) -> None:
    schema = json.loads(schema_text("muscles"))
    shapes = {"$defs": schema["$defs"], **schema["$defs"]["Zone"]["properties"]["shapes"]}
    assert Draft202012Validator(shapes).is_valid([shape]) is good


def test_the_command_prints_and_lists_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.split() == list(SCHEMAS)
    assert main(["schema", "muscles"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "bodymap: data/muscles.yaml"
    assert main(["schema", "mussels"]) == 2
    assert "Did you mean muscles" in capsys.readouterr().err
    assert main(["schema", "--write", "--data", str(tmp_path)]) == 0
    assert len(list((tmp_path / "schema").iterdir())) == len(SCHEMAS)
