"""JSON Schemas of the data files, for editors: they complete keys, underline mistakes and explain on hover.

Made from the models that load the files, and kept in ``data/schema``. A YAML file names its own in the first line:
``# yaml-language-server: $schema=schema/muscles.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bodymap.errors import UnknownName

__all__ = ["SCHEMAS", "schema_text", "write_schemas"]

# By name: the module and the model of the whole file, and the files it is for.
SCHEMAS: Mapping[str, tuple[str, str, str]] = {
    "muscles": ("bodymap.atlas", "MusclesFile", "muscles.yaml"),
    "muscles_included": ("bodymap.atlas", "IncludedFile", "muscles/*.yaml"),
    "sources": ("bodymap.atlas", "SourcesFile", "sources.yaml"),
    "lines": ("bodymap.anatomy", "LinesFile", "lines.yaml"),
    "regions": ("bodymap.regions", "RegionsFile", "regions.yaml"),
    "red_flags": ("bodymap.red_flags", "RedFlags", "red_flags.yaml"),
    "look_alikes": ("bodymap.look_alikes", "_File", "look_alikes.yaml"),
    "neighbours": ("bodymap.neighbours", "NeighboursFile", "neighbours.yaml"),
    "about": ("bodymap.about", "AboutFile", "about.yaml"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a kind of file; raises UnknownName."""
    try:
        module, model_name, files = SCHEMAS[name]
    except KeyError:
        raise UnknownName("schema", name, SCHEMAS, "schema") from None
    model: type[BaseModel] = getattr(import_module(module), model_name)
    schema = model.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Made by `bodymap schema {name}` from {module}.{model_name}: do not edit.",
        **schema,
        "title": f"bodymap: data/{files}",
    }


def schema_text(name: str) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SCHEMAS:
        path = folder / f"{name}.schema.json"
        path.write_text(schema_text(name), encoding="utf-8")
        written.append(path)
    return tuple(written)
