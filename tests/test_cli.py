"""The command line, as a person at a terminal meets it."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.datadir import default_data_dir
from bodymap.errors import DataError

COMMAND = [sys.executable, "-m", "bodymap"]


@contextmanager
def serving(port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and the address that it printed."""
    command = [*COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("Explorer ready at http://127.0.0.1:"), process.communicate(timeout=10)
            yield process, line.split()[3]
        finally:
            process.kill()


def test_serves_takes_the_next_port_and_stops_cleanly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(port) as (process, address):
            assert int(address.rstrip("/").rpartition(":")[2]) > port
            with urllib.request.urlopen(f"{address}api/v1/info") as answer:
                assert answer.status == 200
            with urllib.request.urlopen(address) as page:
                assert b"<!doctype html>" in page.read(100).lower()
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=10)
            assert process.returncode == 0
            assert (output, errors) == ("", "")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data to break."""
    return Path(shutil.copytree(default_data_dir(), tmp_path / "data"))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("muscles.yaml", "- id: [unclosed"),
        ("muscles.yaml", None),
        ("bodies/body_neutral.json", '{"name": "neutral",\n'),
        ("bodies/body_female.json", None),
    ],
)
def test_broken_data(data: Path, capsys: pytest.CaptureFixture[str], file: str, content: str | None) -> None:
    """One line with file, line and what to do; no traceback, no server. `serve` ends with 2, `check` with 1."""
    if content is None:
        (data / file).unlink()
    else:
        (data / file).write_text(content, encoding="utf-8")
    assert main(["serve", "--data", str(data)]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    for said in (error, _checked(data, capsys)):
        assert file in said
        assert "What to do:" in said
        assert "Traceback" not in said
        if content is not None:
            assert f"{file}:" in said.replace("\\", "/")


def _checked(data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", "--data", str(data)]) == 1
    output, error = capsys.readouterr()
    assert error == ""
    return output


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "is sound" in capsys.readouterr().out


def test_check_tells_everything_and_counts(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("muscles/leg.yaml", "muscles/back.yaml"):
        path = data / name
        path.write_text(path.read_text(encoding="utf-8").replace("    tier: 2\n", "    teir: 2\n", 1), encoding="utf-8")
    lines = _checked(data, capsys).splitlines()
    assert lines[-1] == f"{len(lines) - 1} problems in 2 files."
    assert [line.rpartition("muscles/")[2].split(":")[0] for line in lines[:2]] == ["back.yaml", "back.yaml"]
    assert all(re.match(r".+\.yaml:\d+: .+\. What to do: .+", line) for line in lines[:-1])


def test_what_stops_the_server_stops_the_check(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise DataError(str(folder / "new.yaml"), 7, "a file of tomorrow is wrong", "Mend it.")

    monkeypatch.setattr("bodymap.lint.Bodymap.load", refuse)
    assert "new.yaml:7: a file of tomorrow is wrong. What to do: Mend it." in _checked(data, capsys)


def test_check_without_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_no_such_host(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "256.0.0.1"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["serve", "--port", "many"], ["serve", "--port", "70000"]])
def test_bad_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: bodymap" in capsys.readouterr().err


def test_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BODYMAP_DATA", str(tmp_path))
    assert default_data_dir() == tmp_path
    monkeypatch.delenv("BODYMAP_DATA")
    assert (default_data_dir() / "muscles.yaml").is_file()


def test_no_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BODYMAP_DATA", raising=False)
    monkeypatch.setattr("bodymap.datadir.__file__", str(tmp_path / "bodymap" / "datadir.py"))
    with pytest.raises(DataError, match="--data"):
        default_data_dir()
    installed = tmp_path / "bodymap_app" / "data"
    installed.mkdir(parents=True)
    (installed / "muscles.yaml").touch()
    assert default_data_dir() == installed
