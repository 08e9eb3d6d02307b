"""The figure: one body in one view, drawn as SVG.

From back to front: skin, soft shading, inner edges, line art, outline. Colours are presentation attributes, so that a
strict content security policy keeps them and the style sheet of a page can recolour by class: ``skin``, ``shade``,
``edge``, ``line`` and ``outline``. ``edge`` and ``line`` are filled ribbons that taper; only ``outline`` is a stroke.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import svg

from bodymap.cameras import Camera
from bodymap.edges import inner_edges
from bodymap.lineart import LineArt
from bodymap.pens import Floats, Stroke
from bodymap.shading import UNIT, shade
from bodymap.silhouette import Outlines
from bodymap.svg import Document, compact_path, path, rings_of, smooth_path

Theme = Literal["light", "dark"]

_OUTLINE = 1.9  # mm
_INK = 0.02  # mm: unit of the ribbons' path data
_FADE = 85.0  # mm over which a leg shown alone fades out below its cut edge


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; `step` is the opacity of each level of shading."""

    skin: str
    shade: str
    step: float
    line: str
    outline: str


# Shade is black at a whole number of 255ths: a renderer with 8 bits then takes two from each of red, green and blue
# with every level, so that the levels add up to no tint and no step is above two of 255 (seen in Chromium).
PALETTES: dict[Theme, Palette] = {
    "light": Palette(skin="#ebf0f4", shade="#000", step=0.0079, line="#56657a", outline="#425166"),
    "dark": Palette(skin="#5c6672", shade="#000", step=0.0157, line="#94a3b5", outline="#8797aa"),
}


def draw_figure(
    camera: Camera,
    outlines: Outlines,
    lineart: LineArt,
    theme: Theme = "light",
    overlays: Sequence[svg.Element] = (),
    label: str | None = None,
) -> Document:
    """Draw a body in a view.

    Parameters
    ----------
    camera : Camera
        The view of a body.
    outlines : Outlines
        Its outlines (`bodymap.silhouette.outlines` or `Surface.outlines`).
    lineart : LineArt
        The anatomical lines.
    theme : str
        ``light`` or ``dark``: the colours where no style sheet recolours the classes.
    overlays : sequence of svg.Element
        Groups laid over the figure (regions, patterns, marks), from back to front. They may be cut at the body with
        ``clip_path="url(#silhouette-<view>)"``.
    label : str, optional
        Accessible name; by default the label of the view.

    Returns
    -------
    Document
        The SVG root; more groups may be appended to its ``elements``. One unit is a millimetre.
    """
    view = camera.view
    name = label or view.label
    corners = camera.body.corners(view.pose)
    strokes, shadows = lineart.see(camera, corners)
    palette = PALETTES[theme]
    body = path(smooth_path(rings_of(outlines.whole)), id=f"outline-{view.name}")
    definitions: list[svg.Element] = [svg.ClipPath(id=f"silhouette-{view.name}", elements=[body])]
    layers: list[svg.Element] = [
        svg.Use(href=f"#outline-{view.name}", class_=["skin"], fill=palette.skin),
        svg.G(
            class_=["shade"],
            clip_path=f"url(#silhouette-{view.name})",
            fill=palette.shade,
            fill_opacity=palette.step,
            elements=[_shading(shade(camera, corners, shadows))],
        ),
        _ribbons("edge", inner_edges(camera, corners, outlines.parts), palette.line),
        _ribbons("line", strokes, palette.line),
        svg.Use(
            href=f"#outline-{view.name}",
            class_=["outline"],
            fill="none",
            stroke=palette.outline,
            stroke_width=_OUTLINE,
            extra={"stroke-linejoin": "round"},
        ),
    ]
    figure = svg.G(id="figure", class_=["figure"], elements=layers, extra={"aria-hidden": "true"})
    if _cut_off(camera):
        definitions += _fade(camera, outlines)
        figure.mask = f"url(#fade-{view.name})"
    return Document(
        viewBox=svg.ViewBoxSpec(*view.box),
        extra={"role": "graphics-document document", "aria-label": name},
        elements=[svg.Title(text=name), svg.Defs(elements=definitions), figure, *overlays],
    )


def _shading(levels: Iterable[list[Floats]]) -> svg.Element:
    paths: list[svg.Element] = [path(d, fill_rule="evenodd") for rings in levels if (d := compact_path(rings, UNIT))]
    return svg.G(transform=[svg.Scale(UNIT)], elements=paths)


def _ribbons(kind: str, strokes: Iterable[Stroke], colour: str) -> svg.Element:
    """One path for all pieces of each line, named by ``data-line``."""
    named: dict[str, list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        named[stroke.name].append(stroke)
    paths: list[svg.Element] = [
        path(compact_path((s.ribbon() for s in group), _INK), data={"line": name}) for name, group in named.items()
    ]
    return svg.G(class_=[kind], fill=colour, transform=[svg.Scale(_INK)], elements=paths)


def _cut_off(camera: Camera) -> bool:
    """Whether the view shows legs without the trunk they grow from."""
    return camera.view.elevation == 0.0 and any(name.startswith("axial") for name in camera.view.hidden)


def _fade(camera: Camera, outlines: Outlines) -> list[svg.Element]:
    """A mask that lets the cut edge of a leg fade out instead of ending in a line."""
    x, y, width, height = camera.view.box
    top = outlines.whole.bounds[1]
    gradient = svg.LinearGradient(
        id=f"fade-{camera.view.name}-edge",
        gradientUnits="userSpaceOnUse",
        x1=0,
        x2=0,
        y1=round(top + 0.1 * _FADE, 1),
        y2=round(top + _FADE, 1),
        elements=[
            svg.Stop(offset=0, stop_color="#fff", stop_opacity=0),
            svg.Stop(offset=1, stop_color="#fff", stop_opacity=1),
        ],
    )
    mask = svg.Mask(
        id=f"fade-{camera.view.name}",
        maskUnits="userSpaceOnUse",
        x=x,
        y=y,
        width=width,
        height=height,
        elements=[svg.Rect(x=x, y=y, width=width, height=height, fill=f"url(#{gradient.id})")],
    )
    return [gradient, mask]
