"""The safety screen: it asks what matters, acts on what it hears, and never says that all is well."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bodymap.atlas import Atlas
from bodymap.errors import UnknownName
from bodymap.red_flags import Question, RedFlags, Together
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
    """Answer every question that matters, each by itself and the same way, until none is left."""
    answers: dict[str, str] = {}
    while (safety := screen(red_flags, areas, answers, everything=True)).ask:
        answers |= {question.id: answer for question in safety.ask}
    return safety, list(answers)


# -- what a yes means ---------------------------------------------------------------------------

YES = {
    "numb between the legs": ("left_lower_back", "saddle_numbness", "emergency", "cauda_equina"),
    "cannot hold water": ("right_buttock", "bladder_or_bowel_change", "emergency", "cauda_equina"),
    "both legs": ("left_thigh_back", "both_legs_weak_or_numb", "emergency", "cauda_equina"),
    "weaker by the hour": ("left_thigh_front", "weakness_growing_fast", "emergency", "progressive_neuro"),
    "weak": ("left_shin", "leg_weakness_or_foot_drop", "same_day", "progressive_neuro"),
    "cancer and unsteady": ("left_upper_back", "cancer_and_weak_legs", "emergency", "cord_compression"),
    "cancer and new pain": ("sacrum", "cancer_with_new_back_pain", "same_day", "cord_compression"),
    "fell": ("left_hip", "recent_fall_or_accident", "emergency", "major_trauma"),
    "cannot stand on it": ("left_groin", "unable_to_bear_weight", "emergency", "hip_fracture"),
    "fever and hip": ("left_hip", "fever_unwell_with_pain", "emergency", "septic_arthritis"),
    "ill, hip bent": ("right_groin", "hip_bent_and_ill", "emergency", "psoas_abscess"),
    "faint, back": ("left_lower_back", "sudden_severe_belly_or_back_pain_faint", "emergency", "aaa"),
    "testicle": ("right_groin", "testicle_pain_sudden", "emergency", "testicle"),
    "hernia": ("left_thigh_inner", "groin_lump_hard_painful", "emergency", "hernia"),
    "clot": ("left_calf", "one_leg_swollen_warm", "same_day", "dvt"),
    "lung": ("left_calf", "chest_pain_or_breathless", "emergency", "pe"),
    "cold leg": ("left_calf", "cold_pale_leg", "emergency", "limb_ischaemia"),
    "child": ("left_knee", "under_16", "same_day", "child_limp"),
    "runner": ("left_groin", "running_pain_worse_on_hopping", "same_day", "stress_fracture"),
    "steroids": ("left_groin", "hip_bone_at_risk", "see_clinician", "avn"),
    "night": ("left_lower_back", "weight_loss_or_night_pain", "see_clinician", "cancer"),
    "infection": ("left_lower_back", "infection_risk_with_back_pain", "same_day", "infection"),
    "stone": ("left_lower_back", "blood_in_urine_or_colic", "same_day", "kidney"),
    "kidney and shivers": ("left_lower_back", "kidney_pain_with_shivering", "emergency", "kidney"),
    "appendix": ("right_belly", "belly_hard_or_low_right_pain", "emergency", "appendix"),
    "stiff mornings": ("left_buttock", "morning_stiffness_long", "see_clinician", "inflammatory"),
    "beating lump": ("left_groin", "groin_lump_beating_or_sore", "same_day", "groin_lump_other"),
    "soft lump": ("left_groin", "groin_lump_or_night_sweats", "see_clinician", "groin_lump_other"),
    "too long": ("left_knee", "lasting_over_six_weeks", "see_clinician", "persisting"),
    "thinners, weak thigh": ("left_thigh_front", "thinners_and_weak_thigh", "emergency", "bleed_on_thinners"),
    "thinners": ("left_hip", "thinners_and_new_pain", "same_day", "bleed_on_thinners"),
    "new hip, red": ("left_hip", "hip_replacement_red_or_leaking", "same_day", "hip_replacement"),
    "new hip": ("left_buttock", "hip_replacement_new_pain", "see_clinician", "hip_replacement"),
    "bone medicine": ("left_thigh_outer", "bone_medicine_and_thigh_pain", "same_day", "atypical_femoral_fracture"),
    "blisters": ("left_belly", "blisters_or_rash_one_side", "same_day", "shingles"),
    "tingling": ("left_foot", "numbness_or_tingling", "see_clinician", "nerve_root"),
    "trolley": ("left_buttock", "walking_pain_eased_by_sitting", "see_clinician", "stenosis"),
    "socks": ("left_groin", "hip_stiff_socks_and_shoes", "see_clinician", "hip_joint"),
}
# Asked only after another one: opener, question, level, flag.
FOLLOW_UPS = [
    ("left_groin", "possible_pregnancy", "pregnancy_bleeding_or_faint", "emergency", "ectopic_pregnancy"),
    ("left_knee", "under_16", "child_limp_or_turned_foot", "emergency", "sufe"),
    ("left_groin", "hip_bone_at_risk", "hip_bone_pain_severe", "same_day", "avn"),
    ("left_lower_back", "weight_loss_or_night_pain", "cancer_signs_severe", "same_day", "cancer"),
]
# The 25 of the evidence (its ids; ours where they differ), and four more.
EVIDENCE = {
    **dict.fromkeys(["cauda_equina", "progressive_neuro", "cord_compression", "major_trauma", "hip_fracture"]),
    **dict.fromkeys(["septic_arthritis", "psoas_abscess", "aaa", "hernia", "dvt", "pe", "limb_ischaemia", "sufe"]),
    **dict.fromkeys(["child_limp", "avn", "cancer", "infection", "kidney", "appendix", "inflammatory"]),
    **dict.fromkeys(["groin_lump_other", "persisting"]),
    "testicular_torsion": "testicle",
    "ectopic": "ectopic_pregnancy",
    "fnsf": "stress_fracture",
}
MORE_FLAGS = {"bleed_on_thinners", "hip_replacement", "atypical_femoral_fracture", "shingles"}


def test_the_flags_of_the_evidence_and_four_more_are_here() -> None:
    ours = {here or there for there, here in EVIDENCE.items()}
    assert len(ours) == 25
    flags = {flag.id: flag for flag in RED_FLAGS.flags}
    assert ours | MORE_FLAGS <= set(flags)
    assert all(flags[flag].grade == "A" and flags[flag].sources for flag in MORE_FLAGS)
    shown = {flag for _, _, _, flag in YES.values()} | {flag for *_, flag in FOLLOW_UPS}
    assert shown == set(flags)
    asked = {question for _, question, _, _ in YES.values()} | {question for _, _, question, *_ in FOLLOW_UPS}
    assert asked | {"possible_pregnancy"} == set(QUESTIONS)


@pytest.mark.parametrize(("area", "question", "level", "flag"), YES.values(), ids=YES)
def test_a_sign_is_asked_where_it_matters_and_acted_on(area: str, question: str, level: str, flag: str) -> None:
    assert question in answer_all({area: 0.5})[1]
    safety = look(area, **{question: "yes"})
    assert [(reason.flag, reason.level) for reason in safety.reasons] == [(flag, level)]
    assert safety.reasons[0].action
    assert safety.level == ("emergency" if level == "emergency" else "unasked")


@pytest.mark.parametrize(("area", "opener", "question", "level", "flag"), FOLLOW_UPS)
def test_a_follow_up_is_asked_after_its_opener_alone(
    area: str, opener: str, question: str, level: str, flag: str
) -> None:
    everything = {answer: answer_all({area: 0.5}, answer)[1] for answer in ("yes", "no", "not_sure")}
    assert question in everything["yes"]
    assert question in everything["not_sure"]
    assert question not in everything["no"]
    worst = look(area, **{opener: "yes", question: "yes"}).reasons[0]
    assert (worst.flag, worst.level) == (flag, level)
    areas, around = (RED_FLAGS.areas_of(QUESTIONS[name]) for name in (question, opener))
    assert areas <= around, "or it might open where its opener has no place"


def syllables(word: str) -> int:
    letters = re.sub("[^a-z]", "", word.lower())
    vowels = len(re.findall("[aeiouy]+", letters))
    return max(vowels - (letters.endswith("e") and not letters.endswith("le")), 1)


def school_grade(text: str) -> float:
    """Flesch-Kincaid; 6 is about the age of 11."""
    words = text.split()
    sentences = [part for part in re.split(r"[.?!:](?:\s|$)", text) if part.strip()]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("entry", [*QUESTIONS.values(), *RED_FLAGS.together], ids=lambda entry: str(entry.id))
def test_every_question_is_plain(entry: Question | Together) -> None:
    assert entry.question.endswith("?")
    assert len(entry.question.split()) <= 36
    assert max(len(part.split()) for part in re.split("[.?!]", entry.question)) <= 28
    assert school_grade(entry.question) <= 8.5
    assert entry.level == "context" or entry.message


def test_the_questions_together_read_at_the_age_of_eleven() -> None:
    texts = [question.question for question in RED_FLAGS.questions] + [group.question for group in RED_FLAGS.together]
    grades = [school_grade(text) for text in texts]
    assert sum(grades) / len(grades) <= 6


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
    levels = [2.5 if question.id == "under_16" else order[question.level] for question in asked]
    assert levels == sorted(levels, reverse=True)


def urgent_signs(places: Collection[str]) -> set[str]:
    """Emergency signs that matter for some places, and what opens them."""
    matter = [q for q in RED_FLAGS.questions if not RED_FLAGS.areas_of(q).isdisjoint(places)]
    opened = {opener for q in matter if q.level == "emergency" for opener in q.only_if}
    return {q.id for q in matter if not q.only_if and (q.level == "emergency" or q.id in opened)}


def asked_for(safety: Safety) -> set[str]:
    return {name for question in safety.ask for name in (question.of or [question.id])}


PLACES = sorted({area.removeprefix("left_").removeprefix("right_") for area in AREAS})


@pytest.mark.parametrize("count", [1, 2, 3, len(PLACES)])
def test_no_emergency_sign_waits_for_a_second_screen(count: int) -> None:
    for places in itertools.combinations(PLACES, count):
        safety = screen(RED_FLAGS, dict.fromkeys(places, 0.5), {})
        assert len(safety.ask) <= MOST_QUESTIONS
        assert urgent_signs(places) <= asked_for(safety), places


@pytest.mark.parametrize("area", AREAS)
def test_one_screen_gates_a_drawing_and_the_rest_stays_within_reach(area: str) -> None:
    first = look(area)
    gate = {question.id: "no" for question in first.ask}
    after = look(area, **gate)
    assert (after.level, after.ask, after.more) == ("none", [], first.more)
    rest = screen(RED_FLAGS, {area: 0.5}, gate, everything=True)
    assert (rest.level, len(rest.ask), rest.more) == ("none", first.more, 0)
    assert {"emergency", "context"}.isdisjoint(question.level for question in rest.ask)
    closed = screen(RED_FLAGS, {area: 0.5}, gate | {question.id: "no" for question in rest.ask}, everything=True)
    assert closed.ask == []


@pytest.mark.parametrize("area", AREAS)
def test_all_that_matters_can_be_listed_each_by_itself(area: str) -> None:
    place = area.removeprefix("left_").removeprefix("right_")
    listed = screen(RED_FLAGS, {area: 0.5}, {}, everything=True)
    matter = {q.id for q in RED_FLAGS.questions if place in RED_FLAGS.areas_of(q) and not q.only_if}
    assert [question.of for question in listed.ask] == [[]] * len(matter)
    assert {question.id for question in listed.ask} == matter
    assert listed.level == look(area).level


# -- several signs in one question --------------------------------------------------------------


def test_a_no_to_a_group_is_a_no_to_each_and_a_yes_an_emergency() -> None:
    for group in RED_FLAGS.together:
        assert look("left_hand", **{group.id: "no"}).level == "none"
        safety = look("left_groin", **{group.id: "yes"})
        assert safety.level == "emergency"
        assert set(safety.reasons[0].flags) == {QUESTIONS[member].flag for member in group.of}
        assert look("left_hand", **{group.id: "not_sure"}).level == "same_day"
        left = screen(RED_FLAGS, dict.fromkeys(PLACES, 0.5), {group.id: "no"}, everything=True)
        assert asked_for(left).isdisjoint(group.of)


def test_members_answered_by_themselves_close_their_group() -> None:
    group = next(question for question in look("left_groin").ask if question.id == "groin_signs")
    but_one = dict.fromkeys(group.of[1:], "no")
    assert group.of[0] in [question.id for question in look("left_groin", **but_one).ask], "the last one by itself"
    assert asked_for(look("left_groin", **but_one, **{group.of[0]: "no"})).isdisjoint(group.of)


def test_the_gate_does_not_grow_while_it_is_answered() -> None:
    first = look("left_groin").ask
    for count in range(len(first)):
        answers = {question.id: "no" for question in first[:count]}
        assert look("left_groin", **answers).ask == first[count:]


def test_every_group_is_asked_somewhere() -> None:
    asked = {
        question.id
        for count in (1, 2, len(PLACES))
        for places in itertools.combinations(PLACES, count)
        for question in screen(RED_FLAGS, dict.fromkeys(places, 0.5), {}).ask
    }
    assert {group.id for group in RED_FLAGS.together} <= asked


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"of": ["saddle_numbness", "no_such_question"]}, "there is no question 'no_such_question'"),
        ({"of": ["saddle_numbness", "one_leg_swollen_warm"]}, "needs members of its level"),
        ({"of": ["saddle_numbness", "child_limp_or_turned_foot"]}, "without 'only_if'"),
        ({"id": "saddle_numbness"}, "given twice"),
        ({"id": "infection_signs"}, "given twice"),
    ],
)
def test_a_group_that_does_not_fit_is_refused(group: dict[str, object], said: str) -> None:
    data = RED_FLAGS.model_dump()
    data["together"] = (*data["together"], {**data["together"][0], "id": "new_group", **group})
    with pytest.raises(ValidationError, match=said):
        RedFlags.model_validate(data)


# -- order, openers and levels ------------------------------------------------------------------


def test_both_sides_ask_the_same() -> None:
    for area in SIDED:
        assert look(f"left_{area}").ask == look(f"right_{area}").ask


def test_the_questions_of_one_sign_stay_together() -> None:
    everything = screen(RED_FLAGS, {"left_lower_back": 0.3, "left_buttock": 0.3}, {}, everything=True)
    asked = [q.id for q in everything.ask]
    at = asked.index("saddle_numbness")
    assert asked[at : at + 3] == ["saddle_numbness", "bladder_or_bowel_change", "both_legs_weak_or_numb"]


def test_a_rim_of_paint_asks_nothing() -> None:
    touched = screen(RED_FLAGS, {"left_calf": 0.5, "left_lower_back": 0.001}, {})
    assert touched.ask == look("left_calf").ask


def test_the_level_stays_open_until_the_gate_is_answered() -> None:
    answers: dict[str, str] = {}
    while (safety := screen(RED_FLAGS, {"left_groin": 0.6}, answers)).ask:
        assert safety.level == "unasked"
        answers[safety.ask[0].id] = "no"
    assert len(answers) == MOST_QUESTIONS
    assert safety.level == "none"
    assert safety.more > 0


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
    assert safety.reasons[0].flag == "child_limp"
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
    st.dictionaries(
        st.sampled_from([*sorted(QUESTIONS), *(group.id for group in RED_FLAGS.together)]),
        st.sampled_from(["yes", "no", "not_sure"]),
    ),
)
def test_more_answers_never_lower_what_was_said(shares: dict[str, float], answers: dict[str, str]) -> None:
    safety = screen(RED_FLAGS, shares, answers)
    worst = max((RANK[reason.level] for reason in safety.reasons), default=0)
    assert safety.level == "unasked" or RANK[safety.level] == worst
    assert (safety.level == "emergency") == (worst == 3)
    assert not {question.id for question in safety.ask} & set(answers)
    assert Safety.model_validate_json(safety.model_dump_json()) == safety
