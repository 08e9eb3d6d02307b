"""Look-alikes: the data loads, each kind of mistake is placed, and drawings are scored as promised."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from bodymap.anatomy import Anatomy
from bodymap.atlas import SourcesFile
from bodymap.cells import CELLS
from bodymap.errors import DataError, UnknownName
from bodymap.look_alikes import LIKELIHOOD, USUAL, LookAlike, LookAlikeFit, LookAlikes, load_look_alikes
from bodymap.patterns import BodySide
from bodymap.regions import Regions
from bodymap.surface import Surface
from bodymap.words import Words
from bodymap.yaml_source import load_model

DATA = Path(__file__).parents[2] / "data"
SOURCES = load_model(DATA / "sources.yaml", SourcesFile).sources
IDS = [
    "hip_joint",
    "sacroiliac_joint",
    "lumbar_facet_joints",
    *(f"nerve_root_{level}" for level in ("l1", "l2", "l3", "l4", "l5", "s1")),
    "greater_trochanteric_pain",
    "meralgia_paraesthetica",
    "hamstring_origin",
]


@dataclass(frozen=True)
class Ground:
    """The body that maps are drawn on, without the atlas."""

    surface: Surface
    anatomy: Anatomy
    regions: Regions
    look_alikes: LookAlikes

    def fits(self, patch: np.ndarray) -> list[LookAlikeFit]:
        """Scores of a patch."""
        return self.look_alikes.score(self.look_alikes.measure(patch.astype(np.float32)))

    def usual(self, look_alike: str, side: BodySide) -> np.ndarray:
        """Its usual area, painted."""
        frequency = self.look_alikes.map_of(look_alike, side)
        return 5.0 * (frequency > min(USUAL, 0.9 * float(frequency.max())))


def load(path: Path, ground: Anatomy) -> tuple[LookAlike, ...]:
    return load_look_alikes(path, SOURCES, ground.lines, ground.panels, ground.landmarks)[0]


@pytest.fixture(scope="module")
def ground() -> Ground:
    surface = Surface.load(DATA / "bodies")
    anatomy = Anatomy(surface, DATA / "lines.yaml")
    regions = Regions(anatomy, DATA / "regions.yaml", surface.buried)
    area_of = Words(regions, surface.scored, surface.normals).area_of
    entries = load(DATA / "look_alikes.yaml", anatomy)
    return Ground(surface, anatomy, regions, LookAlikes(entries, anatomy, surface.scored, area_of))


def test_every_look_alike_of_the_design_is_there(ground: Ground) -> None:
    assert list(ground.look_alikes.entries) == IDS


def test_nothing_is_called_a_diagnosis() -> None:
    content = (DATA / "look_alikes.yaml").read_text(encoding="utf-8").split("look_alikes:\n", 1)[1]
    assert "diagnos" not in content.lower()


def test_words_are_never_graded_as_read_figures(ground: Ground) -> None:
    areas = [area for entry in ground.look_alikes.entries.values() for area in entry.areas]
    assert all(area.evidence.frequency != "A" for area in areas if area.likelihood)
    assert all(area.evidence.frequency != "C" for area in areas if area.percent is not None)
    assert sum(area.percent is not None for area in areas) >= 25


# -- maps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look_alike", "region", "frequency"),
    [
        ("hip_joint", "groin_middle", 0.55),
        ("hip_joint", "buttock_middle_inner", 0.71),
        ("hip_joint", "trochanter", 0.77),
        ("hip_joint", "thigh_front_middle", 0.27),
        ("hip_joint", "thigh_inner_middle", 0.16),
        ("hip_joint", "lower_back_lower_outer", 0.0),
        ("sacroiliac_joint", "buttock_middle_inner", 0.94),
        ("sacroiliac_joint", "groin_middle", 0.44),
        ("sacroiliac_joint", "thigh_front_middle", 0.0),
        ("nerve_root_l3", "groin_middle", 3 / 7),
        ("nerve_root_l4", "groin_middle", 0.25),
        ("nerve_root_l5", "groin_middle", 0.0),
        ("nerve_root_s1", "calf_lower", 0.771),
        ("nerve_root_s1", "shin_front", 0.0),
        ("greater_trochanteric_pain", "trochanter", LIKELIHOOD["usual"]),
        ("hamstring_origin", "sit_bone", LIKELIHOOD["usual"]),
        ("meralgia_paraesthetica", "thigh_outer_middle", LIKELIHOOD["usual"]),
    ],
)
def test_the_map_of_a_place_is_the_published_figure(
    ground: Ground, look_alike: str, region: str, frequency: float
) -> None:
    inside = ground.regions.cells[f"left_{region}"] & (ground.surface.scored > 0)
    assert float(np.median(ground.look_alikes.map_of(look_alike, "left")[inside])) == pytest.approx(frequency, abs=0.01)


def test_where_areas_overlap_the_higher_figure_counts(ground: Ground) -> None:
    cells = ground.anatomy.cover(ground.look_alikes.entries["sacroiliac_joint"].areas[1].shapes)  # inside the buttock
    assert float(np.median(ground.look_alikes.map_of("sacroiliac_joint", "left")[cells])) == pytest.approx(0.94)


@pytest.mark.parametrize("look_alike", IDS)
def test_the_right_is_the_mirror_of_the_left(ground: Ground, look_alike: str) -> None:
    left, right = (ground.look_alikes.map_of(look_alike, side) for side in ("left", "right"))
    assert np.array_equal(left[CELLS.mirror], right)
    assert not np.array_equal(left, right)


def test_buried_skin_is_never_part_of_a_map(ground: Ground) -> None:
    for look_alike in IDS:
        assert not (ground.look_alikes.map_of(look_alike, "left")[ground.surface.scored <= 0] > 0).any()


def test_plots_lose_nothing(ground: Ground) -> None:
    for row, (key, side) in enumerate(ground.look_alikes.owners):
        assert np.array_equal(
            ground.look_alikes.frequency[row][ground.look_alikes.plot_of], ground.look_alikes.map_of(key, side)
        )


def test_a_name_nobody_knows(ground: Ground) -> None:
    with pytest.raises(UnknownName, match="hip_joint"):
        ground.look_alikes.map_of("hip_joints", "left")


# -- scores -------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("look_alike", IDS)
def test_painting_its_usual_area_puts_it_first(ground: Ground, look_alike: str, side: BodySide) -> None:
    first = ground.fits(ground.usual(look_alike, side))[0]
    assert (first.id, first.side) == (look_alike, side)
    assert first.area_present == pytest.approx(1.0)


@pytest.mark.parametrize("region", ["left_groin", "left_hip", "left_buttock", "left_thigh_outer", "left_calf"])
def test_a_mirrored_drawing_mirrors_the_order(ground: Ground, region: str) -> None:
    patch = 6.0 * ground.regions.cells[region]
    other: dict[BodySide, BodySide] = {"left": "right", "right": "left"}
    one = {(fit.id, fit.side): fit for fit in ground.fits(patch)}
    two = {(fit.id, other[fit.side]): fit for fit in ground.fits(patch[CELLS.mirror])}
    assert one.keys() == two.keys()
    for key, fit in one.items():
        assert fit.score == pytest.approx(two[key].score, abs=1e-5)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("left_groin", "hip_joint"),
        ("left_sit_bone", "hamstring_origin"),
        ("left_trochanter", "greater_trochanteric_pain"),
        ("left_thigh_outer", "meralgia_paraesthetica"),
        ("left_lower_back", "lumbar_facet_joints"),
        ("left_buttock", "sacroiliac_joint"),
        ("left_calf", "nerve_root_s1"),
        ("left_shin", "nerve_root_l4"),
    ],
)
def test_one_place_gives_what_is_best_known_there(ground: Ground, region: str, expected: str) -> None:
    fits = ground.fits(5.0 * ground.regions.cells[region])
    assert (fits[0].id, fits[0].side) == (expected, "left")


def test_no_overlap_gives_no_row(ground: Ground) -> None:
    assert ground.fits(np.zeros(CELLS.count)) == []
    assert ground.fits(5.0 * ground.regions.cells["left_hand"]) == []
    groin = ground.fits(5.0 * ground.regions.cells["left_groin"])
    assert not {"nerve_root_l5", "nerve_root_s1"} & {fit.id for fit in groin}  # 0 of 127 and 0 of 56 people
    assert all(fit.side == "left" for fit in groin)


def test_scores_are_shares_and_fall(ground: Ground) -> None:
    fits = ground.fits(5.0 * (ground.regions.cells["left_buttock"] | ground.regions.cells["left_thigh_back"]))
    assert [fit.score for fit in fits] == sorted((fit.score for fit in fits), reverse=True)
    for fit in fits:
        assert 0.0 < fit.score <= 1.0
        assert 0.0 < fit.pain_explained <= 1.0
        assert 0.0 <= fit.area_present <= 1.0


def test_intensity_weighs_the_pain_but_not_the_area(ground: Ground) -> None:
    groin, calf = (ground.regions.cells[f"left_{name}"] for name in ("groin", "calf"))
    mild = next(fit for fit in ground.fits(2.0 * groin + 8.0 * calf) if fit.id == "hip_joint")
    strong = next(fit for fit in ground.fits(8.0 * groin + 2.0 * calf) if fit.id == "hip_joint")
    assert strong.pain_explained > mild.pain_explained
    assert strong.area_present == pytest.approx(mild.area_present)


# -- mistakes -----------------------------------------------------------------------------------

MISTAKES = {
    "unknown source": ("[LES08, POU16, KHA04]", "[LES08, POU16, KHA40]", "there is no source 'KHA40'", 0),
    "unknown source of a fact": ("sources: [FOR94]}", "sources: [FOR49]}", "there is no source 'FOR49'", 0),
    "id twice": ("- id: sacroiliac_joint", "- id: hip_joint", "the id 'hip_joint' is given twice", 0),
    "area twice": ("- id: outer_hip", "- id: groin", "the id 'groin' is given twice", 0),
    "unknown line": ("along: paraspinal", "along: paraspinall", "there is no line 'paraspinall'", 0),
    "unknown panel": ("panel: groin,", "panel: goin,", "there is no panel 'goin'", 0),
    "unknown landmark": ("at: [psis,", "at: [pis,", "there is no landmark 'pis'", 0),
    "percent above 100": ("percent: 94", "percent: 940", "less than or equal to 100", 0),
    "percent below 0": ("percent: 94", "percent: -94", "greater than or equal to 0", 0),
    "percent in quotes": ("percent: 94", 'percent: "94"', "valid number", 0),
    "no people": ("people: 108", "people: 0", "greater than or equal to 1", 0),
    "likelihood unheard of": ("likelihood: usual", "likelihood: mostly", "input should be 'usual'", 0),
    "kind unheard of": ("kind: nerve root", "kind: disc", "input should be 'joint'", 0),
    "figure and words": ("percent: 94\n", "percent: 94\n        likelihood: usual\n", "give 'percent'", -3),
    "neither": ("        likelihood: usual\n", "", "give 'percent'", -3),
    "words graded A": ("frequency: B, sources: [FOR94, VDW06]", "frequency: A, sources: [FOR94]", "is our reading", -4),
    "figure graded C": ("frequency: A, sources: [SLI00, KUR15]", "frequency: C, sources: [SLI00]", "in a source", -5),
    "area without a source": ("sources: [LES08]}\n\n", "sources: []}\n\n", "at least 1 item", 0),
    "grade A without a source": (", grade: B}", ", grade: A}", "grade A means that a source was read", 0),
    "unknown key": ("        percent: 94", "        percents: 94", "unknown key 'percents'", 0),
    "from above to": ("from: 0.05, to: 1.0", "from: 1.0, to: 0.05", "'from' must be smaller than 'to'", 0),
}


@pytest.mark.parametrize(("old", "new", "message", "below"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_and_placed(
    tmp_path: Path, ground: Ground, old: str, new: str, message: str, below: int
) -> None:
    text = (DATA / "look_alikes.yaml").read_text(encoding="utf-8")
    assert old in text, "the data changed: choose another place to break"
    path = tmp_path / "look_alikes.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(path, ground.anatomy)
    assert message in caught.value.message
    assert caught.value.path.endswith("look_alikes.yaml")
    assert caught.value.line == text.count("\n", 0, text.index(old)) + 1 + below


def test_a_map_of_zeros_says_nothing(tmp_path: Path, ground: Ground) -> None:
    text = (DATA / "look_alikes.yaml").read_text(encoding="utf-8")
    head, tail = text.split("  # ", 2)[:2], text[text.index("- id: hamstring_origin") :]
    figure = "percent: 0\n        evidence: {location: B, extent: C, frequency: B"
    for words in ("usual", "sometimes", "rare"):
        for location, frequency in (("A", "B"), ("A", "C"), ("B", "C")):
            old = f"likelihood: {words}\n        evidence: {{location: {location}, extent: C, frequency: {frequency}"
            tail = tail.replace(old, figure)
    path = tmp_path / "look_alikes.yaml"
    path.write_text(head[0] + "  " + tail, encoding="utf-8")
    with pytest.raises(DataError, match="say where it does hurt"):
        load(path, ground.anatomy)


def test_an_area_beside_the_body_is_refused(ground: Ground) -> None:
    entry = ground.look_alikes.entries["hamstring_origin"]
    buried = np.zeros(CELLS.count, dtype=np.float32)
    with pytest.raises(DataError, match="hamstring_origin: area sitting_bone covers no skin"):
        LookAlikes([entry], ground.anatomy, buried, np.zeros(CELLS.count, dtype=np.int16))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the file is missing"):
        load_look_alikes(tmp_path / "look_alikes.yaml")
