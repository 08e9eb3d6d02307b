"""The real data: complete, traceable, and found by the words people use."""

from __future__ import annotations

from pathlib import Path

import pytest

from bodymap.atlas import Atlas
from bodymap.errors import UnknownName
from bodymap.muscle import Evidence, Fact, Muscle, TriggerPoint, Zone
from bodymap.red_flags import Question
from bodymap.shapes import Band
from bodymap.yaml_source import Record

DATA = Path(__file__).parents[2] / "data"

POINTS = {
    "iliopsoas": 3,
    "gluteus_medius": 3,
    "gluteus_minimus": 2,
    "piriformis": 2,
    "tensor_fasciae_latae": 1,
}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.load(DATA)


def facts_of(entry: object) -> list[Fact]:
    if isinstance(entry, Fact):
        return [entry]
    if isinstance(entry, tuple):
        return [fact for each in entry for fact in facts_of(each)]
    if isinstance(entry, Record):
        return [fact for name in type(entry).model_fields for fact in facts_of(getattr(entry, name))]
    return []


def test_the_first_five_muscles_and_their_trigger_points(atlas: Atlas) -> None:
    assert {name: len(atlas.muscles[name].trigger_points) for name in POINTS} == POINTS


def test_the_whole_atlas(atlas: Atlas) -> None:
    assert len(atlas.muscles) == 31
    assert sum(len(muscle.trigger_points) for muscle in atlas.muscles.values()) >= 60
    assert list(atlas.muscles)[:5] == list(POINTS)


@pytest.mark.parametrize("name", POINTS)
def test_an_entry_is_complete(atlas: Atlas, name: str) -> None:
    muscle = atlas.muscles[name]
    for field in ("symptoms", "provokes", "relieves", "activation", "perpetuating", "tests", "mimics", "associated"):
        assert getattr(muscle, field), field
    assert muscle.professional_techniques
    assert muscle.ontology
    assert muscle.reviewed_by is None
    assert not muscle.reviewed


@pytest.mark.parametrize("name", POINTS)
def test_a_zone_that_no_source_names_is_faint(atlas: Atlas, name: str) -> None:
    zones = [zone for point in atlas.muscles[name].trigger_points for zone in point.zones]
    for zone in zones:
        assert zone.evidence.sources or zone.evidence.source_level == "muscle"
        if zone.evidence.source_level == "muscle":
            assert zone.strength <= 0.5
    assert any(zone.kind == "essential" and zone.strength == 1 for zone in zones)


def test_nerve_pain_is_not_drawn_as_muscle_pain(atlas: Atlas) -> None:
    """Calf and foot belong to a squeezed nerve, not to a trigger point of the piriformis."""
    lines = {
        shape.along
        for point in atlas.muscles["piriformis"].trigger_points
        for zone in point.zones
        for shape in zone.shapes
        if isinstance(shape, Band)
    }
    assert not any(line.startswith(("leg_", "foot_")) for line in lines)
    assert any("nerve pain" in fact.text for fact in atlas.muscles["piriformis"].disagreements)


def test_few_zones_cross_the_midline(atlas: Atlas) -> None:
    crossing = [
        zone.id
        for muscle in atlas.muscles.values()
        for point in muscle.trigger_points
        for zone in point.zones
        if zone.laterality == "bilateral"
    ]
    assert crossing[0] == "gluteus_medius.TrP3.E2"
    # What lies on or beside the midline is felt on both sides: belly wall, pelvic floor, sacrum.
    owners = {zone.partition(".")[0] for zone in crossing}
    assert owners <= {
        "gluteus_medius", "gluteus_maximus", "quadratus_lumborum", "multifidi", "rectus_abdominis_lower",
        "abdominal_obliques_pyramidalis", "obturator_internus", "pelvic_floor",
    }  # fmt: skip


def test_plain_words_for_patients(atlas: Atlas) -> None:
    """Short sentences where a patient reads; a list of things may run on."""
    for muscle in atlas.muscles.values():
        for field in ("symptoms", "provokes", "relieves", "self_care"):
            for fact in facts_of(getattr(muscle, field)):
                for sentence in fact.text.replace(":", ".").replace(";", ".").split("."):
                    assert len(sentence.split()) <= 34, sentence


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("psoas", "iliopsoas"),
        ("hip flexor", "iliopsoas"),
        ("glute med", "gluteus_medius"),
        ("Gluteus Medius", "gluteus_medius"),
        ("gluteus_minimus", "gluteus_minimus"),
        ("Glúteus mínimus", "gluteus_minimus"),
        ("TFL", "tensor_fasciae_latae"),
        ("tensor fascia lata", "tensor_fasciae_latae"),
        ("musculus piriformis", "piriformis"),
        ("front pocket", "tensor_fasciae_latae"),
        ("my outer hip hurts", "gluteus_medius"),
        ("pain when sitting", "piriformis"),
        ("groin", "iliopsoas"),
        ("sciatica", "gluteus_minimus"),
    ],
)
def test_words_find_muscles(atlas: Atlas, query: str, first: str) -> None:
    assert atlas.find_muscles(query)[0].id == first


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("pirifomis", "piriformis"),
        ("iliopsos", "iliopsoas"),
        ("gluteous medius", "gluteus_medius"),
        ("psaos", "iliopsoas"),
    ],
)
def test_misspellings_find_muscles(atlas: Atlas, typo: str, meant: str) -> None:
    assert meant in [muscle.id for muscle in atlas.find_muscles(typo)]


def test_no_words_give_all_and_nonsense_none(atlas: Atlas) -> None:
    assert [m.id for m in atlas.find_muscles("  ")] == list(atlas.muscles)
    assert atlas.find_muscles("carburettor") == ()
    assert atlas.find_muscles("my left side hurts") == ()


@pytest.mark.parametrize("name", ["iliopsoas", "Psoas", "TFL", "glute-med", "Glute  Min", "deep buttock rotator"])
def test_names_and_synonyms_lead_to_the_entry(atlas: Atlas, name: str) -> None:
    assert isinstance(atlas.muscle(name), Muscle)


def test_an_unknown_muscle_is_answered_with_near_names(atlas: Atlas) -> None:
    with pytest.raises(UnknownName) as caught:
        atlas.muscle("Gluteus medias")
    assert "gluteus_medius" in caught.value.suggestions
    assert caught.value.field == "muscle"
    assert "medias" not in str(caught.value)


def test_an_entry_goes_out_as_json(atlas: Atlas) -> None:
    entry = atlas.muscle("TFL").model_dump(mode="json")
    assert entry["trigger_points"][0]["zones"][1]["shapes"][0]["from"] == 0


def test_the_readme_names_every_key() -> None:
    """The loader's errors send people to data/README.md; it must know what they ask."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for model in (Muscle, TriggerPoint, Zone, Evidence, Fact, Question):
        for name in model.model_fields:
            assert f"`{name}`" in readme or f"{name}," in readme or f"{name}}}" in readme, f"{model.__name__}.{name}"
