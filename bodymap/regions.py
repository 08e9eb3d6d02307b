"""Named regions: a partition of the skin into fine regions under coarse areas, and unions of areas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from bodymap.anatomy import Anatomy, Mask
from bodymap.cells import CELLS, Side
from bodymap.errors import DataError, UnknownName
from bodymap.shapes import Panel, Shape
from bodymap.yaml_source import Record, load_model

Level = Literal["area", "fine", "union"]


class FineEntry(Record):
    """One fine region in regions.yaml. `sided` and `spread` follow its area's unless it says otherwise."""

    id: str
    name: str
    clinical_name: str
    words: tuple[str, ...] = ()
    where: Annotated[tuple[Shape, ...], Field(min_length=1)]
    sided: bool | None = None
    spread: bool | None = None


class AreaEntry(Record):
    """One coarse area in regions.yaml."""

    id: str
    name: str
    clinical_name: str
    words: tuple[str, ...] = ()
    sided: bool = True
    spread: bool = False
    covered: bool = True
    fine: Annotated[tuple[FineEntry, ...], Field(min_length=1)]


class UnionEntry(Record):
    """One union of areas in regions.yaml."""

    id: str
    name: str
    clinical_name: str
    words: tuple[str, ...] = ()
    areas: Annotated[tuple[str, ...], Field(min_length=2)]


class RegionsFile(Record):
    """regions.yaml."""

    areas: tuple[AreaEntry, ...]
    unions: tuple[UnionEntry, ...]


@dataclass(frozen=True)
class Region:
    """A named piece of skin.

    Attributes
    ----------
    id : str
        ``left_...``, ``right_...``, or bare on the midline.
    level : str
        ``area`` (the first tap), ``fine``, or ``union`` (several areas).
    side : str
        The person's own side, or ``midline``.
    parent : str or None
        Area of a fine region.
    name, clinical_name : str
        Everyday and clinical name.
    words : tuple of str
        Other everyday words that find it.
    """

    id: str
    level: Level
    side: Side
    parent: str | None
    name: str
    clinical_name: str
    words: tuple[str, ...]


class Regions:
    """Every region, with its cells.

    Parameters
    ----------
    anatomy : Anatomy
        Turns the words of regions.yaml into cells.
    path : Path
        ``data/regions.yaml``.

    Attributes
    ----------
    all : dict of str to Region
        By id: areas, then fine regions, then unions.
    cells : dict of str to ndarray of bool, shape (cells,)
        The cells of each.
    not_covered : frozenset of str
        Areas that the atlas says nothing about.
    fine_of : ndarray of int16, shape (cells,)
        Index into `fine` for each cell; -1 where buried.

    Raises
    ------
    DataError
        The file is broken, two regions share an id, or some skin lies in no region.
    """

    def __init__(self, anatomy: Anatomy, path: Path, buried: Mask) -> None:
        file = load_model(path, RegionsFile)
        self.all: dict[str, Region] = {}
        self.not_covered: frozenset[str] = frozenset()
        self.cells: dict[str, Mask] = {}
        free = ~buried
        fine: dict[str, Region] = {}
        fine_cells: dict[str, Mask] = {}
        for area in file.areas:
            self._add_area(area, path)
            for entry in area.fine:
                try:
                    covered = self._covered(entry, anatomy, area.spread if entry.spread is None else entry.spread)
                except UnknownName as error:
                    raise DataError(path.name, None, f"region {entry.id}: {error}", "use a name that exists.") from None
                sided = area.sided if entry.sided is None else entry.sided
                for region, half in self._sides(entry, "fine", sided, covered, area if area.sided else None, area.id):
                    if region.id in fine or region.id in self.all:
                        raise DataError(path.name, None, f"region {region.id} is defined twice", "rename one of them.")
                    fine[region.id] = region
                    fine_cells[region.id] = half & free
                    assert region.parent is not None
                    self.cells[region.parent] |= fine_cells[region.id]
                    free &= ~fine_cells[region.id]
        if free.any():
            at = anatomy.where(np.flatnonzero(free)[0])
            raise DataError(
                path.name,
                None,
                f"{int(free.sum())} cells lie in no region, the first at {at}",
                "widen a region there.",
            )
        self.areas = {key: region for key, region in self.all.items() if region.level == "area"}
        self.fine = fine
        self.all |= fine
        self.cells |= fine_cells
        for union in file.unions:
            self._add_union(union, path)
        self.fine_of: NDArray[np.int16] = np.full(CELLS.count, -1, dtype=np.int16)
        for index, key in enumerate(fine):
            self.fine_of[fine_cells[key]] = index

    @staticmethod
    def _covered(entry: FineEntry, anatomy: Anatomy, spread: bool) -> Mask:
        covered = np.zeros(CELLS.count, dtype=bool)
        for shape in entry.where:
            covered |= anatomy.within(shape, spread=spread) if isinstance(shape, Panel) else anatomy.cover([shape])
        return covered

    @staticmethod
    def _sides(
        entry: FineEntry | AreaEntry | UnionEntry,
        level: Level,
        sided: bool,
        covered: Mask,
        sided_parent: AreaEntry | None,
        parent: str | None,
    ) -> list[tuple[Region, Mask]]:
        if not sided:
            region = Region(entry.id, level, "midline", parent, entry.name, entry.clinical_name, entry.words)
            return [(region, covered | covered[CELLS.mirror])]
        sides: list[tuple[Side, Mask]] = [("left", covered), ("right", covered[CELLS.mirror])]
        return [
            (
                Region(
                    f"{side}_{entry.id}",
                    level,
                    side,
                    f"{side}_{parent}" if sided_parent else parent,
                    entry.name.format(side=side),
                    entry.clinical_name.format(side=side),
                    entry.words,
                ),
                half,
            )
            for side, half in sides
        ]

    def _add_area(self, area: AreaEntry, path: Path) -> None:
        nothing = np.zeros(CELLS.count, dtype=bool)
        for region, _ in self._sides(area, "area", area.sided, nothing, None, None):
            if region.id in self.all:
                raise DataError(path.name, None, f"area {region.id} is defined twice", "rename one of them.")
            self.all[region.id] = region
            self.cells[region.id] = nothing.copy()
            if not area.covered:
                self.not_covered |= {region.id}

    def _add_union(self, union: UnionEntry, path: Path) -> None:
        for side in ("left", "right"):
            missing = [area for area in union.areas if f"{side}_{area}" not in self.areas]
            if missing:
                raise DataError(path.name, None, f"union {union.id} names no area: {missing[0]}", "use an area's id.")
        nothing = np.zeros(CELLS.count, dtype=bool)
        for region, _ in self._sides(union, "union", True, nothing, None, None):
            self.all[region.id] = region
            self.cells[region.id] = np.any([self.cells[f"{region.side}_{area}"] for area in union.areas], axis=0)

    def region(self, name: str, field: str = "region") -> Region:
        """The region of that id at any level; raises UnknownName."""
        try:
            return self.all[name]
        except KeyError:
            raise UnknownName("region", name, self.all, field) from None

    def sums(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum of a number per cell over each fine region, in the order of `fine`."""
        inside = self.fine_of >= 0
        sums = np.bincount(self.fine_of[inside], weights=weights[inside], minlength=len(self.fine))
        return sums.astype(np.float64)


def bare(region: str) -> str:
    """A region's id without its side: ``left_hip`` -> ``hip``."""
    return region.removeprefix("left_").removeprefix("right_")
