"""The four bodies: their size, their skin, and the errors of a broken table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bodymap.body import BodyTable
from bodymap.cells import CELLS
from bodymap.errors import DataError
from bodymap.explorer import Bodymap
from bodymap.surface import BODIES, Surface, find_buried

STATURE = {"neutral": 1700, "female": 1630, "male": 1760, "larger": 1700}
# Exterior area in m² as the tables' README states it.
EXTERIOR = {"neutral": 1.74, "female": 1.62, "male": 1.92, "larger": 2.03}


@pytest.mark.parametrize("name", BODIES)
def test_stature_and_skin(core: Bodymap, name: str) -> None:
    corners = core.surface.body(name).corners()
    assert corners[..., 1].max() == pytest.approx(STATURE[name], abs=0.5)
    assert corners[..., 1].min() == pytest.approx(0.0, abs=0.5)
    assert np.isfinite(corners).all()
    assert core.surface.areas(name).sum() / 1e6 == pytest.approx(EXTERIOR[name], rel=0.06)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("pose", ["standing", "lateral"])
def test_right_is_the_mirror_image_of_left(core: Bodymap, name: str, pose: str) -> None:
    centres = core.surface.body(name).centres(pose)  # type: ignore[arg-type]
    np.testing.assert_allclose(centres[CELLS.mirror], centres * [-1, 1, 1], atol=1e-6)


def test_normals_point_outwards(core: Bodymap) -> None:
    for part in CELLS.parts:
        if part.chart in ("arm", "finger", "leg", "axial"):
            block = core.surface.centres[part.start : part.stop].reshape(part.rows, part.columns, 3)
            outward = (block - block.mean(axis=1, keepdims=True)).reshape(-1, 3)
            facing = (outward * core.surface.normals[part.start : part.stop]).sum(axis=1)
            assert (facing > 0).mean() > 0.94, part.name


@pytest.mark.parametrize("name", BODIES)
def test_trunk_meets_leg_without_a_gap(core: Bodymap, name: str) -> None:
    body = core.surface.body(name)
    trunk = body.grid(CELLS.parts[0])[-1]
    leg = next(p for p in CELLS.parts if p.name == "leg_left")
    top = body.grid(leg)[0]
    outer = top[top[:, 0] > 20]
    gap = np.linalg.norm(outer[:, None] - trunk[None], axis=-1).min(axis=1)
    assert gap.max() < 12.0  # the two rings sample the same curve at different angles


def test_girths_are_those_of_the_table(core: Bodymap) -> None:
    """Hip breadth of the neutral body, 364 mm."""
    centres = core.surface.centres[CELLS.in_parts("leg", "axial")]
    pelvis = centres[(centres[:, 1] > 820) & (centres[:, 1] < 960)]
    assert np.ptp(pelvis[:, 0]) == pytest.approx(364, abs=8)


def test_buried_cells_are_those_nobody_can_see(core: Bodymap) -> None:
    again = find_buried(core.surface.reference, directions=40, pixel=5.0)
    stored = core.surface.buried
    assert stored[CELLS.mirror].tolist() == stored.tolist()
    area = core.surface.reference.normals_and_areas()[1]
    assert 0.03 < area[stored].sum() / area.sum() < 0.07
    # A coarser search sees a little less; it must not see what is stored as buried.
    assert (stored & ~again).sum() < 0.12 * stored.sum()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.replace('"stature"', '"statur"', 1), "stature"),
        (lambda t: t[: len(t) // 2], "not JSON"),
        (lambda t: t.replace('"units": "mm"', '"units": "cm"', 1), "units"),
    ],
)
def test_a_broken_table_says_so(core: Bodymap, tmp_path: Path, change: object, words: str) -> None:
    text = json.dumps(core.surface.reference.table.model_dump(mode="json"))
    path = tmp_path / "body_neutral.json"
    path.write_text(change(text), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(DataError, match=words) as caught:
        BodyTable.read(path)
    assert "body_neutral.json" in str(caught.value)


def test_a_missing_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"body_neutral\.json"):
        Surface.load(tmp_path)


def test_a_blend_of_two_bodies_is_a_body(core: Bodymap) -> None:
    """Rows correspond, so a point half-way between two bodies is skin again."""
    one, other = (core.surface.body(name).corners() for name in ("neutral", "larger"))
    area = np.linalg.norm(
        np.cross(*(((one + other) / 2)[:, [2, 3]] - ((one + other) / 2)[:, [0, 1]]).swapaxes(0, 1)), axis=1
    )
    assert 1.7e6 < area.sum() / 2 < 2.2e6
