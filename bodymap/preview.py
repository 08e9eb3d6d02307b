"""Previews for people who edit the data: one muscle in the views that show it, a contact sheet of each, one shape.

Drawn with the product's own pictures, so what is seen here is what patients see.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import svg
import yaml
from pydantic import TypeAdapter, ValidationError

from bodymap.errors import BodymapError
from bodymap.explorer import Bodymap
from bodymap.muscle import Muscle
from bodymap.patterns import BodySide
from bodymap.pictures import pattern_layers
from bodymap.results import PatternView
from bodymap.shapes import Band, Oval, Panel, Shape
from bodymap.surface import REFERENCE
from bodymap.svg import Document, path, render
from bodymap.views import VIEWS, View, view_named

__all__ = ["NoRenderer", "contact_sheet", "png_maker", "shape_picture", "write_all", "write_muscle", "write_shape"]

Box = tuple[float, float, float, float]
Png = Callable[[str], bytes]
_FONT = "system-ui, 'DejaVu Sans', Arial, sans-serif"
_INK, _QUIET, _MUSCLE = "#1b1f24", "#56657a", "#1d5b8f"
_MARGIN, _LEAST = 70.0, (380.0, 460.0)  # mm kept round a pattern, and the smallest frame
_ROW, _LABEL, _HEAD, _GAP = 330.0, 210.0, 112.0, 12.0  # a sheet's cells, names and head, px
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


class NoRenderer(BodymapError):
    """Nothing here can turn an SVG into a PNG."""

    def __str__(self) -> str:
        return (
            "no PNG can be made: neither resvg_py nor rsvg-convert is here. What to do: "
            "pip install 'bodymap[export]', or take the SVG, which every browser opens."
        )


class BadShape(BodymapError):
    """A shape on the command line that is not written as in the data."""


def png_maker() -> Png:
    """What turns SVG text into PNG bytes, one pixel a millimetre; raises NoRenderer."""
    if program := shutil.which("rsvg-convert"):  # several times faster than resvg
        return lambda text: (
            subprocess.run(
                [program, "--background-color=white"], input=text.encode(), capture_output=True, check=True
            ).stdout
        )
    try:
        resvg: Any = import_module("resvg_py")
    except ImportError:
        raise NoRenderer from None
    return lambda text: bytes(resvg.svg_to_bytes(svg_string=text, background="#ffffff", font_family="DejaVu Sans"))


# -- one muscle ---------------------------------------------------------------------------------


def write_muscle(
    core: Bodymap, muscle: str, folder: Path, side: BodySide = "left", point: str | None = None, png: Png | None = None
) -> list[Path]:
    """Write a muscle's pattern, or that of one trigger point, in each view that shows it, best first.

    Parameters
    ----------
    core : Bodymap
        The loaded data.
    muscle : str
        Id, name or synonym.
    folder : Path
        Made if it does not exist.
    side : {"left", "right"}
        The person's own side.
    point : str, optional
        A trigger point, such as ``TrP2``.
    png : callable, optional
        From `png_maker`: PNG instead of SVG.

    Raises
    ------
    UnknownName
        The muscle or the trigger point does not exist.
    """
    shown = core.pattern(muscle, side, point)
    stem = "-".join(part for part in (shown.muscle, side, point) if part)
    return [
        _write(folder / f"{stem}-{view}", core.pattern_svg(shown.muscle, view, side, point), png)
        for view in shown.shown_in
    ]


def _write(stem: Path, text: str, png: Png | None) -> Path:
    stem.parent.mkdir(parents=True, exist_ok=True)
    target = stem.with_name(stem.name + (".png" if png else ".svg"))
    target.write_bytes(png(text) if png else text.encode())
    return target


# -- contact sheets -----------------------------------------------------------------------------


def write_all(core: Bodymap, folder: Path, png: Png | None = None) -> Iterator[Path]:
    """Write a contact sheet of each muscle as SVG, and PNG where `png` is given, and an index.html of them."""
    cards, figures = [], _Figures(core)
    for muscle in core.atlas.muscles.values():
        sheet = contact_sheet(core, muscle.id, figures)
        yield _write(folder / muscle.id, sheet, None)
        if png is not None:
            yield _write(folder / muscle.id, sheet, png)
        shown = muscle.id + (".png" if png else ".svg")
        points = len(muscle.trigger_points)
        cards.append(
            f'<figure id="{muscle.id}"><figcaption><a href="{muscle.id}.svg">{html.escape(muscle.names.english)}</a> '
            f"({points} trigger point{'s' * (points > 1)}; {html.escape(_signed(muscle))})</figcaption>"
            f'<img src="{shown}" alt="Contact sheet of {html.escape(muscle.names.english)}" loading="lazy"></figure>'
        )
    names = " · ".join(
        f'<a href="#{muscle.id}">{html.escape(muscle.names.english)}</a>' for muscle in core.atlas.muscles.values()
    )
    page = (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>bodymap: contact sheets</title>\n'
        "<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:100rem}"
        "figure{margin:2rem 0}img{max-width:100%;border:1px solid #ccd}</style>\n"
        f"<h1>Patterns of {len(cards)} muscles</h1>\n"
        f"<p>Data {core.data_version}. Drawn on the left side. {_LEGEND}</p>\n"
        f"<p>{names}</p>\n" + "\n".join(cards) + "\n</html>\n"
    )
    index = folder / "index.html"
    index.write_text(page, encoding="utf-8")
    yield index


_LEGEND = (
    "Red: essential zone. Red dots: spillover zone. Dotted line: thin support. Grey: pain at the point itself. "
    "X: trigger point. Blue dashes: the muscle."
)


def _signed(muscle: Muscle) -> str:
    return f"reviewed by {muscle.reviewed_by}" if muscle.reviewed_by else "not yet reviewed by a clinician"


@dataclass(frozen=True)
class _Column:
    """One view on a sheet: its frame in mm, its place and size in px, and the muscle's outline."""

    view: View
    box: Box
    x: float
    width: float
    muscle: str


def contact_sheet(core: Bodymap, muscle: str, figures: _Figures | None = None) -> str:
    """All trigger points of a muscle, one a row, in all views that show any of them, as SVG text.

    `figures` saves time where many sheets are drawn.
    """
    figures = figures or _Figures(core)
    entry = core.atlas.muscle(muscle)
    points: list[str | None] = [point.id for point in entry.trigger_points]
    if len(points) > 1:
        points.append(None)
    rows = {point: core.pattern(entry.id, "left", point).views for point in points}
    columns = _columns(core, entry, list(rows.values()))
    width = max(columns[-1].x + columns[-1].width + _GAP, 900.0)
    height = _HEAD + len(points) * (_ROW + _GAP)
    elements: list[svg.Element] = [
        svg.Title(text=f"{entry.names.english}: contact sheet"),
        svg.Rect(x=0, y=0, width=width, height=height, fill="#ffffff"),
        svg.Defs(elements=[each for column in columns for each in figures.of(column.view)]),
        *_texts([f"{entry.names.english} ({entry.names.latin})"], _GAP, 30, 20, _INK, bold=True),
        *_texts([f"{entry.names.everyday}; left side; {_signed(entry)}. Data {core.data_version}."], _GAP, 52, 13),
        *_texts([_LEGEND], _GAP, 72, 13),
    ]
    for column in columns:
        first = next(row[column.view.name] for row in rows.values() if column.view.name in row)
        elements += [each for each in pattern_layers(column.view.name, "light", first) if isinstance(each, svg.Defs)]
        elements += _texts([column.view.label], column.x, _HEAD - 10, 13, _INK, bold=True)
    labels = {point.id: point.label for point in entry.trigger_points}
    for index, point in enumerate(points):
        top = _HEAD + index * (_ROW + _GAP)
        elements += _texts([point or "All together"], _GAP, top + 22, 16, _INK, bold=True)
        elements += _texts(textwrap.wrap(labels.get(point or "", ""), 27), _GAP, top + 44, 13)
        zones = [zone for each in entry.trigger_points if each.id == point for zone in each.zones]
        lines = [line for z in zones for line in textwrap.wrap(f"{z.id[-2:]} {z.strength:g}  {z.name}", 34)]
        elements += _texts(lines, _GAP, top + 100, 10.5)
        for column in columns:
            elements.append(_cell(column, top, rows[point].get(column.view.name)))
    return render(Document(viewBox=svg.ViewBoxSpec(0, 0, width, height), width=width, height=height, elements=elements))


def _columns(core: Bodymap, muscle: Muscle, rows: Sequence[dict[str, PatternView]]) -> list[_Column]:
    outline = core.anatomy.cover(muscle.outline)
    columns, x = [], _LABEL + _GAP
    for view in VIEWS.values():
        shown = [row[view.name] for row in rows if view.name in row]
        if shown:
            traced = core.pictures.trace(outline, view.name, REFERENCE)
            marks = [(mark.x, mark.y) for each in shown for mark in each.trigger_points]
            paths = [d for each in shown for d in each.model_dump().values() if isinstance(d, str)]
            box = _frame(view, [*paths, traced], marks)
            width = round(_ROW * box[2] / box[3], 1)
            columns.append(_Column(view, box, x, width, traced))
            x += width + _GAP
    return columns


def _frame(view: View, paths: Sequence[str], marks: Sequence[tuple[float, float]] = ()) -> Box:
    """The part of a view round some outlines."""
    numbers = [float(n) for d in paths for n in _NUMBER.findall(d)]
    corners = np.array(numbers + [n for mark in marks for n in mark]).reshape(-1, 2)
    low, high = np.array(view.box[:2]), np.array(view.box[:2]) + view.box[2:]
    if corners.size:
        middle = (corners.min(axis=0) + corners.max(axis=0)) / 2.0
        half = np.maximum((corners.max(axis=0) - corners.min(axis=0)) / 2.0 + _MARGIN, np.array(_LEAST) / 2.0)
        half[0] = max(half[0], half[1] * 0.5)  # no slivers
        low, high = np.maximum(low, middle - half), np.minimum(high, middle + half)
    x, y, width, height = (float(v) for v in np.round([*low, *(high - low)], 1))
    return x, y, width, height


class _Figures:
    """Definitions of the figures, each drawn once, to be used as ``#figure-<view>``."""

    def __init__(self, core: Bodymap) -> None:
        self._core = core
        self._drawn: dict[str, list[svg.Element]] = {}

    def of(self, view: View) -> list[svg.Element]:
        if view.name not in self._drawn:
            figure = self._core.pictures.document(view.name, REFERENCE)
            found = [each for each in figure.elements or () if not isinstance(each, svg.Title)]
            found[-1].id = f"figure-{view.name}"
            self._drawn[view.name] = found
        return self._drawn[view.name]


def _cell(column: _Column, top: float, shown: PatternView | None) -> svg.Element:
    over: list[svg.Element] = []
    if shown is not None:
        over = [each for each in pattern_layers(column.view.name, "light", shown) if not isinstance(each, svg.Defs)]
        for layer in over:
            layer.id = None  # stands once for each row
        over.append(path(column.muscle, fill="none", stroke=_MUSCLE, stroke_width=2.5, stroke_dasharray=[9, 6]))
    figure = svg.Use(href=f"#figure-{column.view.name}", opacity=1 if shown else 0.35)
    return svg.SVG(
        x=column.x,
        y=top,
        width=column.width,
        height=_ROW,
        viewBox=svg.ViewBoxSpec(*column.box),
        elements=[figure, *over],
    )


def _texts(
    lines: Sequence[str], x: float, y: float, size: float, colour: str = _QUIET, *, bold: bool = False
) -> list[svg.Element]:
    weight: Any = "bold" if bold else None
    return [
        svg.Text(
            x=x, y=y + i * size * 1.3, text=line, font_size=size, font_family=_FONT, fill=colour, font_weight=weight
        )
        for i, line in enumerate(lines)
    ]


# -- one shape ----------------------------------------------------------------------------------


def write_shape(core: Bodymap, text: str, stem: Path, view: str | None = None, png: Png | None = None) -> Path:
    """Draw one shape, written as in the data, in a view, or in that which shows most of it.

    Raises
    ------
    BadShape
        The text is not a shape.
    UnknownName
        There is no such line, panel, landmark or view.
    """
    shape = _shape_from(text)
    return _write(stem, shape_picture(core, shape, text, view), png)


def _shape_from(text: str) -> Shape:
    fix = "Write one shape as in the data: 'oval: {at: psis, width: 60, height: 40}'."
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(Shape)
        shape: Shape = adapter.validate_python(_tuples(yaml.safe_load(text)), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        message = first["msg"].removeprefix("Value error, ")
        raise BadShape(f"this is no shape: {message}. What to do: {fix}") from None
    except yaml.YAMLError:
        raise BadShape(f"this is no shape: it is not valid YAML. What to do: {fix}") from None
    return shape


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(each) for each in value)
    return {key: _tuples(each) for key, each in value.items()} if isinstance(value, dict) else value


def shape_picture(core: Bodymap, shape: Shape, label: str, view: str | None = None) -> str:
    """A shape in red on the figure, with its line, its panel or its landmark in blue, as SVG text."""
    covered = core.anatomy.cover([shape])
    seen = {name: float(core.surface.scored[core.surface.camera(name).visible & covered].sum()) for name in VIEWS}
    chosen = VIEWS[max(seen, key=lambda name: seen[name])] if view is None else view_named(view)
    outline = core.pictures.trace(covered, chosen.name, REFERENCE)
    box = _frame(chosen, [outline])
    figure = core.pictures.document(chosen.name, REFERENCE, label=label)
    figure.viewBox = svg.ViewBoxSpec(*box)
    for group in figure.elements or ():
        if isinstance(group, svg.G):  # soft shading is most of a figure's length
            group.elements = [each for each in group.elements or () if not _is_shade(each)]
    drawn: list[svg.Element] = [path(outline, fill="#b3261e", fill_opacity=0.62)]
    figure.elements = [*(figure.elements or ()), *drawn, *_guides(core, shape, chosen)]
    return render(figure)


def _is_shade(element: svg.Element) -> bool:
    return isinstance(element, svg.G) and "shade" in (element.class_ or ())


def _guides(core: Bodymap, shape: Shape, view: View) -> list[svg.Element]:
    """The line, panel or landmark that a shape is written in."""
    camera = core.surface.camera(view.name)
    if isinstance(shape, Panel):
        whole = {"down": (0.0, 1.0), "across": (0.0, 1.0) if shape.across else None}
        frame = core.anatomy.within(
            shape.model_copy(update=whole | {"around": (-180.0, 180.0) if shape.around else None})
        )
        d = core.pictures.trace(frame, view.name, REFERENCE)
        return [path(d, fill="none", stroke=_MUSCLE, stroke_width=2.5, stroke_dasharray=[9, 6])]
    if isinstance(shape, Oval):
        x, y, _ = camera.project(core.anatomy.landmark(shape.at.landmark))
        return [svg.Circle(cx=round(float(x), 1), cy=round(float(y), 1), r=6, fill=_MUSCLE)]
    assert isinstance(shape, Band)
    points = [camera.project(point)[:2] for point in core.anatomy.lines[shape.along].points[::4]]
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return [path(d, fill="none", stroke=_MUSCLE, stroke_width=2.5, stroke_dasharray=[9, 6])]
