"""The figure: every part in every view, nothing astray, no steps."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from bodymap.cameras import Camera
from bodymap.edges import inner_edges
from bodymap.errors import DataError
from bodymap.figure import PALETTES, Theme, draw_figure
from bodymap.lineart import LineArt
from bodymap.shading import LEVELS, shade
from bodymap.silhouette import outlines, silhouette
from bodymap.views import VIEWS, View

from .conftest import Studio

SVG = "{http://www.w3.org/2000/svg}"
BODIES = ("neutral", "female", "male", "larger")

FACE = {"brow", "eyelid", "mouth", "nose_wing"}
SIDE = FACE | {
    "ankle_outer", "calf_outer", "calf_side", "ear_concha", "ear_helix", "finger_nail", "gluteal_fold", "groin_crease",
    "heel_cord_outer", "jaw", "kneecap_outer", "knuckle", "shoulder_blade", "thigh_outer", "toe_nail",
}  # fmt: skip
INNER = {"ankle_inner", "calf_inner", "heel_cord_inner", "inner_thigh", "kneecap_inner", "knee_hollow_inner", "shin"}
LINES = {
    "anterior": FACE | {
        "ankle_inner", "ankle_outer_front", "chest_line", "collar_bone", "costal_margin", "elbow_crease",
        "finger_crease",
        "groin_crease", "kneecap_inner", "kneecap_outer", "navel", "palm_across", "palm_thumb", "shin", "shin_bump",
        "sternal_notch", "toe_nail", "wrist_crease",
    },
    "posterior": {
        "ankle_inner_back", "ankle_outer", "calf_furrow", "calf_inner", "calf_outer", "cleft", "elbow_point",
        "finger_nail",
        "gluteal_fold", "heel_cord_inner", "heel_cord_outer", "knee_hollow", "knuckle", "sacral_dimple",
        "shoulder_blade", "shoulder_blade_spine", "spine",
    },
    "left": SIDE,
    "right": SIDE,
    "left_inner_thigh": INNER,
    "right_inner_thigh": INNER,
    "perineum": {"groin_crease", "gluteal_fold"},
    "soles": set(),  # the toes are inner edges
}  # fmt: skip
PAIRED = {
    "anterior": ("kneecap_outer", "collar_bone", "groin_crease"),
    "posterior": ("sacral_dimple", "shoulder_blade"),
}


def drawn_lines(root: ElementTree.Element, kind: str) -> dict[str, str]:
    group = next(g for g in root.iter(f"{SVG}g") if g.get("class") == kind)
    return {str(p.get("data-line")): str(p.get("d")) for p in group}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("view", list(VIEWS))
def test_every_part_is_there(studio: Studio, view: str, body: str) -> None:
    root = ElementTree.fromstring(studio.text(view, body))
    lines = drawn_lines(root, "line")
    assert LINES[view] <= set(lines)
    for name in PAIRED.get(view, ()):
        assert lines[name].count("M") == 2, name


@pytest.mark.parametrize(("body", "theme"), [*((body, "light") for body in BODIES), ("neutral", "dark")])
@pytest.mark.parametrize("view", list(VIEWS))
def test_it_is_clean_svg(studio: Studio, view: str, theme: Theme, body: str) -> None:
    text = studio.text(view, body, theme)
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == " ".join(f"{v}" for v in VIEWS[view].box)
    assert root.get("role") == "graphics-document document"
    assert root.get("aria-label") == VIEWS[view].label == root.findtext(f"{SVG}title")
    assert not [e for e in root.iter() if e.get("style") or e.tag in (f"{SVG}style", f"{SVG}script")]
    figure = next(g for g in root if g.get("id") == "figure")
    assert figure.get("aria-hidden") == "true"
    assert [child.get("class") for child in figure] == ["skin", "shade", "edge", "line", "outline"]
    ids = [str(e.get("id")) for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert f"silhouette-{view}" in ids
    for reference in re.findall(r'(?:url\(|href=")#([\w-]+)', text):
        assert reference in ids
    assert len(text) < 92_000
    assert not re.search(r"nan|inf\b", text)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("view", list(VIEWS.values()), ids=list(VIEWS))
def test_the_silhouette_is_one_piece_and_fits_the_box(studio: Studio, view: View, body: str) -> None:
    whole = silhouette(view, studio.surface.body(body))
    assert whole.is_valid
    assert len(whole.geoms) == (2 if view.name == "soles" else 1)
    assert not any(piece.interiors for piece in whole.geoms)
    x, y, width, height = view.box
    assert shapely.box(x, y, x + width, y + height).contains(whole)


@pytest.mark.parametrize("view", ["anterior", "posterior"])
def test_front_and_back_are_their_own_mirror_image(studio: Studio, view: str) -> None:
    camera, whole = studio.surface.camera(view), studio.surface.outlines(view).whole
    twin = shapely.transform(whole, lambda xy: xy * [-1.0, 1.0])
    assert shapely.area(shapely.symmetric_difference(whole, twin)) < 0.004 * whole.area
    corners = studio.corners(view)
    strokes, shadows = studio.lineart.see(camera, corners)
    for rings in shade(camera, corners, shadows)[::6]:
        dark = shapely.intersection(even_odd(rings), whole)
        flipped = shapely.transform(dark, lambda xy: xy * [-1.0, 1.0])
        assert shapely.area(shapely.symmetric_difference(dark, flipped)) < 0.02 * whole.area
    for name in {s.name for s in strokes}:
        xy = np.concatenate([s.xy for s in strokes if s.name == name])
        assert abs(xy[:, 0].min() + xy[:, 0].max()) < 8.0, name


def even_odd(rings: list[np.ndarray]) -> shapely.Geometry:
    area: shapely.Geometry = shapely.Polygon()
    for ring in rings:
        area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
    return area


@pytest.mark.parametrize("theme", list(PALETTES))
def test_no_step_of_the_shading_can_be_seen(theme: Theme) -> None:
    palette = PALETTES[theme]
    skin, shadow = (expand(colour) for colour in (palette.skin, palette.shade))
    step = np.abs(skin - shadow) * palette.step
    assert step.max() <= 2.0
    # A renderer with 8 bits rounds each step: never to nothing.
    assert (np.abs(skin - shadow) * palette.step * (1 - palette.step) ** LEVELS).min() > 0.5


def expand(colour: str) -> np.ndarray:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], dtype=float)


@pytest.mark.parametrize("view", ["anterior", "left", "left_inner_thigh"])
def test_levels_lie_within_each_other(studio: Studio, view: str) -> None:
    camera, whole = studio.surface.camera(view), studio.surface.outlines(view).whole
    areas = [shapely.intersection(even_odd(rings), whole) for rings in shade(camera, studio.corners(view))[::4]]
    assert areas[0].area > 0.5 * whole.area
    for outer, inner in itertools.pairwise(areas):
        # Thinning moves either contour by up to a millimetre.
        assert shapely.area(shapely.difference(inner, shapely.buffer(outer, 2.5))) < 60.0


@pytest.mark.parametrize("body", BODIES)
def test_inner_edges_are_where_one_part_stands_before_another(studio: Studio, body: str) -> None:
    def edges(view: str) -> dict[str, list[np.ndarray]]:
        found: dict[str, list[np.ndarray]] = {}
        camera, parts = studio.surface.camera(view, body), studio.surface.outlines(view, body).parts
        for stroke in inner_edges(camera, studio.corners(view, body), parts):
            found.setdefault(stroke.name, []).append(stroke.xy)
        return found

    side = edges("left")
    assert "arm_left" in side
    assert "ear_left" in side
    assert not [name for name in side if "right" in name]
    # The arm's edge runs under it, and is no ring round the shoulder.
    shoulder = -studio.surface.body(body).landmarks["acromion"][1]
    assert all(xy[:, 1].min() > shoulder + 20.0 for xy in side["arm_left"])
    assert {f"toe_{s}_{d}" for s in ("left", "right") for d in (1, 2, 3, 4)} <= set(edges("anterior"))
    assert not [name for name in edges("posterior") if name.startswith("leg")]


@pytest.mark.parametrize("azimuth", [17.0, 118.0, 200.0, 331.5])
def test_any_azimuth_can_be_drawn(studio: Studio, azimuth: float) -> None:
    view = View("turned", "Turned", azimuth, "standing", (-600.0, -1775.0, 1200.0, 1790.0))
    body = studio.surface.body("larger")
    ElementTree.fromstring(
        str(draw_figure(Camera(view, body, studio.surface.buried), outlines(view, body), studio.lineart))
    )


def test_a_leg_shown_alone_fades_out(studio: Studio) -> None:
    text = str(studio.draw("left_inner_thigh"))
    assert 'mask="url(#fade-left_inner_thigh)"' in text
    assert "fade" not in str(studio.draw("left"))


def test_labels_and_overlays_are_the_callers(studio: Studio) -> None:
    surface = studio.surface
    drawn = draw_figure(
        surface.camera("left"),
        surface.outlines("left"),
        studio.lineart,
        overlays=[studio.draw("left")],
        label='a "b" <c>',
    )
    root = ElementTree.fromstring(str(drawn))
    assert root.get("aria-label") == 'a "b" <c>'
    assert root[-1].tag == f"{SVG}svg"


def test_broken_line_art_names_file_and_line(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "figure.yaml"
    file.write_text(
        "lines:\n  - {id: brow, name: brow, weight: bold, runs: [{chart: axial, through: [[1, 2], [3, 4]]}]}\n"
    )
    with pytest.raises(DataError, match=r"figure\.yaml:2: .*weight"):
        LineArt.load(file, studio.surface.reference.table)
