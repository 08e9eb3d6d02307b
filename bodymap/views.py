"""The standard views: which way the camera looks, in which pose, at which parts, in which frame.

SVG coordinates in every view are millimetres: origin on the floor at the midline, X to the right on the
screen, Y = -height. One frame serves all bodies, so that switching the body never moves the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.body import Pose
from bodymap.cells import CELLS
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
    """

    name: str
    label: str
    azimuth: float
    pose: Pose
    box: tuple[float, float, float, float]
    hidden: tuple[str, ...] = ()

    def shown(self) -> NDArray[np.bool_]:
        """Mask of the cells that this view may show, shape (cells,)."""

        def drawn(name: str) -> bool:
            return not any(name == h or (h.endswith("*") and name.startswith(h[:-1])) for h in self.hidden)

        mask: NDArray[np.bool_] = np.array([drawn(p.name) for p in CELLS.parts])[CELLS.part_of]
        return mask


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
    )
}


def view_named(name: str, field: str = "view") -> View:
    """The view of that name.

    Raises
    ------
    UnknownName
        No view is called that; the error lists those that are.
    """
    try:
        return VIEWS[name]
    except KeyError:
        raise UnknownName("view", name, tuple(VIEWS), field) from None
