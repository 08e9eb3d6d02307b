"""The safety screen: which warning signs to ask about for a place, and what the answers mean.

It only ever adds caution. A no closes a question and nothing else; "not sure" is never a no; and where every
answer is no, the result still says that nothing here rules a serious cause out.

At most six questions stand between a drawing and its muscles: the gate. Every emergency sign that matters for the
marked places is among them, where need be several in one question; what is left over stays within reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from bodymap.errors import UnknownName
from bodymap.languages import Language
from bodymap.red_flags import Contact, Question, QuestionLevel, RedFlags, Together

__all__ = ["MOST_QUESTIONS", "Asked", "Level", "Reason", "Safety", "screen"]

Level = Literal["none", "see_clinician", "same_day", "emergency", "unasked"]
AnswerLevel = Literal["see_clinician", "same_day", "emergency"]

MOST_QUESTIONS = 6  # for one drawing: more is not read by a person in pain
TOUCHED = 0.01  # share of an area that must be marked to count; less is the width of a stroke's rim

_URGENCY: dict[str, int] = {"none": 0, "see_clinician": 1, "same_day": 2, "emergency": 3}
_OPENS_EMERGENCY = 2.5  # a question that may open an emergency one comes right after those
# Someone who cannot tell needs to be checked, one step less urgently than someone who says yes.
_NOT_SURE: dict[QuestionLevel, AnswerLevel] = {
    "emergency": "same_day",
    "same_day": "see_clinician",
    "see_clinician": "see_clinician",
    "context": "see_clinician",
}


class Reason(BaseModel):
    """Why caution is called for, and what to do."""

    model_config = ConfigDict(frozen=True)

    flag: str = Field(description="Warning sign, an id of the red flags.")
    flags: list[str] = Field(default=[], description="All warning signs that it may be; several for a joint question.")
    question: str = Field(description="Id of the question whose answer says so.")
    level: AnswerLevel
    message: str
    action: str


class Asked(BaseModel):
    """A question that is still open."""

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    help: str | None
    level: QuestionLevel
    of: list[str] = Field(default=[], description="The questions it stands for, if it asks for several signs at once.")


class Safety(BaseModel):
    """The outcome of the screen.

    ``unasked`` while one of the questions that gate a drawing is open and no answer already says emergency.
    ``child``: the person is, or may be, under 16, so no muscles are to be ranked.
    """

    model_config = ConfigDict(frozen=True)

    level: Level
    reasons: list[Reason] = Field(description="Most urgent first.")
    ask: list[Asked] = Field(description="Open questions, most urgent first: at most six unless all are asked for.")
    more: int = Field(default=0, description="Further open questions that matter here; they do not hold up anything.")
    notes: list[str]
    child: bool = Field(description="Under 16, or not known to be older: no muscles are ranked.")
    contact: Contact | None = Field(default=None, description="Whom to call; null where the country is not known.")


class _Slot(NamedTuple):
    """One of the questions that stand before a drawing: a single one, or several asked together."""

    asked: Question | Together
    parts: tuple[Question, ...]
    urgency: float


def screen(
    red_flags: RedFlags,
    shares: Mapping[str, float],
    answers: Mapping[str, str],
    everything: bool = False,
    further: Sequence[Reason] = (),
    contact: Contact | None = None,
    language: Language | None = None,
) -> Safety:
    """Screen a drawing and the answers given so far.

    Parameters
    ----------
    red_flags : RedFlags
        The questions.
    shares : mapping of str to float
        How much of each area is marked, 0 to 1, by area id (``left_groin``).
    answers : mapping of str to str
        ``"yes"``, ``"no"`` or ``"not_sure"`` by id of a question or group; a missing one is open.
    everything : bool
        List every open question that matters, each by itself; the level does not depend on it.
    further : sequence of Reason
        Reasons from elsewhere, such as a look-alike that fits clearly.
    contact : Contact, optional
        Whom to call, handed through to the result.

    language : Language, optional
        For the sentences that quote a question; English without it. Whole texts are translated by the caller.

    Returns
    -------
    Safety
        Level, reasons, open questions and notes.

    Raises
    ------
    UnknownName
        If an answer belongs to no question, or is none of the three words.
    """
    _check(red_flags, answers)
    marked = _places(shares)
    told = [reason for each in _all(red_flags) if (reason := _reason(red_flags, each, answers.get(each.id), language))]
    reasons = sorted([*told, *further], key=lambda reason: -_URGENCY[reason.level])
    closed = _closed(red_flags, answers)
    slots = _slots(red_flags, marked)
    gate = _open(red_flags, slots[:MOST_QUESTIONS], marked, answers, closed)
    rest = _open(red_flags, slots[MOST_QUESTIONS:], marked, answers, closed)
    if everything:
        single = [question for slot in slots for question in slot.parts]
        singles = [_Slot(question, (question,), _urgency(red_flags, question)) for question in single]
        asked, more = _open(red_flags, singles, marked, answers, closed), 0
    else:
        asked, more = gate, len(rest)
    urgent = reasons[0].level if reasons else "none"
    level: Level = "unasked" if gate and urgent != "emergency" else urgent
    return Safety(
        level=level,
        reasons=reasons,
        ask=[_asked(each) for each in asked],
        more=more,
        notes=_notes(red_flags, marked, answers, level),
        child=answers.get("under_16") in ("yes", "not_sure"),
        contact=contact,
    )


def _check(red_flags: RedFlags, answers: Mapping[str, str]) -> None:
    known = [each.id for each in _all(red_flags)]
    for name, answer in answers.items():
        if name not in known:
            raise UnknownName("question", name, known, f"answers/{name}")
        if answer not in ("yes", "no", "not_sure"):
            raise UnknownName("answer", answer, ("yes", "no", "not_sure"), f"answers/{name}")


def _places(shares: Mapping[str, float]) -> dict[str, float]:
    """Marked areas without side, the larger share of the two sides."""
    marked: dict[str, float] = {}
    for area, share in shares.items():
        if share >= TOUCHED:
            place = area.removeprefix("left_").removeprefix("right_")
            marked[place] = max(share, marked.get(place, 0.0))
    return marked


# -- what is asked ------------------------------------------------------------------------------


def _urgency(red_flags: RedFlags, question: Question | Together) -> float:
    if any(q.level == "emergency" and question.id in q.only_if for q in red_flags.questions):
        return _OPENS_EMERGENCY
    return _URGENCY[question.level]


def _slots(red_flags: RedFlags, marked: Mapping[str, float]) -> list[_Slot]:
    """What matters for the marked places, whatever was answered: so a gate does not grow while it is being answered.

    Most urgent first; then the signs most at home in the marked places and in few others, each kept together.
    Questions that others open share the slot of the one that opens them.
    """
    matters = [q for q in red_flags.questions if not q.only_if and not red_flags.areas_of(q).isdisjoint(marked)]
    slots = [_Slot(question, (question,), _urgency(red_flags, question)) for question in matters]
    # One place is kept for the question that is most at home here, if there is one that is less than an emergency.
    room = MOST_QUESTIONS - any(slot.urgency == _URGENCY["same_day"] for slot in slots)
    for group in red_flags.together:
        if sum(slot.urgency > _URGENCY["same_day"] for slot in slots) <= room:
            break
        inside = [slot for slot in slots if {question.id for question in slot.parts} <= set(group.of)]
        if len(inside) > 1:
            parts = tuple(question for slot in inside for question in slot.parts)
            slots = [slot for slot in slots if slot not in inside]
            slots.append(_Slot(group, parts, _urgency(red_flags, group)))

    at_home: dict[tuple[str, float], float] = {}
    for slot in slots:
        for question in slot.parts:
            areas = red_flags.areas_of(question)
            share = sum(share for area, share in marked.items() if area in areas) / len(areas)
            sign = (question.flag, slot.urgency)
            at_home[sign] = max(share, at_home.get(sign, 0.0))
    order = {flag.id: place for place, flag in enumerate(red_flags.flags)}

    def place(slot: _Slot) -> tuple[float, float, int]:
        nearest = max(at_home[question.flag, slot.urgency] for question in slot.parts)
        return -slot.urgency, -nearest, min(order[question.flag] for question in slot.parts)

    return sorted(slots, key=place)


def _open(
    red_flags: RedFlags,
    slots: Sequence[_Slot],
    marked: Mapping[str, float],
    answers: Mapping[str, str],
    closed: frozenset[str],
) -> list[Question | Together]:
    """What is still to be asked in some slots; a follow-up takes the place of the question that opened it."""
    still: list[Question | Together] = []
    for slot in slots:
        left = [question for question in slot.parts if question.id not in closed]
        if left:
            still.append(left[0] if len(left) == 1 else slot.asked)
        ids = {question.id for question in slot.parts}
        for question in red_flags.questions:
            opened = any(opener in ids and answers.get(opener) in ("yes", "not_sure") for opener in question.only_if)
            if opened and question.id not in closed and not red_flags.areas_of(question).isdisjoint(marked):
                still.append(question)
    return sorted(still, key=lambda each: -_urgency(red_flags, each))


def _closed(red_flags: RedFlags, answers: Mapping[str, str]) -> frozenset[str]:
    """Questions that have been answered, by themselves or in a group."""
    return frozenset(answers) | {member for group in red_flags.together if group.id in answers for member in group.of}


def _asked(question: Question | Together) -> Asked:
    of = list(question.of) if isinstance(question, Together) else []
    return Asked(id=question.id, question=question.question, help=question.help, level=question.level, of=of)


# -- what the answers mean ----------------------------------------------------------------------


def _all(red_flags: RedFlags) -> list[Question | Together]:
    every: list[Question | Together] = [*red_flags.questions]
    return [*every, *red_flags.together]


def _reason(
    red_flags: RedFlags, question: Question | Together, answer: str | None, language: Language | None
) -> Reason | None:
    if isinstance(question, Together):
        flag_of = {each.id: each.flag for each in red_flags.questions}
        flags = list(dict.fromkeys(flag_of[member] for member in question.of))
    else:
        flags = [question.flag]
    if answer == "yes" and question.level != "context":
        return Reason(
            flag=flags[0],
            flags=flags,
            question=question.id,
            level=question.level,
            message=question.message or "",
            action=red_flags.action_for(question),
        )
    if answer == "not_sure":
        level = _NOT_SURE[question.level]
        action: str = getattr(red_flags.actions, level)
        return Reason(
            flag=flags[0],
            flags=flags,
            question=question.id,
            level=level,
            message=_asked_about(red_flags.notes.not_sure_about, question.question, language),
            action=action,
        )
    return None


def _asked_about(sentence: str, question: str, language: Language | None) -> str:
    if language is None:
        return sentence.format(question=question)
    return language.say(sentence, question=language.say(question))


def _notes(red_flags: RedFlags, marked: Mapping[str, float], answers: Mapping[str, str], level: Level) -> list[str]:
    notes = red_flags.notes
    said: list[tuple[bool, str]] = [
        (answers.get("under_16") in ("yes", "not_sure"), notes.child),
        ("not_sure" in answers.values(), notes.not_sure),
        (answers.get("possible_pregnancy") in ("yes", "not_sure"), notes.pregnancy),
        (not red_flags.areas_of(notes.nerve_root).isdisjoint(marked), notes.nerve_root.text),
        (level == "unasked", notes.still_open),
        (level in ("none", "see_clinician"), notes.not_ruled_out),
    ]
    return [text for applies, text in said if applies]
