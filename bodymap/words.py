"""Saying a patch in words: where it lies, what a muscle explains of it, and what it does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bodymap.languages import Language
from bodymap.patterns import Patterns
from bodymap.ranking import Fit
from bodymap.regions import Region, Regions, bare

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Places are named when they hold this share of what is being told.
_WORTH_NAMING = 0.12
_MOST_PLACES = 4
_MOST_TOLD = 3  # places in the description of a drawing
_MISSED = 0.35  # an essential place counts as not marked when less than this share of it is
# Areas whose name does not already say which side of the part is meant.
_ALL_ROUND = frozenset({"hip", "knee", "ankle", "foot", "shoulder", "neck"})
ASPECTS = ("front", "side", "back", "inner side")


CORE = "Its core pain area takes in what you marked on the {places}."
SPREAD = "It sometimes spreads to the {places}."
PARTS = "It covers small parts of what you marked."
EDGE = "It only touches the edge of what you marked."
UNMARKED = "It would usually also hurt on the {places}, which you did not mark."
MORE = "It would usually also hurt on more of the {places}."
OUTSIDE = "It does not reach all of what you marked on the {places}."
SENTENCES = (CORE, SPREAD, PARTS, EDGE, UNMARKED, MORE, OUTSIDE)  # to translate


class Words:
    """Plain words about patches on one surface.

    Parameters
    ----------
    regions : Regions
        Gives the names of places.
    scored : ndarray of float32, shape (cells,)
        Area of each cell, mm².
    normals : ndarray, shape (cells, 3)
        Outward normals on the reference body, to tell front from side and back.

    Attributes
    ----------
    area_of : ndarray of int16, shape (cells,)
        Index of each cell's area; -1 where buried.
    """

    def __init__(self, regions: Regions, scored: Floats, normals: NDArray[np.float64]) -> None:
        self._regions, self._scored = regions, scored
        self._areas = list(regions.areas.values())
        self.area_of = np.full(scored.size, -1, dtype=np.int16)
        for index, area in enumerate(self._areas):
            self.area_of[regions.cells[area.id]] = index
        self._whole = self.by_area(np.ones(scored.size, dtype=np.float32))
        turn = np.degrees(np.arctan2(np.abs(normals[:, 0]), normals[:, 2]))
        aspect = np.digitize(turn, [60.0, 120.0])  # front, side, back
        # On a limb the side that faces the other limb is the inner one.
        sided = np.array([0 if r.side == "midline" else (1 if r.side == "left" else -1) for r in self._areas] + [0])
        inward = (sided[self.area_of] * normals[:, 0] < 0) & (aspect == 1)
        self._aspect: NDArray[np.int64] = np.where(inward, 3, aspect)

    def by_area(self, weights: Floats) -> NDArray[np.float64]:
        """Sum of `weights` x cell area over each area, in `areas` order."""
        cells = np.flatnonzero(weights)
        inside = cells[self.area_of[cells] >= 0]
        amounts = weights[inside] * self._scored[inside]
        return np.bincount(self.area_of[inside], weights=amounts, minlength=len(self._areas)).astype(np.float64)

    def shares(self, patch: Floats) -> dict[str, float]:
        """Share of each area's skin that is marked, 0 to 1, by area id; areas untouched are left out."""
        marked = self.by_area((patch > 0).astype(np.float32))
        return {self._areas[i].id: float(marked[i] / self._whole[i]) for i in np.flatnonzero(marked)}

    def _named(self, amounts: NDArray[np.float64], total: float, least: float = _WORTH_NAMING) -> list[Region]:
        order = np.argsort(-amounts, kind="stable")[:_MOST_PLACES]
        return [self._areas[i] for i in order if amounts[i] > 0 and amounts[i] >= least * total]

    def describe(self, patch: Floats, language: Language) -> str:
        """Where a drawing lies, the largest part first; empty for nothing.

        One place is told with its aspects after a comma, ``left outer hip, front and side``; of several, each has
        them in brackets: ``left outer hip (front and side) and left groin``.
        """
        marked = (patch > 0).astype(np.float32)
        amounts = self.by_area(marked)
        total = float(amounts.sum())
        if total <= 0:
            return ""
        places = self._named(amounts, total)[:_MOST_TOLD] or self._named(amounts, total, 0.0)[:1]
        aspects = [[language.say(each) for each in self._aspects(area, marked)] for area in places]
        if len(places) == 1:
            return ", ".join(part for part in (language.say(places[0].name), language.listed(aspects[0])) if part)
        told = []
        for area, named in zip(places, aspects, strict=True):
            name = language.say(area.name)
            told.append(f"{name} ({language.listed(named)})" if named else name)
        return language.listed(told)

    def _aspects(self, area: Region, marked: Floats) -> list[str]:
        """Which sides of a part that has several are marked, such as front and side; empty where all are."""
        if bare(area.id) not in _ALL_ROUND:
            return []
        cells = np.flatnonzero(self._regions.cells[area.id] & (marked > 0))
        amount = np.bincount(self._aspect[cells], weights=self._scored[cells], minlength=4)
        named = [ASPECTS[i] for i in range(4) if amount[i] >= 0.22 * amount.sum()]
        return named if len(named) < 4 else []

    def why(self, pain: Floats, painted: Floats, fit: Fit, patterns: Patterns, language: Language) -> tuple[str, str]:
        """Reasons for and against a muscle, in plain sentences; the second may be empty.

        Parameters
        ----------
        pain, painted : ndarray of float32, shape (plots,)
            The drawing by plot: area x intensity, and area marked (mm²).
        fit : Fit
            The muscle and side.
        patterns : Patterns
            Whose plots lie in the areas of these words.
        language : Language
            The language to say it in.
        """
        rows = patterns.rows_of(fit.muscle, fit.side)
        plots = np.flatnonzero(painted)
        groups, pain, painted = patterns.plot_group[plots] + 1, pain[plots], painted[plots]
        essential = (patterns.essential[np.ix_(rows, plots)] > 0).any(axis=0)
        spread_over = (patterns.spillover[np.ix_(rows, plots)] > 0) | (patterns.local[np.ix_(rows, plots)] > 0)
        reached = essential | spread_over.any(axis=0)
        best = next(row for row in rows if patterns.point_rows[row][1] == fit.points[0].id)

        def by_area(amounts: Floats) -> NDArray[np.float64]:
            sums = np.bincount(groups, weights=amounts, minlength=len(self._areas) + 1)
            return sums[1:].astype(np.float64)

        def said(sentence: str, places: Sequence[Region]) -> str:
            return language.say(sentence, places=language.listed([language.say(place.name) for place in places]))

        total = float(pain.sum())
        core = by_area(pain * essential)
        spread = by_area(pain * (reached & ~essential))
        reasons = []
        if places := self._named(core, total):
            reasons.append(said(CORE, places))
        if places := self._named(np.where(core < _WORTH_NAMING * total, spread, 0.0), total):
            reasons.append(said(SPREAD, places))
        if not reasons:
            reasons.append(language.say(PARTS if float(core.sum() + spread.sum()) >= 0.1 * total else EDGE))

        against = []
        expected = patterns.essential_by_group[best][1:]
        missed = expected - by_area(painted * (patterns.essential[best, plots] > 0))
        unmarked = np.where(missed >= (1 - _MISSED) * expected, missed, 0.0)
        marked_there = by_area(painted)
        for sentence, amounts in (
            (UNMARKED, np.where(marked_there == 0, unmarked, 0.0)),
            (MORE, np.where(marked_there > 0, unmarked, 0.0)),
        ):
            if places := self._named(amounts, float(expected.sum())):
                against.append(said(sentence, places))
        if places := self._named(by_area(pain * ~reached), total, 0.15):
            against.append(said(OUTSIDE, places))
        return " ".join(reasons), " ".join(against)
