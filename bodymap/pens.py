"""Lines as a pen draws them: thin ribbons that swell and taper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_THIN = 0.1  # mm a line may stray when it is thinned
_POINTED = 0.22  # width at the very end, in parts of the full width
_SWELL = 0.22  # part of a line's length over which it swells or tapers


@dataclass(frozen=True)
class Stroke:
    """One visible piece of a line.

    Attributes
    ----------
    name : str
        Id of the line it belongs to.
    xy : ndarray, shape (points, 2)
        Where it runs on the picture, mm, about evenly spaced.
    pressure : ndarray, shape (points,)
        How firmly the pen is held, 0 to 1, before the taper of the ends.
    width : float
        Full width, mm.
    """

    name: str
    xy: Floats
    pressure: Floats
    width: float

    def ribbon(self) -> Floats:
        """The closed ring round the inked line, shape (points, 2), mm."""
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(self.xy, axis=0).T))])
        t = along / along[-1]
        ease = np.sin(np.clip(np.minimum(t, 1.0 - t) / _SWELL, 0.0, 1.0) * np.pi / 2.0)
        half = self.width / 2.0 * self.pressure * (_POINTED + (1.0 - _POINTED) * ease)
        kept = np.unique(np.concatenate([_corners(self.xy), np.searchsorted(t, (0.0, 0.06, 0.5, 0.94))]))
        direction = np.gradient(self.xy, axis=0)
        direction /= np.maximum(np.hypot(direction[:, :1], direction[:, 1:]), 1e-9)
        offset = np.stack([direction[:, 1], -direction[:, 0]], axis=1) * half[:, None]
        left, right = (self.xy + offset)[kept], (self.xy - offset)[kept]
        return np.concatenate([left, right[::-1]])


@dataclass(frozen=True)
class Shadow:
    """A soft shadow along a piece of a line: where (mm), how wide (standard deviation, mm), how dark (0 to 1)."""

    xy: Floats
    width: float
    depth: float


def _corners(xy: Floats) -> NDArray[np.intp]:
    """Indices of the points that a thinned line keeps, both ends included."""
    # A third coordinate survives the simplification and says which point it was.
    numbered = np.column_stack([xy, np.arange(len(xy), dtype=np.float64)])
    thin = shapely.simplify(shapely.linestrings(numbered), _THIN, preserve_topology=False)
    return np.asarray(np.rint(shapely.get_coordinates(thin, include_z=True)[:, 2]), dtype=np.intp)


def pieces(seen: Mask, bridge: int, least: int) -> Iterator[slice]:
    """Runs of visible points: gaps of up to `bridge` points are closed, runs shorter than `least` left out."""
    changes = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8))).reshape(-1, 2)
    runs: list[list[int]] = []
    for start, stop in changes.tolist():
        if runs and start - runs[-1][1] <= bridge:
            runs[-1][1] = stop
        else:
            runs.append([start, stop])
    yield from (slice(start, stop) for start, stop in runs if stop - start >= least)


def smoothed(values: Floats, sigma: float) -> Floats:
    """Values along a line, blurred over `sigma` points; the ends stay near where they are."""
    if len(values) < 4 or sigma <= 0.0:
        return values
    # Mirroring through the end point keeps a line's end and direction.
    pad = min(int(3 * sigma) + 1, len(values) - 1)
    head = 2 * values[:1] - values[pad:0:-1]
    tail = 2 * values[-1:] - values[-2 : -pad - 2 : -1]
    blurred = gaussian_filter1d(np.concatenate([head, values, tail]), sigma, axis=0)
    return np.asarray(blurred[pad:-pad])
