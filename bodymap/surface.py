"""The body surface: every body and view over the one set of cells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bodymap.body import Body, BodyTable, Pose, normals_and_areas
from bodymap.cameras import Camera, rasterise
from bodymap.cells import CELLS
from bodymap.errors import DataError, UnknownName
from bodymap.silhouette import Outlines, outlines
from bodymap.views import VIEWS, basis, view_named

BODIES = ("neutral", "female", "male", "larger")
REFERENCE = "neutral"  # lines, regions, zones and scored areas are built on this body


# Cameras of other bodies are rebuilt (a tenth of a second) when more than this many have been looked at since.
_KEPT_CAMERAS = 4


class Surface:
    """Bodies and cameras.

    Parameters
    ----------
    bodies : mapping of str to Body
        All of `BODIES`.
    buried : ndarray of bool, shape (cells,)
        Cells that are never seen, painted or scored.

    Attributes
    ----------
    scored : ndarray of float32, shape (cells,)
        Area in mm² of each cell as used in every score: the reference body's, 0 where buried.
    """

    def __init__(self, bodies: Mapping[str, Body], buried: NDArray[np.bool_]) -> None:
        self._bodies = dict(bodies)
        self.buried = buried
        self._areas: dict[str, NDArray[np.float32]] = {}
        self.scored = self.areas(REFERENCE)
        self._cameras: dict[tuple[str, str], Camera] = {}
        self._outlines: dict[tuple[str, str], Outlines] = {}
        self._lock = Lock()

    @classmethod
    def load(cls, folder: Path) -> Surface:
        """Read the body tables and the buried cells of ``data/bodies``.

        Raises
        ------
        DataError
            A file is missing or broken, or a table is not called what its file is.
        """
        bodies = {}
        for name in BODIES:
            path = folder / f"body_{name}.json"
            table = BodyTable.read(path)
            if table.name != name:
                raise DataError(str(path), None, f"name: says {table.name!r}", f"name it {name!r}.")
            bodies[name] = Body(table)
        return cls(bodies, _read_buried(folder / "buried.json"))

    @property
    def bodies(self) -> tuple[str, ...]:
        """Ids of the bodies."""
        return BODIES

    @property
    def view_names(self) -> tuple[str, ...]:
        """Ids of the standard views."""
        return tuple(VIEWS)

    def body(self, name: str) -> Body:
        """The body of that name; raises UnknownName."""
        try:
            return self._bodies[name]
        except KeyError:
            raise UnknownName("body", name, BODIES, "body") from None

    @property
    def reference(self) -> Body:
        """The body on which patches are defined."""
        return self._bodies[REFERENCE]

    def camera(self, view: str, body: str = REFERENCE) -> Camera:
        """The camera for a view of a body, built on first use; raises UnknownName."""
        key = (view_named(view).name, self.body(body).name)
        with self._lock:
            if key not in self._cameras:
                self._cameras[key] = Camera(VIEWS[view], self._bodies[body], self.buried)
                _forget_oldest(self._cameras, _KEPT_CAMERAS)
            return self._cameras[key]

    def outlines(self, view: str, body: str = REFERENCE) -> Outlines:
        """Outline of the figure and of its parts in a view of a body, built on first use; raises UnknownName."""
        key = (view_named(view).name, self.body(body).name)
        with self._lock:
            if key not in self._outlines:
                self._outlines[key] = outlines(VIEWS[view], self._bodies[body])
            return self._outlines[key]

    def areas(self, body: str) -> NDArray[np.float32]:
        """Area of each cell on a body in mm², 0 where buried, shape (cells,); raises UnknownName."""
        if body not in self._areas:
            _, area = self.body(body).normals_and_areas()
            self._areas[body] = np.where(self.buried, 0.0, area).astype(np.float32)
        return self._areas[body]

    @cached_property
    def normals(self) -> NDArray[np.float64]:
        """Outward unit normals on the reference body, standing, shape (cells, 3)."""
        return self.reference.normals_and_areas()[0]

    @cached_property
    def centres(self) -> NDArray[np.float64]:
        """Centres on the reference body, standing, shape (cells, 3), mm."""
        return self.reference.centres()


def find_buried(body: Body, directions: int = 75, pixel: float = 4.0) -> NDArray[np.bool_]:
    """Cells without area, or seen from none of `directions` spread evenly over the sphere, in either pose.

    Slow (seconds): run by ``tests`` and when the tables change; the product reads ``buried.json``.
    """
    seen = np.zeros(CELLS.count, dtype=bool)
    golden = np.pi * (3.0 - np.sqrt(5.0))
    poses: tuple[Pose, ...] = ("standing", "lateral")
    for pose in poses:
        everything = body.corners(pose)
        normals, area = normals_and_areas(everything)
        for i in range(directions):
            elevation = np.degrees(np.arcsin(1.0 - 2.0 * (i + 0.5) / directions))
            axes = basis(np.degrees(i * golden), elevation)
            cosine = normals @ axes[2]
            facing = np.flatnonzero((cosine > 0.0) & (area > 0.05))
            corners = everything[facing] @ axes.T
            corners[..., 1] *= -1.0
            low, high = corners.min(axis=(0, 1)), corners.max(axis=(0, 1))
            shape = (int((high[1] - low[1]) / pixel) + 2, int((high[0] - low[0]) / pixel) + 2)
            _, depth = rasterise(corners, facing, (low[0], low[1]), shape, pixel)
            centre = corners.mean(axis=1)
            front = depth[((centre[:, 1] - low[1]) / pixel).astype(int), ((centre[:, 0] - low[0]) / pixel).astype(int)]
            # A centre lies behind its pixel's nearest point by as much as the cell slopes; a steep one tells nothing.
            slope = np.sqrt(1.0 - np.minimum(cosine[facing], 1.0) ** 2) / np.maximum(cosine[facing], 1e-6)
            seen[facing[(cosine[facing] > 0.25) & (centre[:, 2] >= front - 4.0 - pixel * slope)]] = True
    seen |= seen[CELLS.mirror]
    return ~seen


def _read_buried(path: Path) -> NDArray[np.bool_]:
    fix = "restore the file from the repository."
    try:
        runs = json.loads(path.read_text(encoding="utf-8"))["runs"]
        pairs = np.array(runs, dtype=np.int64).reshape(-1, 2)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(str(path), None, f"the list of buried cells cannot be read ({error})", fix) from None
    if pairs.size and (pairs.min() < 0 or pairs.max() > CELLS.count or (pairs[:, 0] >= pairs[:, 1]).any()):
        raise DataError(str(path), None, "runs: a run lies outside the cells", fix)
    buried = np.zeros(CELLS.count, dtype=bool)
    for start, stop in pairs:
        buried[start:stop] = True
    return buried


def _forget_oldest(kept: dict[tuple[str, str], Camera], most: int) -> None:
    """Drop the oldest cameras of other bodies than the reference; those of the reference stay."""
    others = [key for key in kept if key[1] != REFERENCE]
    for key in others[: max(len(others) - most, 0)]:
        del kept[key]
