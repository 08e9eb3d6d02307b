"""docs/data.md: every command runs, every snippet is accepted, every picture and every error is what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bodymap import preview
from bodymap.cli import main
from bodymap.explorer import Bodymap
from bodymap.lint import Ground, lint

from .data.test_corruption import copied

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
COMMANDS = sorted({line.strip() for line in re.findall(r"^ {4,}(bodymap .+)$", TEXT, re.MULTILINE)})
COMMANDS += sorted(set(re.findall(r"`(bodymap [^`]+)`", TEXT)) - set(COMMANDS))
SNIPPETS = [textwrap.dedent(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
SHAPES = [snippet.strip() for snippet in SNIPPETS if re.match(r"(band|oval|panel): ", snippet)]
PICTURES = re.findall(r"!\[[^\]]+\]\((images/[a-z_]+\.svg)\)", TEXT)
NOT_YET = "example_muscle"  # what the reader is about to write


def test_the_page_was_read() -> None:
    assert len(COMMANDS) >= 7
    assert len(SHAPES) == len(PICTURES) == 6


@pytest.mark.parametrize("command", [each for each in COMMANDS if NOT_YET not in each and each != "bodymap check"])
def test_every_command_runs(
    command: str, core: Bodymap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if command == "bodymap preview":  # the table of errors mentions it without a muscle
        return
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bodymap.explorer.Bodymap.load", lambda folder=None: core)
    if "--all" in command:  # the PNGs take a minute
        monkeypatch.setattr(preview, "png_maker", lambda: lambda text: b"PNG")
    if "png" in command and shutil.which("rsvg-convert") is None:
        pytest.importorskip("resvg_py", reason="the extra `export` is not installed")
    assert main(shlex.split(command)[1:]) == 0
    written = capsys.readouterr().out.split()
    assert written
    assert all((tmp_path / path).stat().st_size > 0 for path in written)


def test_the_check_ends_as_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bodymap check" in COMMANDS
    assert main(["check"]) == 0
    assert "sound" in capsys.readouterr().out


@pytest.mark.parametrize(("shape", "picture"), list(zip(SHAPES, PICTURES, strict=True)))
def test_pictures_show_the_shapes_beside_them(core: Bodymap, tmp_path: Path, shape: str, picture: str) -> None:
    """Made by `python -m tests.test_cli_docs`."""
    file = ROOT / "docs" / picture
    drawn = ET.parse(file).getroot()
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == shape
    assert file.stat().st_size < 40_000
    again = ET.parse(preview.write_shape(core, shape, tmp_path / "shape")).getroot()
    assert drawn.get("viewBox") == again.get("viewBox"), "run `python -m tests.test_cli_docs`"


def test_the_muscle_to_copy_passes_the_check(core: Bodymap, tmp_path: Path) -> None:
    (entry,) = [snippet for snippet in SNIPPETS if NOT_YET in snippet]
    file = copied(tmp_path) / "muscles" / "leg.yaml"
    with file.open("a", encoding="utf-8") as end:
        end.write("\n" + textwrap.indent(entry, "  "))
    found = lint(tmp_path, Ground(core.surface, core.anatomy, core.regions))
    # A new muscle has no Spanish yet, and the check says so; nothing else is wrong with it.
    assert [str(each) for each in found if "no translation in 'es'" not in str(each)] == []


def test_the_signature_is_accepted(core: Bodymap, tmp_path: Path) -> None:
    (line,) = [snippet.strip() for snippet in SNIPPETS if snippet.startswith("reviewed_by")]
    file = copied(tmp_path) / "muscles" / "leg.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("    reviewed_by: null", f"    {line}"), encoding="utf-8")
    assert lint(tmp_path, Ground(core.surface, core.anatomy, core.regions)) == []


DAMAGES = {
    "pelvis.yaml": ("at: [pubic_symphysis_top, {up: 22, lateral: 20}]", "at: greater_trochanter"),
    "leg.yaml": ("    tier: 2\n", "    teir: 2\n"),
    "thigh.yaml": ("    tier: 2\n", "\ttier: 2\n"),
}


def test_errors_look_as_shown(core: Bodymap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [line.strip() for line in TEXT.splitlines() if "What to do: " in line]
    assert len(shown) == len(DAMAGES)
    data = copied(tmp_path / "data")
    for name, (old, new) in DAMAGES.items():
        path = data / "muscles" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = [str(each) for each in lint(data, Ground(core.surface, core.anatomy, core.regions))]
    masked = [re.sub(r":\d+:|\d+ mm", "", each) for each in found]  # other lines of the data may come and go
    assert not [line for line in shown if re.sub(r":\d+:|\d+ mm", "", line) not in masked], found


if __name__ == "__main__":
    loaded = Bodymap.load()
    for text, place in zip(SHAPES, PICTURES, strict=True):
        print(preview.write_shape(loaded, text, (ROOT / "docs" / place).with_suffix("")))
