"""SVG.py elements made safe, and smooth path data.

SVG.py (the package ``svg.py``) escapes nothing. Here is the one place where that is mended: `render` walks a
finished tree and escapes every text and every attribute value, whoever wrote it. A `Document` renders itself so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import shapely
import svg
from numpy.typing import NDArray

__all__ = ["Document", "PathText", "compact_path", "path", "render", "rings_of", "smooth_path"]

Ring = NDArray[np.float64]

# What XML 1.0 cannot hold at all, and the white space that a parser would turn into plain blanks.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHITE = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


@dataclass
class PathText(svg.PathData):
    """Path data that is already text: many times faster than one object per segment."""

    command: ClassVar[str] = ""
    text: str

    def __str__(self) -> str:
        return self.text


class Document(svg.SVG):
    """A root element whose text is always escaped, however it is turned into a string."""

    def as_str(self) -> str:
        """The whole picture as SVG text."""
        return render(self)


def render(element: svg.Element) -> str:
    """An element and everything in it as SVG text, with every value escaped.

    Raises
    ------
    ValueError
        A ``style`` is set: the page's content security policy would drop it.
    """
    parts: list[str] = []
    _write(element, parts)
    return "".join(parts)


def _write(element: svg.Element, parts: list[str]) -> None:
    attributes: dict[str, Any] = dict(element.as_dict())
    attributes |= {f"data-{key}": value for key, value in (element.data or {}).items()}
    attributes |= element.extra or {}
    if "style" in attributes:
        raise ValueError("use presentation attributes or a class instead of a style")
    parts.append(f"<{element.element_name}")
    parts.extend(f' {name}="{_escape(str(value))}"' for name, value in attributes.items())
    if element.text is None and not element.elements:
        parts.append("/>")
        return
    parts.append(">")
    if element.text is not None:
        parts.append(_escape(element.text))
    for child in element.elements or ():
        _write(child, parts)
    parts.append(f"</{element.element_name}>")


def _escape(value: str) -> str:
    escaped = html.escape(_ILLEGAL.sub("\ufffd", value), quote=True)
    for character, reference in _WHITE.items():
        escaped = escaped.replace(character, reference)
    return escaped


def path(d: str, *classes: str, **attributes: Any) -> svg.Path:
    """A path element from path data in text, with classes and presentation attributes."""
    return svg.Path(d=[PathText(d)], class_=list(classes) or None, **attributes)


def rings_of(shape: shapely.Geometry) -> list[Ring]:
    """Every ring of a polygon or of many, outer and inner, each of shape (points, 2)."""
    polygons = [p for p in shapely.get_parts(shape) if isinstance(p, shapely.Polygon)]
    return [shapely.get_coordinates(ring) for p in polygons for ring in (p.exterior, *p.interiors)]


def smooth_path(rings: Iterable[Ring]) -> str:
    """Closed smooth curves through the middles of the edges of rings.

    Each ring becomes the quadratic B-spline that has its points as control points: it touches the middle of every
    edge, stays inside the ring's corners and so never overshoots.

    Parameters
    ----------
    rings : iterable of ndarray, shape (points, 2)
        Closed rings in mm; the first point may be repeated last. Rings of fewer than three points are left out.

    Returns
    -------
    str
        Path data ``M…Q…T…Z`` in absolute coordinates with one decimal; ``""`` for no ring.
    """
    return "".join(_absolute(*knots) for ring in rings if (knots := _knots(ring, 0.1)) is not None)


def compact_path(rings: Iterable[Ring], unit: float) -> str:
    """As `smooth_path`, in whole numbers of `unit` mm and relative coordinates: about a third of the length."""
    return "".join(_relative(*knots) for ring in rings if (knots := _knots(ring, unit)) is not None)


def _knots(ring: Ring, unit: float) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Control points, and the middles between each and the next, as whole numbers of `unit`.

    Control points are rounded to even numbers. The middles are then exact, and so is the mirrored control point that
    each ``T`` implies: no error adds up along the path.
    """
    control = 2 * np.rint(np.asarray(ring) / (2.0 * unit)).astype(np.int64)
    control = control[(control != np.roll(control, 1, axis=0)).any(axis=1)]
    if len(control) < 3:
        return None
    return control, (control + np.roll(control, -1, axis=0)) // 2


def _absolute(control: NDArray[np.int64], middle: NDArray[np.int64]) -> str:
    start, first, *rest = (_join(f"{v / 10:.6g}" for v in pair) for pair in np.roll(middle, 1, axis=0).tolist())
    return f"M{start}Q{_join(f'{v / 10:.6g}' for v in control[0].tolist())} {first}T{_join([*rest, start])}Z"


def _relative(control: NDArray[np.int64], middle: NDArray[np.int64]) -> str:
    before = middle[-1]
    steps = np.diff(np.concatenate([middle, middle[-1:]]), axis=0)[:-1].ravel().tolist()
    head = [*(control[0] - before).tolist(), *(middle[0] - before).tolist()]
    return f"M{_join(map(str, before.tolist()))}q{_join(map(str, head))}t{_join(map(str, steps))}z"


def _join(numbers: Iterable[str] | Sequence[str]) -> str:
    """Numbers with as few separators as SVG allows."""
    return " ".join(numbers).replace(" -", "-")
