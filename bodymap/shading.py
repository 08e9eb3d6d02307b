"""Soft shading of the figure: a smooth light field, as stacked contours of very low opacity.

Light falls from the front and a little from above. Curved-away skin, shadows and the skin beside a nearer part
are darker. The field is blurred along the skin but never across a jump in depth, so that an arm does not bleed into
the trunk behind it; then it is cut into so many levels that no step can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter

from bodymap.body import normals_and_areas
from bodymap.cameras import PIXEL, Camera
from bodymap.pens import Shadow

Field = NDArray[np.float32]

LEVELS = 24
UNIT = 0.8  # mm: whole numbers of this in the path data of the levels

_LIGHT = np.array([0.0, 0.32, 1.0]) / np.hypot(0.32, 1.0)  # right, up, toward the camera
_JUMP = 9.0  # mm of depth between neighbouring pixels that part one form from another
_PASSES_DOWN, _PASSES_ACROSS = 14, 8  # diffusion steps: about 10 mm down, 8 mm across
_RATE = 0.45
_NEAR = 6.0  # pixels: how far a nearer part darkens the skin behind it
_TURNED, _BEHIND = 1.15, 0.55  # share of turned-away skin and of skin behind, in the darkness
_DEPTH = 1.35  # how soon darkness fills its range
_FINISH = 1.0  # pixels: last blur, across everything
_TOLERANCE = 1.0  # mm a contour may stray when it is thinned
_LEAST = 40.0  # mm²: smaller islands are noise


def shade(
    camera: Camera, corners: NDArray[np.float64], shadows: Sequence[Shadow] = ()
) -> list[list[NDArray[np.float64]]]:
    """Contours of the darkness of the skin in a view.

    Parameters
    ----------
    camera : Camera
        The view of a body.
    corners : ndarray, shape (cells, 4, 3)
        Corners of every cell of that body in the view's pose (`Body.corners`).
    shadows : sequence of Shadow
        Soft shadows added along lines.

    Returns
    -------
    list of list of ndarray, shape (points, 2)
        For each of `LEVELS` levels, the closed rings (even-odd, mm) round all that is at least so dark. The rings run
        past the figure's rim, where they must be clipped by its silhouette.
    """
    rows, columns = _crop(camera.on_figure)
    field = _darkness(camera, corners, (rows, columns))
    x = camera.origin[0] + (np.arange(columns.start, columns.stop) + 0.5) * PIXEL
    y = camera.origin[1] + (np.arange(rows.start, rows.stop) + 0.5) * PIXEL
    field += _soft(shadows, (x[0], y[0]), field.shape)
    # Deep shade is compressed, so that no hollow ends in a flat dark patch.
    field = _beyond_rim(1.0 - np.exp(-_DEPTH * field), camera.on_figure[rows, columns])
    field[[0, -1]] = field[:, [0, -1]] = -1.0
    contours = contourpy.contour_generator(x, y, field, line_type=contourpy.LineType.Separate)
    return [_thinned([np.asarray(ring) for ring in contours.lines((level + 0.5) / LEVELS)]) for level in range(LEVELS)]


def _crop(on: NDArray[np.bool_], margin: int = 6) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(on.any(axis=1)), np.flatnonzero(on.any(axis=0))
    return (
        slice(max(int(rows[0]) - margin, 0), min(int(rows[-1]) + margin + 1, on.shape[0])),
        slice(max(int(columns[0]) - margin, 0), min(int(columns[-1]) + margin + 1, on.shape[1])),
    )


def _darkness(camera: Camera, corners: NDArray[np.float64], crop: tuple[slice, slice]) -> Field:
    """How dark the skin is at each pixel, 0 to about 1."""
    on = camera.on_figure[crop]
    depth = np.where(on, camera.depth_at[crop], 0.0).astype(np.float32)
    normals, _ = normals_and_areas(corners)
    lit = np.clip(normals @ (_LIGHT @ camera.view.axes), 0.0, 1.0)
    turned = np.where(on, 1.0 - lit[camera.cell_at[crop]], 0.0).astype(np.float32)
    _diffuse(turned, depth, on)
    weight = gaussian_filter(on.astype(np.float32), _NEAR)
    behind = gaussian_filter(depth, _NEAR) / np.maximum(weight, 0.01) - depth
    return np.asarray(_TURNED * turned + _BEHIND * np.clip(behind / 30.0, 0.0, 1.0) * on, dtype=np.float32)


def _diffuse(field: Field, depth: Field, on: NDArray[np.bool_]) -> None:
    """Blur in place along the skin, not across jumps in depth nor over the rim."""
    down = np.where(on[1:] & on[:-1] & (np.abs(np.diff(depth, axis=0)) < _JUMP), _RATE, 0.0).astype(np.float32)
    across = np.where(on[:, 1:] & on[:, :-1] & (np.abs(np.diff(depth, axis=1)) < _JUMP), _RATE, 0.0).astype(np.float32)
    for step in range(_PASSES_DOWN):
        flow = np.diff(field, axis=0) * down
        field[:-1] += flow
        field[1:] -= flow
        if step < _PASSES_ACROSS:
            flow = np.diff(field, axis=1) * across
            field[:, :-1] += flow
            field[:, 1:] -= flow


def _soft(shadows: Sequence[Shadow], origin: tuple[float, float], shape: tuple[int, ...]) -> Field:
    total = np.zeros(shape, dtype=np.float32)
    for width in sorted({shadow.width for shadow in shadows}):
        ink = np.zeros(shape, dtype=np.float32)
        for shadow in shadows:
            if shadow.width == width:
                column = np.rint((shadow.xy[:, 0] - origin[0]) / PIXEL).astype(int)
                row = np.rint((shadow.xy[:, 1] - origin[1]) / PIXEL).astype(int)
                inside = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
                # It fades in and out over a fifth of its length.
                t = np.linspace(0.0, 5.0, len(row))
                fade = np.clip(np.minimum(t, 5.0 - t) + 0.1, 0.0, 1.0)
                ink[row[inside], column[inside]] = shadow.depth * fade[inside]
        sigma = width / PIXEL
        # A blurred line of weight 1 is 1 / (sigma sqrt(2 pi)) dark at its middle.
        total += gaussian_filter(ink, sigma) * np.float32(sigma * np.sqrt(2.0 * np.pi))
    return total


def _beyond_rim(field: Field, on: NDArray[np.bool_]) -> Field:
    """Continue the field past the rim, ever darker, so that contours close outside the silhouette."""
    distance, (row, column) = distance_transform_edt(~on, return_indices=True)
    carried = gaussian_filter(field[row, column], _FINISH)
    return np.asarray(carried + np.clip((distance - 1.5) * 0.6, 0.0, None), dtype=np.float32)


def _thinned(rings: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Rings without the specks, and without the points that make no difference."""
    shapes = np.array([shapely.LinearRing(ring) for ring in rings if len(ring) >= 8], dtype=object)
    shapes = shapes[shapely.area(shapely.polygons(shapes)) >= _LEAST]
    thin = shapely.simplify(shapes, _TOLERANCE, preserve_topology=False)
    return [shapely.get_coordinates(ring) for ring in thin]
