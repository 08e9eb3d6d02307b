"""Which part may know which, and what an installation holds."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WEB = {"app", "bodymap_app", "fastapi", "starlette", "uvicorn", "httpx", "httpx2"}


def _imports(file: Path) -> Iterator[str]:
    """First part of every absolute import in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", sorted((ROOT / "bodymap").rglob("*.py")), ids=_name)
def test_core_knows_no_web(file: Path) -> None:
    assert not WEB & set(_imports(file))


@pytest.mark.parametrize("file", sorted((ROOT / "app").rglob("*.py")), ids=_name)
def test_app_imports_itself_relatively(file: Path) -> None:
    assert not {"app", "bodymap_app"} & set(_imports(file))


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    """`bodymap --help` should not wait for numpy."""
    code = "import sys, bodymap.cli; print(*sorted({'numpy', 'fastapi', 'scipy'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_wheel_holds_everything_in_two_packages(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"bodymap", "bodymap_app"}
    for folder, inside in (("app", ""), ("data", "data/"), ("frontend", "frontend/")):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert f"bodymap_app/{inside}{file.relative_to(ROOT / folder).as_posix()}" in names
    assert "bodymap/py.typed" in names
    assert not any("__pycache__" in name for name in names)
