"""The cells: ids for ever, and a mirror that is its own inverse."""

from __future__ import annotations

import numpy as np

from bodymap.cells import CELLS


def test_grids_keep_their_place() -> None:
    starts = {part.name: part.start for part in CELLS.parts}
    assert CELLS.count == 40_168
    assert starts["axial"] == 0
    assert starts["leg_left"] == 13_776
    assert starts["leg_right"] == 21_588
    assert starts["arm_left"] == 29_400
    assert starts["finger_left_1"] == 35_384
    assert starts["toe_right_5"] == 39_384
    assert starts["ear_right"] == 39_856


def test_mirror_is_an_involution_without_fixed_cells() -> None:
    mirror = CELLS.mirror
    assert np.array_equal(np.sort(mirror), np.arange(CELLS.count))
    assert np.array_equal(mirror[mirror], np.arange(CELLS.count))
    assert (mirror != np.arange(CELLS.count)).all()
