"""Checks between the entries of the data files: ids, sources, and the words that zones and questions use.

Each is there twice: ``..._problems`` gives every problem, for ``bodymap check``; ``check_...`` raises the first, for
loading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from bodymap.errors import DataError
from bodymap.muscle import Muscle
from bodymap.name_search import names_of, plain
from bodymap.red_flags import RedFlags
from bodymap.shapes import Band, Panel, Point, Shape
from bodymap.strict_yaml import Document, Where

__all__ = [
    "Entry",
    "Problems",
    "caution_problems",
    "check_cautions",
    "check_ids",
    "check_known",
    "check_questions",
    "check_sources",
    "id_problems",
    "places_of",
    "places_used",
    "question_problems",
    "source_problems",
    "unknown",
    "used_sources",
]

Problems = Iterator[DataError]


def used_sources(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every source that a file's data names, with its place in the file."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "sources":
                yield from (((*where, key, index), source) for index, source in enumerate(value))
            else:
                yield from used_sources(value, (*where, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from used_sources(value, (*where, index))


def source_problems(
    sources: Collection[str], sources_file: Document, files: Sequence[Document], *, unused: bool = True
) -> Problems:
    """Sources that are named and do not exist, and, unless not wanted, those that nothing names."""
    used: set[str] = set()
    for file in files:
        for where, key in used_sources(file.data):
            yield from unknown(file, where, "source", key, sources)
            used.add(key)
    for key in sources if unused else ():
        if key not in used:
            yield sources_file.error(
                ("sources", key), "no entry names this source", "Remove it, or name it where it is used."
            )


def check_sources(sources: Collection[str], sources_file: Document, files: Sequence[Document]) -> None:
    """Every source that the files name exists, and every source is named."""
    _refuse(source_problems(sources, sources_file, files))


class Entry(NamedTuple):
    """A muscle, and where it was read: the file, and its place in the file's list."""

    file: Document
    place: int
    muscle: Muscle

    @property
    def where(self) -> Where:
        """Its place in the file."""
        return ("muscles", self.place)


def id_problems(entries: Sequence[Entry]) -> Problems:
    """Ids given twice, names of two muscles, zones that stand under another trigger point than their id says."""
    owners: dict[str, str] = {}
    seen: set[str] = set()
    for entry in entries:
        file, muscle = entry.file, entry.muscle
        if muscle.id in seen:
            yield _twice(file, (*entry.where, "id"), muscle.id)
        seen.add(muscle.id)
        for name in names_of(muscle):
            owner = owners.setdefault(plain(name), muscle.id)
            if owner != muscle.id:
                yield file.error(
                    entry.where,
                    f"the name '{name}' also belongs to {owner}",
                    "Keep it as a synonym of one muscle; the other may have it in 'everyday_words'.",
                )
        yield from _point_problems(entry)


def check_ids(entries: Sequence[Entry]) -> None:
    """No id twice, no name for two muscles, every zone under the trigger point that its id names."""
    _refuse(id_problems(entries))


def _point_problems(entry: Entry) -> Problems:
    points: set[str] = set()
    zones: set[str] = set()
    for j, point in enumerate(entry.muscle.trigger_points):
        where: Where = (*entry.where, "trigger_points", j)
        if point.id in points:
            yield _twice(entry.file, (*where, "id"), point.id)
        points.add(point.id)
        for k, zone in enumerate(point.zones):
            if zone.id in zones:
                yield _twice(entry.file, (*where, "zones", k, "id"), zone.id)
            zones.add(zone.id)
            if not zone.id.startswith(f"{entry.muscle.id}.{point.id}."):
                yield entry.file.error(
                    (*where, "zones", k, "id"),
                    f"this zone stands under {entry.muscle.id}, {point.id}",
                    f"Let its id begin with '{entry.muscle.id}.{point.id}.', or move it.",
                )


def caution_problems(entries: Sequence[Entry], known: Collection[str]) -> Problems:
    """Cautions that gate self-care or a technique and do not exist."""
    for entry in entries:
        gates: list[tuple[Where, Sequence[str]]] = [
            ((*entry.where, "self_care", "gated_by"), entry.muscle.self_care.gated_by),
            *(
                ((*entry.where, "professional_techniques", i, "gated_by"), technique.gated_by)
                for i, technique in enumerate(entry.muscle.professional_techniques)
            ),
        ]
        for where, names in gates:
            for index, name in enumerate(names):
                yield from unknown(entry.file, (*where, index), "caution", name, known)


def check_cautions(entries: Sequence[Entry], known: Collection[str]) -> None:
    """Every caution that gates self-care or a technique exists."""
    _refuse(caution_problems(entries, known))


def _twice(file: Document, where: Where, name: str) -> DataError:
    return file.error(where, f"the id '{name}' is given twice", "Give each entry an id of its own.")


def places_used(entry: Entry) -> Iterator[tuple[Where, str, str]]:
    """Every line, panel and landmark that a muscle names: where, what kind, which."""
    yield from places_of(entry.muscle.outline, (*entry.where, "outline"))
    for j, point in enumerate(entry.muscle.trigger_points):
        here: Where = (*entry.where, "trigger_points", j)
        yield _landmark(point.at, (*here, "at"))
        for k, zone in enumerate(point.zones):
            yield from places_of(zone.shapes, (*here, "zones", k, "shapes"))


def places_of(shapes: Sequence[Shape], where: Where) -> Iterator[tuple[Where, str, str]]:
    """Every line, panel and landmark that shapes name: where, what kind, which."""
    for index, shape in enumerate(shapes):
        if isinstance(shape, Band):
            yield (*where, index, "band", "along"), "line", shape.along
        elif isinstance(shape, Panel):
            yield (*where, index, "panel", "panel"), "panel", shape.panel
        else:
            yield _landmark(shape.at, (*where, index, "oval", "at"))


def _landmark(point: Point, where: Where) -> tuple[Where, str, str]:
    return where, "landmark", point.landmark


def unknown(file: Document, where: Where, kind: str, name: str, known: Collection[str] | None) -> Problems:
    """The problem that a name is not among the known ones; none where they are not given."""
    if known is not None and name not in known:
        near = get_close_matches(name, list(known), n=2)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Name a {kind} that exists."
        yield file.error(where, f"there is no {kind} '{name}'", hint)


def check_known(file: Document, where: Where, kind: str, name: str, known: Collection[str] | None) -> None:
    """A name is among the known ones, where they are given."""
    _refuse(unknown(file, where, kind, name, known))


def question_problems(red_flags: RedFlags, file: Document, known_areas: Collection[str] | None) -> Problems:
    """Questions and flags without each other, and flags, questions and areas that are named and do not exist."""
    flags = [flag.id for flag in red_flags.flags]
    questions = [question.id for question in red_flags.questions]
    for name, ids in (("flags", flags), ("questions", questions)):
        for index, each in enumerate(ids):
            if each in ids[:index]:
                yield _twice(file, (name, index, "id"), each)
    for index, question in enumerate(red_flags.questions):
        where: Where = ("questions", index)
        yield from unknown(file, (*where, "flag"), "flag", question.flag, flags)
        for other in question.only_if:
            yield from unknown(file, (*where, "only_if", other), "question", other, questions)
        yield from _area_problems(red_flags, file, (*where, "areas"), question.areas, known_areas)
    nerve_root = red_flags.notes.nerve_root.areas
    yield from _area_problems(red_flags, file, ("notes", "nerve_root", "areas"), nerve_root, known_areas)
    for place, areas in red_flags.places.items():
        for index, area in enumerate(areas):
            yield from unknown(file, ("places", place, index), "area", area, known_areas)
    for index, flag in enumerate(flags):
        if not any(question.flag == flag for question in red_flags.questions):
            yield file.error(("flags", index), f"no question looks for '{flag}'", "Add a question, or remove the flag.")


def check_questions(red_flags: RedFlags, file: Document, known_areas: Collection[str] | None) -> None:
    """Questions and flags need each other, and name flags, questions and areas that exist."""
    _refuse(question_problems(red_flags, file, known_areas))


def _area_problems(
    red_flags: RedFlags, file: Document, where: Where, areas: Sequence[str], known: Collection[str] | None
) -> Problems:
    for index, area in enumerate(areas):
        if area not in red_flags.places:
            yield from unknown(file, (*where, index), "area", area, known)


def _refuse(problems: Problems) -> None:
    """Raise the first problem, if there is one."""
    if first := next(problems, None):
        raise first
