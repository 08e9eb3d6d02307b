"""The safety screen: which warning signs to ask about for a place, and what the answers mean.

It only ever adds caution. A no closes a question and nothing else; "not sure" is never a no; and where every
answer is no, the result still says that nothing here rules a serious cause out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bodymap.errors import UnknownName
from bodymap.red_flags import Question, QuestionLevel, RedFlags

__all__ = ["MOST_QUESTIONS", "Asked", "Level", "Reason", "Safety", "screen"]

Level = Literal["none", "see_clinician", "same_day", "emergency", "unasked"]
AnswerLevel = Literal["see_clinician", "same_day", "emergency"]

MOST_QUESTIONS = 6  # on one screen: more is not read by a person in pain
TOUCHED = 0.01  # share of an area that must be marked to count; less is the width of a stroke's rim

_URGENCY: dict[str, int] = {"none": 0, "see_clinician": 1, "same_day": 2, "emergency": 3}
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


class Safety(BaseModel):
    """The outcome of the screen.

    ``unasked`` while a question that matters for the place is open and no answer already says emergency.
    ``child``: the person is, or may be, under 16, so no muscles are to be ranked.
    """

    model_config = ConfigDict(frozen=True)

    level: Level
    reasons: list[Reason] = Field(description="Most urgent first.")
    ask: list[Asked] = Field(description="At most six open questions, most urgent first.")
    notes: list[str]
    child: bool = Field(description="Under 16, or not known to be older: no muscles are ranked.")


def screen(red_flags: RedFlags, shares: Mapping[str, float], answers: Mapping[str, str]) -> Safety:
    """Screen a drawing and the answers given so far.

    Parameters
    ----------
    red_flags : RedFlags
        The questions.
    shares : mapping of str to float
        How much of each area is marked, 0 to 1, by area id (``left_groin``).
    answers : mapping of str to str
        ``"yes"``, ``"no"`` or ``"not_sure"`` by question id; a missing one is open.

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
    reasons = [reason for question in red_flags.questions if (reason := _reason(red_flags, question, answers))]
    reasons.sort(key=lambda reason: -_URGENCY[reason.level])
    waiting = [q for q in red_flags.questions if q.id not in answers and _matters(red_flags, q, marked, answers)]
    waiting = _in_order(red_flags, waiting, marked)
    urgent = reasons[0].level if reasons else "none"
    gate_open = any(q.level != "see_clinician" for q in waiting)
    level: Level = "unasked" if gate_open and urgent != "emergency" else urgent
    return Safety(
        level=level,
        reasons=reasons,
        ask=[Asked(id=q.id, question=q.question, help=q.help, level=q.level) for q in waiting[:MOST_QUESTIONS]],
        notes=_notes(red_flags, marked, answers, level),
        child=answers.get("under_16") in ("yes", "not_sure"),
    )


def _check(red_flags: RedFlags, answers: Mapping[str, str]) -> None:
    known = [question.id for question in red_flags.questions]
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


def _matters(red_flags: RedFlags, question: Question, marked: Mapping[str, float], answers: Mapping[str, str]) -> bool:
    if any(answers.get(other) not in ("yes", "not_sure") for other in question.only_if):
        return False
    return not red_flags.areas_of(question).isdisjoint(marked)


def _in_order(red_flags: RedFlags, questions: Sequence[Question], marked: Mapping[str, float]) -> list[Question]:
    """Most urgent first; then the signs most at home in the marked places and in few others, each kept together."""

    def urgency(question: Question) -> float:
        # A context question may open an emergency one, so it comes right after those.
        return 2.5 if question.level == "context" else _URGENCY[question.level]

    at_home: dict[tuple[str, float], float] = {}
    for question in questions:
        areas = red_flags.areas_of(question)
        share = sum(share for area, share in marked.items() if area in areas) / len(areas)
        sign = (question.flag, urgency(question))
        at_home[sign] = max(share, at_home.get(sign, 0.0))
    order = {flag.id: place for place, flag in enumerate(red_flags.flags)}
    return sorted(questions, key=lambda q: (-urgency(q), -at_home[q.flag, urgency(q)], order[q.flag]))


def _reason(red_flags: RedFlags, question: Question, answers: Mapping[str, str]) -> Reason | None:
    answer = answers.get(question.id)
    if answer == "yes" and question.level != "context":
        return Reason(
            flag=question.flag,
            question=question.id,
            level=question.level,
            message=question.message or "",
            action=red_flags.action_for(question),
        )
    if answer == "not_sure":
        level = _NOT_SURE[question.level]
        action: str = getattr(red_flags.actions, level)
        return Reason(
            flag=question.flag,
            question=question.id,
            level=level,
            message=f"You were not sure: {question.question} Not sure is not a no.",
            action=action,
        )
    return None


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
