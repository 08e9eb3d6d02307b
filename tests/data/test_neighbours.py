"""Neighbours: the data loads, each kind of mistake is placed, and the right complaint is picked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bodymap.atlas import SourcesFile
from bodymap.errors import DataError
from bodymap.neighbours import Complaint, load_neighbours, neighbours_for
from bodymap.yaml_source import load_model

DATA = Path(__file__).parents[2] / "data"
SOURCES = load_model(DATA / "sources.yaml", SourcesFile).sources
AREAS = {area["id"] for area in yaml.safe_load((DATA / "regions.yaml").read_text(encoding="utf-8"))["areas"]}
MUSCLES = [
    "iliopsoas",
    "gluteus_medius",
    "gluteus_minimus",
    "piriformis",
    "tensor_fasciae_latae",
    "gluteus_maximus",
    "quadratus_lumborum",
    "iliocostalis_lumborum",
    "longissimus_thoracis",
    "multifidi",
    "rectus_abdominis_lower",
    "abdominal_obliques_pyramidalis",
    "pectineus",
    "adductor_longus_brevis",
    "adductor_magnus",
    "gracilis",
    "sartorius",
    "rectus_femoris",
    "vastus_medialis",
    "vastus_lateralis",
    "vastus_intermedius",
    "biceps_femoris",
    "semitendinosus_semimembranosus",
    "obturator_internus",
    "pelvic_floor",
    "deep_rotators",
    "popliteus",
    "gastrocnemius",
    "soleus",
    "tibialis_anterior",
    "fibularis_longus_brevis",
]


def load(path: Path = DATA / "neighbours.yaml") -> tuple[Complaint, ...]:
    return load_neighbours(path, MUSCLES, AREAS, SOURCES)[0]


def picked(**shares: float) -> str | None:
    complaint = neighbours_for(load(), shares)
    return None if complaint is None else complaint.id


def test_nine_complaints_name_31_muscles_between_them() -> None:
    complaints = load()
    assert len(MUSCLES) == 31
    assert len(complaints) == 9
    named = {muscle for c in complaints for muscle in (*c.local, *c.above, *c.below)}
    assert named == set(MUSCLES)


def test_only_the_knee_has_more_than_low_evidence() -> None:
    assert [complaint.id for complaint in load() if complaint.evidence == "moderate"] == ["knee"]


def test_the_legs_and_the_lower_trunk_are_covered() -> None:
    covered = {area for complaint in load() for area in complaint.areas}
    legs = {"thigh_front", "thigh_inner", "thigh_outer", "thigh_back", "knee", "calf", "shin", "ankle", "foot"}
    assert covered == legs | {"lower_back", "sacrum", "groin", "pubic_area", "hip", "buttock"}


def test_the_most_fully_marked_complaint_is_picked() -> None:
    assert picked(left_groin=0.6, left_thigh_front=0.2) == "groin_front_of_hip"
    assert picked(left_thigh_front=0.2, right_knee=0.3) == "knee"
    assert picked(sacrum=0.4, left_buttock=0.1) == "low_back"
    assert picked(left_foot=0.01) == "leg_ankle"


def test_left_and_right_are_alike() -> None:
    assert picked(left_buttock=0.5, left_hip=0.2) == picked(right_buttock=0.5, right_hip=0.2) == "buttock"


def test_nothing_marked_or_nothing_known_gives_nothing() -> None:
    assert picked() is None
    assert picked(left_hand=1.0, head=1.0) is None
    assert picked(left_groin=0.0) is None
    assert neighbours_for((), {"left_groin": 1.0}) is None


def test_alike_marks_give_the_earlier_complaint() -> None:
    assert picked(left_knee=0.5, left_buttock=0.5) == "buttock"


MISTAKES = {
    "unknown muscle": ("[quadratus_lumborum, iliocos", "[quadratus_lumbarum, iliocos", "there is no muscle 'quad"),
    "unknown muscle below": ("below: [gracilis,", "below: [graciles,", "there is no muscle 'graciles'"),
    "unknown area": ("areas: [lower_back,", "areas: [low_back,", "there is no area 'low_back'"),
    "area with a side": ("areas: [hip]", "areas: [left_hip]", "there is no area 'left_hip'"),
    "area of two complaints": ("areas: [hip]", "areas: [groin]", "also belongs to groin_front_of_hip"),
    "unknown source": ("sources: [FUKUDA21]", "sources: [FUKUDA12]", "there is no source 'FUKUDA12'"),
    "id twice": ("- id: lateral_hip", "- id: low_back", "the id 'low_back' is given twice"),
    "evidence unheard of": ("evidence: moderate", "evidence: high", "input should be 'moderate'"),
    "grade A without a source": (", grade: C}", ", grade: A}", "grade A means that a source was read"),
    "unknown key": ("    above: [abd", "    aboove: []\n    above: [abd", "unknown key 'aboove'"),
    "nothing local": ("local: [gluteus_medius, gluteus_minimus, tensor_fasciae_latae]", "local: []", "at least 1 item"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_and_placed(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (DATA / "neighbours.yaml").read_text(encoding="utf-8")
    assert old in text, "the data changed: choose another place to break"
    path = tmp_path / "neighbours.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(path)
    assert message in caught.value.message
    assert caught.value.path.endswith("neighbours.yaml")
    assert caught.value.line == text.count("\n", 0, text.index(old)) + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("above: [quadratus_lumborum, iliocostalis_lumborum]", "above: [gluteus_medius]", "named more than once"),
        ("above: [gluteus_minimus, biceps_femoris, popliteus]", "above: []", "nothing in 'above' or 'below'"),
    ],
)
def test_a_complaint_that_makes_no_sense(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (DATA / "neighbours.yaml").read_text(encoding="utf-8")
    assert old in text, "the data changed: choose another place to break"
    path = tmp_path / "neighbours.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load(path)
    assert caught.value.line == text.count("\n", 0, text.rindex("- id:", 0, text.index(old))) + 1


def test_muscles_not_given_are_not_checked() -> None:
    assert load_neighbours(DATA / "neighbours.yaml")[0]
