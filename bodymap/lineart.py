"""Anatomical lines of the figure: written once as points on the skin, drawn in any view of any body.

A line is a row of points in chart coordinates: ``s`` (mm down the chart on the neutral body) and ``theta`` (degrees;
0 front, 90 the person's left or a limb's outer side, 180 back). Both mean the same skin on every body, so one file
(``data/figure.yaml``) serves all of them. On fingers, toes and ears ``s`` runs from 0 (root, top) to 1 (tip, lobe).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat
from scipy.interpolate import CubicSpline

from bodymap.body import BodyTable
from bodymap.cameras import PIXEL, Camera
from bodymap.cells import CELLS, Chart, Part, Side
from bodymap.pens import Shadow, Stroke, pieces, smoothed
from bodymap.yaml_source import Record, load_model

Floats = NDArray[np.float64]

WIDTH = {"main": 1.7, "fine": 1.15}  # mm at the firmest

_SPACING = 2.0  # mm between samples of a line
_BLUR = 3.0  # samples: hides the facets of the cells; less on short lines
_BRIDGE, _LEAST = 4, 4  # samples of a gap that is closed, of a piece that is drawn (and a fifth of its line)
_FACING = (0.18, 0.5)  # cosine to the camera at which a line appears, and at which it is full
_BEHIND = 4.0  # mm a point may lie behind the buffer and still be seen

Place = Annotated[tuple[FiniteFloat, ...], Field(min_length=2, max_length=2)]


class Run(Record):
    """Part of a line that lies on one chart."""

    chart: Chart
    digits: tuple[Annotated[int, Field(ge=1, le=5)], ...] = ()
    through: Annotated[tuple[Place, ...], Field(min_length=2)]


class Soft(Record):
    """A soft shadow along a line: its standard deviation in mm, and its darkness from 0 to 1."""

    width: Annotated[float, Field(ge=3, le=40)]
    depth: Annotated[float, Field(ge=-1, le=1)]


class Line(Record):
    """A line of the figure.

    Attributes
    ----------
    id, name : str
        For the program, and in words.
    weight : str
        ``main`` or ``fine``; ``none`` draws the soft shadow only.
    sides : str
        ``both``: written for the left and mirrored. ``middle``: written whole.
    closed : bool
        The last point leads back to the first.
    behind : tuple of float or None
        For a line at the bottom of a fold or just under other skin, which way the skin there faces does not matter:
        it is drawn where it lies between so many mm behind what the camera sees.
    seen_from : tuple of str
        Where the camera must stand, within 45 degrees: ``front``, ``back``, ``side``; anywhere if empty. In the file
        the key is ``from``.
    runs : tuple of Run
        Where it runs; several where it passes from one chart to another. With ``digits`` it is drawn once on each.
    soft : Soft or None
        A shadow along it.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    weight: Literal["main", "fine", "none"]
    sides: Literal["both", "middle"] = "both"
    closed: bool = False
    behind: Place | None = None
    seen_from: tuple[Literal["front", "back", "side"], ...] = Field(default=(), alias="from")
    runs: Annotated[tuple[Run, ...], Field(min_length=1)]
    soft: Soft | None = None


class FigureData(Record):
    """The file ``data/figure.yaml``."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1)]


class LineArt:
    """Every line, sampled on the cells.

    Parameters
    ----------
    data : FigureData
        The lines.
    table : BodyTable
        Any body: all share the coordinates of their charts.
    """

    def __init__(self, data: FigureData, table: BodyTable) -> None:
        self.lines = data.lines
        axial, leg, arm = (table.charts[name] for name in ("axial", "leg", "arm"))
        # chart: s at the first ring and at the last, and the rows of these rings; the caps of the grid lie beyond
        self._rows: dict[Chart, tuple[float, float, int, int]] = {
            "axial": (0.0, axial.anchors["seam"], 1, 123),
            "leg": (leg.anchors["seam"], leg.rows[-1][0], 0, 121),
            "arm": (0.0, arm.rows[-1][0], 4, 84),
        }
        cells: list[NDArray[np.int64]] = []
        weights: list[Floats] = []
        self._strokes: list[Line] = []
        for line in data.lines:
            sides: tuple[Side, ...] = ("left", "right") if line.sides == "both" else ("midline",)
            for side in sides:
                for digit in line.runs[0].digits or (0,):
                    samples = [self._sample(run, line.closed, side, digit) for run in line.runs]
                    cells.append(np.concatenate([cell for cell, _ in samples]))
                    weights.append(np.concatenate([weight for _, weight in samples]))
                    self._strokes.append(line)
        self._cells, self._weights = np.concatenate(cells), np.concatenate(weights)
        self._ends = np.cumsum([len(each) for each in cells])

    @classmethod
    def load(cls, path: Path, table: BodyTable) -> LineArt:
        """Read ``data/figure.yaml``; raises DataError."""
        return cls(load_model(path, FigureData), table)

    def _sample(self, run: Run, closed: bool, side: Side, digit: int) -> tuple[NDArray[np.int64], Floats]:
        """Cells under a run and the weights of each cell's four corners, about `_SPACING` mm apart."""
        part = _part(run.chart, side, digit)
        points = np.array(run.through, dtype=np.float64)
        if part.side == "midline" and side == "right":
            points[:, 1] *= -1.0
        if closed:
            points = np.vstack([points, points[:1]])
        scale = np.array([1.0, 1.2]) if run.chart in self._rows else np.array([60.0, 0.3])
        chord = np.concatenate([[0.0], np.cumsum(np.hypot(*(np.diff(points, axis=0) * scale).T))])
        curve = CubicSpline(chord, points, bc_type="periodic" if closed else "natural")
        s, theta = curve(np.linspace(0.0, chord[-1], max(int(chord[-1] / _SPACING), 5) + 1)).T
        if run.chart in self._rows:
            s0, s1, first, last = self._rows[run.chart]
            at = first + (s - s0) / (s1 - s0) * (last - first)
        else:
            at = s * part.rows
        at = np.clip(at, 0.0, part.rows - 1e-6)
        column = np.mod((theta + 180.0) / 360.0, 1.0) * part.columns
        row, col = at.astype(int), np.minimum(column.astype(int), part.columns - 1)
        down, on = at - row, column - col
        corner = [(1 - down) * (1 - on), down * (1 - on), down * on, (1 - down) * on]
        if part.side == "right":  # its corners are listed the other way round
            corner = [corner[0], corner[3], corner[2], corner[1]]
        return part.start + row * part.columns + col, np.stack(corner, axis=1)

    def see(self, camera: Camera, corners: Floats) -> tuple[list[Stroke], list[Shadow]]:
        """What a view shows of the lines.

        Parameters
        ----------
        camera : Camera
            The view of a body.
        corners : ndarray, shape (cells, 4, 3)
            Corners of every cell of that body in the view's pose (`Body.corners`).

        Returns
        -------
        strokes : list of Stroke
            What to ink.
        shadows : list of Shadow
            The soft shadows along the lines.
        """
        at = camera.project(np.einsum("nk,nkd->nd", self._weights, corners[self._cells]))
        row, column = camera.pixel_of(at[:, :2])
        inside = (row >= 0) & (row < camera.shape[0]) & (column >= 0) & (column < camera.shape[1])
        front = np.where(inside, camera.depth_at[np.where(inside, row, 0), np.where(inside, column, 0)], np.inf)
        cosine = camera.cosine[self._cells].astype(np.float64)
        shown = camera.view.shown()[self._cells] & np.isfinite(front)
        station = ("front", "side", "back", "side")[round(camera.view.azimuth / 90.0) % 4]
        trunk = bool(camera.view.shown()[0])  # a fold lies between two parts; a leg alone has none
        strokes: list[Stroke] = []
        shadows: list[Shadow] = []
        start = 0
        for line, stop in zip(self._strokes, self._ends.tolist(), strict=True):
            part = slice(start, stop)
            start = stop
            if line.seen_from and station not in line.seen_from:
                continue
            if line.behind is not None:
                hidden = front[part] - at[part, 2]
                seen = shown[part] & trunk & (hidden >= line.behind[0]) & (hidden <= line.behind[1])
                pressure = np.ones(seen.size)
            else:
                facing = smoothed(cosine[part], _BLUR)
                slack = _BEHIND + PIXEL / np.maximum(facing, 0.15)
                seen = shown[part] & (facing > _FACING[0]) & (at[part, 2] > front[part] - slack)
                pressure = np.clip((facing - _FACING[0]) / (_FACING[1] - _FACING[0]), 0.25, 1.0)
            xy = smoothed(at[part, :2], min(_BLUR, seen.size / 10.0))
            for piece in pieces(seen, _BRIDGE, max(_LEAST, seen.size // 5)):
                if line.weight != "none":
                    strokes.append(Stroke(line.id, xy[piece], pressure[piece], WIDTH[line.weight]))
                if line.soft is not None:
                    shadows.append(Shadow(xy[piece], line.soft.width, line.soft.depth))
        return strokes, shadows


def _part(chart: Chart, side: Side, digit: int) -> Part:
    # The trunk is one part; of the limbs a line in the middle takes the left one, which reaches the midline.
    wanted = "midline" if chart == "axial" else "left" if side == "midline" else side
    return next(p for p in CELLS.parts if (p.chart, p.side, p.digit) == (chart, wanted, digit))
