"""Inner edges: where the outline of one part stands clearly before another.

An edge is drawn only where the depth jumps, so that an arm has an edge over the trunk in a side view but grows
out of the shoulder without a seam.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from bodymap.cameras import Camera
from bodymap.cells import CELLS, Part
from bodymap.pens import Stroke, pieces, smoothed
from bodymap.silhouette import resample

Floats = NDArray[np.float64]

_WIDTH = 1.7  # mm
_STEP = 2.0  # mm between samples along an outline
_BESIDE = 3.5  # mm to either side of it at which the depths are compared
_BRIDGE, _LEAST = 9, 5  # samples
_COVER = 6.0  # mm of skin through which a toe still shows
_SOLE = 6.0  # mm above the floor, below which toes have no edge
# Smallest jump in mm that makes an edge, by chart: small parts lie close to what is behind them.
_JUMP = {"axial": 8.0, "leg": 10.0, "arm": 8.0, "finger": 5.0, "toe": 1.0, "ear": 1.5}
# Rows of a part between which its edges fade in: above them it grows out of what it is joined to.
_ROOT = {"arm": (20.0, 28.0), "leg": (17.0, 22.0), "finger": (5.0, 7.0)}


def _grown() -> NDArray[np.float64]:
    """0 for cells at the root of their part, 1 for cells clear of it, shape (cells,)."""
    grown = np.ones(CELLS.count)
    for part in CELLS.parts:
        if part.chart in _ROOT:
            low, high = _ROOT[part.chart]
            rows = np.clip((np.arange(part.rows) - low) / (high - low), 0.0, 1.0)
            grown[part.start : part.stop] = np.repeat(rows, part.columns)
    return grown


_GROWN = _grown()


def inner_edges(camera: Camera, corners: Floats, parts: Mapping[str, Polygon]) -> list[Stroke]:
    """Edges within the figure.

    Parameters
    ----------
    camera : Camera
        The view of a body.
    corners : ndarray, shape (cells, 4, 3)
        Corners of every cell of that body in the view's pose (`Body.corners`).
    parts : mapping of str to Polygon
        Outline of each shown part alone (`bodymap.silhouette.Outlines.parts`).
    """
    strokes = []
    for index, part in enumerate(CELLS.parts):
        if part.name not in parts:
            continue
        ring = shapely.get_coordinates(shapely.geometry.polygon.orient(parts[part.name]).exterior)
        xy = resample(ring, _STEP)
        along = np.roll(xy, -1, axis=0) - np.roll(xy, 1, axis=0)
        along /= np.maximum(np.hypot(along[:, :1], along[:, 1:]), 1e-9)
        outward = np.stack([along[:, 1], -along[:, 0]], axis=1)
        mine, near = _look(camera, xy - _BESIDE * outward)
        other, far = _look(camera, xy + _BESIDE * outward)
        owned = (mine >= 0) & (CELLS.part_of[mine] == index)
        jump = np.where(owned & (other >= 0), near - np.where(other >= 0, far, 0.0), 0.0)
        grown = np.minimum(_GROWN[mine], _GROWN[other])
        edge = (jump > _JUMP[part.chart]) & (grown > 0.0) & (CELLS.part_of[other] != index)
        if part.chart == "finger":  # and grows out of the hand; only a thumb before the palm stands clear of it
            edge &= ~CELLS.in_parts("arm", side=part.side)[other] | (jump > _JUMP["arm"])
        if part.chart == "toe":
            edge |= _sunk(camera, corners[part.start : part.stop], part, xy, mine, near) & (other >= 0)
        if part.chart in ("arm", "leg"):  # a hand runs on into its fingers, a foot into its toes
            edge &= ~CELLS.in_parts("finger", "toe", side=part.side)[other]
        if not edge.any():
            continue
        # Begin where nothing is seen, so that no edge is cut in two by the ring's first point.
        turn = int(np.argmin(edge))
        firmness = grown * np.clip(jump / (2.5 * _JUMP[part.chart]), 0.3, 1.0)
        edge, xy, firmness = np.roll(edge, -turn), np.roll(xy, -turn, axis=0), smoothed(np.roll(firmness, -turn), 3.0)
        strokes += [Stroke(part.name, xy[piece], firmness[piece], _WIDTH) for piece in pieces(edge, _BRIDGE, _LEAST)]
    return strokes


def _sunk(
    camera: Camera, corners: Floats, toe: Part, xy: Floats, cell: NDArray[np.int32], near: Floats
) -> NDArray[np.bool_]:
    """Where a toe lies just under the skin of a fleshy foot, which would otherwise swallow its outline."""
    centres = camera.project(corners.mean(axis=1))
    root, tip = centres[: toe.columns, :2].mean(axis=0), centres[-toe.columns :, :2].mean(axis=0)
    along = (xy - root) @ (tip - root) / max(float((tip - root) @ (tip - root)), 15.0**2)
    free = (along > 0.08) | (np.hypot(*(tip - root)) < 15.0)  # seen from the side, a toe is open at its root
    foot = CELLS.in_parts("leg", side=toe.side)[cell] & (cell >= 0)
    return np.asarray(foot & free & (xy[:, 1] < -_SOLE) & (near < centres[:, 2].max() + _COVER))


def _look(camera: Camera, xy: Floats) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Nearest cell (-1: none) and depth at picture points."""
    row, column = camera.pixel_of(xy)
    row, column = np.clip(row, 0, camera.shape[0] - 1), np.clip(column, 0, camera.shape[1] - 1)
    return camera.cell_at[row, column], np.asarray(camera.depth_at[row, column], dtype=np.float64)
