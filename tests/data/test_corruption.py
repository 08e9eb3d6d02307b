"""The real data, broken in one place: the error names the file, the line, and what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bodymap.atlas import Atlas
from bodymap.errors import DataError
from bodymap.explorer import Bodymap
from bodymap.lint import Ground, lint
from bodymap.regions import bare
from bodymap.yaml_source import SeveralProblems

DATA = Path(__file__).parents[2] / "data"
FILES = ("muscles.yaml", "muscles/pelvis.yaml", "sources.yaml", "red_flags.yaml")
MISSING = -10_000  # what is missing has no line of its own: the entry that lacks it is named


@dataclass(frozen=True)
class Damage:
    """`old`, the first time it stands in the file, becomes `new`; the error falls `below` lines after it."""

    file: str
    old: str
    new: str
    message: str
    fix: str = ""
    below: int = 0


DAMAGES = {
    "trigger point without zones": Damage(
        "muscles.yaml",
        "        zones:\n          - id: tensor",
        "        zones: []\n        x:\n          - id: tensor",
        "trigger_points.0.zones: no zone refers to this trigger point",
    ),
    "unknown source": Damage(
        "muscles.yaml",
        "sources: [QV-PSO, MEDS-ILP]",
        "sources: [QV-PSO, MEDS-IPL]",
        "there is no source 'MEDS-IPL'",
        "Did you mean MEDS-ILP",
    ),
    "zone without a source": Damage(
        "muscles.yaml", "              sources: [NA-PSO, WSPR]\n", "", "a zone needs sources of its own", below=-3
    ),
    "sources at the wrong level": Damage(
        "muscles.yaml",
        "source_level: muscle\n",
        "source_level: muscle\n              sources: [TS92]\n",
        "carries the muscle's sources",
        below=-3,
    ),
    "muscle twice": Damage(
        "muscles.yaml", "- id: gluteus_medius\n", "- id: iliopsoas\n", "the id 'iliopsoas' is given twice"
    ),
    "trigger point twice": Damage("muscles.yaml", "- id: TrP2\n", "- id: TrP1\n", "the id 'TrP1' is given twice"),
    "zone twice": Damage(
        "muscles.yaml",
        "- id: iliopsoas.TrP1.S2",
        "- id: iliopsoas.TrP1.S1",
        "the id 'iliopsoas.TrP1.S1' is given twice",
    ),
    "zone under another trigger point": Damage(
        "muscles.yaml", "- id: iliopsoas.TrP2.E1", "- id: iliopsoas.TrP1.E9", "this zone stands under iliopsoas, TrP2"
    ),
    "kind against the id": Damage(
        "muscles.yaml",
        "            kind: essential\n",
        "            kind: spillover\n",
        "the id of an essential zone ends in",
        below=-1,
    ),
    "synonym of two muscles": Damage(
        "muscles.yaml",
        "synonyms: [glute med, ",
        "synonyms: [psoas, ",
        "the name 'psoas' also belongs to iliopsoas",
        below=-3,
    ),
    "fraction above 1": Damage(
        "muscles.yaml", "from: 0.0, to: 1.0, width: 110", "from: 0.0, to: 1.2, width: 110", "less than or equal to 1"
    ),
    "from above to": Damage(
        "muscles.yaml", "from: 0.3, to: 0.5", "from: 0.6, to: 0.5", "'from' must be smaller than 'to'"
    ),
    "line that does not exist": Damage(
        "muscles.yaml",
        "along: paraspinal",
        "along: paraspinall",
        "there is no line 'paraspinall'",
        "Did you mean paraspinal?",
    ),
    "panel that does not exist": Damage(
        "muscles.yaml", "panel: buttock,", "panel: bottom,", "there is no panel 'bottom'"
    ),
    "landmark that does not exist": Damage(
        "muscles.yaml", "at: [umbilicus,", "at: [navel,", "there is no landmark 'navel'"
    ),
    "grade A without a source": Damage(
        "muscles.yaml",
        'outward a little.", grade: B}',
        'outward a little.", grade: A}',
        "grade A means that a source was read",
    ),
    "grade unheard of": Damage("muscles.yaml", "location: A\n", "location: D\n", "input should be 'A', 'B' or 'C'"),
    "strength above 1": Damage("muscles.yaml", "strength: 1.0", "strength: 2.0", "less than or equal to 1"),
    "bilateral in words only": Damage(
        "muscles.yaml", "112, sides: both", "112, sides: own", "'laterality: bilateral' goes with", below=-4
    ),
    "ontology id misspelt": Damage(
        "muscles.yaml", '"UBERON:0001999"', '"UBERON:001999"', "string should match pattern"
    ),
    "reviewed by a yes": Damage("muscles.yaml", "  reviewed_by: null", "  reviewed_by: yes", "yes is read as true"),
    "review left out": Damage("muscles.yaml", "    reviewed_by: null\n", "", "'reviewed_by' is missing", below=MISSING),
    "depth upside down": Damage(
        "muscles.yaml", "mm: [80, 120]", "mm: [120, 80]", "from the smaller to the larger depth"
    ),
    "included: unknown source": Damage(
        "muscles/pelvis.yaml", "sources: [WMM-RA]", "sources: [WMM-RAA]", "there is no source 'WMM-RAA'", "Did you mean"
    ),
    "included: unknown key": Damage(
        "muscles/back.yaml", "    tier: 2\n", "    teir: 2\n", "unknown key 'teir'", "Correct its spelling"
    ),
    "included: key twice": Damage(
        "muscles/leg.yaml", "    tier: 2\n", "    tier: 2\n    tier: 3\n", "the key 'tier' is given twice", below=1
    ),
    "included: tab": Damage("muscles/thigh.yaml", "    tier: 2\n", "\ttier: 2\n", "a tab character", "Use spaces"),
    "included: wrong type": Damage(
        "muscles/inner.yaml", "    tier: 2\n", "    tier: two\n", "input should be a valid integer"
    ),
    "included: muscle of another file": Damage(
        "muscles/leg.yaml", "  - id: popliteus\n", "  - id: iliopsoas\n", "the id 'iliopsoas' is given twice"
    ),
    "included: synonym of a muscle in another file": Damage(
        "muscles/inner.yaml",
        "synonyms: [fourth adductor]",
        "synonyms: [tfl]",
        "the name 'tfl' also belongs to tensor_fasciae_latae",
        below=-3,
    ),
    "included: trigger point without zones": Damage(
        "muscles/pelvis.yaml",
        "        zones:\n          - id: rectus_abdominis_lower.TrP3",
        "        zones: []\n        x:\n          - id: rectus_abdominis_lower.TrP3",
        "no zone refers to this trigger point",
        "at least one essential zone",
    ),
    "included: landmark that does not exist": Damage(
        "muscles/pelvis.yaml", "at: [pubic_symphysis_top, {up: 22", "at: [pubic_bone, {up: 22", "there is no landmark"
    ),
    "included: fraction below 0": Damage(
        "muscles/pelvis.yaml", "down: [0.6, 1.0]", "down: [-0.6, 1.0]", "greater than or equal to 0"
    ),
    "included: caution unheard of": Damage(
        "muscles/back.yaml", "gated_by: [", "gated_by: [bad_hair_day, ", "there is no caution 'bad_hair_day'"
    ),
    "included: signed by nobody": Damage(
        "muscles/leg.yaml", "  reviewed_by: null", "  reviewed_by: none", "write the clinician's name and role"
    ),
    "included: signed without a role": Damage(
        "muscles/leg.yaml", "  reviewed_by: null", "  reviewed_by: Ana Example", "write the clinician's name and role"
    ),
    "included: half saved, a bracket left open": Damage(
        "muscles/leg.yaml", "synonyms: [bent-knee", "synonyms: [[bent-knee", "not valid YAML", below=1
    ),
    "source that nothing names": Damage(
        "sources.yaml",
        "  ABB: {",
        '  ZZZ9: {read: read, kind: study, citation: "Nobody"}\n  ABB: {',
        "no entry names this source",
    ),
    "source read somehow": Damage("sources.yaml", "read: abstract read", "read: skimmed", "input should be 'read'"),
    "question for no flag": Damage(
        "red_flags.yaml",
        "    flag: testicle\n",
        "    flag: testicles\n",
        "there is no flag 'testicles'",
        "Did you mean testicle?",
    ),
    "flag without a question": Damage(
        "red_flags.yaml",
        "flags:\n",
        "flags:\n  - {id: gout, name: Gout, clinical_name: gout, grade: B}\n",
        "no question looks for 'gout'",
        below=1,
    ),
    "question after nothing": Damage(
        "red_flags.yaml",
        "only_if: {possible_pregnancy:",
        "only_if: {pregnant_perhaps:",
        "there is no question 'pregnant_perhaps'",
    ),
    "condition is a bare yes": Damage("red_flags.yaml", '{under_16: "yes"}', "{under_16: yes}", "yes is read as true"),
    "question twice": Damage(
        "red_flags.yaml",
        "id: bladder_or_bowel_change",
        "id: saddle_numbness",
        "the id 'saddle_numbness' is given twice",
    ),
    "area that does not exist": Damage(
        "red_flags.yaml",
        "areas: [calf, shin, foot]",
        "areas: [calf, shins, foot]",
        "there is no area 'shins'",
        "Did you mean",
    ),
    "question without a message": Damage(
        "red_flags.yaml", '    message: "The leg may not', '    help: "The leg may not', "the key 'help' is given twice"
    ),
    "level unheard of": Damage("red_flags.yaml", "level: same_day", "level: tomorrow", "input should be 'emergency'"),
}


def copied(folder: Path) -> Path:
    """The data without the bodies, to break."""
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("bodies", "schema"), dirs_exist_ok=True)
    return folder


def broken(folder: Path, damage: Damage) -> int:
    """Copy the data and damage it; gives the line that the error should name."""
    path = copied(folder) / damage.file
    text = path.read_text(encoding="utf-8")
    assert damage.old in text, "the data changed: choose another place to break"
    start = text.index(damage.old)
    path.write_text(text.replace(damage.old, damage.new, 1), encoding="utf-8")
    return text.count("\n", 0, start) + 1 + damage.below


def load(folder: Path, core: Bodymap) -> Atlas:
    anatomy = core.anatomy
    areas = {bare(area) for area in core.regions.areas}
    return Atlas.load(folder, anatomy.lines, anatomy.panels, anatomy.landmarks, areas)


@pytest.fixture(scope="module")
def ground(core: Bodymap) -> Ground:
    return Ground(core.surface, core.anatomy, core.regions)


def test_undamaged_data_loads(core: Bodymap) -> None:
    assert load(DATA, core).muscles


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_stops_the_server_and_is_placed(tmp_path: Path, core: Bodymap, damage: Damage) -> None:
    line = broken(tmp_path, damage)
    with pytest.raises(DataError) as caught:
        load(tmp_path, core)
    each = caught.value.each if isinstance(caught.value, SeveralProblems) else (caught.value,)
    assert any(damage.message in one.message and damage.fix in one.fix for one in each)
    assert caught.value.path.endswith(damage.file)
    if damage.below > MISSING:
        assert line in [one.line for one in each]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_linter_finds_the_same(tmp_path: Path, ground: Ground, damage: Damage) -> None:
    line = broken(tmp_path, damage)
    found = [each for each in lint(tmp_path, ground) if damage.message in each.message and damage.fix in each.fix]
    assert found
    assert found[0].path.endswith(damage.file)
    assert damage.below <= MISSING or line in [each.line for each in found]
    assert "(and " not in str(found[0]), "each problem is told by itself"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, core: Bodymap, ground: Ground, name: str) -> None:
    (copied(tmp_path) / name).unlink()
    with pytest.raises(DataError, match="the file is missing") as caught:
        load(tmp_path, core)
    assert caught.value.path.endswith(name)
    assert any(name in str(each) for each in lint(tmp_path, ground))
