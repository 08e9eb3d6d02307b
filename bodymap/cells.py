"""The fixed set of surface cells: what a patch is made of.

A cell is one quad of a chart grid. Its id never changes: the order of the parts and their grids is
fixed here, the same on every body, in every pose and in every view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Side = Literal["midline", "left", "right"]
Chart = Literal["axial", "leg", "arm", "finger", "toe", "ear"]


@dataclass(frozen=True)
class Part:
    """One grid of cells: a chart on one side of the body.

    Attributes
    ----------
    chart : str
        Which chart of the body table the grid samples.
    side : str
        The person's own side; the trunk and head are ``midline``.
    digit : int
        1 (thumb, big toe) to 5 for fingers and toes, else 0.
    rows, columns : int
        Size of the grid in cells; row 0 is proximal (the crown for the axial chart).
    start : int
        Id of the first cell.
    """

    chart: Chart
    side: Side
    digit: int
    rows: int
    columns: int
    start: int

    @property
    def stop(self) -> int:
        """Id after the last cell."""
        return self.start + self.rows * self.columns

    @property
    def name(self) -> str:
        """Readable name, such as ``leg_left`` or ``toe_right_1``."""
        digit = f"_{self.digit}" if self.digit else ""
        return f"{self.chart}{digit}" if self.side == "midline" else f"{self.chart}_{self.side}{digit}"


# About 8 mm cells; caps included (crown, sole, shoulder dome, knuckles, finger and toe tips).
_GRIDS: tuple[tuple[Chart, int, int, int], ...] = (
    ("axial", 1, 123, 112),
    ("leg", 1, 126, 62),
    ("arm", 1, 88, 34),
    ("finger", 5, 16, 16),
    ("toe", 5, 10, 16),
    ("ear", 1, 13, 24),
)


class Cells:
    """Every cell of the body, by id.

    Attributes
    ----------
    parts : tuple of Part
        The grids, in id order.
    count : int
        How many cells there are.
    """

    def __init__(self) -> None:
        parts: list[Part] = []
        start = 0
        for chart, digits, rows, columns in _GRIDS:
            sides: tuple[Side, ...] = ("midline",) if chart == "axial" else ("left", "right")
            for side in sides:
                for digit in range(1, digits + 1):
                    part = Part(chart, side, digit if digits > 1 else 0, rows, columns, start)
                    parts.append(part)
                    start = part.stop
        self.parts: tuple[Part, ...] = tuple(parts)
        self.count: int = start

    @cached_property
    def part_of(self) -> NDArray[np.int16]:
        """Index into `parts` for each cell, shape (count,)."""
        return np.repeat(np.arange(len(self.parts), dtype=np.int16), [p.stop - p.start for p in self.parts])

    @cached_property
    def mirror(self) -> NDArray[np.int32]:
        """The cell on the other side, for each cell: a permutation that is its own inverse, shape (count,)."""
        mirror = np.empty(self.count, dtype=np.int32)
        by_key = {(p.chart, p.side, p.digit): p for p in self.parts}
        other: dict[Side, Side] = {"left": "right", "right": "left", "midline": "midline"}
        for part in self.parts:
            twin = by_key[part.chart, other[part.side], part.digit]
            ids = np.arange(twin.start, twin.stop, dtype=np.int32).reshape(part.rows, part.columns)
            # The trunk's columns run from the back seam round by the right, the front and the left.
            mirror[part.start : part.stop] = (ids[:, ::-1] if part.side == "midline" else ids).ravel()
        return mirror

    def in_parts(self, *charts: Chart, side: Side | None = None) -> NDArray[np.bool_]:
        """Mask of the cells in the named charts, optionally of one side only, shape (count,)."""
        keep = [p.chart in charts and (side is None or p.side in (side, "midline")) for p in self.parts]
        mask: NDArray[np.bool_] = np.array(keep)[self.part_of]
        return mask


CELLS = Cells()
