"""Trace: a patch in a view -> a smooth outline."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from shapely.geometry.base import BaseGeometry

from bodymap.cameras import PIXEL, Camera

# Standard deviation of the blur in pixels: it smooths away the 6-7 mm steps of the cells. What is so thin that the
# blur would swallow it gets the lighter one.
_BLUR, _LIGHT_BLUR = 7.5 / PIXEL, 3.5 / PIXEL
_MARGIN = 8  # pixels kept round a patch
_LEAST = 12.0  # mm²: smaller islands and holes are noise of the raster
_TOLERANCE = 0.4  # mm a simplified outline may stray


def outline(weights: NDArray[Any], camera: Camera, figure: BaseGeometry, level: float = 0.5) -> BaseGeometry:
    """The area of a view where a patch exceeds `level`, cut at the figure's rim.

    Parameters
    ----------
    weights : ndarray, shape (cells,)
        The patch.
    camera : Camera
        The view of a body.
    figure : shapely geometry
        Outline of the figure in that view; the area is cut at it.
    level : float
        In the patch's own units.

    Returns
    -------
    shapely geometry
        Polygons in picture coordinates (mm); empty where nothing shows.
    """
    shown = (weights[camera.cell_at] > level) & camera.on_figure
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if rows.size == 0:
        return shapely.Polygon()
    box = (
        slice(max(rows[0] - _MARGIN, 0), rows[-1] + _MARGIN + 1),
        slice(max(columns[0] - _MARGIN, 0), columns[-1] + _MARGIN + 1),
    )
    sharp = (weights[camera.nearest_cell[box]] > level).astype(np.float32)
    field = gaussian_filter(sharp, _BLUR, mode="nearest")
    if field.max() < 0.6:
        field = gaussian_filter(sharp, _LIGHT_BLUR, mode="nearest")
    field = np.pad(field, 1)
    x = camera.origin[0] + (np.arange(field.shape[1]) - 0.5 + box[1].start) * PIXEL
    y = camera.origin[1] + (np.arange(field.shape[0]) - 0.5 + box[0].start) * PIXEL
    contours = contourpy.contour_generator(x, y, field, fill_type=contourpy.FillType.OuterOffset)
    polygons, offsets = contours.filled(0.5, np.inf)[:2]
    shapes = [
        shapely.Polygon(points[cuts[0] : cuts[1]], [points[a:b] for a, b in pairwise(cuts[1:])])
        for points, cuts in zip(polygons, offsets, strict=True)
        if points is not None and cuts is not None and len(points) > 3
    ]
    kept = [_without_specks(shape) for shape in shapes if shapely.area(shapely.Polygon(shape.exterior)) >= _LEAST]
    area = shapely.intersection(shapely.make_valid(shapely.MultiPolygon(kept)), figure)
    return shapely.simplify(area, _TOLERANCE)


def _without_specks(shape: shapely.Polygon) -> shapely.Polygon:
    holes = [ring for ring in shape.interiors if shapely.area(shapely.Polygon(ring)) >= _LEAST]
    return shapely.Polygon(shape.exterior, holes)
