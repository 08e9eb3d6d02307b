"""The real data, broken in one place: the error names the file, the line, and what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bodymap.atlas import Atlas
from bodymap.errors import DataError

DATA = Path(__file__).parents[2] / "data"
FILES = ("muscles.yaml", "sources.yaml", "red_flags.yaml", "look_alikes.yaml", "neighbours.yaml", "about.yaml")
LINES = [
    "paraspinal",
    "iliac_crest",
    "inguinal",
    "thigh_anterior",
    "thigh_lateral",
    "thigh_posterior",
    "leg_lateral",
    "leg_posterior",
    "foot_dorsum",
    "sacral_edge",
    "piriformis",
]
PANELS = ["belly", "buttock", "sacrum", "hip_lateral"]


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
        "trigger_points.0.zones: ",
        below=0,
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
    "review left out": Damage("muscles.yaml", "    reviewed_by: null\n", "", "'reviewed_by' is missing", below=-10_000),
    "depth upside down": Damage(
        "muscles.yaml", "mm: [80, 120]", "mm: [120, 80]", "from the smaller to the larger depth"
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


def broken(folder: Path, damage: Damage) -> tuple[Path, int]:
    for name in FILES:
        shutil.copy(DATA / name, folder / name)
    path = folder / damage.file
    text = path.read_text(encoding="utf-8")
    assert damage.old in text, "the data changed: choose another place to break"
    start = text.index(damage.old)
    path.write_text(text.replace(damage.old, damage.new, 1), encoding="utf-8")
    return folder, text.count("\n", 0, start) + 1 + damage.below


def load(folder: Path) -> Atlas:
    regions = "hip groin buttock thigh_front thigh_inner thigh_outer thigh_back knee shin calf ankle foot belly chest"
    areas = [*regions.split(), "upper_back", "lower_back", "sacrum", "pubic_area"]
    landmarks = [
        "umbilicus",
        "asis",
        "psis",
        "inguinal_midpoint",
        "iliac_crest_top",
        "piriformis_point",
        "s1",
        "gluteal_fold",
        "greater_trochanter",
        "knee_joint_line_lateral",
        "lateral_malleolus",
        "popliteal_crease",
    ]
    return Atlas.load(folder, LINES, PANELS, landmarks, areas)


def test_undamaged_data_loads() -> None:
    assert load(DATA).muscles


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found_and_placed(tmp_path: Path, damage: Damage) -> None:
    folder, line = broken(tmp_path, damage)
    with pytest.raises(DataError) as caught:
        load(folder)
    assert damage.message in caught.value.message
    assert damage.fix in caught.value.fix
    assert caught.value.path.endswith(damage.file)
    if damage.below > -100:
        assert caught.value.line == line
    else:  # what is missing has no line of its own: the entry that lacks it is named
        assert caught.value.line is not None


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    for each in FILES:
        if each != name:
            shutil.copy(DATA / each, tmp_path / each)
    with pytest.raises(DataError, match="the file is missing") as caught:
        load(tmp_path)
    assert caught.value.path.endswith(name)
