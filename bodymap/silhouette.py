"""Outlines of the body in a view, as polygons on the picture (mm, Y down).

Every part is a stack of rings, so its outline is the union of the convex hulls of consecutive ring pairs,
as ``data/bodies/README.md`` says. Corners between facets are then rounded along the outline: most on the
trunk and limbs, less on face and feet, least on the fingers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from shapely.geometry import MultiPolygon, Polygon

from bodymap.body import Body
from bodymap.cells import CELLS
from bodymap.views import View

Floats = NDArray[np.float64]

_STEP = 1.0  # mm between points while an outline is being rounded
_TOLERANCE = 0.12  # mm that a point may move when the rounded outline is thinned
_SPECK = 60.0  # mm²: smaller pieces are not part of a body
_GAP = 1.5  # mm bridged between parts: trunk and leg only touch, and webs between fingers are round

# Standard deviation in mm, along the outline, of the rounding of each kind of skin.
_FINGERS, _FACE, _FEET, _BODY, _ACROMION = 1.2, 2.2, 4.0, 7.0, 20.0
_LEVELS = (_FINGERS, _FACE, _FEET, _BODY, _ACROMION)
_ACROMION_REACH = 50.0  # mm from the tip of the shoulder, where two charts meet


@dataclass(frozen=True)
class Outlines:
    """What a view shows of a body.

    Attributes
    ----------
    parts : dict of str to Polygon
        Outline of each shown part alone, as if nothing stood before it, by part name; rounded.
    whole : MultiPolygon
        Outline of all of them together; rounded.
    """

    parts: dict[str, Polygon]
    whole: MultiPolygon


def outlines(view: View, body: Body) -> Outlines:
    """Outline of the figure and of each of its parts, in picture coordinates (mm, Y down)."""
    axes = view.axes
    rough: dict[str, Polygon] = {}
    for part in CELLS.parts:
        if rows := view.rows_of(part):
            xy = (body.grid(part, view.pose)[rows.start : rows.stop + 1] @ axes[:2].T) * np.array([1.0, -1.0])
            pairs = np.concatenate([xy[:-1], xy[1:]], axis=1)
            merged = shapely.union_all(shapely.convex_hull(shapely.multipoints(pairs)))
            rough[part.name] = max(_polygons(merged), key=lambda p: p.area)
    rounding = _Rounding(view, body, rough)
    grown = shapely.union_all(shapely.buffer(list(rough.values()), _GAP, quad_segs=4))
    whole = [rounding.smooth(p) for p in _polygons(shapely.buffer(grown, -_GAP, quad_segs=4)) if p.area > _SPECK]
    return Outlines({name: rounding.smooth(p) for name, p in rough.items()}, MultiPolygon(whole))


def silhouette(view: View, body: Body) -> MultiPolygon:
    """Outline of the whole figure in a view, in picture coordinates (mm, Y down), lightly rounded."""
    return outlines(view, body).whole


class _Rounding:
    """Smoothing along an outline, by the kind of skin at each point."""

    def __init__(self, view: View, body: Body, parts: dict[str, Polygon]) -> None:
        self._chin = -float(body.landmarks["chin"][1]) + 25.0
        self._ankle = -float(body.landmarks["lateral_malleolus"][1]) + 10.0
        fingers = [p for name, p in parts.items() if name.startswith("finger")]
        self._fingers = shapely.buffer(shapely.union_all(fingers), 6.0) if fingers else None
        if self._fingers is not None:
            shapely.prepare(self._fingers)
        tip = np.stack([body.landmarks["acromion"] * np.array([side, 1.0, 1.0]) for side in (1.0, -1.0)])
        self._acromia = (tip @ view.axes[:2].T) * np.array([1.0, -1.0])

    def _weights(self, xy: Floats) -> Floats:
        """Share of each level at each point, shape (levels, points)."""
        kind = np.full(len(xy), _LEVELS.index(_BODY))
        kind[xy[:, 1] < self._chin] = _LEVELS.index(_FACE)
        kind[xy[:, 1] > self._ankle] = _LEVELS.index(_FEET)
        if self._fingers is not None:
            kind[shapely.contains_xy(self._fingers, xy[:, 0], xy[:, 1])] = _LEVELS.index(_FINGERS)
        near = np.hypot(*(xy[:, None] - self._acromia).transpose(2, 0, 1)).min(axis=1) < _ACROMION_REACH
        kind[near] = _LEVELS.index(_ACROMION)
        indicator = (kind == np.arange(len(_LEVELS))[:, None]).astype(np.float64)
        return np.asarray(gaussian_filter1d(indicator, 6.0 / _STEP, axis=1, mode="wrap", truncate=3.0))

    def smooth(self, polygon: Polygon) -> Polygon:
        """The polygon with its exterior rounded and its real holes kept."""
        holes = [self._ring(hole) for hole in polygon.interiors if Polygon(hole).area > _SPECK]
        return Polygon(self._ring(polygon.exterior), holes).buffer(0)

    def _ring(self, ring: shapely.LinearRing) -> Floats:
        xy = resample(shapely.get_coordinates(ring), _STEP)
        weights = self._weights(xy)
        out = np.zeros_like(xy)
        for level, weight in zip(_LEVELS, weights, strict=True):
            if weight.any():
                rounded = gaussian_filter1d(xy, level / _STEP, axis=0, mode="wrap", truncate=3.0)
                out += weight[:, None] * rounded
        thinned = shapely.simplify(shapely.LinearRing(out), _TOLERANCE, preserve_topology=False)
        return np.asarray(shapely.get_coordinates(thinned))


def resample(ring: Floats, step: float) -> Floats:
    """Points about `step` apart along a closed ring (first point repeated last), without the repeat."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    at = np.linspace(0.0, along[-1], max(int(along[-1] / step), 8), endpoint=False)
    return np.stack([np.interp(at, along, ring[:, 0]), np.interp(at, along, ring[:, 1])], axis=1)


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [p for p in shapely.get_parts(shape) if isinstance(p, Polygon)]
