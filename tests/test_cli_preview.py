"""`bodymap preview`: what a person who edits the data sees."""

from __future__ import annotations

import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bodymap import preview
from bodymap.cli import main
from bodymap.explorer import Bodymap

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def loaded(core: Bodymap, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data is loaded once for all these tests."""
    monkeypatch.setattr("bodymap.explorer.Bodymap.load", lambda folder=None: core)


def drawn(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text(encoding="utf-8"))


def test_a_muscle_in_the_views_that_show_it(core: Bodymap, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "Glute med", "--out", str(tmp_path)]) == 0
    written = capsys.readouterr().out.split()
    shown = core.pattern("gluteus_medius").shown_in
    assert [Path(path).name for path in written] == [f"gluteus_medius-left-{view}.svg" for view in shown]
    assert drawn(Path(written[0])).find(f".//{SVG}path[@class='essential']") is not None


def test_one_trigger_point_on_the_right(tmp_path: Path) -> None:
    assert (
        main(["preview", "gluteus_medius", "--side", "right", "--trigger-point", "TrP2", "--out", str(tmp_path)]) == 0
    )
    names = {path.name for path in tmp_path.iterdir()}
    assert "gluteus_medius-right-TrP2-right.svg" in names
    crosses = drawn(tmp_path / "gluteus_medius-right-TrP2-right.svg").findall(f".//{SVG}path[@class='cross']")
    assert [cross.get("data-point") for cross in crosses] == ["TrP2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gluteus_medias"], "Did you mean gluteus_medius"),
        (["piriformis", "--trigger-point", "TrP9"], "no trigger point of that name"),
        (["--shape", "star: {}"], "a shape is one of"),
        (["--shape", "oval: {at: psis, width: wide, height: 3}"], "What to do: Write one shape"),
        (["--shape", "oval: {at: psiss, width: 30, height: 30}"], "Did you mean psis"),
        (["--shape", "oval: {"], "not valid YAML"),
        (["--shape", "oval: {at: psis, width: 30, height: 30}", "--view", "top"], "no view of that name"),
    ],
)
def test_slips_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["preview", *arguments, "--out", str(tmp_path)]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert message in error
    assert "Traceback" not in error
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["gluteus_medius", "tensor_fasciae_latae", "pelvic_floor"])
def test_a_contact_sheet_shows_every_point_in_every_view(core: Bodymap, name: str) -> None:
    sheet = ET.fromstring(preview.contact_sheet(core, name))
    muscle = core.atlas.muscle(name)
    rows: list[str | None] = [point.id for point in muscle.trigger_points]
    rows += [None] if len(rows) > 1 else []
    found = [core.pattern(name, "left", row).views for row in rows]
    views = {view for row in found for view in row}
    cells = sheet.findall(f"./{SVG}svg")
    assert len(cells) == len(rows) * len(views)
    assert len(sheet.findall(f".//{SVG}g[@class='pattern']")) == sum(len(row) for row in found)
    words = " ".join(text.text or "" for text in sheet.iter(f"{SVG}text"))
    for point in muscle.trigger_points:
        assert point.id in words
        assert all(word in words for word in point.label.split())
    assert "not yet reviewed by a clinician" in words
    ids = re.findall(r'\bid="([^"]+)"', preview.contact_sheet(core, name))
    assert len(ids) == len(set(ids)), "an id stands once in a file"


def test_all_sheets_and_their_index(
    core: Bodymap, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "contact_sheet", lambda core, muscle, figures: f"<svg>{muscle}</svg>")
    monkeypatch.setattr(preview, "png_maker", lambda: lambda text: b"PNG" + text.encode())
    assert main(["preview", "--all", "--out", str(tmp_path)]) == 0
    muscles = list(core.atlas.muscles)
    assert len(muscles) >= 31
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"index.html", *(f"{m}.svg" for m in muscles), *(f"{m}.png" for m in muscles)}
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'src="{muscle}.png"' in page and f'href="{muscle}.svg"' in page for muscle in muscles)
    assert len(capsys.readouterr().out.split()) == 2 * len(muscles) + 1


def no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setitem(sys.modules, "resvg_py", None)


def test_without_a_renderer_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_renderer(monkeypatch)
    assert main(["preview", "piriformis", "--format", "png", "--out", str(tmp_path)]) == 2
    assert "pip install 'bodymap[export]'" in capsys.readouterr().err
    monkeypatch.setattr(preview, "contact_sheet", lambda core, muscle, figures: "<svg/>")
    assert main(["preview", "--all", "--out", str(tmp_path)]) == 0
    assert "SVG only: no PNG can be made" in capsys.readouterr().err
    assert 'src="piriformis.svg"' in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", ["rsvg-convert", "resvg_py"])
def test_png_from_either_renderer(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if program == "rsvg-convert":
        if shutil.which(program) is None:
            pytest.skip("rsvg-convert is not installed")
    else:
        pytest.importorskip("resvg_py", reason="the extra `export` is not installed")
        monkeypatch.setattr("shutil.which", lambda name: None)
    shape = "oval: {at: psis, width: 60, height: 40}"
    assert main(["preview", "--shape", shape, "--format", "png", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "shape.png").read_bytes().startswith(b"\x89PNG")
