"""Models of red_flags.yaml and contacts.yaml: warning signs, the questions that look for them, and what to do.

A question belongs to places, named without a side: ``groin`` is asked for either groin.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bodymap.errors import UnknownName
from bodymap.muscle import Grade, Id, SourceKey, Text
from bodymap.yaml_source import Record, load_model

__all__ = [
    "Answer",
    "Contact",
    "Contacts",
    "Flag",
    "Line",
    "NeutralContact",
    "Question",
    "QuestionLevel",
    "RedFlags",
    "Together",
]

Answer = Literal["yes", "no", "not_sure"]
QuestionLevel = Literal["emergency", "same_day", "see_clinician", "context"]


class Flag(Record):
    """A serious cause that must not be missed.

    Attributes
    ----------
    note : str or None
        Where grade or urgency need a word, such as an urgency that is our own estimate.
    """

    id: Id
    name: Text
    clinical_name: Text
    grade: Grade
    sources: tuple[SourceKey, ...] = ()
    note: Text | None = None

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


class Together(Record):
    """Questions of one kind and one level, asked as one where a person would otherwise get too many.

    Attributes
    ----------
    of : tuple of str
        Its members. A no to the group is a no to each of them.
    """

    id: Id
    level: Literal["emergency"]
    of: tuple[Id, ...] = Field(min_length=2)
    question: Text
    help: Text
    message: Text
    action: Text | None = None


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
    not_sure_about: Text
    pregnancy: Text
    child: Text

    @model_validator(mode="after")
    def _has_its_slot(self) -> Self:
        if "{question}" not in self.not_sure_about:
            raise ValueError("'not_sure_about' needs {question} where the question goes")
        return self


class RedFlags(Record):
    """The whole of red_flags.yaml."""

    places: dict[Id, tuple[Id, ...]]
    actions: Actions
    flags: tuple[Flag, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    together: tuple[Together, ...] = ()
    notes: Notes

    @model_validator(mode="after")
    def _groups_fit(self) -> Self:
        levels = {question.id: question.level for question in self.questions}
        if len(levels) < len(self.questions):
            return self  # the loader says which id is given twice, and where
        conditional = {question.id for question in self.questions if question.only_if}
        for index, group in enumerate(self.together):
            if group.id in levels or group.id in [other.id for other in self.together[:index]]:
                raise ValueError(f"the id '{group.id}' under 'together' is given twice")
            for member in group.of:
                if member not in levels:
                    raise ValueError(f"there is no question '{member}', which '{group.id}' under 'together' names")
                if levels[member] != group.level or member in conditional:
                    raise ValueError(f"'{group.id}' under 'together' needs members of its level without 'only_if'")
        return self

    def areas_of(self, entry: Question | PlaceNote) -> frozenset[str]:
        """Areas of a question or note, without side, groups written out."""
        return frozenset(area for name in entry.areas for area in self.places.get(name, (name,)))

    def action_for(self, question: Question | Together) -> str:
        """What to do after a yes to a question."""
        if question.action is not None or question.level == "context":
            return question.action or ""
        action: str = getattr(self.actions, question.level)
        return action


# -- contacts -----------------------------------------------------------------------------------

Number = Annotated[str, Field(pattern=r"^[0-9]{2,12}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class ContactSource(Record):
    """Where a country's numbers were read, and how much of it."""

    read: Literal["read", "excerpt read", "secondary", "from memory"]
    citation: Text


class Line(Record):
    """A telephone line.

    Attributes
    ----------
    number : str
        To dial: digits alone.
    shown : str or None
        The same digits as people write them.
    also : tuple of str
        Other numbers that reach the same line.
    """

    number: Number
    shown: str | None = None
    also: tuple[Number, ...] = ()
    name: Text
    grade: Grade

    @model_validator(mode="after")
    def _same_digits(self) -> Self:
        if self.shown is not None and self.shown.replace(" ", "") != self.number:
            raise ValueError("'shown' must have the digits of 'number', with spaces at most")
        return self


class Contact(Record):
    """Whom to call in one country; ``advice`` is null where no one number serves all of it."""

    name: Text
    emergency: Line
    advice: Line | None
    note: Text | None
    source: ContactSource

    @model_validator(mode="after")
    def _says_whom_to_ask(self) -> Self:
        if self.advice is None and self.note is None:
            raise ValueError("without an 'advice' line a 'note' must say whom to ask")
        return self


class NeutralContact(Record):
    """What is said when the country is not known."""

    emergency: Text
    advice: Text


class Contacts(Record):
    """The whole of contacts.yaml."""

    neutral: NeutralContact
    countries: dict[Country, Contact]

    @classmethod
    def load(cls, path: Path) -> Contacts:
        """Load contacts.yaml; raises DataError with file and line."""
        return load_model(path, cls)

    def find(self, country: str | None) -> Contact | None:
        """The contacts of a country by its code, in any case; None for no country: then `neutral` is said.

        Raises
        ------
        UnknownName
            If the country is not listed.
        """
        if not country:
            return None
        found = self.countries.get(country.upper())
        if found is None:
            raise UnknownName("country", country, self.countries, "country")
        return found
