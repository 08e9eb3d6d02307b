"""Ranking: how well each muscle's pattern and a pain drawing cover each other.

Two numbers that people see, in both directions:

* **pain explained**: the share of the painted pain (area x intensity) that lies in the pattern;
* **pattern present**: the share of the best-fitting trigger point's essential zone that was painted.

The order comes from one score made of the same two directions: their F-measure (van Rijsbergen 1979), in
which explaining the pain counts `BETA` times as much as having the whole pattern, because a person who
taps one place says little about the rest. In the score, spillover and local pain count for less than
essential pain, and thinly supported zones for less than well supported ones. It lies between 0 and 1, is
not a probability, and does not depend on the size of a pattern as such.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.patterns import BodySide, Patterns

Floats = NDArray[np.float32]

BETA = 2.0  # explaining the pain counts this many times as much as having the whole pattern
SPILLOVER = 0.5  # weight of a cell in a spillover zone: felt by some, where an essential one is felt by nearly all
LOCAL = 0.5  # weight of pain at the trigger point itself, at its centre
TIE = 0.02  # scores closer than this are one rank: less than a redrawing of the same pain changes them


@dataclass(frozen=True)
class Measured:
    """A drawing by plot: `pain` is area x intensity, `painted` is area (mm²), shape (plots,)."""

    pain: Floats
    painted: Floats


@dataclass(frozen=True)
class PointFit:
    """How one trigger point fits; shares 0 to 1."""

    id: str
    score: float
    pain_explained: float
    pattern_present: float


@dataclass(frozen=True)
class Fit:
    """How one muscle on one side fits; shares 0 to 1. `points` are best first."""

    muscle: str
    side: BodySide
    rank: int
    tied: bool
    score: float
    pain_explained: float
    pattern_present: float
    points: tuple[PointFit, ...]


class Scorer:
    """Scores drawings against patterns.

    Parameters
    ----------
    patterns : Patterns
        The patterns of an atlas.
    scored : ndarray of float32, shape (cells,)
        Area of each cell in mm² on the reference body, 0 where buried.
    """

    def __init__(self, patterns: Patterns, scored: Floats) -> None:
        self.patterns, self._scored = patterns, scored
        essential, spillover, local = patterns.essential, patterns.spillover, patterns.local
        touched = ((essential > 0) | (spillover > 0) | (local > 0)).astype(np.float32)
        graded = np.maximum(essential, np.maximum(SPILLOVER * spillover, LOCAL * local))
        core = (essential > 0).astype(np.float32)
        self._first_point = np.flatnonzero(np.diff(patterns.owner_of_point, prepend=-1))
        of_muscles = [np.maximum.reduceat(layer, self._first_point, axis=0) for layer in (touched, graded)]
        # One row for each plot, so that a drawing reads only the rows of the few plots that it touches.
        self._layers = np.ascontiguousarray(np.concatenate([touched, graded, core, *of_muscles]).T)
        self._cuts = np.cumsum([len(touched), len(graded), len(core), len(of_muscles[0])])
        self._anywhere = touched.max(axis=0)
        self._essential_area = core @ patterns.plot_area
        self._graded_area = graded @ patterns.plot_area

    def measure(self, patch: Floats) -> Measured:
        """The drawing by plot."""
        cells = np.flatnonzero(patch)
        area = self._scored[cells]
        return Measured(self.patterns.by_plot(area * patch[cells], cells), self.patterns.by_plot(area, cells))

    def rank(self, drawing: Measured) -> list[Fit]:
        """Every muscle and side whose pattern the drawing touches, best first.

        Returns
        -------
        list of Fit
            Empty for an empty drawing. Scores within `TIE` of the best of their group share its rank; within
            a rank, essential before spillover, then by name.
        """
        pain, painted = drawing.pain, drawing.painted
        total = float(pain.sum())
        if total <= 0.0:
            return []
        plots = np.flatnonzero(painted)
        sums = np.stack([pain[plots] / total, painted[plots]]) @ self._layers[plots]
        explained, weighed, _, muscle_explained, muscle_weighed = np.split(sums[0], self._cuts)
        _, graded_painted, core_painted, *_ = np.split(sums[1], self._cuts)
        present = core_painted / self._essential_area
        graded_present = graded_painted / self._graded_area
        point_score = f_measure(weighed, graded_present)
        best_present = np.maximum.reduceat(present, self._first_point)
        muscle_score = f_measure(muscle_weighed, np.maximum.reduceat(graded_present, self._first_point))

        points: dict[int, list[PointFit]] = {}
        for index, (row, name) in enumerate(self.patterns.point_rows):
            if explained[index] > 0.0:
                fit = PointFit(name, float(point_score[index]), float(explained[index]), float(present[index]))
                points.setdefault(row, []).append(fit)
        by_score = sorted(points, key=lambda row: -float(muscle_score[row]))
        shared = dict(zip(by_score, _shared_ranks([float(muscle_score[row]) for row in by_score]), strict=True))
        # Within a rank nothing but kind and name may decide: equal fits must not seem ordered by their last digits.
        order = sorted(points, key=lambda row: (shared[row], best_present[row] == 0.0, self.patterns.owners[row]))
        ranks = [shared[row] for row in order]
        return [
            Fit(
                muscle=self.patterns.owners[row][0],
                side=self.patterns.owners[row][1],
                rank=rank,
                tied=ranks.count(rank) > 1,
                score=float(muscle_score[row]),
                pain_explained=min(float(muscle_explained[row]), 1.0),
                pattern_present=min(float(best_present[row]), 1.0),
                points=tuple(sorted(points[row], key=lambda p: (-p.score, p.id))),
            )
            for row, rank in zip(order, ranks, strict=True)
        ]

    def covered(self, drawing: Measured) -> float:
        """Share of the marked pain that lies in any pattern, 0 to 1."""
        total = float(drawing.pain.sum())
        return 0.0 if total <= 0.0 else min(float(drawing.pain @ self._anywhere) / total, 1.0)


def f_measure(explained: Floats, present: Floats) -> Floats:
    """F-measure of the two shares, `explained` counting `BETA` times as much; 0 where both are 0."""
    square = BETA * BETA
    below = square * present + explained
    return np.where(below > 0, (1 + square) * explained * present / np.maximum(below, 1e-9), 0.0).astype(np.float32)


def _shared_ranks(scores: list[float]) -> list[int]:
    """Competition ranks (1, 1, 3, ...) of falling scores; those within `TIE` of a group's first share its rank."""
    ranks: list[int] = []
    leader = 0
    for index, score in enumerate(scores):
        if index and scores[leader] - score > TIE:
            leader = index
        ranks.append(leader + 1)
    return ranks
