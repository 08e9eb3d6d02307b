"""Marks as a person would make them, on any body's own picture, in the words of anatomy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import KDTree

from bodymap.cells import CELLS
from bodymap.drawing import Stroke
from bodymap.explorer import Bodymap
from bodymap.shapes import Point

MIRRORED_VIEW = {"left": "right", "right": "left", "anterior": "anterior", "posterior": "posterior"}


def path_through(
    core: Bodymap,
    places: Sequence[object],
    view: str,
    *,
    radius: float,
    side: str = "left",
    body: str = "neutral",
    intensity: int = 6,
) -> Stroke:
    """A stroke through named places, drawn in a view of a body.

    A place is ``("thigh_lateral", 0.0, 1.0)`` (a stretch of a named line), a landmark's name, or a landmark and
    offsets as the data writes them. `view` and places are written for the left and mirrored for the right.
    """
    points = []
    for place in places:
        if isinstance(place, tuple):
            line, start, end = place
            points += [core.anatomy.lines[line].at(f) for f in np.linspace(start, end, 12)]
        else:
            points.append(core.anatomy.locate(Point.model_validate(place)))
    left = np.flatnonzero((core.surface.centres[:, 0] >= 0) & ~core.surface.buried & ~CELLS.in_parts("ear", "arm"))
    left = np.union1d(left, np.flatnonzero(CELLS.in_parts("axial") & (core.surface.centres[:, 0] >= 0)))
    _, nearest = KDTree(core.surface.centres[left]).query(np.array(points))
    cells = left[nearest]
    if side == "right":
        cells, view = CELLS.mirror[cells], MIRRORED_VIEW[view]
    xy = core.surface.camera(view, body).xy[cells]
    return Stroke(view=view, points=tuple((float(x), float(y)) for x, y in xy), radius=radius, intensity=intensity)
