"""The ranking on drawings whose answer the literature gives, on both sides and on every body."""

from __future__ import annotations

import numpy as np
import pytest

from bodymap.drawing import Drawing, RegionMark, Stroke
from bodymap.explorer import Bodymap
from bodymap.ranking import TIE, _shared_ranks
from bodymap.surface import BODIES
from tests.support import path_through

# What is painted (view, places, brush radius in mm), and the muscle that must come first.
CLASSIC: dict[str, tuple[str, list[tuple[str, list[object], float]]]] = {
    "outer thigh and outer leg to the ankle": (
        "gluteus_minimus",
        [("left", [("thigh_lateral", 0.0, 1.0), ("leg_lateral", 0.0, 1.0)], 30)],
    ),
    "buttock and back of the thigh to the calf": (
        "gluteus_minimus",
        [
            (
                "posterior",
                [
                    "buttock_prominence",
                    "sciatic_point",
                    ("thigh_posterior", 0.0, 1.0),
                    ("leg_posterior", 0.0, 0.6),
                ],
                35,
            )
        ],
    ),
    "strip beside the lumbar spine, and upper front thigh": (
        "iliopsoas",
        [("posterior", [("paraspinal", 0.05, 1.0)], 25), ("anterior", [("thigh_anterior", 0.02, 0.32)], 38)],
    ),
    "SI joint, sacrum edge, buttock, upper two thirds of the back of the thigh": (
        "piriformis",
        [
            ("posterior", [("sacral_edge", 0.0, 0.8)], 28),
            ("posterior", ["piriformis_point", "buttock_prominence", "sciatic_point"], 45),
            ("posterior", [("thigh_posterior", 0.0, 0.64)], 34),
        ],
    ),
    "posterior iliac crest and SI joint": (
        "gluteus_medius",
        [("posterior", [("iliac_crest", 0.0, 0.4)], 26), ("posterior", ["psis", ["psis", {"down": 35}]], 28)],
    ),
    "front and outside of the hip, outer front thigh": (
        "tensor_fasciae_latae",
        [
            (
                "left",
                [["greater_trochanter", {"up": 50, "front": 50}], ["greater_trochanter", {"front": 30}]],
                42,
            ),
            (
                "left",
                [["mid_thigh_lateral", {"up": 150, "front": 40}], ["mid_thigh_lateral", {"front": 40}]],
                32,
            ),
        ],
    ),
}


def drawing(core: Bodymap, name: str, side: str = "left", body: str = "neutral") -> Drawing:
    marks = CLASSIC[name][1]
    strokes = tuple(
        path_through(core, places, view, radius=radius, side=side, body=body) for view, places, radius in marks
    )
    return Drawing(body=body, strokes=strokes)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("name", CLASSIC)
def test_classic_pictures_put_their_muscle_first(core: Bodymap, name: str, side: str) -> None:
    matches = core.rank(drawing(core, name, side), {}).matches
    first = matches[0]
    assert (first.muscle, first.side) == (CLASSIC[name][0], side)
    assert not first.tied
    assert first.score > matches[1].score


@pytest.mark.parametrize("name", CLASSIC)
def test_each_body_gives_the_same_ranking(core: Bodymap, name: str) -> None:
    scores = {
        body: {(m.muscle, m.side): m.score for m in core.rank(drawing(core, name, body=body), {}, limit=100).matches}
        for body in BODIES
    }
    for body in BODIES:
        assert max(scores[body], key=lambda key: scores[body][key]) == (CLASSIC[name][0], "left"), body
        for key, score in scores["neutral"].items():
            # The same brush covers a little less of a larger body: scores move by that, the order of the leaders not.
            assert scores[body].get(key, 0.0) == pytest.approx(score, abs=0.12), (body, key)


@pytest.mark.parametrize("name", CLASSIC)
def test_mirrored_drawing_gives_the_mirrored_answer(core: Bodymap, name: str) -> None:
    other = {"left": "right", "right": "left"}
    left = core.rank(drawing(core, name), {}).matches
    right = core.rank(drawing(core, name, "right"), {}).matches
    one = {(m.muscle, m.side): m.score for m in left}
    mirrored = {(m.muscle, other[m.side]): m.score for m in right}
    for key in one.keys() & mirrored.keys():
        # The left and right pictures are rasters of their own: a cell at the brush's edge may differ.
        assert mirrored[key] == pytest.approx(one[key], abs=0.02)


def test_nothing_marked_on_the_body_gives_no_row(core: Bodymap) -> None:
    result = core.rank(Drawing(strokes=(Stroke(view="anterior", points=((400.0, -100.0),)),)), {})
    assert result.matches == []
    assert result.area_cm2 == 0
    assert result.message is not None


def test_shares_lie_between_nought_and_one(core: Bodymap) -> None:
    for area in core.regions.areas:
        for match in core.rank(Drawing(regions=(RegionMark(region=area),)), {}, limit=100).matches:
            for share in (match.score, match.pain_explained, match.pattern_present):
                assert 0.0 <= share <= 1.0
            assert match.pain_explained > 0.0


def test_painting_a_whole_pattern_presents_and_explains_it(core: Bodymap) -> None:
    """Paint every essential cell of one trigger point: all of it is present, and it is all explained."""
    for muscle, points in core.patterns.points.items():
        for point in points:
            patch = (point.essential > 0).astype(np.float32) * 5
            fit = next(
                f for f in core.scorer.rank(core.scorer.measure(patch)) if (f.muscle, f.side) == (muscle, "left")
            )
            assert fit.pain_explained == pytest.approx(1.0, abs=1e-4)
            assert fit.pattern_present == pytest.approx(1.0, abs=1e-4)
            own = next(p for p in fit.points if p.id == point.trigger_point.id)
            assert own.pattern_present == pytest.approx(1.0, abs=1e-4)


def test_more_of_its_essential_zone_never_lowers_a_muscle_against_one_without_it(core: Bodymap) -> None:
    """Monotonicity: add essential cells of piriformis that the psoas pattern lacks; the gap never shrinks."""
    base = core.paint(Drawing(regions=(RegionMark(region="left_lower_back"),)))
    target = next(p for p in core.patterns.points["piriformis"] if p.trigger_point.id == "TrP1")
    rival = np.max([p.essential + p.spillover + p.local for p in core.patterns.points["iliopsoas"]], axis=0)
    extra = np.flatnonzero((target.essential > 0) & (rival == 0) & (base == 0))

    def gap(patch: np.ndarray) -> float:
        fits = {(f.muscle, f.side): f.score for f in core.scorer.rank(core.scorer.measure(patch))}
        return fits.get(("piriformis", "left"), 0.0) - fits[("iliopsoas", "left")]

    gaps = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        patch = base.copy()
        patch[extra[: int(share * extra.size)]] = 5
        gaps.append(gap(patch))
    assert gaps == sorted(gaps)


def test_ranks_are_shared_within_the_tie_margin() -> None:
    assert _shared_ranks([0.9, 0.9 - TIE / 2, 0.5, 0.5 - TIE / 2, 0.5 - 2 * TIE]) == [1, 1, 3, 3, 5]
    assert _shared_ranks([]) == []


def test_limit_keeps_those_who_tie_with_the_last(core: Bodymap) -> None:
    marks = Drawing(regions=(RegionMark(region="sacrum"),))
    whole = core.rank(marks, {}, limit=100).matches
    assert whole[0].rank == whole[1].rank == 1  # a mark on the midline fits both sides alike
    assert [m.side for m in core.rank(marks, {}, limit=1).matches] == ["left", "right"]


def test_intensity_weighs_the_pain(core: Bodymap) -> None:
    def explained(groin: int, thigh: int) -> float:
        marks = (
            RegionMark(region="left_groin", intensity=groin),
            RegionMark(region="left_thigh_outer", intensity=thigh),
        )
        matches = core.rank(Drawing(regions=marks), {}).matches
        return next(m.pain_explained for m in matches if m.muscle == "iliopsoas")

    assert explained(9, 2) > explained(5, 5) > explained(2, 9)


def test_reasons_name_places_for_and_against(core: Bodymap) -> None:
    matches = core.rank(Drawing(regions=(RegionMark(region="left_thigh_outer"),)), {}).matches
    minimus = next(m for m in matches if m.muscle == "gluteus_minimus")
    assert "outer side of the left thigh" in minimus.why
    assert "did not mark" in minimus.why_not
