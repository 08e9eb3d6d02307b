"""Answers that are the API's own; those of ranking, tracing and patterns come from the core."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

__all__ = [
    "Counts",
    "Info",
    "MuscleList",
    "MuscleSummary",
    "Named",
    "RegionEntry",
    "RegionKinds",
    "RegionList",
]


class Named(BaseModel):
    """An id with the name that people read."""

    id: str
    name: str


class Labelled(BaseModel):
    """A view's id and label."""

    id: str
    label: str


class Counts(BaseModel):
    """How much the loaded data holds."""

    muscles: int
    trigger_points: int
    zones: int
    regions: int
    areas: int
    cells: int


class Info(BaseModel):
    """What is loaded, and how far to trust it."""

    name: str
    version: str
    data_version: str = Field(description="Changes whenever any data file does, and with it perhaps the ranking.")
    data_checksum: str
    bodies: list[Named]
    views: list[Labelled]
    counts: Counts
    reviewed: bool = Field(description="Whether a clinician has reviewed every muscle.")
    disclaimer: str


class RegionEntry(BaseModel):
    """A named place on the body."""

    id: str
    level: Literal["area", "fine", "union"]
    side: Literal["left", "right", "midline"]
    parent: str | None = Field(description="The coarse area that holds a fine region.")
    name: str
    clinical_name: str
    synonyms: list[str]
    outlines: dict[str, str] = Field(description="SVG path in each asked view; views that do not show it are left out.")


class RegionList(BaseModel):
    """Regions, all of them at once."""

    data_version: str
    regions: list[RegionEntry]


class RegionKinds(BaseModel):
    """How a muscle's pattern reaches a region."""

    essential: bool
    spillover: bool


class MuscleSummary(BaseModel):
    """A muscle as a list shows it."""

    id: str
    name: str
    latin: str
    everyday_name: str
    synonyms: list[str]
    trigger_points: list[str]
    region_kinds: RegionKinds | None = Field(description="Only when a region was asked for.")
    reviewed_by: str | None = Field(description="The clinician who reviewed the entry; null while nobody has.")


class MuscleList(BaseModel):
    """Muscles, all that fit at once; `next` is for the day when there are too many."""

    data_version: str
    muscles: list[MuscleSummary]
    next: None = None
