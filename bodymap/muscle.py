"""Models of one muscle: its facts, its trigger points, and the zones where each is felt.

Grades: A = found in a source that was read, B = textbook knowledge from memory, C = uncertain, or an estimate
made for drawing.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bodymap.shapes import Point, Shape
from bodymap.yaml_source import Record

__all__ = [
    "Association",
    "Attachments",
    "Depth",
    "Evidence",
    "Fact",
    "Grade",
    "Muscle",
    "Names",
    "OntologyTerm",
    "SelfCare",
    "Source",
    "Technique",
    "TechniqueKind",
    "TriggerPoint",
    "Zone",
]

Grade = Literal["A", "B", "C"]
Text = Annotated[str, Field(min_length=3, max_length=1200)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
SourceKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=20)]


def _signed(value: str) -> str:
    name, _, role = value.partition(",")
    if len(name.split()) < 2 or not role.strip():
        raise ValueError("write the clinician's name and role, as in 'Ana Example, physiotherapist', or null")
    return value


Signature = Annotated[Text, AfterValidator(_signed), Field(json_schema_extra={"pattern": r"^\S+ [^,]*\S, *\S"})]


class Source(Record):
    """Where facts come from, and how much of it was read."""

    citation: Text
    read: Literal["read", "excerpt read", "abstract read", "secondary", "from memory"]
    kind: Literal[
        "book",
        "study",
        "review",
        "case report",
        "health service",
        "clinical page",
        "trigger point page",
        "practitioner page",
        "ontology",
    ]
    note: Text | None = None


class Fact(Record):
    """One statement in plain words, with its grade and sources."""

    text: Text
    grade: Grade
    sources: tuple[SourceKey, ...] = ()

    @model_validator(mode="after")
    def _grade_a_is_read(self) -> Self:
        if self.grade == "A" and not self.sources:
            raise ValueError("grade A means that a source was read: name it in 'sources', or use B or C")
        return self


class Association(Record):
    """Another muscle that is often involved at the same time. Its id may name an entry still to come."""

    muscle: Id
    why: Text | None = None
    grade: Grade
    sources: tuple[SourceKey, ...] = ()


class Names(Record):
    """What a muscle is called; Latin after Terminologia Anatomica 2."""

    english: Text
    latin: Text
    everyday: Text


class OntologyTerm(Record):
    """Identifiers of the muscle, or of one part of it, in UBERON and in the Foundational Model of Anatomy."""

    part: Text
    uberon: Annotated[str, Field(pattern=r"^UBERON:\d{7}$")] | None = None
    fma: Annotated[str, Field(pattern=r"^FMA:\d+$")] | None = None
    fma_right: Annotated[str, Field(pattern=r"^FMA:\d+$")] | None = None
    fma_left: Annotated[str, Field(pattern=r"^FMA:\d+$")] | None = None
    sources: tuple[SourceKey, ...]


class Attachments(Record):
    """Where a muscle begins and ends."""

    origin: tuple[Fact, ...] = Field(min_length=1)
    insertion: tuple[Fact, ...] = Field(min_length=1)


class Evidence(Record):
    """How well a zone is known: that pain is felt there (location), and its borders (extent)."""

    location: Grade
    extent: Grade
    sources: tuple[SourceKey, ...] = ()
    source_level: Literal["zone", "muscle"] = "zone"
    note: Text | None = None

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if self.source_level == "zone" and not self.sources:
            raise ValueError("a zone needs sources of its own, or 'source_level: muscle'")
        if self.source_level == "muscle" and self.sources:
            raise ValueError("'source_level: muscle' carries the muscle's sources: remove 'sources' here")
        return self


class Zone(Record):
    """An area where a trigger point is felt.

    Attributes
    ----------
    kind : {"essential", "spillover"}
        Felt by nearly everyone with an active point, or by some.
    strength : float
        0 to 1 within its kind: 1 as described, lower where support is thin or the pain rare.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.TrP\d+\.[ES]\d+$")]
    kind: Literal["essential", "spillover"]
    name: Text
    shapes: tuple[Shape, ...] = Field(min_length=1)
    laterality: Literal["ipsilateral", "bilateral"] = "ipsilateral"
    strength: float = Field(default=1.0, gt=0, le=1)
    evidence: Evidence

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        letter = self.id.rsplit(".", 1)[1][0]
        if (letter == "E") != (self.kind == "essential"):
            raise ValueError("the id of an essential zone ends in E1, E2, ..., of a spillover zone in S1, S2, ...")
        if (self.laterality == "bilateral") != any(shape.sides == "both" for shape in self.shapes):
            raise ValueError("'laterality: bilateral' goes with shapes that say 'sides: both'")
        return self


class Depth(Record):
    """How deep a trigger point lies under the skin of an average adult."""

    words: Text
    mm: tuple[float, float] | None = None
    grade: Grade = "C"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.mm is not None and not 0 < self.mm[0] < self.mm[1] <= 200:
            raise ValueError("'mm' goes from the smaller to the larger depth, above 0 and at most 200")
        return self


class TriggerPoint(Record):
    """A trigger point of the left muscle: how to find it, where it is drawn, and where it is felt."""

    id: Annotated[str, Field(pattern=r"^TrP\d+$")]
    label: Text
    place: Text
    clinical_place: Text
    at: Point
    depth: Depth
    grade: Grade
    sources: tuple[SourceKey, ...] = ()
    note: Text | None = None
    zones: tuple[Zone, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_essential(self) -> Self:
        if not any(zone.kind == "essential" for zone in self.zones):
            raise ValueError("a trigger point needs at least one essential zone")
        return self


class Caution(Record):
    """Something to ask before self-care or a technique is shown: a yes keeps it back.

    ``question`` is for the person, in plain words; ``for_therapist`` says the same in clinical terms.
    """

    id: Id
    question: Text
    for_therapist: Text


TechniqueKind = Literal[
    "trigger_point_pressure",
    "myofascial_release_direct",
    "myofascial_release_indirect",
    "soft_tissue_release",
    "pnf",
    "active_isolated_stretching",
    "stretching",
    "dry_needling",
    "other",
]


class Technique(Fact):
    """What a trained professional may do, and the cautions that gate it."""

    kind: TechniqueKind
    gated_by: tuple[Id, ...] = Field(min_length=1)


class SelfCare(Record):
    """What a person may try, when not to, and the cautions that gate it."""

    pressure: tuple[Fact, ...] = Field(min_length=1)
    stretch: tuple[Fact, ...] = Field(min_length=1)
    cautions: tuple[Fact, ...] = Field(min_length=1)
    gated_by: tuple[Id, ...] = Field(min_length=1)


class Muscle(Record):
    """One muscle of the atlas, described for the left side."""

    id: Id
    tier: int = Field(ge=1, le=3)
    names: Names
    synonyms: tuple[Text, ...] = ()
    everyday_words: tuple[Text, ...] = ()
    ontology: tuple[OntologyTerm, ...] = ()
    actions: tuple[Fact, ...] = Field(min_length=1)
    attachments: Attachments
    nerve: tuple[Fact, ...] = Field(min_length=1)
    depth: Fact
    outline: tuple[Shape, ...] = Field(min_length=1)
    trigger_points: tuple[TriggerPoint, ...] = Field(min_length=1)
    symptoms: tuple[Fact, ...] = ()
    provokes: tuple[Fact, ...] = ()
    relieves: tuple[Fact, ...] = ()
    activation: tuple[Fact, ...] = ()
    perpetuating: tuple[Fact, ...] = ()
    tests: tuple[Fact, ...] = ()
    mimics: tuple[Fact, ...] = ()
    associated: tuple[Association, ...] = ()
    prevalence: tuple[Fact, ...] = ()
    self_care: SelfCare
    professional_techniques: tuple[Technique, ...] = ()
    disagreements: tuple[Fact, ...] = ()
    sources: tuple[SourceKey, ...] = Field(min_length=1)
    reviewed_by: Signature | None

    @property
    def reviewed(self) -> bool:
        """Whether a clinician has signed this entry."""
        return self.reviewed_by is not None
