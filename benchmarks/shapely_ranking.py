"""The same job with polygons: what ranking would cost without cells.

Each view keeps the outlines of every pattern. A drawing becomes buffered lines; overlap is the area of polygon
intersections, summed over the views. It double-counts skin that two views show, so it is a baseline for speed only.
"""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.drawing import Drawing
from bodymap.explorer import Bodymap
from bodymap.patterns import BodySide, merged
from bodymap.views import VIEWS


class PolygonRanking:
    """Patterns as polygons in the four main views."""

    def __init__(self, core: Bodymap) -> None:
        self.patterns: dict[str, list[tuple[str, BodySide, BaseGeometry, BaseGeometry]]] = {}
        for view in list(VIEWS)[:4]:
            entries = []
            for muscle, side in core.patterns.owners:
                points = core.patterns.points[muscle]
                essential = merged(p.on(side, "essential") for p in points) > 0
                whole = essential | (merged(p.on(side, "spillover") for p in points) > 0)
                shapes = [core.pictures.outline(mask, view, "neutral") for mask in (essential, whole)]
                if not shapes[1].is_empty:
                    for shape in shapes:
                        shapely.prepare(shape)
                    entries.append((muscle, side, shapes[0], shapes[1]))
            self.patterns[view] = entries

    def rank(self, drawing: Drawing) -> list[tuple[float, str, str]]:
        """Muscles by F-measure of explained and present area, best first."""
        total = 0.0
        explained: dict[tuple[str, str], float] = {}
        present: dict[tuple[str, str], list[float]] = {}
        for view, entries in self.patterns.items():
            strokes = [s for s in drawing.strokes if s.view == view]
            if not strokes:
                continue
            painted = shapely.union_all(
                [shapely.buffer(shapely.LineString(s.points), s.radius) for s in strokes if len(s.points) > 1]
            )
            total += painted.area
            for muscle, side, essential, whole in entries:
                key = (muscle, side)
                if whole.intersects(painted):
                    explained[key] = explained.get(key, 0.0) + whole.intersection(painted).area
                    share = present.setdefault(key, [0.0, 0.0])
                    share[0] += essential.intersection(painted).area
                    share[1] += essential.area
        found = []
        for owner, area in explained.items():
            e, p = area / total, present[owner][0] / max(present[owner][1], 1e-9)
            found.append((5 * e * p / (4 * p + e) if e + p > 0 else 0.0, *owner))
        return sorted(found, reverse=True)
