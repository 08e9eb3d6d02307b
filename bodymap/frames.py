"""Frames: where a cell lies along and around its part of the body.

Anatomical lines and panels are written in two numbers that a clinician can picture: how far along a part
(height for trunk and leg, millimetres for foot and arm) and at what angle round it (0 front, 90 the left
or outer side, 180 back). All of it is worked out once, for the left half of the reference body.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from bodymap.body import Body
from bodymap.cells import CELLS

FrameName = Literal["trunk", "leg", "foot", "arm", "hand"]
Floats = NDArray[np.float64]

_TRUNK_REACHES_DOWN_TO = 770.0  # mm above the floor: a little under the gluteal fold
_FACES_THE_OTHER_LEG = -0.55  # component of the outward normal
_FOOT_BELOW = 75.0  # mm above the floor
_WRIST = 554.3  # mm along the arm
_ROUND = 110.0  # mm per radian when nearest is asked: about the radius of a hip


class Frame:
    """Coordinates of the left half's cells in one part of the body.

    Attributes
    ----------
    along, around : ndarray, shape (cells,)
        Position along the part and angle in degrees; nan for cells that are not in it.
    falls : bool
        True where `along` is a height, so that "down" lowers it.
    """

    def __init__(self, along: Floats, around: Floats, centres: Floats, falls: bool) -> None:
        self.along, self.around, self.falls = along, around, falls
        self.cells: NDArray[np.intp] = np.flatnonzero(np.isfinite(along))
        self._centres = centres
        # The trunk's left half ends at the midlines; a limb goes all the way round.
        self._span = (2.0, 178.0) if np.nanmin(around) >= -1.0 else (-np.inf, np.inf)
        self._tree = KDTree(self._spread(along[self.cells], around[self.cells]))

    @staticmethod
    def _spread(along: Floats, around: Floats) -> Floats:
        """Angles as points on a circle, so that 180 and -180 meet."""
        t = np.radians(around)
        return np.stack([along, _ROUND * np.cos(t), _ROUND * np.sin(t)], axis=-1)

    def skin(self, along: Floats, around: Floats) -> Floats:
        """The skin at (along, around), shape (..., 3), mm: the mean of the nearest cells' centres, by distance."""
        distance, index = self._tree.query(self._spread(along, around), k=4)
        weight = 1.0 / np.maximum(distance, 0.1) ** 2
        points = self._centres[self.cells[index]]
        return np.asarray((points * weight[..., None]).sum(axis=-2) / weight.sum(axis=-1)[..., None])

    def mm_per_degree(self, along: float, around: float) -> float:
        """Distance along the skin for one degree at a place."""
        low, high = self._span
        pair = np.clip(np.array([around - 8.0, around + 8.0]), low, high)
        ends = self.skin(np.array([along, along]), pair)
        return float(max(np.linalg.norm(ends[1] - ends[0]) / max(pair[1] - pair[0], 1.0), 0.05))


def build_frames(body: Body) -> dict[FrameName, Frame]:
    """The frames of the left half of a body."""
    centres = body.centres()
    height = centres[:, 1]
    left_half = (centres[:, 0] >= 0.0) & (CELLS.in_parts("axial") | CELLS.in_parts("leg", "toe", "ear", side="left"))

    def only(mask: NDArray[np.bool_], values: Floats) -> Floats:
        return np.where(mask, values, np.nan)

    seam = body.table.extras.groin.seam_y
    trunk_angle = body.sections["axial"].theta_of(centres, np.maximum(height, seam))
    normals, _ = body.normals_and_areas()
    # Below the crotch the skin that faces the other leg belongs to the thigh alone.
    inner = (normals[:, 0] < _FACES_THE_OTHER_LEG) & (height < body.table.extras.groin.crotch_y + 20.0)
    trunk = left_half & (height > _TRUNK_REACHES_DOWN_TO) & ~inner
    leg_cells = CELLS.in_parts("leg", side="left") & ~CELLS.in_parts("axial")
    leg_angle = body.sections["leg"].theta_of(centres)
    foot_cells = (CELLS.in_parts("toe", side="left") & ~CELLS.in_parts("axial")) | (leg_cells & (height < _FOOT_BELOW))
    foot_along, foot_around = _foot(body, centres)
    arm_along, arm_around = _arm(body)
    arm_cells = CELLS.in_parts("arm", side="left") & ~CELLS.in_parts("axial")
    hand_cells = (CELLS.in_parts("finger", side="left") & ~CELLS.in_parts("axial")) | (arm_cells & (arm_along > _WRIST))
    return {
        "trunk": Frame(only(trunk, height), only(trunk, trunk_angle), centres, falls=True),
        "leg": Frame(only(leg_cells, height), only(leg_cells, leg_angle), centres, falls=True),
        "foot": Frame(only(foot_cells, foot_along), only(foot_cells, foot_around), centres, falls=False),
        "arm": Frame(only(arm_cells, arm_along), only(arm_cells, arm_around), centres, falls=False),
        "hand": Frame(only(hand_cells, arm_along), only(hand_cells, arm_around), centres, falls=False),
    }


def foot_axis(body: Body) -> tuple[Floats, Floats]:
    """A point under the heel and the unit direction of the foot along the floor."""
    heel = body.landmarks["heel"] * np.array([1.0, 0.0, 1.0])
    toward = body.landmarks["hallux_tip"] * np.array([1.0, 0.0, 1.0]) - heel
    turn = np.radians(body.table.extras.foot.out_turn_deg)
    direction = np.array([np.sin(turn), 0.0, np.cos(turn)])
    return heel - direction * 25.0 * float(toward @ direction > 0), direction


def _foot(body: Body, centres: Floats) -> tuple[Floats, Floats]:
    start, direction = foot_axis(body)
    offset = centres - start
    along = offset @ direction
    outward = np.cross(np.array([0.0, 1.0, 0.0]), direction)
    middle = body.landmarks["instep"] - start
    across = offset @ outward - float(middle @ outward) * 0.5
    return along, np.degrees(np.arctan2(across, centres[:, 1] - 14.0))


def _arm(body: Body) -> tuple[Floats, Floats]:
    """Millimetres along the arm and angle in its own straight frame (0 the hollow of the elbow and the palm)."""
    along, around = np.full(CELLS.count, np.nan), np.full(CELLS.count, np.nan)
    length = body.table.charts["arm"].rows[-1][0]
    for part in CELLS.parts:
        if part.side != "left" or part.chart not in ("arm", "finger"):
            continue
        rows = (np.arange(part.rows) + 0.5) / part.rows
        s = rows * length if part.chart == "arm" else length + rows * 90.0
        columns = -180.0 + (np.arange(part.columns) + 0.5) * 360.0 / part.columns
        along[part.start : part.stop] = np.repeat(s, part.columns)
        around[part.start : part.stop] = np.tile(columns, part.rows)
    return along, around
