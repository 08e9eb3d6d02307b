"""Strict YAML: plain values and the line of each, with no surprises.

The data is written by clinicians, by hand. YAML forgives too much for that: of a key given twice the last one
wins, ``no`` becomes False, ``12:30`` becomes 750. Here such surprises stop the reading.
What may be written bare is ``true``, ``false``, ``null``, decimal numbers and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bodymap.errors import DataError

__all__ = ["Document", "Where", "read_document"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 40

Key = str | int
Where = tuple[Key, ...]


class Document:
    """A parsed data file that remembers where each value stood.

    Attributes
    ----------
    path : str
        The file, relative to the working directory where it lies inside it.
    data : object
        The content as plain dicts, tuples, strings, numbers, booleans and None.
    """

    def __init__(self, path: str, data: Any, lines: dict[Where, int]) -> None:
        self.path, self.data, self._lines = path, data, lines

    def nearest(self, where: Sequence[Key]) -> Where:
        """The entry at ``where``, or the nearest one around it that the file has.

        Steps that are not in the file, as in some of Pydantic's locations, are passed over.
        """
        here: Where = ()
        for step in where:
            if (*here, step) in self._lines:
                here = (*here, step)
        return here

    def line(self, where: Sequence[Key]) -> int:
        """Line (from 1) of the entry at ``where``, or of the nearest entry around it."""
        return self._lines[self.nearest(where)]

    def error(self, where: Sequence[Key], message: str, fix: str) -> DataError:
        """A `DataError` at the entry ``where``, for the caller to raise."""
        name = ".".join(str(step) for step in where)
        return DataError(self.path, self.line(where), f"{name}: {message}" if name else message, fix)


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
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        why = getattr(problem, "problem", None) or getattr(problem, "context", None) or "unreadable"
        fix = "Check the indentation, colons and quotes on this line and the one above it."
        if mark and mark.index >= len(text.rstrip()):
            why += ", at the end of the file"
            fix = "The file may have been saved only in part: restore its end, or close the last quote or bracket."
        raise DataError(name, mark.line + 1 if mark else None, f"not valid YAML: {why}", fix) from None


def _display(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _read_text(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        fix = "Restore it, or name the folder that holds it."
        raise DataError(name, None, "the file is missing", fix) from None
    except OSError as problem:
        fix = "Check that it is a file and that you may read it."
        raise DataError(name, None, f"the file cannot be read ({problem.strerror})", fix) from None
    if len(raw) > MAX_BYTES:
        raise DataError(name, None, f"larger than {MAX_BYTES // 1_000_000} MB", "Is this the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise DataError(name, line, "a character that is not UTF-8", "Save the file as UTF-8.") from None
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise DataError(name, line, "a control character", "Delete it: it does not show in most editors.")
    tab = text.find("\t")
    if tab >= 0:
        raise DataError(name, text.count("\n", 0, tab) + 1, "a tab character", "Use spaces, two for each level.")
    return text


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Composer:
    """Builds plain values and their lines from YAML events.

    Working on events, below PyYAML's own composer, is what makes aliases, tags and repeated keys visible.
    """

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self._lines: dict[Where, int] = {}

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
        return DataError(self._name, _line(event), message, fix)

    def _value(self, event: Any, where: Where) -> Any:
        self._lines.setdefault(where, _line(event))
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

    def _sequence(self, where: Where) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return tuple(items)

    def _mapping(self, where: Where) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                raise self._error(event, "a key that is not plain text", "Use a word as the key.")
            key = self._scalar(event)
            if not isinstance(key, str):
                raise self._error(event, f"the key {event.value} is not text", "Put the key in quotes.")
            if key in entries:
                first = self._lines[(*where, key)]
                raise self._error(
                    event, f"the key '{key}' is given twice (first on line {first})", "Keep one of the two."
                )
            self._lines[(*where, key)] = _line(event)
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


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
# What a YAML reader would turn into something else than the text on the page.
_SURPRISES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"y|n|yes|no|on|off|true|false|null|~", re.IGNORECASE),
        "read as true, false or null by some programs",
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"),
        "read as a base-60 number or a time by some programs",
    ),
    (re.compile(r"[-+]?0[0-7_]+|[-+]?0[xob][0-9a-fA-F_]+"), "read as an octal, binary or hexadecimal number"),
    (
        re.compile(r"[-+]?[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+"),
        "an unusual way to write a number",
    ),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "not a finite number"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "read as a date by some programs"),
    (re.compile(r"<<|="), "a special word of YAML"),
)
