"""Drawings keep to the limits of the design and survive a round trip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bodymap.drawing import MAX_POINTS, Drawing, Outline, RegionMark, Stroke

coordinates = st.floats(-2000, 2000)
points = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=20).map(tuple)
strokes = st.builds(
    Stroke,
    view=st.sampled_from(["anterior", "left"]),
    points=points,
    radius=st.floats(2, 150),
    intensity=st.integers(1, 10),
    erase=st.booleans(),
)


@given(st.lists(strokes, max_size=5))
def test_round_trip(some: list[Stroke]) -> None:
    drawing = Drawing(regions=(RegionMark(region="left_hip"),), strokes=tuple(some))
    assert Drawing.model_validate_json(drawing.model_dump_json()) == drawing


def test_defaults() -> None:
    stroke = Stroke(view="left", points=((0, 0),))
    assert (stroke.radius, stroke.intensity, stroke.erase) == (20, 5, False)
    assert Drawing(strokes=(stroke,)).body == "neutral"


def test_is_frozen_and_hashable() -> None:
    drawing = Drawing(regions=(RegionMark(region="left_hip"),))
    with pytest.raises(ValidationError):
        drawing.body = "male"  # type: ignore[misc]
    assert len({drawing, drawing.model_copy()}) == 1


@pytest.mark.parametrize("count", [MAX_POINTS, MAX_POINTS + 1])
def test_points_in_all(count: int) -> None:
    """The limit counts strokes and outlines together."""
    outline = Outline(view="left", points=((0.0, 0.0),) * 500)
    full = (Stroke(view="left", points=((0.0, 0.0),) * 500),) * 19
    rest = (Stroke(view="left", points=((0.0, 0.0),)),) * (count - MAX_POINTS)
    if rest:
        with pytest.raises(ValidationError, match="10,000"):
            Drawing(strokes=full + rest, outlines=(outline,))
    else:
        assert Drawing(strokes=full, outlines=(outline,)).strokes == full


def test_erasing_alone_marks_nothing() -> None:
    eraser = Stroke(view="left", points=((0, 0),), erase=True)
    with pytest.raises(ValidationError, match="Nothing is marked"):
        Drawing(strokes=(eraser,))
    assert Drawing(strokes=(Stroke(view="left", points=((0, 0),)), eraser))
