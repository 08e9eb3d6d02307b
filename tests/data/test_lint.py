"""`bodymap check`: what needs the body to be seen, and everything in one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bodymap import lint as linter
from bodymap.crosscheck import Problems
from bodymap.errors import DataError
from bodymap.explorer import Bodymap
from bodymap.lint import Data, Ground, lint

from .test_corruption import DATA, Damage, broken, copied


@pytest.fixture(scope="module")
def ground(core: Bodymap) -> Ground:
    return Ground(core.surface, core.anatomy, core.regions)


def test_todays_data_is_clean(ground: Ground) -> None:
    assert [str(problem) for problem in lint(DATA, ground)] == []


# What loading does not refuse, or not with its line: it must be drawn to be seen.
ON_THE_BODY = {
    "zone on no skin": Damage(
        "muscles/pelvis.yaml",
        "panel: {panel: pubic, down: [0.6, 1.0], across: [0.0, 1.0], sides: both}",
        "panel: {panel: pubic, down: [0.6, 0.6001], across: [0.0, 0.001], sides: both}",
        "zone rectus_abdominis_lower.TrP1.S1: this panel lands on no skin",
        "Correct its place or size",
    ),
    "zone mostly on hidden skin": Damage(
        "muscles/pelvis.yaml",
        "panel: {panel: pubic, down: [0.6, 1.0], across: [0.0, 1.0], sides: both}",
        "panel: {panel: chest, down: [0.25, 0.5], around: [70, 110], sides: both}",
        "more than half of this panel lies off the body, or on skin that nobody sees",
        "Move it, or make it smaller",
    ),
    "zone off the body": Damage(
        "muscles/pelvis.yaml",
        "oval: {at: [umbilicus, {lateral: 30, down: 34}], width: 66, height: 60}",
        "oval: {at: heel, width: 300, height: 300}",
        "zone rectus_abdominis_lower.TrP2.S2: more than half of this oval lies off the body",
    ),
    "trigger point outside its muscle": Damage(
        "muscles/pelvis.yaml",
        "at: [xiphoid, {down: 34, lateral: 30}]",
        "at: [greater_trochanter, {down: 34}]",
        "mm outside the outline of rectus_abdominis_lower",
        "Correct 'at', or the muscle's 'outline'",
    ),
    "trigger point a little outside its muscle": Damage(
        "muscles/pelvis.yaml",
        "at: [umbilicus, {lateral: 62, down: 22}]",
        "at: [umbilicus, {lateral: 112, down: 22}]",
        "TrP2 lies ",
    ),
    "zone over the midline without sides": Damage(
        "muscles/pelvis.yaml",
        "oval: {at: [s1, {up: 4}], width: 96, height: 76, sides: both}",
        "oval: {at: [s1, {up: 4}], width: 96, height: 76}",
        "zone rectus_abdominis_lower.TrP1.E1: this oval lies across the midline and only its left half is drawn",
        "'sides: both'",
    ),
    "band over the midline without sides": Damage(
        "muscles.yaml",
        "band: {along: paraspinal, from: 0.35, to: 1.0, width: 45}",
        "band: {along: lumbar_midline, from: 0.35, to: 1.0, width: 45}",
        "zone iliopsoas.TrP3.E2: this band lies across the midline",
    ),
    "outline over the midline": Damage(
        "muscles/pelvis.yaml",
        "oval: {at: [umbilicus, {lateral: 34}], width: 72, height: 100}",
        "oval: {at: [umbilicus, {lateral: 34}], width: 72, height: 100, sides: both}",
        "the outline reaches the right half of the body",
        "remove 'sides: both'",
        below=-3,
    ),
    "panel addressed the wrong way": Damage(
        "muscles/pelvis.yaml",
        "panel: {panel: pubic, down: [0.6, 1.0], across: [0.0, 1.0], sides: both}",
        "panel: {panel: pubic, down: [0.6, 1.0], around: [0, 90], sides: both}",
        "panel pubic is addressed by 'across'",
        "Write 'across'",
    ),
    "zone drawn twice": Damage(
        "muscles/pelvis.yaml",
        "oval: {at: [umbilicus, {lateral: 30, down: 34}], width: 66, height: 60}",
        "oval: {at: [umbilicus, {lateral: 62, down: 34}], width: 44, height: 48}",
        "zone rectus_abdominis_lower.TrP2.S2 has the same shapes as rectus_abdominis_lower.TrP2.E1",
        below=-1,
    ),
    "spillover under essential": Damage(
        "muscles/pelvis.yaml",
        "oval: {at: [umbilicus, {lateral: 30, down: 34}], width: 66, height: 60}",
        "oval: {at: [umbilicus, {lateral: 62, down: 34}], width: 34, height: 38}",
        "zone rectus_abdominis_lower.TrP2.S2 is never seen",
        below=-1,
    ),
    "side in the words": Damage(
        "muscles/pelvis.yaml",
        "name: a spot at the side of the lower belly",
        "name: a spot on the left of the lower belly",
        "the name of zone rectus_abdominis_lower.TrP2.E1 names a side",
    ),
    "unsourced zone at full strength": Damage(
        "muscles.yaml",
        "            strength: 0.5\n            evidence:\n              location: B\n              extent: C\n"
        "              source_level: muscle\n",
        "            strength: 0.9\n            evidence:\n              location: B\n              extent: C\n"
        "              source_level: muscle\n",
        "has no source of its own and a strength above 0.5",
    ),
    "unsourced zone of grade A": Damage(
        "muscles.yaml",
        "              location: B\n              extent: C\n              source_level: muscle\n",
        "              location: A\n              extent: C\n              source_level: muscle\n",
        "has grade A for its location and names no source",
    ),
    "associated muscle unheard of": Damage(
        "muscles.yaml",
        "{muscle: quadratus_lumborum, grade: B}",
        "{muscle: quadratus_lumbarum, grade: B}",
        "there is no muscle 'quadratus_lumbarum'",
        "Did you mean quadratus_lumborum",
    ),
    "included file that does not exist": Damage(
        "muscles.yaml", "muscles/leg.yaml]", "muscles/legs.yaml]", "there is no file 'muscles/legs.yaml'"
    ),
    "file included twice": Damage(
        "muscles.yaml",
        "muscles/leg.yaml]",
        "muscles/leg.yaml, muscles/leg.yaml]",
        "'muscles/leg.yaml' is included twice",
    ),
}


@pytest.mark.parametrize("damage", ON_THE_BODY.values(), ids=ON_THE_BODY)
def test_what_only_the_body_shows_is_placed(tmp_path: Path, ground: Ground, damage: Damage) -> None:
    line = broken(tmp_path, damage)
    found = [each for each in lint(tmp_path, ground) if damage.message in each.message]
    assert [(each.path.endswith(damage.file), each.line) for each in found] == [(True, line)]
    assert damage.fix in found[0].fix
    assert str(found[0]).startswith(f"{found[0].path}:{line}: ")
    assert "What to do: " in str(found[0])


def test_a_left_zone_that_reaches_the_right_is_found(
    tmp_path: Path, core: Bodymap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No shape can do it today; should the geometry slip, the linter says so."""
    ground = Ground(core.surface, core.anatomy, core.regions)
    real = core.anatomy.cover
    monkeypatch.setattr(
        core.anatomy, "cover", lambda shapes: real([s.model_copy(update={"sides": "both"}) for s in shapes])
    )
    found = [str(each) for each in lint(DATA, ground)]
    assert any("zone soleus.TrP1.E1 reaches the right half of the body" in each for each in found)


def test_everything_is_told_in_one_run(tmp_path: Path, ground: Ground) -> None:
    """A broken file, a misfit in the next and zones on the body in a third do not hide each other."""
    copied(tmp_path)

    def change(name: str, old: str, new: str) -> None:
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    change("muscles/thigh.yaml", "    tier: 2\n", "\ttier: 2\n")
    change("muscles/back.yaml", "    tier: 2\n", "    tier: two\n")
    change("muscles/back.yaml", "    reviewed_by: null\n", "    reviewed_by: null\n    colour: red\n")
    change("muscles/pelvis.yaml", "at: [xiphoid, {down: 34, lateral: 30}]", "at: greater_trochanter")
    change("muscles/pelvis.yaml", "sources: [WMM-RA]", "sources: [NONE1]")
    change("red_flags.yaml", "    flag: testicle\n", "    flag: testicles\n")
    found = "\n".join(str(each) for each in lint(tmp_path, ground))
    for place, message in (
        ("thigh.yaml", "a tab character"),
        ("back.yaml", "muscles.0.tier: input should be a valid integer"),
        ("back.yaml", "muscles.0.colour: unknown key 'colour'"),
        ("pelvis.yaml", "outside the outline"),
        ("pelvis.yaml", "there is no source 'NONE1'"),
        ("red_flags.yaml", "there is no flag 'testicles'"),
    ):
        assert any(place in line and message in line for line in found.splitlines()), (message, found)


@dataclass(frozen=True)
class Cut:
    file: str
    at: float


CUTS = [
    Cut(file, share) for file in ("muscles.yaml", "muscles/leg.yaml") for share in (0.07, 0.31, 0.5, 0.73, 0.99, 1.0)
]


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: f"{cut.file} {cut.at:.0%}")
def test_a_half_saved_file_is_found(tmp_path: Path, ground: Ground, cut: Cut) -> None:
    path = copied(tmp_path) / cut.file
    whole = path.read_bytes()
    path.write_bytes(whole[: min(int(len(whole) * cut.at), len(whole.rstrip()) - 4)])
    found = [each for each in lint(tmp_path, ground) if each.path.endswith(cut.file)]
    assert found
    last = path.read_bytes().count(b"\n") + 1
    assert any((each.line or 0) >= last - 1 or "missing" in each.message for each in found)


def test_a_file_that_nobody_includes_is_found(tmp_path: Path, ground: Ground) -> None:
    folder = copied(tmp_path) / "muscles"
    (folder / "arm.yaml").write_text((folder / "leg.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (found,) = [each for each in lint(tmp_path, ground) if "arm.yaml" in each.path]
    assert found.message == "this file is never read"
    assert "Add 'muscles/arm.yaml' to 'include'" in found.fix


def test_broken_lines_do_not_hide_the_rest(tmp_path: Path) -> None:
    copied(tmp_path)
    (tmp_path / "lines.yaml").write_text("lines: []\n", encoding="utf-8")
    found = "\n".join(str(each) for each in lint(tmp_path))
    assert "body_neutral.json: " in found or "lines.yaml" in found


def test_no_folder_at_all(tmp_path: Path) -> None:
    found = [str(each) for each in lint(tmp_path)]
    for name in ("muscles.yaml", "sources.yaml", "red_flags.yaml", "lines.yaml", "regions.yaml", "figure.yaml"):
        assert any(f"{name}: the file is missing" in each for each in found)


@pytest.fixture
def extended() -> Iterator[None]:
    before = list(linter._CHECKS)
    yield
    linter._CHECKS[:] = before


@pytest.mark.usefixtures("extended")
def test_checks_can_be_added(ground: Ground) -> None:
    @linter.checks
    def nobody_is_called_soleus(data: Data) -> Problems:
        for entry in data.entries:
            if entry.muscle.id == "soleus":
                yield entry.file.error((*entry.where, "id"), "a test", "Nothing.")

    @linter.checks
    def one_that_raises(data: Data) -> Problems:
        raise DataError("x.yaml", 3, "another test", "Nothing.")

    found = [str(each) for each in lint(DATA, ground)]
    assert len(found) == 2
    assert "data/muscles/leg.yaml:" in found[0]
    assert found[1] == "x.yaml:3: another test. What to do: Nothing."
