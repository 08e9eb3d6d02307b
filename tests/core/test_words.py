"""Reading a drawing back in words, in the person's own terms."""

from __future__ import annotations

import numpy as np
import pytest

from bodymap.cells import CELLS
from bodymap.drawing import Drawing, RegionMark, Stroke
from bodymap.explorer import Bodymap


def said(core: Bodymap, *regions: str) -> str:
    return core.describe(core.paint(Drawing(regions=tuple(RegionMark(region=region) for region in regions))))


@pytest.mark.parametrize(
    ("regions", "words"),
    [
        (("left_groin",), "left groin"),
        (("left_hip_upper_front", "left_hip_lower_front", "left_asis"), "left outer hip, front and side"),
        (("left_groin", "left_thigh_front"), "front of the left thigh and left groin"),
        (("sacrum",), "base of the spine"),
        (("right_calf",), "right calf"),
        (("left_kneecap",), "left knee, front"),
    ],
)
def test_places_are_named_with_side_and_aspect(core: Bodymap, regions: tuple[str, ...], words: str) -> None:
    assert said(core, *regions) == words


def test_several_places_have_their_aspects_in_brackets(core: Bodymap) -> None:
    words = said(core, "left_kneecap", "left_knee_above", "left_knee_below", "left_thigh_front_lower")
    assert words == "left knee (front) and front of the left thigh"


def test_at_most_three_places_are_told(core: Bodymap) -> None:
    assert said(core, "left_leg").count("left") == 3


def test_nothing_is_said_of_nothing(core: Bodymap) -> None:
    assert core.describe(np.zeros(CELLS.count, dtype=np.float32)) == ""


def test_right_is_said_as_left_is(core: Bodymap) -> None:
    marks = Drawing(strokes=(Stroke(view="left", points=((0.0, -880.0), (0.0, -700.0)), radius=40),))
    patch = core.paint(marks)
    assert core.describe(patch[CELLS.mirror]) == core.describe(patch).replace("left", "right")
