"""Referral patterns as patches: every trigger point's zones laid on the cells, on both sides.

Cells of one area that no pattern tells apart are merged into one *plot*: overlap is a sum over plots, which is
exact and a hundred times shorter than a sum over cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy import Anatomy
from bodymap.cells import CELLS
from bodymap.errors import DataError, UnknownName
from bodymap.muscle import Muscle, TriggerPoint

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
BodySide = Literal["left", "right"]
SIDES: tuple[BodySide, ...] = ("left", "right")
Layer = Literal["essential", "spillover", "local"]
LAYERS: tuple[Layer, ...] = ("essential", "spillover", "local")

LOCAL_RADIUS = 30.0  # mm: a trigger point also hurts where it is; full at the point, none at this distance
_LEVELS = 20  # local pain is kept in steps of this many, so that it does not split every cell from its neighbour


@dataclass(frozen=True)
class PointPattern:
    """What one trigger point makes people feel, left side, as patches.

    Attributes
    ----------
    essential, spillover : ndarray of float16, shape (cells,)
        Strength 0 to 1: 1 as described, less where support is thin. Half precision: an atlas keeps hundreds of these.
    local : ndarray of float16, shape (cells,)
        Pain at the point itself, 1 fading to 0.
    cell : int
        The cell that the point lies on.
    """

    trigger_point: TriggerPoint
    essential: Halves
    spillover: Halves
    local: Halves
    cell: int

    def on(self, side: BodySide, layer: Layer) -> Halves:
        """One layer on a side of the body."""
        patch: Halves = getattr(self, layer)
        return patch if side == "left" else patch[CELLS.mirror]


class Patterns:
    """The patterns of an atlas, and their plots.

    Attributes
    ----------
    points : dict of str to tuple of PointPattern
        By muscle id.
    owners : tuple of (muscle, side)
        Every muscle on the left, then on the right, in atlas order.
    point_rows : tuple of (row of owners, trigger point id)
        Rows of `essential`, `spillover` and `local`.
    plot_of : ndarray of int32, shape (cells,)
        The plot of each cell.
    plot_group : ndarray of int16, shape (plots,)
        Which of the caller's groups (coarse areas) each plot lies in.
    plot_area : ndarray of float32, shape (plots,)
        Skin of each plot, mm².
    essential_by_group : ndarray, shape (point rows, groups + 1)
        Essential skin of each trigger point in each group, mm²; column 0 is skin in no group.
    essential, spillover, local : ndarray of float32, shape (point rows, plots)
        Strengths of each trigger point on each side.
    """

    def __init__(
        self, muscles: Mapping[str, Muscle], anatomy: Anatomy, scored: Floats, group_of: NDArray[np.int16]
    ) -> None:
        self.points: dict[str, tuple[PointPattern, ...]] = {
            muscle.id: tuple(_lay(point, muscle, anatomy, scored) for point in muscle.trigger_points)
            for muscle in muscles.values()
        }
        self.owners: tuple[tuple[str, BodySide], ...] = tuple((m, side) for side in SIDES for m in muscles)
        rows = [(row, point) for row, (m, _) in enumerate(self.owners) for point in self.points[m]]
        self.point_rows = tuple((row, point.trigger_point.id) for row, point in rows)
        self.owner_of_point: NDArray[np.intp] = np.array([row for row, _ in rows], dtype=np.intp)
        layers = {layer: [point.on(self.owners[row][1], layer) for row, point in rows] for layer in LAYERS}
        first, self.plot_of = plots(group_of, (patch for patches in layers.values() for patch in patches))
        self.count = first.size
        self.essential, self.spillover, self.local = (
            np.stack([patch[first] for patch in layers[layer]]).astype(np.float32) for layer in LAYERS
        )
        self.plot_group: NDArray[np.int16] = group_of[first]
        self.plot_area: Floats = np.bincount(self.plot_of, weights=scored, minlength=self.count).astype(np.float32)
        self.essential_by_group = np.stack(
            [
                np.bincount(self.plot_group + 1, weights=self.plot_area * (row > 0), minlength=int(group_of.max()) + 2)
                for row in self.essential
            ]
        )

    def by_plot(self, weights: NDArray[np.float32], cells: NDArray[np.intp]) -> Floats:
        """Sum of `weights` (one for each of `cells`) over each plot, shape (plots,)."""
        sums = np.bincount(self.plot_of[cells], weights=weights, minlength=self.count)
        return np.asarray(sums, dtype=np.float32)

    def rows_of(self, muscle: str, side: BodySide) -> NDArray[np.intp]:
        """The point rows of a muscle on one side."""
        return np.flatnonzero(self.owner_of_point == self.owners.index((muscle, side)))

    def of(self, muscle: str, trigger_point: str | None = None) -> tuple[PointPattern, ...]:
        """The patterns of a muscle's trigger points, or of one of them; raises UnknownName."""
        points = self.points[muscle]
        if trigger_point is None:
            return points
        chosen = tuple(p for p in points if p.trigger_point.id.casefold() == trigger_point.casefold())
        if not chosen:
            known = tuple(p.trigger_point.id for p in points)
            raise UnknownName("trigger point", trigger_point, known, "trigger_point")
        return chosen


def merged(patches: Iterable[Halves]) -> Halves:
    """The union of patches: the strongest at each cell."""
    strongest: Halves = np.max(np.stack(list(patches)), axis=0)
    return strongest


def plots(
    group_of: NDArray[np.int16], patches: Iterable[NDArray[np.floating]]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """A first cell of each plot, and the plot of each cell.

    Cells are told apart by a 64-bit polynomial hash of their group and their strengths in thousandths.
    """
    signature = group_of.astype(np.uint64) + np.uint64(1)
    for patch in patches:
        signature = signature * np.uint64(0x9E3779B97F4A7C15) + np.rint(patch.astype(np.float32) * 1000.0).astype(
            np.uint64
        )
        signature ^= signature >> np.uint64(29)
    _, first, plot_of = np.unique(signature, return_index=True, return_inverse=True)
    return first, plot_of.astype(np.int32)


def _lay(point: TriggerPoint, muscle: Muscle, anatomy: Anatomy, scored: Floats) -> PointPattern:
    kinds = {kind: np.zeros(CELLS.count, dtype=np.float32) for kind in ("essential", "spillover")}
    for zone in point.zones:
        try:
            covered = anatomy.cover(zone.shapes)
        except UnknownName as error:
            raise DataError("muscles.yaml", None, f"zone {zone.id}: {error}", "use a name that exists.") from None
        if not scored[covered].any():
            raise DataError("muscles.yaml", None, f"zone {zone.id} covers no skin", "correct its shapes.")
        patch = kinds[zone.kind]
        patch[covered] = np.maximum(patch[covered], zone.strength)
    visible = scored > 0
    # Where both kinds cover a cell, the stronger tells: spillover begins where the essential zone ends.
    essential = kinds["essential"] * visible
    spillover = np.where(kinds["essential"] > 0, 0.0, kinds["spillover"] * visible).astype(np.float32)
    position = anatomy.locate(point.at)
    near = anatomy.near(position, LOCAL_RADIUS)
    local = (np.round(np.clip(1.0 - near / LOCAL_RADIUS, 0.0, 1.0) * _LEVELS) / _LEVELS).astype(np.float32) * visible
    return PointPattern(
        point,
        essential.astype(np.float16),
        spillover.astype(np.float16),
        local.astype(np.float16),
        int(np.argmin(near)),
    )
