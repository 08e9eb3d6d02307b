"""Shapes as YAML writes them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from bodymap.shapes import Band, Offset, Oval, Panel, Point, Shape

SHAPE: TypeAdapter[Any] = TypeAdapter(Shape)


def test_a_band_takes_one_width_or_two() -> None:
    band = SHAPE.validate_python({"band": {"along": "thigh_lateral", "from": 0, "to": 0.5, "width": 70}})
    assert isinstance(band, Band)
    assert (band.start, band.end, band.width, band.sides) == (0.0, 0.5, (70.0, 70.0), "own")
    tapered = SHAPE.validate_python({"band": {"along": "thigh_lateral", "from": 0, "to": 1, "width": (60, 40)}})
    assert tapered.width == (60.0, 40.0)


def test_an_oval_sits_at_a_landmark_or_beside_one() -> None:
    oval = SHAPE.validate_python({"oval": {"at": "psis", "width": 30, "height": 20, "sides": "both"}})
    assert isinstance(oval, Oval)
    assert oval.at == Point(landmark="psis")
    beside = Point.model_validate(["psis", {"down": 20, "back": 5}])
    assert beside.offset == Offset(down=20, back=5)


def test_a_panel_is_addressed_across_or_around() -> None:
    panel = SHAPE.validate_python({"panel": {"panel": "thigh", "down": (0, 1), "around": (150, 210)}})
    assert isinstance(panel, Panel)
    assert panel.around == (150.0, 210.0)


def test_shapes_go_out_as_they_came_in() -> None:
    band = SHAPE.validate_python({"band": {"along": "inguinal", "from": 0.1, "to": 0.5, "width": 45}})
    assert isinstance(band, BaseModel)
    assert band.model_dump(mode="json", exclude_defaults=True)["from"] == 0.1
    assert SHAPE.validate_python(band) is band


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no such shape": ({"star": {}}, "a shape is one of"),
    "two shapes at once": ({"oval": {}, "band": {}}, "a shape is one of"),
    "backwards": ({"band": {"along": "a", "from": 0.5, "to": 0.5, "width": 9}}, "'from' must be smaller than 'to'"),
    "beyond the line": ({"band": {"along": "a", "from": 0, "to": 1.1, "width": 9}}, "less than or equal to 1"),
    "no width": ({"band": {"along": "a", "from": 0, "to": 1, "width": 0}}, "greater than or equal to 5"),
    "a mile wide": ({"band": {"along": "a", "from": 0, "to": 1, "width": 4000}}, "less than or equal to 400"),
    "width in words": ({"band": {"along": "a", "from": 0, "to": 1, "width": "wide"}}, "a width is a number of mm"),
    "not finite": ({"oval": {"at": "a", "width": float("nan"), "height": 9}}, "finite number"),
    "up and down": ({"oval": {"at": ("a", {"up": 1, "down": 1}), "width": 9, "height": 9}}, "both up and down"),
    "a way unknown": ({"oval": {"at": ("a", {"left": 1}), "width": 9, "height": 9}}, "Extra inputs"),
    "half a place": ({"oval": {"at": ("a",), "width": 9, "height": 9}}, "a place is written"),
    "neither way": ({"panel": {"panel": "buttock", "down": (0, 1)}}, "either 'across' or"),
    "both ways": (
        {"panel": {"panel": "leg", "down": (0, 1), "across": (0, 1), "around": (0, 9)}},
        "either 'across' or",
    ),
    "upside down": ({"panel": {"panel": "buttock", "down": (1, 0), "across": (0, 1)}}, "'down' must go from"),
    "twice round": ({"panel": {"panel": "leg", "down": (0, 1), "around": (-180, 200)}}, "more than once"),
    "sides of what": ({"oval": {"at": "a", "width": 9, "height": 9, "sides": "left"}}, "'own' or 'both'"),
}


@pytest.mark.parametrize(("shape", "message"), BAD.values(), ids=BAD)
def test_bad_shapes_are_refused(shape: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SHAPE.validate_python(shape)
    assert message in str(caught.value)
