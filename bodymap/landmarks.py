"""Landmarks on a picture: which of them a view shows, and where."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bodymap.body import Body
from bodymap.cameras import Camera
from bodymap.results import PointOnPicture

# Landmarks lie on the skin of their bone, cells on the skin of the body: up to a finger apart.
_APART = 18.0  # mm
_AROUND = 2  # pixels searched on each side of a landmark


def landmarks_on(camera: Camera) -> tuple[dict[str, PointOnPicture], list[str]]:
    """The landmarks that a view shows, by id, and the ids of those that it does not."""
    shown: dict[str, PointOnPicture] = {}
    hidden: list[str] = []
    for name, position in _sided(camera.body).items():
        x, y, depth = camera.project(position)
        row, column = camera.pixel_of(np.array([x, y]))
        near = camera.depth_at[
            max(row - _AROUND, 0) : row + _AROUND + 1, max(column - _AROUND, 0) : column + _AROUND + 1
        ]
        if near.size and np.isfinite(near).any() and depth > float(near[np.isfinite(near)].max()) - _APART:
            shown[name] = PointOnPicture(name=name.replace("_", " "), x=round(float(x), 1), y=round(float(y), 1))
        else:
            hidden.append(name)
    return shown, hidden


def _sided(body: Body) -> dict[str, NDArray[np.float64]]:
    """Every landmark on both sides; those of the midline keep their bare name."""
    marks = {}
    for name, position in body.landmarks.items():
        if position[0] == 0.0:
            marks[name] = position
        else:
            marks[f"left_{name}"] = position
            marks[f"right_{name}"] = position * np.array([-1.0, 1.0, 1.0])
    return marks
