"""Models of red_flags.yaml: the warning signs, the questions that look for them, and what to do.

A question belongs to places, named without a side: ``groin`` is asked for either groin.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from bodymap.muscle import Grade, Id, SourceKey, Text
from bodymap.yaml_source import Record

__all__ = ["Answer", "Flag", "Question", "QuestionLevel", "RedFlags"]

Answer = Literal["yes", "no", "not_sure"]
QuestionLevel = Literal["emergency", "same_day", "see_clinician", "context"]


class Flag(Record):
    """A serious cause that must not be missed."""

    id: Id
    name: Text
    clinical_name: Text
    grade: Grade
    sources: tuple[SourceKey, ...] = ()

    @model_validator(mode="after")
    def _grade_a_is_read(self) -> Self:
        if self.grade == "A" and not self.sources:
            raise ValueError("grade A means that a source was read: name it in 'sources', or use B or C")
        return self


class Question(Record):
    """One question with one urgency.

    Attributes
    ----------
    flag : str
        The warning sign it looks for.
    level : str
        What a yes means. ``context`` means nothing alone: it opens other questions.
    message, action : str or None
        What is said to a yes, and what to do; without an action of its own the level's is used.
    areas : tuple of str
        Places for which it is asked, without side; groups of `RedFlags.places` are written out after loading.
    only_if : dict of str to str
        Asked only after a yes, or a "not sure", to this other question.
    """

    id: Id
    flag: Id
    level: QuestionLevel
    question: Text
    help: Text | None = None
    message: Text | None = None
    action: Text | None = None
    areas: tuple[Id, ...] = Field(min_length=1)
    only_if: dict[Id, Literal["yes"]] = Field(default_factory=dict, max_length=1)

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.level == "context") == (self.message is not None):
            raise ValueError("a question needs a 'message' to go with a yes, except at level 'context'")
        return self


class Actions(Record):
    """What to do at each level, the same in every country."""

    emergency: Text
    same_day: Text
    see_clinician: Text


class PlaceNote(Record):
    """A sentence that goes with certain places."""

    areas: tuple[Id, ...] = Field(min_length=1)
    text: Text


class Notes(Record):
    """Sentences that go with a result; each says when in its name."""

    nerve_root: PlaceNote
    not_ruled_out: Text
    still_open: Text
    not_sure: Text
    pregnancy: Text
    child: Text


class RedFlags(Record):
    """The whole of red_flags.yaml."""

    places: dict[Id, tuple[Id, ...]]
    actions: Actions
    flags: tuple[Flag, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    notes: Notes

    def areas_of(self, entry: Question | PlaceNote) -> frozenset[str]:
        """Areas of a question or note, without side, groups written out."""
        return frozenset(area for name in entry.areas for area in self.places.get(name, (name,)))

    def action_for(self, question: Question) -> str:
        """What to do after a yes to a question."""
        if question.action is not None or question.level == "context":
            return question.action or ""
        action: str = getattr(self.actions, question.level)
        return action
