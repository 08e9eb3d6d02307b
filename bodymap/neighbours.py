"""Neighbours: for each complaint, the muscles one joint above and below that are worth examining."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from bodymap.about import check_entry_ids, check_known_sources
from bodymap.crosscheck import check_known
from bodymap.muscle import Fact, Id, Text
from bodymap.regions import bare
from bodymap.strict_yaml import Document
from bodymap.yaml_source import Record, load_with_lines

__all__ = ["Complaint", "load_neighbours", "neighbours_for"]

_WAYS = ("local", "above", "below")


class Complaint(Record):
    """Where it hurts, and which muscles to examine there and further up and down.

    Attributes
    ----------
    areas : tuple of str
        Areas of the body, without side.
    local, above, below : tuple of str
        Muscle ids.
    look_here_too : str
        The same in a plain sentence.
    evidence : str
        How well the idea of looking further is supported: trials agree, few or conflicting studies, or habit.
    """

    id: Id
    name: Text
    areas: tuple[Id, ...] = Field(min_length=1)
    local: tuple[Id, ...] = Field(min_length=1)
    above: tuple[Id, ...]
    below: tuple[Id, ...]
    look_here_too: Text
    evidence: Literal["moderate", "low", "expert"]
    reasons: tuple[Fact, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_muscle_once(self) -> Self:
        named = [*self.local, *self.above, *self.below]
        for muscle in named:
            if named.count(muscle) > 1:
                raise ValueError(f"{muscle} is named more than once: it is local, above or below, or left out")
        if not self.above and not self.below:
            raise ValueError("there is nothing in 'above' or 'below' to look at")
        return self


class NeighboursFile(Record):
    """The whole of neighbours.yaml."""

    complaints: tuple[Complaint, ...] = Field(min_length=1)


def load_neighbours(
    path: Path,
    known_muscles: Collection[str] | None = None,
    known_areas: Collection[str] | None = None,
    known_sources: Collection[str] | None = None,
) -> tuple[tuple[Complaint, ...], Document]:
    """Read neighbours.yaml, and its document for checks across files; what is not given is not checked.

    Raises
    ------
    DataError
        The file is missing or wrong, repeats an id, gives an area to two complaints, or names a muscle, area or
        source that does not exist; carries file and line.
    """
    content, document = load_with_lines(path, NeighboursFile)
    check_known_sources(document, known_sources)
    check_entry_ids(document, ("complaints",), (complaint.id for complaint in content.complaints))
    owners: dict[str, str] = {}
    for i, complaint in enumerate(content.complaints):
        for way in _WAYS:
            for j, muscle in enumerate(getattr(complaint, way)):
                check_known(document, ("complaints", i, way, j), "muscle", muscle, known_muscles)
        for j, area in enumerate(complaint.areas):
            check_known(document, ("complaints", i, "areas", j), "area", area, known_areas)
            owner = owners.setdefault(area, complaint.id)
            if owner != complaint.id:
                message = f"the area '{area}' also belongs to {owner}"
                raise document.error(("complaints", i, "areas", j), message, "Give each area to one complaint.")
    return content.complaints, document


def neighbours_for(complaints: Sequence[Complaint], shares: Mapping[str, float]) -> Complaint | None:
    """The complaint whose areas are marked most fully; None where nothing that belongs to one is marked.

    Parameters
    ----------
    complaints : sequence of Complaint
        As loaded; of two that are marked alike the earlier one is taken.
    shares : mapping of str to float
        Share of each area's skin that is marked, 0 to 1, by area id with or without side, as `Words.shares` gives it.
    """
    marked: dict[str, float] = {}
    for area, share in shares.items():
        marked[bare(area)] = max(share, marked.get(bare(area), 0.0))
    fullest = {c.id: max(marked.get(area, 0.0) for area in c.areas) for c in complaints}
    best = max(complaints, key=lambda complaint: fullest[complaint.id], default=None)
    return best if best is not None and fullest[best.id] > 0.0 else None
