"""A measured body table, and the skin it describes, in any pose.

The tables and the formulas are described in ``data/bodies/README.md``: cross-sections measured from the
MakeHuman base mesh (CC0), heights calibrated to ANSUR II means. Units are millimetres; x = the person's
left, y = up, z = forward; the origin lies on the floor in the mid-sagittal plane.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError
from scipy.interpolate import PchipInterpolator

from bodymap.cells import CELLS, Part
from bodymap.errors import DataError

Pose = Literal["standing", "lateral"]
Points = NDArray[np.float64]
Vector = Annotated[tuple[FiniteFloat, ...], Field(min_length=3, max_length=3)]
Sphere = Annotated[tuple[FiniteFloat, ...], Field(min_length=4, max_length=4)]
Pair = Annotated[tuple[FiniteFloat, ...], Field(min_length=2, max_length=2)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChartTable(_Table):
    """Cross-sections of one chart, and the named rows among them."""

    K: Annotated[int, Field(ge=1, le=32)]
    sym: bool
    frame: str
    anchors: dict[str, FiniteFloat]
    rows: Annotated[tuple[tuple[FiniteFloat, ...], ...], Field(min_length=4)]


class Ear(_Table):
    """Ellipsoid of the left ear."""

    centre: Vector
    radii: Vector
    tilt: FiniteFloat


class ArmFrame(_Table):
    """Where the arm's own straight frame sits on the trunk, and where it bends."""

    shoulder: Vector
    elbow_y: FiniteFloat
    wrist_y: FiniteFloat
    elbow_blend: FiniteFloat
    dome: FiniteFloat
    tip: FiniteFloat
    flex_full: FiniteFloat
    flex_top: FiniteFloat
    flex_min: FiniteFloat


class Foot(_Table):
    """How the foot turns out about a vertical axis."""

    out_turn_deg: FiniteFloat
    pivot: Pair
    y_full: FiniteFloat
    y_none: FiniteFloat


class Groin(_Table):
    """How the leg blends into the trunk."""

    seam_y: FiniteFloat
    blend: FiniteFloat
    crotch_y: FiniteFloat
    wall_from: FiniteFloat
    inner_x: FiniteFloat


class ArmPose(_Table):
    """Joint angles of the arm in degrees."""

    abd: FiniteFloat
    flex: FiniteFloat
    carry: FiniteFloat
    elbow: FiniteFloat
    pron: FiniteFloat


class Extras(_Table):
    """Everything that is not a chart."""

    toes: dict[str, tuple[Sphere, ...]]
    fingers: dict[str, tuple[Sphere, ...]]
    ear: Ear
    arm_frame: ArmFrame
    foot: Foot
    groin: Groin
    poses: dict[Pose, ArmPose]


class BodyTable(_Table):
    """One ``data/bodies/body_*.json`` file."""

    name: str
    units: Literal["mm"]
    stature: FiniteFloat
    axes: str
    theta: str
    row: str
    charts: dict[Literal["axial", "leg", "arm"], ChartTable]
    extras: Extras
    landmarks: dict[str, Vector]
    landmark_notes: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> BodyTable:
        """Read and validate one table.

        Raises
        ------
        DataError
            The file is missing, is not JSON, or a value is out of place.
        """
        fix = "restore the file from the repository, or measure the body again."
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(str(path), None, f"the body table cannot be read ({error})", fix) from None
        try:
            return cls.model_validate(json.loads(text))
        except json.JSONDecodeError as error:
            raise DataError(str(path), error.lineno, f"not JSON: {error.msg}", fix) from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise DataError(str(path), None, f"{where}: {first['msg']}", fix) from None


def smoothstep(value: Points) -> Points:
    """Cubic ease from 0 to 1, clamped outside."""
    v = np.clip(value, 0.0, 1.0)
    return v * v * (3.0 - 2.0 * v)


@dataclass(frozen=True)
class Sections:
    """Rings of one chart, interpolated over s (PCHIP on each column)."""

    table: ChartTable

    @cached_property
    def _curve(self) -> PchipInterpolator:
        rows = np.array(self.table.rows)
        return PchipInterpolator(rows[:, 0], rows[:, 1:])

    def _columns(self, s: Points) -> Points:
        return np.asarray(self._curve(s))

    @cached_property
    def _heights(self) -> tuple[Points, Points]:
        """Closely spaced heights, falling, and their s."""
        s = np.linspace(self.table.rows[0][0], self.table.rows[-1][0], 8 * len(self.table.rows))
        return self._columns(s)[:, 0], s

    def radius(self, columns: Points, theta: Points) -> Points:
        """Fourier radius rho at each theta (radians, broadcast against the rows of `columns`)."""
        k = np.arange(1, self.table.K + 1)
        angles = theta[..., None] * k
        rho = columns[..., 5, None] + np.einsum("...k,...k->...", columns[..., None, 6 : 6 + k.size], np.cos(angles))
        if not self.table.sym:
            rho += np.einsum("...k,...k->...", columns[..., None, 6 + k.size :], np.sin(angles))
        return np.asarray(rho)

    def rings(self, s: Points, theta: Points) -> Points:
        """Points of the rings at each `s`, shape (s, theta, 3)."""
        c = self._columns(s)
        rho = self.radius(c, np.broadcast_to(theta, (s.size, theta.size)))
        x = c[:, 1, None] + c[:, 3, None] * rho * np.sin(theta)
        z = c[:, 2, None] + c[:, 4, None] * rho * np.cos(theta)
        return np.stack([x, np.broadcast_to(c[:, 0, None], x.shape), z], axis=-1)

    def at_height(self, y: Points) -> Points:
        """Interpolated row columns at heights `y` (y falls strictly with s), shape (y, columns)."""
        heights, s = self._heights
        return self._columns(np.interp(-y, -heights, s))

    def theta_of(self, points: Points, y: Points | None = None) -> Points:
        """Affine angle in degrees of each point about this chart's axis at height `y` (default: its own).

        0 is anterior, 90 the person's left (lateral for limbs), 180 posterior.
        """
        c = self.at_height(points[:, 1] if y is None else y)
        return np.degrees(np.arctan2((points[:, 0] - c[:, 1]) / c[:, 3], (points[:, 2] - c[:, 2]) / c[:, 4]))


def normals_and_areas(corners: Points) -> tuple[Points, Points]:
    """Unit normals (n, 3) and areas (n,) of quads given by their corners (n, 4, 3), anticlockwise seen from outside."""
    cross = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]) / 2.0
    area = np.linalg.norm(cross, axis=1)
    return cross / np.maximum(area, 1e-9)[:, None], area


def _angles(columns: int) -> Points:
    """Vertex angles of a ring in radians, from the seam at 180 degrees round to it."""
    return np.radians(np.linspace(-180.0, 180.0, columns + 1)[:-1])


class Body:
    """One adult body as cells.

    Parameters
    ----------
    table : BodyTable
        The measured table.
    """

    def __init__(self, table: BodyTable) -> None:
        self.table = table
        self.name = table.name
        self.sections = {name: Sections(chart) for name, chart in table.charts.items()}
        self.landmarks: dict[str, Points] = {k: np.array(v) for k, v in table.landmarks.items()}

    def corners(self, pose: Pose = "standing") -> Points:
        """Corner points of every cell in a pose, shape (cells, 4, 3), mm."""
        corners = np.empty((CELLS.count, 4, 3), dtype=np.float64)
        for part in CELLS.parts:
            corners[part.start : part.stop] = self._quads(part, pose)
        return corners

    def centres(self, pose: Pose = "standing") -> Points:
        """Centre of every cell, shape (cells, 3), mm."""
        return np.asarray(self.corners(pose).mean(axis=1))

    def normals_and_areas(self, pose: Pose = "standing") -> tuple[Points, Points]:
        """Outward unit normals (cells, 3) and areas in mm² (cells,)."""
        return normals_and_areas(self.corners(pose))

    def grid(self, part: Part, pose: Pose = "standing") -> Points:
        """Vertices of one part, shape (rows + 1, columns, 3): rings from proximal to distal."""
        vertices = {
            "axial": self._axial,
            "leg": self._leg,
            "arm": self._arm,
            "finger": self._finger,
            "toe": self._toe,
            "ear": self._ear,
        }[part.chart](part, pose)
        if part.side == "right":
            vertices = vertices * np.array([-1.0, 1.0, 1.0])
        return vertices

    def _quads(self, part: Part, pose: Pose) -> Points:
        v = self.grid(part, pose)
        upper, lower = v[:-1], v[1:]
        a, b = upper, np.roll(upper, -1, axis=1)
        c, d = np.roll(lower, -1, axis=1), lower
        ring = [a, d, c, b] if part.side != "right" else [a, b, c, d]
        return np.stack(ring, axis=2).reshape(-1, 4, 3)

    def _axial(self, part: Part, pose: Pose) -> Points:
        chart = self.table.charts["axial"]
        s = np.linspace(0.0, chart.anchors["seam"], part.rows)
        rings = self.sections["axial"].rings(s, _angles(part.columns))
        crown = np.broadcast_to(rings[0].mean(axis=0), rings[0].shape).copy()
        crown[:, 1] = self.table.stature
        return np.concatenate([crown[None], rings])

    def _leg(self, part: Part, pose: Pose) -> Points:
        chart, groin = self.table.charts["leg"], self.table.extras.groin
        sole = 5
        s = np.linspace(chart.anchors["seam"], chart.rows[-1][0], part.rows - sole + 1)
        rings = self.sections["leg"].rings(s, _angles(part.columns))
        flat = rings.reshape(-1, 3)
        near = flat[:, 1] > groin.seam_y - groin.blend
        p = flat[near]
        row = self.sections["axial"].at_height(p[:, 1])
        x, z = (p[:, 0] - row[:, 1]) / row[:, 3], (p[:, 2] - row[:, 2]) / row[:, 4]
        q = (self.sections["axial"].radius(row, np.arctan2(x, z)[:, None])[:, 0]) / np.hypot(x, z)
        on_trunk = np.stack(
            [row[:, 1] + (p[:, 0] - row[:, 1]) * q, p[:, 1], row[:, 2] + (p[:, 2] - row[:, 2]) * q], axis=1
        )
        w = smoothstep((p[:, 1] - (groin.seam_y - groin.blend)) / groin.blend)[:, None]
        flat[near] = (1 - w) * p + w * on_trunk
        inner = np.where(flat[:, 1] > groin.wall_from, 0.0, groin.inner_x)
        flat[:, 0] = np.maximum(flat[:, 0], inner)
        flat = self._turn_foot(flat)
        rings = flat.reshape(rings.shape)
        last = rings[-1]
        centre = last.mean(axis=0)
        cap = [centre + (last - centre) * (1 - i / sole) for i in range(1, sole + 1)]
        for ring in cap:
            ring[:, 1] = 0.0
        return np.concatenate([rings, np.array(cap)])

    def _turn_foot(self, points: Points) -> Points:
        foot = self.table.extras.foot
        angle = np.radians(foot.out_turn_deg) * smoothstep((foot.y_none - points[:, 1]) / (foot.y_none - foot.y_full))
        dx, dz = points[:, 0] - foot.pivot[0], points[:, 2] - foot.pivot[1]
        c, s = np.cos(angle), np.sin(angle)
        return np.stack([foot.pivot[0] + c * dx + s * dz, points[:, 1], foot.pivot[1] - s * dx + c * dz], axis=1)

    def _arm(self, part: Part, pose: Pose) -> Points:
        frame = self.table.extras.arm_frame
        top, tip = 4, 4
        s = np.linspace(0.0, self.table.charts["arm"].rows[-1][0], part.rows - top - tip + 1)
        rings = self.sections["arm"].rings(s, _angles(part.columns))

        def cap(ring: Points, steps: int, rise: float) -> list[Points]:
            centre, out = ring.mean(axis=0), []
            for i in range(1, steps + 1):
                q = np.pi / 2 * i / steps
                out.append(centre + (ring - centre) * np.cos(q) + np.array([0.0, rise * np.sin(q), 0.0]))
            return out

        grid = np.array([*cap(rings[0], top, frame.dome)[::-1], *rings, *cap(rings[-1], tip, -frame.tip)])
        return self._pose_arm(grid.reshape(-1, 3), pose).reshape(grid.shape)

    def _pose_arm(self, points: Points, pose: Pose) -> Points:
        """Bend, carry and raise the straight arm (``data/bodies/README.md``, step 7)."""
        f, joint = self.table.extras.arm_frame, self.table.extras.poses[pose]
        y0 = points[:, 1].copy()
        x, y, z = points.T.copy()

        def about_y(a: Points) -> None:
            nonlocal x, z
            x, z = np.cos(a) * x + np.sin(a) * z, np.cos(a) * z - np.sin(a) * x

        def about_x(a: Points, pivot: float) -> None:
            nonlocal y, z
            y, z = pivot + np.cos(a) * (y - pivot) - np.sin(a) * z, np.sin(a) * (y - pivot) + np.cos(a) * z

        def about_z(a: Points, pivot: float) -> None:
            nonlocal x, y
            x, y = np.cos(a) * x - np.sin(a) * (y - pivot), pivot + np.sin(a) * x + np.cos(a) * (y - pivot)

        bend = smoothstep((f.elbow_y + f.elbow_blend - y0) / (2 * f.elbow_blend))
        about_y(np.radians(joint.pron) * smoothstep((f.elbow_y - y0) / (f.elbow_y - f.wrist_y)))
        about_x(-np.radians(joint.elbow) * bend, f.elbow_y)
        about_z(np.radians(joint.carry) * bend, f.elbow_y)
        about_z(np.full_like(y0, np.radians(joint.abd)), 0.0)
        rise = smoothstep((y0 - f.flex_full) / (f.flex_top - f.flex_full))
        about_x(-np.radians(joint.flex) * (1 - (1 - f.flex_min) * rise), 0.0)
        return np.asarray(np.stack([x, y, z], axis=1) + np.array(f.shoulder))

    def _finger(self, part: Part, pose: Pose) -> Points:
        spheres = np.array(self.table.extras.fingers[str(part.digit)])
        first = np.append(spheres[0, :3] + 0.45 * (spheres[0, :3] - spheres[1, :3]), spheres[0, 3])
        tube = _tube(np.vstack([first, spheres]), part, steps=12, axis=np.array([0.0, 0.0, 1.0]))
        return self._pose_arm(tube.reshape(-1, 3), pose).reshape(tube.shape)

    def _toe(self, part: Part, pose: Pose) -> Points:
        spheres = np.array(self.table.extras.toes[str(part.digit)])
        tube = _tube(spheres, part, steps=6, axis=np.array([0.0, 1.0, 0.0]))
        flat = tube.reshape(-1, 3)
        flat[:, 1] = np.maximum(flat[:, 1], 0.0)
        return self._turn_foot(flat).reshape(tube.shape)

    def _ear(self, part: Part, pose: Pose) -> Points:
        ear = self.table.extras.ear
        a = np.linspace(0.02, np.pi - 0.02, part.rows + 1)[:, None]
        t = _angles(part.columns)[None, :]
        return np.stack(
            [
                ear.centre[0] + ear.radii[0] * np.sin(a) * np.sin(t),
                ear.centre[1] + ear.radii[1] * np.cos(a) * np.ones_like(t),
                ear.centre[2] + ear.radii[2] * np.sin(a) * np.cos(t) + ear.tilt * np.cos(a),
            ],
            axis=-1,
        )


def _tube(spheres: Points, part: Part, steps: int, axis: Points) -> Points:
    """Rings round a chain of spheres, closed by a hemisphere, shape (rows + 1, columns, 3)."""
    chord = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(spheres[:, :3], axis=0), axis=1))])
    curve = PchipInterpolator(chord, spheres)
    at = np.linspace(0.0, chord[-1], steps + 1)
    points = np.asarray(curve(at))
    tangent = np.asarray(curve.derivative()(at))[:, :3]
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    n1 = np.cross(axis, tangent)
    n1 /= np.linalg.norm(n1, axis=1, keepdims=True)
    n2 = np.cross(tangent, n1)
    t = _angles(part.columns)
    circle = np.sin(t)[None, :, None] * n1[:, None] + np.cos(t)[None, :, None] * n2[:, None]
    rings = points[:, None, :3] + points[:, None, 3:] * circle
    close = part.rows - steps
    q = np.pi / 2 * np.arange(1, close + 1)[:, None, None] / close
    tip = points[-1, :3] + points[-1, 3] * (np.cos(q) * circle[-1] + np.sin(q) * tangent[-1])
    return np.concatenate([rings, tip])
