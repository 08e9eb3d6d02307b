"""Look-alikes: joints, nerves, nerve roots and tendons that hurt where muscles do, in a lane of their own.

A look-alike is a map of how often people with it report pain at each place. Its score is made as a muscle's is (see
`bodymap.ranking`), but the two orders are never mixed, and a look-alike is never called a diagnosis.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from bodymap.about import check_entry_ids, check_known_sources
from bodymap.anatomy import Anatomy
from bodymap.cells import CELLS
from bodymap.crosscheck import check_known, places_of
from bodymap.errors import DataError, UnknownName
from bodymap.muscle import Fact, Grade, Id, SourceKey, Text
from bodymap.patterns import SIDES, BodySide, plots
from bodymap.ranking import Measured, f_measure
from bodymap.shapes import Shape
from bodymap.strict_yaml import Document
from bodymap.yaml_source import Record, load_with_lines

__all__ = ["LookAlike", "LookAlikeFit", "LookAlikes", "load_look_alikes", "score_maps"]

Floats = NDArray[np.float32]
Groups = NDArray[np.int16]
Likelihood = Literal["usual", "often", "sometimes", "rare"]
LIKELIHOOD: Mapping[str, float] = {"usual": 0.8, "often": 0.6, "sometimes": 0.3, "rare": 0.1}  # our estimates
USUAL = 0.5  # the usual area is where more than this share report pain; if none do, where they report it most
_NONE_MARKED = 1e-3  # an unmarked usual area counts as this much of it, so that pain elsewhere in a map still orders


class LookAlikeNames(Record):
    """What it is called."""

    english: Text
    everyday: Text


class AreaEvidence(Record):
    """How well an area is known: that pain is felt there, its borders, and how often."""

    location: Grade
    extent: Grade
    frequency: Grade
    sources: tuple[SourceKey, ...] = Field(min_length=1)
    note: Text | None = None


class Area(Record):
    """A place that hurts in some: `percent` of so many `people` in a study, or our own reading, `likelihood`."""

    id: Id
    name: Text
    shapes: tuple[Shape, ...] = Field(min_length=1)
    percent: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    people: int | None = Field(default=None, ge=1)
    likelihood: Likelihood | None = None
    evidence: AreaEvidence

    @model_validator(mode="after")
    def _one_frequency(self) -> Self:
        if (self.percent is None) == (self.likelihood is None):
            raise ValueError("give 'percent', from a study, or, where no figure is published, 'likelihood'")
        if self.likelihood is not None and (self.evidence.frequency == "A" or self.people is not None):
            raise ValueError("a 'likelihood' is our reading: its frequency is graded B or C, and 'people' is left out")
        if self.percent is not None and self.evidence.frequency == "C":
            raise ValueError("a 'percent' stands in a source: grade its frequency A or B, or write a 'likelihood'")
        return self

    @property
    def frequency(self) -> float:
        """Share of people with it who report pain here, 0 to 1."""
        return LIKELIHOOD[self.likelihood] if self.likelihood else (self.percent or 0.0) / 100.0


class LookAlike(Record):
    """A structure that is not a muscle, and where it hurts, described for the left side."""

    id: Id
    kind: Literal["joint", "nerve root", "tendon", "nerve"]
    names: LookAlikeNames
    what_it_is: tuple[Fact, ...] = Field(min_length=1)
    likely: tuple[Fact, ...] = Field(min_length=1)
    less_likely: tuple[Fact, ...] = ()
    what_to_do: tuple[Fact, ...] = Field(min_length=1)
    whom_to_see: tuple[Fact, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hurts_somewhere(self) -> Self:
        if not any(area.frequency for area in self.areas):
            raise ValueError("every area has 'percent: 0': say where it does hurt")
        return self


class _File(Record):
    look_alikes: tuple[LookAlike, ...] = Field(min_length=1)


def load_look_alikes(
    path: Path,
    known_sources: Collection[str] | None = None,
    known_lines: Collection[str] | None = None,
    known_panels: Collection[str] | None = None,
    known_landmarks: Collection[str] | None = None,
) -> tuple[tuple[LookAlike, ...], Document]:
    """Read look_alikes.yaml, and its document for checks across files; what is not given is not checked.

    Raises DataError, with file and line, if the file is wrong, repeats an id or names what does not exist.
    """
    content, document = load_with_lines(path, _File)
    entries, known = content.look_alikes, {"line": known_lines, "panel": known_panels, "landmark": known_landmarks}
    check_known_sources(document, known_sources)
    check_entry_ids(document, ("look_alikes",), (entry.id for entry in entries))
    for i, entry in enumerate(entries):
        check_entry_ids(document, ("look_alikes", i, "areas"), (area.id for area in entry.areas))
        for j, area in enumerate(entry.areas):
            for where, kind, name in places_of(area.shapes, ("look_alikes", i, "areas", j, "shapes")):
                check_known(document, where, kind, name, known[kind])
    return entries, document


@dataclass(frozen=True)
class LookAlikeFit:
    """How one look-alike on one side fits a drawing; shares 0 to 1.

    `pain_explained` is the mean, over the marked pain, of how often people with it report pain there: below 1 even for
    a perfect fit. `area_present` is the marked share of its usual area. `score`, their F-measure, is no probability.
    """

    id: str
    side: BodySide
    score: float
    pain_explained: float
    area_present: float


def score_maps(frequency: Floats, area: Floats, drawing: Measured) -> tuple[Floats, Floats, Floats]:
    """Score, pain explained and area present of each of `frequency` (maps, plots); `area` is the skin of each plot."""
    usual = (frequency > np.minimum(USUAL, 0.9 * frequency.max(axis=1, keepdims=True))).astype(np.float32)
    explained = frequency @ drawing.pain / np.float32(max(float(drawing.pain.sum()), 1e-9))
    present = np.minimum(usual @ drawing.painted / np.maximum(usual @ area, 1e-9), 1.0)
    return f_measure(explained, np.maximum(present, _NONE_MARKED)), explained, present


class LookAlikes:
    """The frequency maps of look-alikes on both sides; parameters and plots are as in `bodymap.patterns.Patterns`.

    Row i of `frequency`, shape (owners, plots), is the map of `owners[i]`: the highest figure where areas overlap.
    """

    def __init__(self, entries: Sequence[LookAlike], anatomy: Anatomy, scored: Floats, group_of: Groups) -> None:
        self.entries, self._scored = {entry.id: entry for entry in entries}, scored
        self._maps = {entry.id: _frequency_map(entry, anatomy, scored) for entry in entries}
        self.owners: tuple[tuple[str, BodySide], ...] = tuple((key, side) for side in SIDES for key in self.entries)
        rows = np.stack([self.map_of(key, side) for key, side in self.owners])
        first, self.plot_of = plots(group_of, rows)
        self.frequency, self.plot_group = rows[:, first], group_of[first]
        self.plot_area = self._by_plot(scored)

    def map_of(self, look_alike: str, side: BodySide) -> Floats:
        """Frequency 0 to 1 at each cell; raises UnknownName."""
        if look_alike not in self._maps:
            raise UnknownName("look-alike", look_alike, self._maps, "look_alike")
        return self._maps[look_alike] if side == "left" else self._maps[look_alike][CELLS.mirror]

    def _by_plot(self, weights: Floats) -> Floats:
        return np.bincount(self.plot_of, weights=weights, minlength=self.plot_group.size).astype(np.float32)

    def measure(self, patch: Floats) -> Measured:
        """A drawing (intensity for each cell) by these plots."""
        return Measured(self._by_plot(self._scored * patch), self._by_plot(self._scored * (patch > 0)))

    def score(self, drawing: Measured) -> list[LookAlikeFit]:
        """Every look-alike and side whose map the drawing touches, best first; empty for an empty drawing."""
        table = np.stack(score_maps(self.frequency, self.plot_area, drawing), axis=1).tolist()
        fits = [LookAlikeFit(*owner, *row) for owner, row in zip(self.owners, table, strict=True) if row[1] > 0.0]
        return sorted(fits, key=lambda fit: (-round(fit.score, 4), fit.id, fit.side))


def _frequency_map(entry: LookAlike, anatomy: Anatomy, scored: Floats) -> Floats:
    frequency = np.zeros(CELLS.count, dtype=np.float32)
    for area in entry.areas:
        covered = anatomy.cover(area.shapes) & (scored > 0)
        if not covered.any():
            raise DataError("look_alikes.yaml", None, f"{entry.id}: area {area.id} covers no skin", "correct it.")
        frequency[covered] = np.maximum(frequency[covered], area.frequency)
    return frequency
