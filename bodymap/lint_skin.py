"""Checks of one muscle on the body: each shape lies on skin and on its own side, each X inside the muscle."""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bodymap.anatomy import Anatomy, Mask
from bodymap.crosscheck import Entry, Problems
from bodymap.errors import DataError, UnknownName
from bodymap.muscle import TriggerPoint, Zone
from bodymap.regions import Regions
from bodymap.shapes import Oval, Panel, Shape
from bodymap.strict_yaml import Where
from bodymap.surface import Surface

__all__ = ["Ground", "skin_problems"]

_HALF = 0.5
_ROUNDED = 8.0  # mm: an X so far outside its muscle's outline is a matter of cells and rounded corners
_SQUEEZED = 0.1  # mm from the midline plane
_ROUND_END = 0.25  # of its width (or length, if that is less) is what a band loses to its rounded ends
_SMALL = 800.0  # mm²: of a smaller shape, cells do not tell
_CENTRED, _CELL = 0.1, 2.0  # of a shape's width, and mm: nearer to the midline it is centred there
_OVER = 2.0  # mm: cells on the midline reach so far over it
_SIDE = re.compile(r"\b(?:on|to|of|at|from) the (?:left|right)\b|\b(?:your|the) (?:left|right)\b", re.IGNORECASE)
_Covering = Generator[DataError, None, Mask | None]
_TRUNK = 790.0  # mm above the floor: below, the legs have no midline


@dataclass(frozen=True)
class Ground:
    """The body that zones are drawn on, and what the shapes checked so far cover on it."""

    surface: Surface
    anatomy: Anatomy
    regions: Regions
    _covered: dict[Shape, Mask] = field(default_factory=dict)

    def cover(self, shape: Shape) -> Mask:
        """Cells of a shape, with its mirror image where it says ``sides: both``, hidden ones too."""
        if shape not in self._covered:
            self._covered[shape] = self.anatomy.cover([shape])
        return self._covered[shape]

    def skin(self, mask: Mask) -> float:
        """Visible skin of some cells, mm²."""
        return float(self.surface.scored[mask].sum())

    def reaches_right(self, mask: Mask) -> bool:
        """Whether any cell lies on the right half."""
        return bool((self.surface.centres[mask & ~self.surface.buried, 0] < -_OVER).any())


def skin_problems(entry: Entry, ground: Ground) -> Problems:
    """What is wrong with a muscle's outline, trigger points and zones on the body.

    Shapes that name a line, panel or landmark that does not exist are passed over: another check tells.
    """
    muscle = entry.muscle
    outline = yield from _shapes(entry, muscle.outline, (*entry.where, "outline"), "the outline", ground)
    if outline is not None and ground.reaches_right(outline):
        fix = "Draw the left muscle alone: remove 'sides: both'."
        yield entry.file.error((*entry.where, "outline"), "the outline reaches the right half of the body", fix)
    for j, point in enumerate(muscle.trigger_points):
        where: Where = (*entry.where, "trigger_points", j)
        yield from _place(entry, point, where, outline, ground)
        for name in ("label", "place"):
            yield from _sided(entry, (*where, name), f"'{name}' of {point.id}", getattr(point, name))
        yield from _zones(entry, point, where, ground)


def _zones(entry: Entry, point: TriggerPoint, where: Where, ground: Ground) -> Problems:
    covered: dict[str, Mask] = {}
    drawn: dict[tuple[Shape, ...], str] = {}
    for k, zone in enumerate(point.zones):
        here: Where = (*where, "zones", k)
        yield from _sided(entry, (*here, "name"), f"the name of zone {zone.id}", zone.name)
        other = drawn.setdefault(zone.shapes, zone.id)
        if other != zone.id:
            fix = "Draw each zone once; correct the shapes of one of them."
            yield entry.file.error((*here, "shapes"), f"zone {zone.id} has the same shapes as {other}", fix)
        mask = yield from _shapes(entry, zone.shapes, (*here, "shapes"), f"zone {zone.id}", ground)
        if mask is None:
            continue
        covered[zone.id] = mask
        if zone.laterality == "ipsilateral" and ground.reaches_right(mask):
            fix = (
                "Zones are written for the left: correct its shapes, or say 'sides: both' and 'laterality: bilateral'."
            )
            yield entry.file.error((*here, "shapes"), f"zone {zone.id} reaches the right half of the body", fix)
    yield from _hidden(entry, point.zones, where, covered, ground)


def _hidden(entry: Entry, zones: Sequence[Zone], where: Where, covered: dict[str, Mask], ground: Ground) -> Problems:
    essential = [covered[zone.id] for zone in zones if zone.kind == "essential" and zone.id in covered]
    for k, zone in enumerate(zones):
        if zone.kind == "spillover" and zone.id in covered and essential:
            rest = covered[zone.id] & ~np.any(essential, axis=0)
            if ground.skin(covered[zone.id]) and not ground.skin(rest):
                message = f"zone {zone.id} is never seen: essential zones cover all of it"
                fix = "Spillover begins where the essential zone ends: move or widen it, or remove it."
                yield entry.file.error((*where, "zones", k, "shapes"), message, fix)


def _shapes(entry: Entry, shapes: Sequence[Shape], where: Where, what: str, ground: Ground) -> _Covering:
    """Problems of each shape; gives the cells of all, or None where one of them cannot be drawn."""
    masks: list[Mask] = []
    for index, shape in enumerate(shapes):
        kind = type(shape).__name__.lower()
        here: Where = (*where, index)
        try:
            mask = ground.cover(shape)
        except UnknownName:
            continue
        except DataError as error:
            yield entry.file.error((*here, kind), f"{what}: {error.message}", error.fix[:1].upper() + error.fix[1:])
            continue
        masks.append(mask)
        if not ground.skin(mask):
            fix = "Correct its place or size: nothing of it can be seen."
            yield entry.file.error(here, f"{what}: this {kind} lands on no skin", fix)
        elif where[-1] == "shapes" and _half_drawn(shape, ground):
            message = f"{what}: this {kind} lies across the midline and only its left half is drawn"
            fix = "Say 'sides: both' here and 'laterality: bilateral' for the zone, or move it off the midline."
            yield entry.file.error(here, message, fix)
        elif _seen(shape, mask, ground) < _HALF:
            message = f"{what}: more than half of this {kind} lies off the body, or on skin that nobody sees"
            yield entry.file.error(here, message, "Move it, or make it smaller.")
    return np.any(masks, axis=0) if len(masks) == len(shapes) else None


def _seen(shape: Shape, mask: Mask, ground: Ground) -> float:
    """About which share of a shape lies on visible skin: by cells of a panel, else by its area as written."""
    if isinstance(shape, Panel):
        # Where the thighs touch, their cells are squeezed onto the midline plane: that is no skin.
        skin = mask & (np.abs(ground.surface.centres[:, 0]) > _SQUEEZED)
        return 1.0 - float((skin & ground.surface.buried).sum() / max(int(skin.sum()), 1))
    if isinstance(shape, Oval):
        written = math.pi / 4.0 * shape.width * shape.height
    else:
        length = ground.anatomy.lines[shape.along].length * (shape.end - shape.start)
        written = (length - _ROUND_END * min(*shape.width, length)) * sum(shape.width) / 2.0
    return ground.skin(mask) / written if written > _SMALL else 1.0


def _half_drawn(shape: Shape, ground: Ground) -> bool:
    """Whether a shape of the trunk has its middle on the body's midline and is drawn on one side."""
    if isinstance(shape, Panel) or shape.sides == "both":
        return False
    if isinstance(shape, Oval):
        middle, width = ground.anatomy.locate(shape.at), shape.width
    else:
        line = ground.anatomy.lines[shape.along]
        middle, width = line.at((shape.start + shape.end) / 2.0), min(shape.width)
        if shape.shift.lateral or shape.shift.medial:
            return False
    return bool(middle[1] > _TRUNK and abs(middle[0]) < _CENTRED * width + _CELL)


def _place(entry: Entry, point: TriggerPoint, where: Where, outline: Mask | None, ground: Ground) -> Problems:
    """A trigger point lies on skin, inside the outline of its muscle."""
    try:
        position = ground.anatomy.locate(point.at)
    except UnknownName:
        return
    if outline is None or not ground.skin(outline):
        return
    seen = outline & ~ground.surface.buried
    away = float(np.linalg.norm(ground.surface.centres[seen] - position, axis=1).min())
    if away > _ROUNDED:
        message = f"{point.id} lies {away:.0f} mm outside the outline of {entry.muscle.id}"
        fix = "Correct 'at', or the muscle's 'outline'; `bodymap preview` draws both."
        yield entry.file.error((*where, "at"), message, fix)


def _sided(entry: Entry, where: Where, what: str, text: str) -> Problems:
    if _SIDE.search(text):
        message = f"{what} names a side, but is shown for both"
        yield entry.file.error(where, message, "Say 'on the same side' or 'on the other side', or leave the side out.")
