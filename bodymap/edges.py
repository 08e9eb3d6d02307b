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
from bodymap.cells import CELLS
from bodymap.pens import Stroke, pieces, smoothed
from bodymap.silhouette import resample

Floats = NDArray[np.float64]

_WIDTH = 1.7  # mm
_STEP = 2.0  # mm between samples along an outline
_BESIDE = 4.0  # mm to either side of it at which the depths are compared
_BRIDGE, _LEAST = 4, 5  # samples
# Smallest jump in mm that makes an edge, by chart: small parts lie close to what is behind them.
_JUMP = {"axial": 12.0, "leg": 10.0, "arm": 10.0, "finger": 5.0, "toe": 3.0, "ear": 1.5}


def inner_edges(camera: Camera, parts: Mapping[str, Polygon]) -> list[Stroke]:
    """Edges within the figure.

    Parameters
    ----------
    camera : Camera
        The view of a body.
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
        edge = jump > _JUMP[part.chart]
        if not edge.any():
            continue
        # Begin where nothing is seen, so that no edge is cut in two by the ring's first point.
        turn = int(np.argmin(edge))
        edge, xy, jump = np.roll(edge, -turn), np.roll(xy, -turn, axis=0), np.roll(jump, -turn)
        firmness = smoothed(np.clip(jump / (2.5 * _JUMP[part.chart]), 0.3, 1.0), 3.0)
        strokes += [
            Stroke(part.name, xy[piece], firmness[piece], _WIDTH) for piece in pieces(edge, _BRIDGE, _LEAST)
        ]
    return strokes


def _look(camera: Camera, xy: Floats) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Nearest cell (-1: none) and depth at picture points."""
    row, column = camera.pixel_of(xy)
    row, column = np.clip(row, 0, camera.shape[0] - 1), np.clip(column, 0, camera.shape[1] - 1)
    return camera.cell_at[row, column], np.asarray(camera.depth_at[row, column], dtype=np.float64)
