"""The standard views: which way the camera looks, in which pose, at which parts, in which frame.

SVG coordinates in every view are millimetres: origin on the floor at the midline, X to the right on the
screen, Y = -height. One frame serves all bodies, so that switching the body never moves the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bodymap.body import Pose
from bodymap.cells import CELLS, Part
from bodymap.errors import UnknownName


@dataclass(frozen=True)
class View:
    """A camera azimuth with what it shows.

    Attributes
    ----------
    name, label : str
        Id in the API, and the words on the screen (sides are the person's own).
    azimuth : float
        Degrees: 0 anterior, 90 from the person's left, 180 posterior, 270 from the right.
    pose : str
        ``standing`` (arms hang) or ``lateral`` (arms raised forward, so that nothing hides the hip).
    box : tuple of float
        SVG view box: x, y, width, height in mm.
    hidden : tuple of str
        Names of parts that are neither drawn nor picked; a trailing ``*`` stands for any ending.
    elevation : float
        Degrees above the horizon; -90 looks straight up from the floor.
    rows : mapping of str to (first, stop)
        Rows shown of a chart of which only a part is drawn.
    """

    name: str
    label: str
    azimuth: float
    pose: Pose
    box: tuple[float, float, float, float]
    hidden: tuple[str, ...] = ()
    elevation: float = 0.0
    rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def axes(self) -> NDArray[np.float64]:
        """Screen right, screen up, toward the camera, in body axes, shape (3, 3)."""
        return basis(self.azimuth, self.elevation)

    def rows_of(self, part: Part) -> slice | None:
        """The rows of a part that are drawn and picked; None where it is hidden."""
        if any(part.name == h or (h.endswith("*") and part.name.startswith(h[:-1])) for h in self.hidden):
            return None
        return slice(*self.rows.get(part.chart, (0, part.rows)))

    def shown(self) -> NDArray[np.bool_]:
        """Mask of the cells that this view may show, shape (cells,)."""
        mask = np.zeros(CELLS.count, dtype=bool)
        for part in CELLS.parts:
            if rows := self.rows_of(part):
                mask[part.start : part.stop].reshape(part.rows, part.columns)[rows] = True
        return mask


def basis(azimuth: float, elevation: float = 0.0) -> NDArray[np.float64]:
    """Rows: screen right, screen up, toward the camera, in body axes; degrees in, shape (3, 3)."""
    a, e = np.radians(azimuth), np.radians(elevation)
    right = np.array([np.cos(a), 0.0, -np.sin(a)])
    toward = np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])
    return np.stack([right, np.cross(toward, right), toward])


_FRONT = (-505.0, -1775.0, 1010.0, 1790.0)
_ALL_BUT_LEFT_LEG = ("axial*", "arm*", "finger*", "ear*", "leg_right", "toe_right*")
_ALL_BUT_RIGHT_LEG = ("axial*", "arm*", "finger*", "ear*", "leg_left", "toe_left*")

VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("anterior", "Front", 0.0, "standing", _FRONT),
        View("posterior", "Back", 180.0, "standing", _FRONT),
        View(
            "left",
            "Your left side",
            90.0,
            "lateral",
            (-695.0, -1775.0, 830.0, 1790.0),
            ("arm_right", "finger_right*"),
        ),
        View(
            "right",
            "Your right side",
            270.0,
            "lateral",
            (-135.0, -1775.0, 830.0, 1790.0),
            ("arm_left", "finger_left*"),
        ),
        View(
            "left_inner_thigh",
            "Inside of your left leg",
            270.0,
            "standing",
            (-220.0, -1000.0, 520.0, 1015.0),
            _ALL_BUT_LEFT_LEG,
        ),
        View(
            "right_inner_thigh",
            "Inside of your right leg",
            90.0,
            "standing",
            (-300.0, -1000.0, 520.0, 1015.0),
            _ALL_BUT_RIGHT_LEG,
        ),
        View(
            "perineum",
            "From below, between the legs",
            0.0,
            "standing",
            (-250.0, -215.0, 500.0, 370.0),
            ("arm*", "finger*", "ear*", "toe*"),
            elevation=-90.0,
            rows={"axial": (116, 123), "leg": (0, 22)},
        ),
        View(
            "soles",
            "Soles of your feet",
            0.0,
            "standing",
            (-250.0, -240.0, 500.0, 320.0),
            ("axial*", "arm*", "finger*", "ear*"),
            elevation=-90.0,
            rows={"leg": (113, 126)},
        ),
    )
}


def view_named(name: str, where: str = "view") -> View:
    """The view of that name.

    Raises
    ------
    UnknownName
        No view is called that; the error lists those that are.
    """
    try:
        return VIEWS[name]
    except KeyError:
        raise UnknownName("view", name, tuple(VIEWS), where) from None
