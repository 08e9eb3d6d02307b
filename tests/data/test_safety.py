"""The safety screen: it asks what matters, acts on what it hears, and never says that all is well."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas import Atlas
from bodymap.errors import UnknownName
from bodymap.red_flags import RedFlags
from bodymap.safety import MOST_QUESTIONS, Safety, screen

RED_FLAGS = Atlas.load(Path(__file__).parents[2] / "data").red_flags
QUESTIONS = {question.id: question for question in RED_FLAGS.questions}
RANK = {"none": 0, "see_clinician": 1, "same_day": 2, "emergency": 3}

TRUNK = ("chest", "belly", "upper_back", "lower_back", "buttock", "hip", "groin")
LEG = ("thigh_front", "thigh_inner", "thigh_outer", "thigh_back", "knee", "shin", "calf", "ankle", "foot")
SIDED = (*TRUNK, *LEG, "shoulder", "hand")
AREAS = ["sacrum", "pubic_area", "head", *(f"left_{area}" for area in SIDED), *(f"right_{area}" for area in SIDED)]


def look(area: str, **answers: str) -> Safety:
    return screen(RED_FLAGS, {area: 0.5}, answers)


def answer_all(
    areas: dict[str, float], answer: str = "no", red_flags: RedFlags = RED_FLAGS
) -> tuple[Safety, list[str]]:
    """Answer every question that comes, the same way, until none is left."""
    answers: dict[str, str] = {}
    while (safety := screen(red_flags, areas, answers)).ask:
        answers |= {question.id: answer for question in safety.ask}
    return safety, list(answers)


# -- what a yes means ---------------------------------------------------------------------------

YES = {
    "numb between the legs": ("left_lower_back", "saddle_numbness", "emergency", "cauda_equina"),
    "cannot hold water": ("right_buttock", "bladder_or_bowel_change", "emergency", "cauda_equina"),
    "both legs": ("left_thigh_back", "both_legs_weak_or_numb", "emergency", "cauda_equina"),
    "cannot stand on it": ("left_groin", "unable_to_bear_weight", "emergency", "fracture"),
    "fell": ("left_hip", "recent_fall_or_accident", "emergency", "fracture"),
    "fever and hip": ("left_hip", "fever_unwell_with_pain", "emergency", "infection"),
    "fever and back": ("right_lower_back", "fever_unwell_with_pain", "emergency", "infection"),
    "faint, back": ("left_lower_back", "sudden_severe_belly_or_back_pain_faint", "emergency", "aneurysm_or_abdomen"),
    "testicle": ("right_groin", "testicle_pain_sudden", "emergency", "testicle"),
    "hernia": ("left_thigh_inner", "groin_lump_hard_painful", "emergency", "hernia"),
    "lung": ("left_calf", "chest_pain_or_breathless", "emergency", "clot"),
    "cold leg": ("left_calf", "cold_pale_leg", "emergency", "limb_ischaemia"),
    "clot": ("left_calf", "one_leg_swollen_warm", "same_day", "clot"),
    "weak": ("left_shin", "leg_weakness_or_foot_drop", "same_day", "progressive_neuro"),
    "cancer": ("sacrum", "cancer_with_new_back_pain", "same_day", "cancer"),
    "runner": ("left_groin", "running_pain_worse_on_hopping", "same_day", "stress_fracture"),
    "stone": ("left_lower_back", "blood_in_urine_or_colic", "same_day", "kidney"),
    "child": ("left_knee", "under_16", "same_day", "child_hip"),
    "night": ("left_lower_back", "weight_loss_or_night_pain", "see_clinician", "cancer"),
}


@pytest.mark.parametrize(("area", "question", "level", "flag"), YES.values(), ids=YES)
def test_a_sign_is_asked_where_it_matters_and_acted_on(area: str, question: str, level: str, flag: str) -> None:
    assert question in answer_all({area: 0.5})[1]
    safety = look(area, **{question: "yes"})
    assert [(reason.flag, reason.level) for reason in safety.reasons] == [(flag, level)]
    assert safety.reasons[0].action
    assert safety.level == ("emergency" if level == "emergency" else "unasked")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_reached_and_is_complete(question: str) -> None:
    reached = {name for area in AREAS for answer in ("yes", "no") for name in answer_all({area: 0.5}, answer)[1]}
    assert question in reached
    entry = QUESTIONS[question]
    assert entry.question.endswith("?")
    assert len(entry.question.split()) <= 36


@pytest.mark.parametrize("question", [q for q in QUESTIONS.values() if q.level != "context"], ids=lambda q: str(q.id))
def test_a_yes_counts_wherever_the_pain_is(question: object) -> None:
    name = getattr(question, "id", "")
    safety = look("left_hand", **{name: "yes"})
    assert safety.level == QUESTIONS[name].level


def test_an_emergency_is_said_at_once() -> None:
    safety = look("left_lower_back", saddle_numbness="yes", cancer_with_new_back_pain="yes")
    assert safety.level == "emergency"
    assert [reason.level for reason in safety.reasons] == ["emergency", "same_day"]
    assert safety.ask, "more may still be told"


# -- what is asked ------------------------------------------------------------------------------


@pytest.mark.parametrize("area", AREAS)
def test_few_questions_at_a_time_most_urgent_first(area: str) -> None:
    order = {"emergency": 3.0, "context": 2.5, "same_day": 2.0, "see_clinician": 1.0}
    asked = look(area).ask
    assert len(asked) <= MOST_QUESTIONS
    levels = [order[question.level] for question in asked]
    assert levels == sorted(levels, reverse=True)


@pytest.mark.parametrize("area", AREAS)
def test_a_single_place_takes_two_screens_at_most(area: str) -> None:
    assert len(answer_all({area: 0.5})[1]) <= 2 * MOST_QUESTIONS


def test_both_sides_ask_the_same() -> None:
    for area in SIDED:
        assert look(f"left_{area}").ask == look(f"right_{area}").ask


def test_the_questions_of_one_sign_stay_together() -> None:
    asked = [q.id for q in screen(RED_FLAGS, {"left_lower_back": 0.3, "left_buttock": 0.3}, {}).ask]
    at = asked.index("saddle_numbness")
    assert asked[at : at + 3] == ["saddle_numbness", "bladder_or_bowel_change", "both_legs_weak_or_numb"]


def test_a_rim_of_paint_asks_nothing() -> None:
    touched = screen(RED_FLAGS, {"left_calf": 0.5, "left_lower_back": 0.001}, {})
    assert touched.ask == look("left_calf").ask


def test_the_level_stays_open_until_the_urgent_questions_are_answered() -> None:
    answers: dict[str, str] = {}
    seen = []
    while (safety := screen(RED_FLAGS, {"left_groin": 0.6}, answers)).ask:
        seen.append(safety.level)
        answers[safety.ask[0].id] = "no"
    assert seen[:-1] == ["unasked"] * (len(seen) - 1)
    assert seen[-1] == "none", "only a question about seeing a clinician was open"
    assert safety.level == "none"


def test_a_place_without_questions_is_not_called_unasked() -> None:
    assert look("left_hand").level == "none"
    assert screen(RED_FLAGS, {}, {}).level == "none"


def test_pregnancy_opens_its_own_question() -> None:
    follow_up = "pregnancy_bleeding_or_faint"
    base = dict.fromkeys(answer_all({"left_groin": 0.5})[1], "no")
    assert follow_up not in base
    for answer in ("yes", "not_sure"):
        safety = look("left_groin", **{**base, "possible_pregnancy": answer})
        assert [question.id for question in safety.ask] == [follow_up]
        assert safety.level == "unasked"
        assert RED_FLAGS.notes.pregnancy in safety.notes
    assert look("left_groin", **{**base, "possible_pregnancy": "yes", follow_up: "yes"}).level == "emergency"
    assert "possible_pregnancy" not in answer_all({"left_calf": 0.5})[1]


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_a_child_is_told_what_to_do_and_gets_no_ranking(answer: str) -> None:
    safety = look("left_knee", under_16=answer)
    assert safety.child
    assert RED_FLAGS.notes.child in safety.notes
    assert "child_limp_or_turned_foot" in [question.id for question in safety.ask]
    assert safety.reasons[0].flag == "child_hip"
    assert look("left_knee", under_16=answer, child_limp_or_turned_foot="yes").level == "emergency"


def test_an_adult_is_no_child() -> None:
    assert not look("left_knee", under_16="no").child
    assert not look("left_knee").child


# -- not sure, and no ---------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_not_sure_never_clears(question: str) -> None:
    sure, unsure = look("left_hand", **{question: "no"}), look("left_hand", **{question: "not_sure"})
    assert sure.level == "none"
    assert RANK[unsure.level] >= RANK["see_clinician"]
    assert "Not sure is not a no." in unsure.reasons[0].message
    assert RED_FLAGS.notes.not_sure in unsure.notes


def test_not_sure_about_an_emergency_sign_means_today() -> None:
    assert look("left_hand", saddle_numbness="not_sure").level == "same_day"


@pytest.mark.parametrize("area", AREAS)
def test_all_no_never_reads_as_safe(area: str) -> None:
    safety, _ = answer_all({area: 0.5})
    assert (safety.level, safety.reasons) == ("none", [])
    assert RED_FLAGS.notes.not_ruled_out in safety.notes
    said = " ".join(safety.notes).casefold()
    assert "4 to 6 weeks" in said
    assert not any(word in said for word in ("safe.", "nothing serious", "no need", "all clear", "harmless"))


@pytest.mark.parametrize("area", ["buttock", *LEG])
def test_leg_pain_always_carries_the_nerve_root_note(area: str) -> None:
    note = RED_FLAGS.notes.nerve_root.text
    assert note in look(f"left_{area}").notes
    assert note in answer_all({f"right_{area}": 0.5})[0].notes
    assert note not in look("left_belly").notes


def test_a_painted_calf_asks_about_clots() -> None:
    asked = [question.id for question in look("right_calf").ask]
    assert {"one_leg_swollen_warm", "chest_pain_or_breathless"} <= set(asked)


# -- input --------------------------------------------------------------------------------------


def test_an_unknown_question_or_answer_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnknownName) as caught:
        look("left_calf", is_it_raining="no")
    assert caught.value.field == "answers/is_it_raining"
    with pytest.raises(UnknownName) as caught:
        look("left_calf", one_leg_swollen_warm="a bit")
    assert "a bit" not in str(caught.value)
    assert caught.value.field == "answers/one_leg_swollen_warm"


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(AREAS), st.floats(0, 1), max_size=6),
    st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["yes", "no", "not_sure"])),
)
def test_more_answers_never_lower_what_was_said(shares: dict[str, float], answers: dict[str, str]) -> None:
    safety = screen(RED_FLAGS, shares, answers)
    worst = max((RANK[reason.level] for reason in safety.reasons), default=0)
    assert safety.level == "unasked" or RANK[safety.level] == worst
    assert (safety.level == "emergency") == (worst == 3)
    assert not {question.id for question in safety.ask} & set(answers)
    assert Safety.model_validate_json(safety.model_dump_json()) == safety
