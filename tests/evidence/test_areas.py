"""Tapping an area lists the muscles whose evidence names that place, essential before spillover.

The table was written by hand from the written evidence, by someone who had not seen the product's zones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bodymap.drawing import Drawing, RegionMark
from bodymap.explorer import Bodymap

TABLE: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "areas.yaml").read_text(encoding="utf-8")
)
# A pattern's border may stray this far into an area that the evidence does not name: the table itself allows 1.5 cm.
STRAY = 0.05
# The psoas strip ends at the top of the sacroiliac joint, where lower back, sacrum and buttock meet: the table calls
# its kind arguable in the two areas below.
ON_THE_BORDER = {("sacrum", "iliopsoas"), ("buttock", "iliopsoas")}


def tapped(core: Bodymap, area: str, side: str) -> list[Any]:
    region = area if area in core.regions.all else f"{side}_{area}"
    matches = core.rank(Drawing(regions=(RegionMark(region=region),)), {}, limit=100).matches
    return [match for match in matches if match.side == side]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("area", TABLE)
def test_area_lists_what_the_evidence_names(core: Bodymap, area: str, side: str) -> None:
    row = TABLE[area]
    matches = tapped(core, area, side)
    listed = [match.muscle for match in matches]
    assert set(row["essential"] + row["spillover"]) <= set(listed)
    allowed = {*row["essential"], *row["spillover"], *row["arguable"]}
    assert [m.muscle for m in matches if m.muscle not in allowed and m.pain_explained > STRAY] == []


@pytest.mark.parametrize("area", TABLE)
def test_essential_stands_before_spillover(core: Bodymap, area: str) -> None:
    row = TABLE[area]
    listed = [match.muscle for match in tapped(core, area, "left")]
    for essential in row["essential"]:
        for spillover in row["spillover"]:
            assert listed.index(essential) < listed.index(spillover), (essential, spillover)


@pytest.mark.parametrize("area", TABLE)
def test_the_muscle_list_of_a_region_says_which_kind(core: Bodymap, area: str) -> None:
    row = TABLE[area]
    region = area if area in core.regions.all else f"left_{area}"
    kinds = core.muscles_in(region)
    for muscle in row["essential"]:
        assert kinds[muscle][0], f"{muscle} has no essential zone in {area}"
    for muscle in row["spillover"]:
        assert muscle in kinds
        if (area, muscle) not in ON_THE_BORDER:
            assert not kinds[muscle][0], f"{muscle} has an essential zone in {area}"
