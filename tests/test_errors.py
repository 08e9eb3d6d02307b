"""Errors say where, what and what to do, and nothing of what was sent."""

from __future__ import annotations

import pytest

from bodymap.errors import BadDrawing, BodymapError, DataError, UnknownName


def test_data_error_points_to_the_line() -> None:
    error = DataError("data/muscles.yaml", 26, "muscles.3.zones.0.width: must be above 0.", "Give it in millimetres.")
    assert str(error) == (
        "data/muscles.yaml:26: muscles.3.zones.0.width: must be above 0. What to do: Give it in millimetres."
    )
    assert str(DataError("x.json", None, "is missing", "Restore it.")) == "x.json: is missing. What to do: Restore it."


def test_unknown_name_suggests() -> None:
    error = UnknownName("view", "Left inner thig", ("anterior", "left_inner_thigh"), "views/0")
    assert error.suggestions == ("left_inner_thigh",)
    assert error.field == "views/0"
    assert "left_inner_thigh" in str(error)


def test_unknown_name_lists_a_few_and_never_the_name() -> None:
    few = UnknownName("body", "canary", ("neutral", "female"))
    assert str(few) == "There is no body of that name. Known: neutral, female."
    many = UnknownName("region", "canary", [f"r{n}" for n in range(100)])
    assert str(many) == "There is no region of that name."
    assert "canary" not in repr(few) + repr(many)


REGIONS = ("left_knee", "right_knee", "left_kneecap", "neck", "left_groin", "right_groin", "left_thigh_inner", "TrP1")


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("knee", ("left_knee", "right_knee")),
        ("Knee", ("left_knee", "right_knee")),
        (" left  KNEE ", ("left_knee",)),
        ("Left-Knee", ("left_knee",)),
        ("groyne", ("left_groin", "right_groin")),
        ("thigh inner", ("left_thigh_inner",)),
        ("Neck", ("neck",)),
        ("trp1", ("TrP1",)),
        ("canary", ()),
        ("", ()),
        ("!", ()),
        ("left_knee" * 100_000, ()),
    ],
)
def test_suggestions_forgive_case_spaces_and_a_missing_side(name: str, suggested: tuple[str, ...]) -> None:
    assert UnknownName("region", name, REGIONS).suggestions == suggested


def test_bad_drawing_carries_all_its_problems() -> None:
    error = BadDrawing([("/strokes/0", "Give it a point."), ("/regions/1/region", "Name a region.")])
    assert error.problems == (("/strokes/0", "Give it a point."), ("/regions/1/region", "Name a region."))
    assert (error.pointer, error.detail) == ("/strokes/0", "Give it a point.")
    assert str(error) == "/strokes/0: Give it a point.\n/regions/1/region: Name a region."


def test_one_base() -> None:
    assert isinstance(BadDrawing([("/strokes/0", "Give it a point.")]), BodymapError)
