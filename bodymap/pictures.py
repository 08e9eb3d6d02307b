"""Pictures: traced outlines, figures and patterns as SVG, each drawn once and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import svg
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap import trace
from bodymap.figure import PALETTES, Theme, draw_figure
from bodymap.lineart import LineArt
from bodymap.regions import Region, Regions
from bodymap.results import PatternView
from bodymap.surface import Surface
from bodymap.svg import Document, path, render, rings_of, smooth_path
from bodymap.views import view_named

# Colours of a pattern where no style sheet says otherwise. Kinds differ in texture as well as in hue.
_ESSENTIAL, _SPILLOVER, _MARK = "#b3261e", "#b3261e", {"light": "#1b1f24", "dark": "#f4f6f8"}
_DOT, _GRID = 2.6, 9.0  # mm: radius and spacing of the stipple
_CROSS = 9.0  # mm: half the height of a trigger point's X


class Pictures:
    """Draws on one surface.

    Parameters
    ----------
    surface : Surface
        Bodies and cameras.
    regions : Regions
        The named regions that a figure carries.
    data : Path
        Data folder, for the figure's line art.
    """

    def __init__(self, surface: Surface, regions: Regions, data: Path) -> None:
        self._surface, self._regions = surface, regions
        self._lineart = LineArt.load(data / "figure.yaml", surface.reference.table)
        self._region_paths: dict[tuple[str, str], dict[str, str]] = {}
        self._figures: dict[tuple[str, str, str, bool], str] = {}

    def trace(self, mask: NDArray[Any], view: str, body: str) -> str:
        """Smooth outline of some cells in a view, as SVG path data; empty where none of them shows."""
        return smooth_path(rings_of(self.outline(mask, view, body)))

    def outline(self, mask: NDArray[Any], view: str, body: str) -> BaseGeometry:
        """The same outline as polygons in picture coordinates, mm."""
        return trace.outline(mask, self._surface.camera(view, body), self._surface.outlines(view, body).whole)

    def regions(self, view: str, body: str) -> Mapping[str, str]:
        """Outline of each region that shows in a view, by id; raises UnknownName."""
        key = (view_named(view).name, self._surface.body(body).name)
        if key not in self._region_paths:
            paths = {name: self.trace(cells, view, body) for name, cells in self._regions.cells.items()}
            self._region_paths[key] = {name: outline for name, outline in paths.items() if outline}
        return self._region_paths[key]

    def figure(self, view: str, body: str, theme: str, regions: bool) -> str:
        """The figure as an SVG document, its regions named and focusable; raises UnknownName."""
        key = (view_named(view).name, self._surface.body(body).name, theme, regions)
        if key not in self._figures:
            overlays = [self._region_group(view, body)] if regions else []
            self._figures[key] = self._draw(view, body, theme, overlays, None)
        return self._figures[key]

    def pattern(self, view: str, body: str, theme: str, label: str, shown: PatternView | None) -> str:
        """A pattern on the figure as an SVG document. `shown` is None where the view shows none of it."""
        overlays = [] if shown is None else pattern_layers(view, theme, shown)
        return self._draw(view, body, theme, overlays, f"{label}: {view_named(view).label}")

    def document(
        self, view: str, body: str, theme: str = "light", overlays: Sequence[svg.Element] = (), label: str | None = None
    ) -> Document:
        """The figure under some overlays, not yet written out; raises UnknownName."""
        chosen: Theme = "dark" if theme == "dark" else "light"
        camera = self._surface.camera(view, body)
        return draw_figure(camera, self._surface.outlines(view, body), self._lineart, chosen, overlays, label)

    def _draw(self, view: str, body: str, theme: str, overlays: Sequence[svg.Element], label: str | None) -> str:
        return render(self.document(view, body, theme, overlays, label))

    def _region_group(self, view: str, body: str) -> svg.Element:
        paths = self.regions(view, body)
        areas = []
        for area in self._regions.areas.values():
            fine = [r for r in self._regions.fine.values() if r.parent == area.id and r.id in paths]
            if fine:
                shapes: list[svg.Element] = [_region_path(region, area.id, paths[region.id]) for region in fine]
                areas.append(svg.G(class_=["area"], data={"area": area.id}, elements=shapes))
        return svg.G(id="regions", extra={"role": "group", "aria-label": "Regions"}, elements=list(areas))


def _region_path(region: Region, area: str, outline: str) -> svg.Element:
    shape = path(outline, "region", fill="transparent", stroke="none", id=f"region-{region.id}", tabindex=-1)
    shape.data = {"region": region.id, "area": area}
    shape.extra = {"role": "checkbox", "aria-checked": "false", "aria-label": region.name}
    return shape


def pattern_layers(view: str, theme: str, shown: PatternView) -> list[svg.Element]:
    """Spillover stippled, essential solid, the trigger points as X: groups to lay over a figure in a view."""
    mark = _MARK["dark" if theme == "dark" else "light"]
    stipple = svg.Pattern(
        id=f"stipple-{view}",
        width=_GRID,
        height=_GRID,
        patternUnits="userSpaceOnUse",
        elements=[svg.Circle(cx=x, cy=x, r=_DOT / 2, fill=_SPILLOVER) for x in (_GRID / 4, _GRID * 3 / 4)],
    )
    halo = PALETTES["dark" if theme == "dark" else "light"].skin
    crosses: list[svg.Element] = []
    for point in shown.trigger_points:
        x, y, size = point.x - _CROSS, point.y - _CROSS, 2 * _CROSS
        d = f"M{x:g} {y:g}l{size:g} {size:g}m0-{size:g}l-{size:g} {size:g}"
        crosses += [
            path(d, "halo", fill="none", stroke=halo, stroke_width=8, stroke_linecap="round"),
            path(
                d,
                "cross",
                fill="none",
                stroke=mark,
                stroke_width=4,
                stroke_linecap="round",
                data={"point": point.id},
            ),
        ]
    return [
        svg.Defs(elements=[stipple]),
        svg.G(
            id="pattern",
            class_=["pattern"],
            elements=[
                path(
                    shown.spillover,
                    "spillover",
                    fill=f"url(#stipple-{view})",
                    stroke=_SPILLOVER,
                    stroke_width=1,
                ),
                path(shown.faint, "faint", fill="none", stroke=_SPILLOVER, stroke_width=1.2, stroke_dasharray=[2, 5]),
                path(shown.essential, "essential", fill=_ESSENTIAL, fill_opacity=0.62),
                path(shown.local, "local", fill=mark, fill_opacity=0.18),
                *crosses,
            ],
        ),
    ]
