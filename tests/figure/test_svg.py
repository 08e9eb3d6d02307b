"""Escaping and path data."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
import svg
from hypothesis import given
from hypothesis import strategies as st

from bodymap.svg import Document, compact_path, path, render, rings_of, smooth_path

# Everything that XML 1.0 can hold: what cannot be held is replaced, which has its own test.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c >= " " or c in "\t\n\r"
    )
)


@given(TEXT, TEXT, TEXT, TEXT)
def test_whatever_is_written_comes_back_out_of_the_parser(title: str, label: str, name: str, data: str) -> None:
    drawn = Document(
        id=name,
        extra={"aria-label": label},
        data={"note": data},
        elements=[svg.Title(text=title), svg.G(class_=[name])],
    )
    for text in (str(drawn), render(drawn), drawn.as_str(), f"{drawn}"):
        root = ElementTree.fromstring(text)
        assert root.get("aria-label") == label
        assert root.get("id") == name
        assert root.get("data-note") == data
        assert (root[0].text or "") == title
        assert root[1].get("class") == name


@given(st.text())
def test_even_what_xml_cannot_hold_leaves_it_well_formed(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    ElementTree.fromstring(str(Document(elements=[svg.Title(text=text)], extra={"aria-label": text})))


def test_markup_stays_text() -> None:
    drawn = str(Document(elements=[svg.Text(text="<script>alert(1)</script>", extra={"aria-label": '"><b onload="x'})]))
    assert "<script" not in drawn
    assert "<b" not in drawn


def test_a_style_is_refused() -> None:
    with pytest.raises(ValueError, match="style"):
        render(svg.G(style="fill: red"))


SQUARE = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])


def test_a_square_becomes_a_spline_through_the_middles_of_its_edges() -> None:
    assert smooth_path([SQUARE]) == "M0 5Q0 0 5 0T10 5 5 10 0 5Z"
    assert smooth_path([np.vstack([SQUARE, SQUARE[:1]])]) == "M5 0Q10 0 10 5T5 10 0 5 5 0Z"
    assert compact_path([SQUARE], 0.2) == "M0 25q0-25 25-25t25 25-25 25-25-25z"


def test_nothing_gives_an_empty_path() -> None:
    assert smooth_path([]) == ""
    assert smooth_path([SQUARE[:2]]) == ""
    assert smooth_path([np.zeros((9, 2))]) == ""


@given(st.lists(st.tuples(*[st.floats(-1800, 1800)] * 2), min_size=3, max_size=40))
def test_paths_never_overshoot_and_are_short(points: list[tuple[float, float]]) -> None:
    d = smooth_path([np.array(points)])
    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", d)]
    assert "e" not in d
    for values, given_values in ((numbers[::2], [p[0] for p in points]), (numbers[1::2], [p[1] for p in points])):
        assert all(min(given_values) - 0.1 <= v <= max(given_values) + 0.1 for v in values)


@given(st.lists(st.tuples(*[st.integers(-900, 900)] * 2), min_size=3, max_size=30, unique=True))
def test_the_mirrored_control_points_never_drift(points: list[tuple[int, int]]) -> None:
    """Following every T of a compact path gives back the ring's own points."""
    ring = np.array(points, dtype=float)
    numbers = [int(n) for n in re.findall(r"-?[0-9]+", compact_path([ring], 0.5))]
    at = np.array(numbers[0:2])
    control, at = at + numbers[2:4], at + numbers[4:6]
    found = [control]
    for step in zip(numbers[6::2], numbers[7::2], strict=True):
        control = 2 * at - control
        found.append(control)
        at = at + step
    np.testing.assert_allclose(np.array(found) * 0.5, ring)


def test_rings_of_finds_holes_and_islands() -> None:
    holed = shapely.Polygon(SQUARE * 3, [SQUARE + 5])
    assert len(rings_of(shapely.MultiPolygon([holed, shapely.Polygon(SQUARE + 90)]))) == 3
    assert smooth_path(rings_of(shapely.Polygon())) == ""


def test_path_carries_classes_and_attributes() -> None:
    element = ElementTree.fromstring(render(path("M0 0Z", "a", "b", fill="none")))
    assert dict(element.attrib) == {"d": "M0 0Z", "class": "a b", "fill": "none"}
