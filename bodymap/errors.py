"""Everything this package raises on purpose.

    BodymapError
    ├── DataError       a data file is missing or broken; says which line and what to do
    ├── UnknownName     a view, body, region, muscle, ... that does not exist; suggests near ones
    └── BadDrawing      a drawing that is well formed but cannot be placed on the body

Messages never repeat what a caller sent: a pain drawing is health data, and messages end in logs.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["BadDrawing", "BodymapError", "DataError", "UnknownName"]


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
        Up to three existing names that look like it, best first.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], field: str = "") -> None:
        self.kind, self.field = kind, field or kind
        self.known = tuple(known)
        self.suggestions = tuple(get_close_matches(name.casefold().replace(" ", "_"), self.known, n=3))
        super().__init__(kind, self.field)

    def __str__(self) -> str:
        if self.suggestions:
            return f"There is no {self.kind} of that name. Did you mean {' or '.join(self.suggestions)}?"
        if len(self.known) <= 12:
            return f"There is no {self.kind} of that name. Known: {', '.join(self.known)}."
        return f"There is no {self.kind} of that name."


class BadDrawing(BodymapError, ValueError):
    """A drawing that cannot be placed on the body.

    Parameters
    ----------
    pointer : str
        JSON pointer (RFC 6901) from the top of the drawing: ``"/strokes/0/points/3"``.
    detail : str
        What is wrong and what would be right, without the offending value.
    """

    def __init__(self, pointer: str, detail: str) -> None:
        self.pointer, self.detail = pointer, detail
        super().__init__(pointer, detail)

    def __str__(self) -> str:
        return f"{self.pointer}: {self.detail}"
