"""Reads a data file strictly and says which line is wrong.

The data is written by clinicians, by hand. YAML forgives too much for that: a key given twice silently wins, ``no``
becomes False, ``12:30`` becomes 750. Here every such surprise stops the load with a line number and a remedy.
The values that may be written bare are ``true``, ``false``, ``null``, plain decimal numbers and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bodymap.errors import DataError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Document", "Record", "load_model", "load_with_lines", "read_document"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 40

Key = str | int
Path_ = tuple[Key, ...]
ModelT = TypeVar("ModelT", bound=BaseModel)


class Record(BaseModel):
    """Base of every model of a data file: cannot be changed, refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document:
    """A parsed data file that remembers where each value stood.

    Attributes
    ----------
    path : str
        The file, relative to the working directory where it lies inside it.
    data : object
        The content as plain dicts, tuples, strings, numbers, booleans and None.
    """

    def __init__(self, path: str, data: Any, lines: dict[Path_, int]) -> None:
        self.path, self.data, self._lines = path, data, lines

    def line(self, where: Sequence[Key]) -> int:
        """Line (from 1) of the entry at ``where``, or of the nearest entry around it that exists.

        Steps that are not in the file, such as the name of a union's member in a Pydantic location, are passed over.
        """
        here: Path_ = ()
        for step in where:
            if (*here, step) in self._lines:
                here = (*here, step)
        return self._lines[here]

    def error(self, where: Sequence[Key], message: str, fix: str) -> DataError:
        """A `DataError` at the entry ``where``, for the caller to raise."""
        name = ".".join(str(step) for step in where)
        return DataError(self.path, self.line(where), f"{name}: {message}" if name else message, fix)


def load_model(path: Path, model: type[ModelT]) -> ModelT:
    """Read a data file into a model.

    Parameters
    ----------
    path : Path
        A UTF-8 YAML file.
    model : type
        Pydantic model of the whole file.

    Returns
    -------
    ModelT
        The validated content.

    Raises
    ------
    DataError
        If the file is missing, is not strict YAML, or does not fit the model; carries file and line.
    """
    return load_with_lines(path, model)[0]


def load_with_lines(path: Path, model: type[ModelT]) -> tuple[ModelT, Document]:
    """As `load_model`, with the document too, for checks between entries that want to name a line."""
    document = read_document(path)
    try:
        # Strict: "70" in quotes never becomes 70.
        return model.model_validate(document.data, strict=True), document
    except ValidationError as problem:
        raise _first_problem(document, problem) from None


def read_document(path: Path) -> Document:
    """Parse a YAML file strictly, without fitting it to a model.

    Raises
    ------
    DataError
        If the file is missing or is not strict YAML.
    """
    name = _display(path)
    text = _read_text(path, name)
    try:
        return _Composer(name, text).document()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        message = f"not valid YAML: {problem.problem or problem.context}"
        raise DataError(name, mark.line + 1 if mark else None, message,
                        "Check the indentation, colons and quotes on this line and the one above it.") from None
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, text.find(chr(problem.character))) + 1 if isinstance(problem.character, int) else None
        raise DataError(name, line, "a character that YAML does not allow",
                        "Delete the control character on this line.") from None


def _display(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _read_text(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError(name, None, "the file is missing", "Restore it, or point to the folder that holds it.") from None
    except OSError as problem:
        raise DataError(name, None, f"the file cannot be read ({problem.strerror})",
                        "Check that it is a file and that you may read it.") from None
    if len(raw) > MAX_BYTES:
        raise DataError(name, None, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "Is this the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataError(name, raw.count(b"\n", 0, problem.start) + 1, "a character that is not UTF-8",
                        "Save the file as UTF-8.") from None
    tab = text.find("\t")
    if tab >= 0:
        raise DataError(name, text.count("\n", 0, tab) + 1, "a tab character", "Use spaces, two for each level.")
    return text


class _Composer:
    """Builds plain values and their lines from YAML events.

    Working on events, below PyYAML's own composer, is what makes aliases, tags and repeated keys visible.
    """

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self._lines: dict[Path_, int] = {}

    def document(self) -> Document:
        next(self._events)  # stream start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise DataError(self._name, None, "the file is empty", "Restore its content.")
        data = self._value(next(self._events), ())
        next(self._events)  # document end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._error(after, "a second YAML document starts here", "Keep one document: remove the '---' line.")
        return Document(self._name, data, self._lines)

    def _error(self, event: Any, message: str, fix: str) -> DataError:
        return DataError(self._name, event.start_mark.line + 1, message, fix)

    def _value(self, event: Any, where: Path_) -> Any:
        self._lines.setdefault(where, event.start_mark.line + 1)
        if len(where) > MAX_DEPTH:
            raise self._error(event, f"nested more than {MAX_DEPTH} levels deep", "Flatten this entry.")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._error(event, "an anchor (&) or alias (*)", "Write the value out in full, or quote the text.")
        if event.tag is not None:
            raise self._error(event, f"a type tag ({event.tag})", "Remove the tag, or quote the text.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        return self._scalar(event)

    def _sequence(self, where: Path_) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return tuple(items)

    def _mapping(self, where: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                raise self._error(event, "a key that is not plain text", "Use a word as the key.")
            key = self._scalar(event)
            if not isinstance(key, str):
                raise self._error(event, f"the key {event.value} is not text", "Put the key in quotes.")
            if key in entries:
                first = self._lines[(*where, key)]
                raise self._error(event, f"the key '{key}' is given twice (first on line {first})", "Keep one of the two.")
            self._lines[(*where, key)] = event.start_mark.line + 1
            entries[key] = self._value(next(self._events), (*where, key))
        return entries

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        text: str = event.value
        if event.style is not None and event.style != "":
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text == "":
            raise self._error(event, "a key or dash with nothing after it", "Give a value, or write null.")
        if _NUMBER.fullmatch(text):
            return float(text) if set(text) & set(".eE") else int(text)
        for pattern, message in _SURPRISES:
            if pattern.fullmatch(text):
                raise self._error(event, f"{text} is {message}", f'Write "{text}" in quotes if you mean the text.')
        return text


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
# What a YAML reader would turn into something else than the text on the page.
_SURPRISES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"y|n|yes|no|on|off|true|false|null|~", re.IGNORECASE), "read as true, false or null by some programs"),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "read as a base-60 number or a time by some programs"),
    (re.compile(r"[-+]?0[0-7_]+|[-+]?0[xob][0-9a-fA-F_]+"), "read as an octal, binary or hexadecimal number"),
    (re.compile(r"[-+]?[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+"), "an unusual way to write a number"),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "not a finite number"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "read as a date by some programs"),
    (re.compile(r"<<|="), "a special word of YAML"),
)


def _first_problem(document: Document, problem: ValidationError) -> DataError:
    found = problem.errors(include_url=False, include_context=True)
    found.sort(key=lambda each: document.line(each["loc"]))
    first = found[0]
    message, fix = _explain(first)
    if len(found) > 1:
        message += f" (and {len(found) - 1} more below)"
    return document.error(_in_file(document, first), message, fix)


def _in_file(document: Document, found: ErrorDetails) -> Path_:
    """The location without the steps that Pydantic adds and the file does not have; a missing key stays."""
    here: Path_ = ()
    for position, step in enumerate(found["loc"]):
        if (*here, step) in document._lines or (found["type"] == "missing" and position == len(found["loc"]) - 1):
            here = (*here, step)
    return here


def _explain(found: ErrorDetails) -> tuple[str, str]:
    if found["type"] == "extra_forbidden":
        return "unknown key", "Correct its spelling or remove it; data/README.md lists the keys."
    if found["type"] == "missing":
        return "is missing", "Add it; data/README.md says what it holds."
    if found["type"] == "value_error":
        return str(found["ctx"]["error"]), "Correct this entry; data/README.md describes it."
    return found["msg"][0].lower() + found["msg"][1:], "Correct this value; data/README.md describes it."
