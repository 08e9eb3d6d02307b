"""A camera over the cells: what one view of one body sees, and where on the picture each cell lies.

The picture is a raster of `PIXEL` mm that names the nearest cell at every pixel (a z-buffer), as
described in ``data/bodies/README.md``. Hit tests read it; tracing blurs and contours it.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from bodymap.body import Body, normals_and_areas
from bodymap.cells import CELLS
from bodymap.views import View

PIXEL = 3.0  # mm on the picture
GRAZING = 0.2  # painting drops cells whose normal's cosine to the view is below this
_SAMPLES = 6  # points along each edge of a cell when it is rasterised
_ON_TOP = 3.0  # mm a centre may lie behind the buffer and still count as seen

Floats = NDArray[np.float64]


def rasterise(
    corners: Floats,
    cells: NDArray[np.intp],
    origin: tuple[float, float],
    shape: tuple[int, int],
    pixel: float,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Draw quads nearest-last into a raster.

    Parameters
    ----------
    corners : ndarray, shape (n, 4, 3)
        Screen x, screen y (down), depth (larger is nearer) of each quad's corners, mm.
    cells : ndarray, shape (n,)
        Cell id of each quad.
    origin : tuple of float
        Screen x, y of the raster's top left corner, mm.
    shape : tuple of int
        Rows and columns of the raster.
    pixel : float
        Size of a pixel, mm.

    Returns
    -------
    cell, depth : ndarray, shape `shape`
        The nearest cell at each pixel (-1: none) and its depth (-inf: none).
    """
    f = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    a, b = np.meshgrid(f, f)
    weights = np.stack([(1 - a) * (1 - b), a * (1 - b), a * b, (1 - a) * b], axis=-1).reshape(-1, 4)
    points = np.einsum("sk,nkd->nsd", weights, corners).astype(np.float32)
    column = np.floor((points[..., 0] - origin[0]) / pixel).astype(np.int32)
    row = np.floor((points[..., 1] - origin[1]) / pixel).astype(np.int32)
    inside = (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
    at = (row * shape[1] + column)[inside]
    depth = points[..., 2][inside]
    owner = np.broadcast_to(cells[:, None], inside.shape)[inside]
    order = np.argsort(depth, kind="stable")
    cell = np.full(shape[0] * shape[1], -1, dtype=np.int32)
    nearest = np.full(shape[0] * shape[1], -np.inf, dtype=np.float32)
    cell[at[order]] = owner[order]
    nearest[at[order]] = depth[order]
    return cell.reshape(shape), nearest.reshape(shape)


class Camera:
    """One view of one body.

    Parameters
    ----------
    view : View
        Azimuth, pose and parts.
    body : Body
        The body seen.
    buried : ndarray of bool, shape (cells,)
        Cells that are never painted or scored.

    Attributes
    ----------
    xy : ndarray, shape (cells, 2)
        Where each cell's centre falls on the picture, mm.
    cosine : ndarray, shape (cells,)
        Cosine between each cell's normal and the direction to the camera.
    cell_at : ndarray of int32, shape (rows, columns)
        Nearest cell at each pixel of the view box, -1 beside the figure.
    depth_at : ndarray of float32, shape (rows, columns)
        Its depth toward the camera in mm, -inf beside the figure.
    visible : ndarray of bool, shape (cells,)
        Cells whose centre is seen.
    paintable : ndarray of bool, shape (cells,)
        Visible cells that are not buried and not seen at a grazing angle.
    """

    def __init__(self, view: View, body: Body, buried: NDArray[np.bool_]) -> None:
        self.view, self.body = view, body
        axes = view.axes
        corners = body.corners(view.pose)
        normals, _ = normals_and_areas(corners)
        corners = corners @ axes.T
        corners[..., 1] *= -1.0
        centres = corners.mean(axis=1)
        # Kept in single precision: a hundredth of a millimetre is enough, and every view of every body keeps its own.
        self.xy: NDArray[np.float32] = centres[:, :2].astype(np.float32)
        self.cosine: NDArray[np.float32] = (normals @ axes[2]).astype(np.float32)
        x, y, width, height = view.box
        self.origin = (x, y)
        self.shape = (int(np.ceil(height / PIXEL)), int(np.ceil(width / PIXEL)))
        shown = view.shown()
        facing = np.flatnonzero(shown & (self.cosine > 0.0))
        self.cell_at, self.depth_at = rasterise(corners[facing], facing, self.origin, self.shape, PIXEL)
        row, column = self.pixel_of(self.xy)
        on_picture = (row >= 0) & (row < self.shape[0]) & (column >= 0) & (column < self.shape[1])
        front = np.full(CELLS.count, np.inf)
        front[on_picture] = self.depth_at[row[on_picture], column[on_picture]]
        slack = _ON_TOP + PIXEL / np.maximum(self.cosine, 0.05)
        self.visible: NDArray[np.bool_] = shown & (self.cosine > 0.0) & (centres[:, 2] >= front - slack) & on_picture
        self.paintable: NDArray[np.bool_] = self.visible & (self.cosine >= GRAZING) & ~buried

    def pixel_of(self, xy: NDArray[np.floating]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Raster row and column of picture points (..., 2)."""
        column = np.floor((xy[..., 0] - self.origin[0]) / PIXEL).astype(np.int32)
        row = np.floor((xy[..., 1] - self.origin[1]) / PIXEL).astype(np.int32)
        return row, column

    def cell_under(self, x: float, y: float) -> int | None:
        """Id of the cell at a picture point, None beside the figure or the view box."""
        row, column = self.pixel_of(np.array([x, y]))
        if not (0 <= row < self.shape[0] and 0 <= column < self.shape[1]):
            return None
        cell = int(self.cell_at[row, column])
        return None if cell < 0 else cell

    def project(self, points: Floats) -> Floats:
        """Picture x, y and depth of body points (..., 3), mm."""
        out = points @ self.view.axes.T
        out[..., 1] *= -1.0
        return np.asarray(out)

    @cached_property
    def on_figure(self) -> NDArray[np.bool_]:
        """Pixels that show a cell, shape (rows, columns)."""
        return self.cell_at >= 0

    @cached_property
    def nearest_cell(self) -> NDArray[np.int32]:
        """`cell_at` continued beyond the figure's rim by the nearest cell, so that blurring leaves the rim alone."""
        row, column = distance_transform_edt(~self.on_figure, return_distances=False, return_indices=True)
        return np.asarray(self.cell_at[row, column])

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Paintable cells sorted by picture row, then by x."""
        cells = np.flatnonzero(self.paintable)
        row, _ = self.pixel_of(self.xy[cells])
        return np.asarray(cells[np.lexsort((self.xy[cells, 0], row))])

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """For each pixel, the place in `order` of the first cell of that row at or right of the pixel's left edge.

        Shape (rows, columns + 1): a span of pixels is then a slice of `order`.
        """
        row, column = self.pixel_of(self.xy[self.order])
        width = self.shape[1]
        key = row.astype(np.int64) * (width + 1) + np.clip(column, 0, width - 1)
        edges = np.arange(self.shape[0] * (width + 1), dtype=np.int64)
        return np.searchsorted(key, edges, side="left").astype(np.int32).reshape(self.shape[0], width + 1)
