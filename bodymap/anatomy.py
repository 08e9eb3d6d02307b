"""Anatomical words -> patches: named lines, panels, and the shapes that zones are written in.

Lengths are millimetres along the skin of the reference body. Shapes are written for the left; the right is
the mirror permutation of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import KDTree

from bodymap.cells import CELLS
from bodymap.errors import DataError, UnknownName
from bodymap.frames import Frame, FrameName, build_frames
from bodymap.shapes import Band, Offset, Oval, Panel, Point, Shape
from bodymap.surface import Surface
from bodymap.yaml_source import Record, load_model

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

_STEP = 3.0  # mm between samples of a line
_ROUNDING = 3.0  # exponent of the superellipse that rounds a panel's corners
_SAME_SKIN = 0.1  # cosine between normals below which a near cell lies on another surface


class Border(Record):
    """A panel's border that follows a named line, optionally so many mm above or below it."""

    line: str
    up: float = 0.0
    down: float = 0.0


class LineEntry(Record):
    """One entry under ``lines`` in lines.yaml."""

    id: str
    name: str
    frame: Literal["trunk", "leg", "chord"]
    through: Annotated[tuple[Point, ...], Field(min_length=2)]
    closed: bool = False


class PanelEntry(Record):
    """One entry under ``panels`` in lines.yaml."""

    id: str
    frame: FrameName
    top: Border | float | Point
    bottom: Border | float | Point
    across: Annotated[tuple[Border | float | Point, ...], Field(min_length=2, max_length=2)] | None = None
    around: Literal[True] | None = None


class LinesFile(Record):
    """lines.yaml."""

    lines: tuple[LineEntry, ...]
    panels: tuple[PanelEntry, ...]


class Line:
    """A line on the skin of the left half: points every few millimetres, by fraction of its length."""

    def __init__(self, points: Floats, along: Floats, around: Floats, *, closed: bool = False) -> None:
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        self.length = float(length[-1])
        self.points, self.fraction = points, length / self.length
        self.along, self.around = along, around
        self._period = 360.0 if closed else None

    def at(self, fraction: float) -> Floats:
        """The point at a fraction of the line, shape (3,), mm."""
        return np.array([np.interp(fraction, self.fraction, self.points[:, i]) for i in range(3)])

    def along_at(self, around: Floats) -> Floats:
        """Height (or position along) of the line at each angle; held constant beyond its ends."""
        order = np.argsort(self.around)
        return np.interp(around, self.around[order], self.along[order], period=self._period)

    def around_at(self, along: Floats) -> Floats:
        """Angle of the line at each height; held constant beyond its ends."""
        order = np.argsort(self.along)
        return np.interp(along, self.along[order], self.around[order])


class Anatomy:
    """Named landmarks, lines and panels of the reference body, and the cells that shapes cover.

    Parameters
    ----------
    surface : Surface
        The body surface.
    path : Path
        ``data/lines.yaml``.

    Raises
    ------
    DataError
        The file is missing or broken, or names a landmark or line that does not exist.
    """

    def __init__(self, surface: Surface, path: Path) -> None:
        file = load_model(path, LinesFile)
        self._path = path
        self.landmarks: Mapping[str, Floats] = surface.reference.landmarks
        self.frames = build_frames(surface.reference)
        self._body = surface.reference
        self._centres, self._normals = surface.centres, surface.normals
        left = (self._centres[:, 0] >= 0.0) & ~surface.buried & (self.frames_of("trunk", "leg", "foot"))
        self._left: NDArray[np.intp] = np.flatnonzero(left)
        self._tree = KDTree(self._centres[self._left])
        self.lines: dict[str, Line] = {}
        for entry in file.lines:
            try:
                self.lines[entry.id] = self._line(entry)
            except UnknownName as error:
                raise DataError(path.name, None, f"line {entry.id}: {error}", "use a landmark that exists.") from None
        self.names = {entry.id: entry.name for entry in file.lines}
        self.panels: dict[str, tuple[Floats, Floats]] = {}
        self.round_panels = frozenset(entry.id for entry in file.panels if entry.around)
        self._panel_frame = {entry.id: entry.frame for entry in file.panels}
        self._from_midline = frozenset(
            entry.id for entry in file.panels if entry.across and entry.across[0] in (0, 180)
        )
        for panel in file.panels:
            try:
                self.panels[panel.id] = self._panel(panel)
            except UnknownName as error:
                raise DataError(path.name, None, f"panel {panel.id}: {error}", "use a name that exists.") from None

    def frames_of(self, *names: FrameName) -> Mask:
        """Cells that lie in any of the named frames, shape (cells,)."""
        mask: Mask = np.any([np.isfinite(self.frames[name].along) for name in names], axis=0)
        return mask

    def where(self, cell: int) -> str:
        """Words for a cell's place, for messages to people who edit the data."""
        x, y, z = self._centres[cell]
        return f"{CELLS.parts[CELLS.part_of[cell]].name}, x {x:.0f}, height {y:.0f}, z {z:.0f} mm"

    # -- places ---------------------------------------------------------------------------------

    def locate(self, point: Point) -> Floats:
        """Where a point lies on the skin, shape (3,), mm; raises UnknownName for an unknown landmark."""
        position = self.landmark(point.landmark)
        name: FrameName = "trunk" if position[1] > 800.0 else "leg"
        along, around = self._coordinates(position, name)
        return self.frames[name].skin(*self._moved(along, around, point.offset, name))

    def near(self, position: Floats, reach: float) -> Floats:
        """Distance of every cell from a place on the same skin of the left half, mm; inf beyond `reach`."""
        distance = np.full(CELLS.count, np.inf)
        away = np.linalg.norm(self._centres[self._left] - position, axis=1)
        same = self._normals[self._left] @ self._facing(position[None])[0] > _SAME_SKIN
        distance[self._left] = np.where(same & (away <= reach), away, np.inf)
        return distance

    def landmark(self, name: str) -> Floats:
        """A landmark of the left side or midline, shape (3,), mm."""
        try:
            return self.landmarks[name]
        except KeyError:
            raise UnknownName("landmark", name, self.landmarks, "landmark") from None

    def _coordinates(self, position: Floats, frame: FrameName) -> tuple[float, float]:
        sections = self._body.sections["axial" if frame == "trunk" else "leg"]
        height = position[1]
        if frame == "trunk":
            height = max(height, self._body.table.extras.groin.seam_y)
        angle = float(sections.theta_of(position[None], np.array([height]))[0])
        if frame == "trunk" and abs(position[0]) < 1e-6 and position[2] < sections.at_height(np.array([height]))[0, 2]:
            angle = 180.0  # the midline of the back, seen from the left half
        return float(position[1]), angle

    def _moved(self, along: float, around: float, offset: Offset, frame: FrameName) -> tuple[Floats, Floats]:
        """Walk along the skin: up or down first, then round."""
        along += offset.up - offset.down
        outward = 1.0 if -90.0 <= around <= 90.0 else -1.0
        forward = -1.0 if around > 0.0 else 1.0
        walk = outward * (offset.lateral - offset.medial) + forward * (offset.front - offset.back)
        steps = max(int(abs(walk) // 10.0), 1)
        for _ in range(steps):
            around += walk / steps / self.frames[frame].mm_per_degree(along, around)
        return np.array(along), np.array(around)

    def _line(self, entry: LineEntry) -> Line:
        if entry.frame == "chord":
            places = np.array([self.locate(point) for point in entry.through])
            chord = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])
            string = PchipInterpolator(chord, places)(np.arange(0.0, chord[-1], _STEP))
            _, nearest = self._tree.query(string, k=4)
            points = self._centres[self._left[nearest]].mean(axis=1)
            return Line(points, points[:, 1], points[:, 0])
        frame = self.frames[entry.frame]
        stops = []
        for point in entry.through:
            along, around = self._coordinates(self.landmark(point.landmark), entry.frame)
            stops.append([float(v) for v in self._moved(along, around, point.offset, entry.frame)])
        path = np.array(stops)
        path[:, 1] = np.degrees(np.unwrap(np.radians(path[:, 1])))
        if entry.closed:
            turn = 360.0 * np.sign(path[-1, 1] - path[0, 1])
            path = np.vstack([path, path[0] + np.array([0.0, turn])])
        rough = np.hypot(np.diff(path[:, 0]), np.diff(path[:, 1]) * 2.0)
        t = np.concatenate([[0.0], np.cumsum(rough)])
        fine = PchipInterpolator(t, path)(np.linspace(0.0, t[-1], max(int(t[-1] / _STEP), 8)))
        return Line(frame.skin(fine[:, 0], fine[:, 1]), fine[:, 0], fine[:, 1], closed=entry.closed)

    # -- panels ---------------------------------------------------------------------------------

    def _panel(self, entry: PanelEntry) -> tuple[Floats, Floats]:
        """Fractions down, and across (0..1) or around (degrees), for each cell; nan outside the frame."""
        frame = self.frames[entry.frame]
        top, bottom = (self._edge(edge, frame, entry.frame) for edge in (entry.top, entry.bottom))
        down = (frame.along - top) / (bottom - top)
        if entry.across is None:
            return down, frame.around
        start, end = (self._side_edge(edge, frame, entry.frame) for edge in entry.across)
        return down, (frame.around - start) / (end - start)

    def _edge(self, edge: Border | float | Point, frame: Frame, name: FrameName) -> Floats | float:
        if isinstance(edge, Border):
            return self._named(edge.line).along_at(frame.around) + edge.up - edge.down
        if isinstance(edge, Point):
            if name == "foot":
                return float(np.nanmin(frame.along) if edge.landmark == "heel" else np.nanmax(frame.along))
            return float(self.landmark(edge.landmark)[1]) + edge.offset.up - edge.offset.down
        return edge

    def _side_edge(self, edge: Border | float | Point, frame: Frame, name: FrameName) -> Floats | float:
        if isinstance(edge, Border):
            return self._named(edge.line).around_at(frame.along)
        if isinstance(edge, Point):
            return self._coordinates(self.landmark(edge.landmark), name)[1]
        return edge

    def _named(self, line: str) -> Line:
        try:
            return self.lines[line]
        except KeyError:
            raise UnknownName("line", line, self.lines, "line") from None

    def within(self, panel: Panel, *, spread: bool = False, rounded: bool = False) -> Mask:
        """Cells of the left half inside a stretch of a panel, shape (cells,).

        With `spread`, cells above the panel count as lying at its top: regions use it to leave no gaps.
        With `rounded`, corners are rounded off (a superellipse), as a zone's are.

        Raises
        ------
        UnknownName
            There is no such panel.
        DataError
            The panel is addressed by the other of across and around.
        """
        try:
            down, across = self.panels[panel.panel]
        except KeyError:
            raise UnknownName("panel", panel.panel, self.panels, "panel") from None
        stretch = panel.around if panel.panel in self.round_panels else panel.across
        if stretch is None:
            way = "around" if panel.panel in self.round_panels else "across"
            raise DataError(self._path.name, None, f"panel {panel.panel} is addressed by '{way}'", f"write '{way}'.")
        if spread:
            down = np.maximum(down, 0.0)
        low, high = stretch
        if panel.around is not None:
            across, high, low = (across - low) % 360.0, high - low, 0.0
        elif low == 0.0 and panel.panel in self._from_midline:
            low = -high  # the other half lies across the midline
        u = np.abs(2.0 * across - (low + high)) / (high - low)
        v = np.abs(2.0 * down - (panel.down[0] + panel.down[1])) / (panel.down[1] - panel.down[0])
        mask = np.asarray((u <= 1.0 + 1e-9) & (v <= 1.0 + 1e-9))
        if rounded:
            mask[mask] = u[mask] ** _ROUNDING + v[mask] ** _ROUNDING <= 1.0
        return mask

    # -- shapes ---------------------------------------------------------------------------------

    def cover(self, shapes: Iterable[Shape]) -> Mask:
        """Cells of the left side that any of the shapes covers (and its mirror where ``sides: both``).

        Raises
        ------
        UnknownName
            A line, panel or landmark does not exist.
        """
        covered = np.zeros(CELLS.count, dtype=bool)
        for shape in shapes:
            mask = self._shape(shape)
            covered |= mask
            if shape.sides == "both":
                covered |= mask[CELLS.mirror]
        return covered

    def _shape(self, shape: Shape) -> Mask:
        if isinstance(shape, Band):
            return self._band(shape)
        if isinstance(shape, Oval):
            return self._oval(shape)
        return self.within(shape, rounded=True)

    def _band(self, band: Band) -> Mask:
        line = self._named(band.along)
        count = max(int(line.length * (band.end - band.start) / _STEP), 2)
        points = np.array([line.at(f) for f in np.linspace(band.start, band.end, count)])
        if band.shift != Offset():
            points = self._all_shifted(points, band.shift)
        reach = max(band.width) / 2.0
        distance, nearest = KDTree(points).query(self._centres[self._left], distance_upper_bound=reach)
        nearest = np.minimum(nearest, count - 1)  # beyond reach the distance is infinite, and any point will do
        share = nearest / (count - 1)
        half = (band.width[0] + (band.width[1] - band.width[0]) * share) / 2.0
        # The ends lie where they are written: corners are rounded inwards, and nothing reaches beyond.
        length = _STEP * (count - 1)
        into = np.minimum(share, 1.0 - share) * length
        corner = np.minimum(half, length / 2.0)
        half = half * np.sqrt(1.0 - np.clip(1.0 - into / corner, 0.0, 1.0) ** 2.5)
        beyond = np.zeros(self._left.size, dtype=bool)
        for end, before in ((0, 1), (count - 1, count - 2)):
            outward = points[end] - points[before]
            beyond |= (nearest == end) & ((self._centres[self._left] - points[end]) @ outward > 0.0)
        covered = np.zeros(CELLS.count, dtype=bool)
        facing = self._facing(points)[nearest]
        same = np.einsum("nd,nd->n", facing, self._normals[self._left]) > _SAME_SKIN
        covered[self._left] = (distance <= half) & ~beyond & same
        return covered

    def _all_shifted(self, points: Floats, offset: Offset) -> Floats:
        """A line moved along the skin: every fourth point is walked, and the others laid smoothly between."""
        at = np.unique(np.append(np.arange(0, len(points), 4), len(points) - 1))
        walked = np.array([self._shifted(points[index], offset) for index in at])
        every = np.arange(len(points))
        between = np.stack([np.interp(every, at, walked[:, axis]) for axis in range(3)], axis=1)
        return np.asarray(gaussian_filter1d(between, 2.0, axis=0))

    def _shifted(self, position: Floats, offset: Offset) -> Floats:
        name: FrameName = "trunk" if position[1] > 800.0 else "leg"
        along, around = self._coordinates(position, name)
        return self.frames[name].skin(*self._moved(along, around, offset, name))

    def _facing(self, points: Floats) -> Floats:
        """Outward normal of the skin at each point, shape (n, 3)."""
        _, nearest = self._tree.query(points)
        return np.asarray(self._normals[self._left[nearest]])

    def _oval(self, oval: Oval) -> Mask:
        centre = self.locate(oval.at)
        normal = self._facing(centre[None])[0]
        sideways = np.cross(np.array([0.0, 1.0, 0.0]), normal)
        sideways /= np.linalg.norm(sideways)
        upward = np.cross(normal, sideways)
        offset = self._centres[self._left] - centre
        u, v = offset @ sideways, offset @ upward
        # Distances along curved skin are longer than their projection: stretch to the true distance.
        flat = np.maximum(np.hypot(u, v), 1e-6)
        stretch = np.linalg.norm(offset, axis=1) / flat
        covered = np.zeros(CELLS.count, dtype=bool)
        inside = (u * stretch / (oval.width / 2.0)) ** 2 + (v * stretch / (oval.height / 2.0)) ** 2 <= 1.0
        covered[self._left] = inside & (self._normals[self._left] @ normal > _SAME_SKIN)
        return covered
