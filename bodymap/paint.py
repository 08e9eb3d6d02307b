"""Paint: marks on pictures -> a patch.

A patch is one float per cell: for a pain drawing, the intensity 0 to 10. Overlapping marks take the
maximum; an erasing stroke wipes what came before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bodymap.cameras import PIXEL, Camera
from bodymap.cells import CELLS
from bodymap.drawing import Drawing, Outline, Stroke
from bodymap.surface import Surface

Patch = NDArray[np.float32]
Mask = NDArray[np.bool_]

# A brush thinner than a cell would slip between cell centres: half the diagonal of an 8 mm cell.
_LEAST_RADIUS = 5.0


def paint(drawing: Drawing, surface: Surface, regions: Mapping[str, Mask]) -> Patch:
    """Lay every mark of a drawing on the cells.

    Parameters
    ----------
    drawing : Drawing
        Regions and outlines first, then strokes in order.
    surface : Surface
        Gives the camera of each view that was drawn in, on the body it was drawn on.
    regions : mapping of str to ndarray of bool, shape (cells,)
        The cells of each region id that may be marked.

    Returns
    -------
    ndarray of float32, shape (cells,)
        Intensity 0 to 10; 0 where nothing was marked.
    """
    patch: Patch = np.zeros(CELLS.count, dtype=np.float32)
    for mark in drawing.regions:
        region = regions[mark.region]
        patch[region] = np.maximum(patch[region], mark.intensity)
    for outline in drawing.outlines:
        cells = inside(outline, surface.camera(outline.view, drawing.body))
        patch[cells] = np.maximum(patch[cells], outline.intensity)
    for erase, run in groupby(drawing.strokes, key=lambda stroke: stroke.erase):
        for (view, intensity), strokes in _grouped(list(run)).items():
            cells = under_brush(strokes, surface.camera(view, drawing.body))
            patch[cells] = 0.0 if erase else np.maximum(patch[cells], intensity)
    return patch


def _grouped(strokes: Sequence[Stroke]) -> dict[tuple[str, int], list[Stroke]]:
    groups: dict[tuple[str, int], list[Stroke]] = {}
    for stroke in strokes:
        groups.setdefault((stroke.view, stroke.intensity), []).append(stroke)
    return groups


def inside(outline: Outline, camera: Camera) -> NDArray[np.intp]:
    """Ids of the paintable cells whose centre lies inside an outline (even-odd, so that crossings are no problem).

    Each row of the picture meets the edges at points that, in order, open and close spans.
    """
    corners = np.array(outline.points, dtype=np.float64)
    ends = np.roll(corners, -1, axis=0)
    top, bottom = np.minimum(corners[:, 1], ends[:, 1]), np.maximum(corners[:, 1], ends[:, 1])
    row, edge = _rows(top, bottom, camera)
    a, b = corners[edge], ends[edge]
    y = camera.origin[1] + (row + 0.5) * PIXEL
    x = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    order = np.lexsort((x, row))
    return _cells_in(row[order][::2], x[order][::2], x[order][1::2], camera)


def under_brush(strokes: Sequence[Stroke], camera: Camera) -> NDArray[np.intp]:
    """Ids of the paintable cells whose centre lies under a brush.

    A stroke is a chain of capsules. A capsule is convex, so each row of the picture meets it in one span;
    the cells are kept sorted by row and x, so each span is a slice of them.
    """
    start, end, radius = _segments(strokes)
    return _cells_in(*_spans(start, end, radius, camera), camera)


def _cells_in(
    row: NDArray[np.intp], low: NDArray[np.float64], high: NDArray[np.float64], camera: Camera
) -> NDArray[np.intp]:
    """Ids of the paintable cells in any span; a span is a picture row, its leftmost and its rightmost x."""
    order, first = camera.order, camera.first
    width = camera.shape[1]
    left = np.clip(np.ceil((low - camera.origin[0]) / PIXEL - 0.5), 0, width).astype(np.intp)
    right = np.clip(np.floor((high - camera.origin[0]) / PIXEL - 0.5) + 1, 0, width).astype(np.intp)
    opened = np.bincount(first[row, left], minlength=order.size + 1)
    closed = np.bincount(first[row, np.maximum(right, left)], minlength=order.size + 1)
    return np.asarray(order[np.cumsum(opened - closed)[:-1] > 0])


def _rows(
    top: NDArray[np.float64], bottom: NDArray[np.float64], camera: Camera
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every picture row whose middle lies between each top and bottom, and the index of that pair."""
    first = np.clip(np.ceil((top - camera.origin[1]) / PIXEL - 0.5), 0, camera.shape[0]).astype(np.intp)
    stop = np.clip(np.ceil((bottom - camera.origin[1]) / PIXEL - 0.5), 0, camera.shape[0]).astype(np.intp)
    count = np.maximum(stop - first, 0)
    index = np.repeat(np.arange(len(top)), count)
    row = np.arange(index.size) - np.repeat(np.cumsum(count) - count, count) + first[index]
    return row, index


def _segments(strokes: Sequence[Stroke]) -> tuple[NDArray[np.float64], ...]:
    """Start points, end points and radii of every capsule; a lone point is a capsule of no length."""
    starts, ends, radii = [], [], []
    for stroke in strokes:
        points = np.array(stroke.points, dtype=np.float64)
        starts.append(points[:-1] if len(points) > 1 else points)
        ends.append(points[1:] if len(points) > 1 else points)
        radii.append(np.full(len(starts[-1]), max(stroke.radius, _LEAST_RADIUS)))
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(radii)


def _spans(
    start: NDArray[np.float64], end: NDArray[np.float64], radius: NDArray[np.float64], camera: Camera
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Picture row, and leftmost and rightmost x, of every row of every capsule."""
    top = np.minimum(start[:, 1], end[:, 1]) - radius
    bottom = np.maximum(start[:, 1], end[:, 1]) + radius
    row, capsule = _rows(top, bottom, camera)
    y = camera.origin[1] + (row + 0.5) * PIXEL
    a, b, r = start[capsule], end[capsule], radius[capsule]

    low = np.full(row.size, np.inf)
    high = np.full(row.size, -np.inf)
    for centre in (a, b):  # the two round ends
        reach = np.sqrt(np.maximum(r * r - (y - centre[:, 1]) ** 2, 0.0))
        hit = np.abs(y - centre[:, 1]) <= r
        low = np.where(hit, np.minimum(low, centre[:, 0] - reach), low)
        high = np.where(hit, np.maximum(high, centre[:, 0] + reach), high)
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    rise = np.where(along[:, 1] == 0.0, 1.0, along[:, 1])
    for sign in (1.0, -1.0):  # the two straight sides
        offset = sign * r / np.maximum(length, 1e-9)
        t = (y - a[:, 1] - offset * along[:, 0]) / rise
        x = a[:, 0] - offset * along[:, 1] + t * along[:, 0]
        hit = (t >= 0.0) & (t <= 1.0) & (along[:, 1] != 0.0)
        low = np.where(hit, np.minimum(low, x), low)
        high = np.where(hit, np.maximum(high, x), high)
    met = low <= high
    return np.asarray(row[met], dtype=np.intp), low[met], high[met]
