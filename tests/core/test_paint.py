"""Painting: what lies under a brush, in every view and on every body."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bodymap.cameras import PIXEL
from bodymap.cells import CELLS
from bodymap.drawing import Drawing, Outline, RegionMark, Stroke
from bodymap.explorer import Bodymap
from bodymap.paint import under_brush

OUTER_HIP = (0.0, -877.0)  # the trochanter in the left view of the neutral body


def stroke(*points: tuple[float, float], view: str = "left", radius: float = 35.0, intensity: int = 5) -> Stroke:
    return Stroke(view=view, points=points, radius=radius, intensity=intensity)


def brute_force(one: Stroke, core: Bodymap) -> NDArray[np.bool_]:
    """Distance of every paintable cell from the polyline, the slow way."""
    camera = core.surface.camera(one.view)
    p = camera.xy
    best = np.full(CELLS.count, np.inf)
    points = [np.array(point) for point in one.points]
    for a, b in zip(points, points[1:] or points, strict=False):
        along = b - a
        t = np.clip(((p - a) @ along) / max(along @ along, 1e-12), 0, 1)
        best = np.minimum(best, np.hypot(*(p - (a + t[:, None] * along)).T))
    return np.asarray((best <= one.radius) & camera.paintable)


points = st.tuples(st.floats(-100, 100), st.floats(-1100, -300))


@settings(max_examples=60, deadline=None)
@given(st.lists(points, min_size=1, max_size=12), st.floats(20, 100))
def test_capsules_cover_what_distance_says(core: Bodymap, path: list[tuple[float, float]], radius: float) -> None:
    one = stroke(*path, radius=radius)
    painted = np.zeros(CELLS.count, dtype=bool)
    painted[under_brush([one], core.surface.camera("left"))] = True
    # Rows and ends are rounded to a pixel, so only cells within one pixel of the rim may differ.
    inner = brute_force(one.model_copy(update={"radius": radius - 1.5 * PIXEL}), core)
    outer = brute_force(one.model_copy(update={"radius": radius + 1.5 * PIXEL}), core)
    assert not (inner & ~painted).any()
    assert not (painted & ~outer).any()


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=3, max_size=12), st.integers(1, 10))
def test_a_stroke_split_in_two_paints_the_same(core: Bodymap, path: list[tuple[float, float]], cut: int) -> None:
    cut = min(cut, len(path) - 2)
    whole = core.paint(Drawing(strokes=(stroke(*path),)))
    halves = core.paint(Drawing(strokes=(stroke(*path[: cut + 1]), stroke(*path[cut:]))))
    assert np.array_equal(whole, halves)


def test_overlapping_marks_take_the_maximum_in_any_order(core: Bodymap) -> None:
    weak, strong = stroke(OUTER_HIP, intensity=3), stroke(OUTER_HIP, intensity=8, radius=20)
    one = core.paint(Drawing(strokes=(weak, strong)))
    assert np.array_equal(one, core.paint(Drawing(strokes=(strong, weak))))
    assert set(np.unique(one)) == {0.0, 3.0, 8.0}


def test_erasing_wipes_what_came_before_and_nothing_after(core: Bodymap) -> None:
    paint = stroke(OUTER_HIP)
    wipe = paint.model_copy(update={"erase": True})
    assert not core.paint(Drawing(strokes=(paint, wipe))).any()
    assert not core.paint(Drawing(regions=(RegionMark(region="left_trochanter"),), strokes=(wipe,)))[
        under_brush([paint], core.surface.camera("left"))
    ].any()
    again = core.paint(Drawing(strokes=(paint, wipe, paint)))
    assert np.array_equal(again, core.paint(Drawing(strokes=(paint,))))


def test_a_thin_brush_still_marks_skin(core: Bodymap) -> None:
    assert core.paint(Drawing(strokes=(stroke(OUTER_HIP, radius=2.0),))).any()


def test_beside_the_figure_is_clipped(core: Bodymap) -> None:
    assert not core.paint(Drawing(strokes=(stroke((-600.0, -100.0)),))).any()
    half_off = core.paint(Drawing(strokes=(stroke((-110.0, -877.0), radius=60),)))
    assert half_off.any()


def test_the_rim_is_not_painted_round_the_corner(core: Bodymap) -> None:
    camera = core.surface.camera("anterior")
    patch = core.paint(Drawing(strokes=(stroke((175.0, -880.0), view="anterior", radius=30),)))
    assert (camera.cosine[patch > 0] >= 0.2).all()


def test_buried_cells_are_never_painted(core: Bodymap) -> None:
    patch = core.paint(Drawing(regions=tuple(RegionMark(region=area) for area in core.regions.areas)))
    assert not patch[core.surface.buried].any()
    assert (patch[~core.surface.buried] == 5).all()


def test_outer_hip_shows_at_the_rims_of_front_and_back_and_not_on_the_right(core: Bodymap) -> None:
    patch = core.paint(Drawing(strokes=(stroke(OUTER_HIP, radius=55),)))
    for view, rim in (("anterior", 1), ("posterior", -1)):
        camera = core.surface.camera(view)
        assert core.trace(patch, view)
        seen = np.flatnonzero((patch > 0) & camera.visible)
        assert (np.sign(camera.xy[seen, 0]) == rim).all()
        # At the rim: within a few centimetres of the outline at that height.
        assert np.abs(camera.xy[seen, 0]).min() > 110
    assert core.trace(patch, "right") == ""
    assert core.trace(patch, "right_inner_thigh") == ""
    assert not patch[core.surface.centres[:, 0] < 0].any()


def test_painted_from_behind_it_is_the_same_patch(core: Bodymap) -> None:
    """The disc of the left view, painted again where the back view shows it: same cells where both look."""
    left, back = core.surface.camera("left"), core.surface.camera("posterior")
    disc = core.paint(Drawing(strokes=(stroke((35.0, -880.0), radius=60),)))
    outline = core.pictures.outline(disc > 0, "posterior", "neutral")
    assert isinstance(outline, shapely.Polygon)
    corners = tuple((float(x), float(y)) for x, y in outline.exterior.coords[:-1])
    again = core.paint(Drawing(outlines=(Outline(view="posterior", points=corners),)))
    both = left.paintable & back.paintable
    one, other = (disc > 0) & both, (again > 0) & both
    assert one.sum() > 30
    assert (one & other).sum() / (one | other).sum() >= 0.8


@pytest.mark.parametrize("view", ["anterior", "posterior", "left", "right", "left_inner_thigh", "right_inner_thigh"])
def test_every_point_of_the_figure_names_a_region(core: Bodymap, view: str) -> None:
    camera = core.surface.camera(view)
    cells = camera.cell_at[camera.on_figure]
    named = core.regions.fine_of[cells] >= 0
    # The rest is the mid-line wall above the crotch, which no one can touch: the cut face of a leg shown alone.
    assert named.mean() > (0.9 if "inner" in view else 0.99)
    row, column = np.argwhere(camera.on_figure)[1000]
    x = camera.origin[0] + (column + 0.5) * PIXEL
    y = camera.origin[1] + (row + 0.5) * PIXEL
    assert camera.cell_under(x, y) == camera.cell_at[row, column]
    assert camera.cell_under(-5000.0, 0.0) is None
