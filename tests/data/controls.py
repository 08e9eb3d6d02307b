"""From the words of the published cases to the product's: areas of the body and answers to its questions.

The cases name facts ("recent fall: yes"); the product asks questions that a person in pain can answer. What cannot be
told from the facts stays unanswered; what the product does not ask is listed in `NOT_ASKED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "controls.yaml"

MIDLINE = frozenset({"sacrum", "pubic_area"})
PLACES = {
    "thoracic_back": ("upper_back",),
    "lumbar": ("lower_back",),
    "sacrum_si": ("sacrum",),
    "iliac_crest": ("hip", "buttock"),
    "buttock": ("buttock",),
    "hip_lateral": ("hip",),
    "groin": ("groin",),
    "lower_abdomen": ("belly",),
    "pubic_perineal": ("pubic_area",),
    "knee": ("knee",),
    "ankle": ("ankle",),
    "foot": ("foot",),
}
THIGH = {
    "anterior": ("thigh_front",),
    "anteromedial": ("thigh_front", "thigh_inner"),
    "medial": ("thigh_inner",),
    "posteromedial": ("thigh_inner", "thigh_back"),
    "posterior": ("thigh_back",),
    "posterolateral": ("thigh_back", "thigh_outer"),
    "lateral": ("thigh_outer",),
    "anterolateral": ("thigh_front", "thigh_outer"),
}
LOWER_LEG = {
    "anterior": ("shin",),
    "anteromedial": ("shin",),
    "medial": ("calf", "shin"),
    "posteromedial": ("calf",),
    "posterior": ("calf",),
    "posterolateral": ("calf", "shin"),
    "lateral": ("shin",),
    "anterolateral": ("shin",),
}

# Facts that answer one question by themselves, either way.
SAME = {
    "numb_saddle_area": "saddle_numbness",
    "bladder_or_bowel_change": "bladder_or_bowel_change",
    "both_legs_weak_or_numb": "both_legs_weak_or_numb",
    "unable_to_bear_weight": "unable_to_bear_weight",
    "foot_drop": "leg_weakness_or_foot_drop",
    "leg_weakness": "leg_weakness_or_foot_drop",
    "numbness_or_tingling": "numbness_or_tingling",
    "pain_walking_relieved_by_sitting": "walking_pain_eased_by_sitting",
    "stiff_shoes_and_socks": "hip_stiff_socks_and_shoes",
}
# Facts that are one of several in a question: a yes answers it, a no does not.
ONE_OF = {
    "leg_shortened_or_turned_out": "unable_to_bear_weight",
    "groin_lump": "groin_lump_hard_painful",
    "pulsating_lump": "sudden_severe_belly_or_back_pain_faint",
    "night_pain_unrelenting": "weight_loss_or_night_pain",
    "testicular_pain": "testicle_pain_sudden",
}
# Facts that count only together with others: see `answers`.
TOGETHER = frozenset(
    {
        "limp",
        "nausea_or_vomiting",
        "pain_on_weight_bearing",
        "recent_fall_or_trauma",
        "sudden_severe_onset",
        "training_load_increased",
    }
)
NOT_ASKED = frozenset(
    {
        "knee_gives_way",
        "morning_stiffness_short",
        "pain_unchanged_by_movement",
        "points_with_one_finger",
        "worse_after_sitting_or_driving",
        "worse_coughing",
        "worse_lying_on_side",
        "worse_standing",
        "worse_turning_in_bed",
        "worse_walking",
    }
)


@dataclass(frozen=True)
class Case:
    """One published case: facts alone."""

    id: str
    expect: str
    patches: tuple[tuple[str, str, tuple[str, ...], float, float], ...]
    facts: dict[str, bool]
    age: int | None

    @property
    def places(self) -> frozenset[str]:
        """Areas without side."""
        return frozenset(area.removeprefix("left_").removeprefix("right_") for area in self.shares())

    def shares(self) -> dict[str, float]:
        """Roughly how much of each area hurts, by area id."""
        shares: dict[str, float] = {}
        for side, segment, aspects, start, end in self.patches:
            by_aspect = {"thigh": THIGH, "leg": LOWER_LEG}.get(segment)
            places = [area for aspect in aspects for area in by_aspect[aspect]] if by_aspect else PLACES[segment]
            for place in places:
                sides = ("left", "right") if side in ("both", "midline") else (side,)
                for area in (place,) if place in MIDLINE else [f"{each}_{place}" for each in sides]:
                    shares[area] = max(shares.get(area, 0.0), 0.5 * (end - start))
        return shares

    def answers(self) -> dict[str, str]:
        """What the person would answer, as far as the facts tell."""
        facts, answers = self.facts, {}
        for fact, question in SAME.items():
            if fact in facts:
                answers[question] = "yes" if facts[fact] else "no"
        answers |= {question: "yes" for fact, question in ONE_OF.items() if facts.get(fact)}
        if self.age is not None:
            answers["under_16"] = "yes" if self.age < 16 else "no"
            if self.age < 16 and facts.get("limp"):
                answers["child_limp_or_turned_foot"] = "yes"
        if facts.get("recent_fall_or_trauma") is False:
            answers["recent_fall_or_accident"] = "no"
        elif facts.get("recent_fall_or_trauma") and self.age is not None:
            answers["recent_fall_or_accident"] = "yes" if self.age > 65 else "no"
        in_training = facts.get("training_load_increased", False)
        if in_training and facts.get("pain_on_weight_bearing"):
            answers["running_pain_worse_on_hopping"] = "yes"
        if facts.get("sudden_severe_onset") and not in_training and self.places & {"groin", "belly", "pubic_area"}:
            answers["testicle_pain_sudden"] = "yes"
        if facts.get("nausea_or_vomiting") and self.places & {"groin", "belly", "pubic_area", "thigh_inner"}:
            answers["groin_lump_hard_painful"] = "yes"
        return answers


def _case(entry: dict[str, Any]) -> Case:
    patches = tuple((side, segment, tuple(aspects), a, b) for side, segment, aspects, a, b in entry["patches"])
    return Case(entry["id"], entry["expect"], patches, entry.get("answers", {}), entry.get("age"))


def load_cases() -> tuple[list[Case], list[Case]]:
    """The controls, and the cases of muscle pain."""
    data = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [_case(entry) for entry in data["controls"]], [_case(entry) for entry in data["muscle_cases"]]
