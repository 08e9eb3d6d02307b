"""Everything this package raises on purpose.

    BodymapError
    ├── DataError       a data file is missing or broken; says which line and what to do
    ├── UnknownName     a view, body, region, muscle, ... that does not exist; suggests near ones
    └── BadDrawing      a drawing that is well formed but cannot be placed on the body

Messages never repeat what a caller sent: a pain drawing is health data, and messages end in logs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

__all__ = ["BadDrawing", "BodymapError", "DataError", "UnknownName"]

_LONGEST_NAME = 64  # nothing here has a longer one


class BodymapError(Exception):
    """Base of every error that this package raises on purpose."""


class DataError(BodymapError):
    """A data file is missing, unreadable or wrong.

    Parameters
    ----------
    path : str
        The file, as a person would look for it (``data/muscles.yaml``).
    line : int or None
        Line in that file, from 1; None where no line is to blame.
    message : str
        What is wrong, naming the entry (``muscles.3.zones.0.width: must be above 0``).
    fix : str
        What to do about it, one sentence.
    """

    def __init__(self, path: str, line: int | None, message: str, fix: str) -> None:
        self.path, self.line, self.message, self.fix = path, line, message, fix
        super().__init__(path, line, message, fix)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message.rstrip('.')}. What to do: {self.fix}"


class UnknownName(BodymapError, LookupError):
    """A name that nothing here answers to.

    Parameters
    ----------
    kind : str
        What was asked for: ``"muscle"``, ``"view"``, ``"region"``, ...
    name : str
        The name as given; used to find near ones, never repeated in the message.
    known : iterable of str
        The names that do exist.
    field : str
        Where the name stood in the request, such as ``"muscle"`` or ``"view"``.

    Attributes
    ----------
    suggestions : tuple of str
        Up to four existing names that look like it, best first; a name without a side finds both sides.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], field: str = "") -> None:
        self.kind, self.field = kind, field or kind
        self.known = tuple(known)
        self.suggestions = _near(name, self.known)
        super().__init__(kind, self.field)

    def __str__(self) -> str:
        if self.suggestions:
            return f"There is no {self.kind} of that name. Did you mean {' or '.join(self.suggestions)}?"
        if len(self.known) <= 12:
            return f"There is no {self.kind} of that name. Known: {', '.join(self.known)}."
        return f"There is no {self.kind} of that name."


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Known names that may have been meant, whatever the case, the spaces and, where none is named, the side."""
    spelt: dict[str, list[str]] = {}
    for candidate in known:
        plain = _plain(candidate)
        for spelling in {plain, plain.removeprefix("left_").removeprefix("right_")}:
            spelt.setdefault(spelling, []).append(candidate)
    wanted = _plain(name[:_LONGEST_NAME])
    spellings = [wanted] if wanted in spelt else get_close_matches(wanted, spelt, n=3)
    found = dict.fromkeys(candidate for spelling in spellings for candidate in spelt[spelling])
    return tuple(found)[:4]


def _plain(name: str) -> str:
    return "_".join(re.findall(r"[^\W_]+", name.casefold()))


class BadDrawing(BodymapError, ValueError):
    """A drawing that cannot be placed on the body.

    Parameters
    ----------
    problems : sequence of (str, str)
        At least one: a JSON pointer (RFC 6901) from the top of the drawing, such as ``"/strokes/0/points/3"``, and
        what is wrong there and what would be right, without the offending value.

    Attributes
    ----------
    problems : tuple of (str, str)
        All of them.
    pointer, detail : str
        The first one.
    """

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        self.pointer, self.detail = self.problems[0]
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(f"{pointer}: {detail}" for pointer, detail in self.problems)
