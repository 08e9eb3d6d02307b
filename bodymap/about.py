"""Short pages about what this is: trigger points, referred pain, disputes, limits, history, other causes of pain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bodymap.crosscheck import check_known, used_sources
from bodymap.muscle import Fact, Id, Text
from bodymap.strict_yaml import Document, Where
from bodymap.yaml_source import Record, load_with_lines

__all__ = ["Page", "check_entry_ids", "check_known_sources", "load_about"]


class Page(Record):
    """One page: each paragraph is a fact with its grade and sources."""

    id: Id
    title: Annotated[str, Field(min_length=3, max_length=80)]
    summary: Text
    paragraphs: tuple[Fact, ...] = Field(min_length=1)


class AboutFile(Record):
    """The whole of about.yaml."""

    pages: tuple[Page, ...] = Field(min_length=1)


def load_about(path: Path, known_sources: Collection[str] | None = None) -> tuple[tuple[Page, ...], Document]:
    """Read about.yaml, and its document for checks across files; sources not given are not checked.

    Raises
    ------
    DataError
        The file is missing or wrong, repeats an id or names an unknown source; carries file and line.
    """
    content, document = load_with_lines(path, AboutFile)
    check_known_sources(document, known_sources)
    check_entry_ids(document, ("pages",), (page.id for page in content.pages))
    return content.pages, document


def check_known_sources(file: Document, known: Collection[str] | None) -> None:
    """Every source that the file names is known, where they are given."""
    for where, key in used_sources(file.data):
        check_known(file, where, "source", key, known)


def check_entry_ids(file: Document, where: Where, ids: Iterable[str]) -> None:
    """No id stands twice in the list at `where`."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            message = f"the id '{name}' is given twice"
            raise file.error((*where, index, "id"), message, "Give each entry an id of its own.")
        seen.add(name)
