"""The atlas: muscles, sources and warning signs, read from the data folder and checked against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field

from bodymap.errors import DataError, UnknownName
from bodymap.muscle import Fact, Muscle, Source, SourceKey
from bodymap.red_flags import RedFlags
from bodymap.shapes import Band, Panel, Point, Shape
from bodymap.yaml_source import Document, Key, Record, load_with_lines

__all__ = ["Atlas", "General"]

Where = tuple[Key, ...]


class General(Record):
    """What holds for every muscle."""

    limits: tuple[Fact, ...] = Field(min_length=1)
    self_care_dose: tuple[Fact, ...] = Field(min_length=1)
    self_care_cautions: tuple[Fact, ...] = Field(min_length=1)


class MusclesFile(Record):
    general: General
    muscles: tuple[Muscle, ...] = Field(min_length=1)


class SourcesFile(Record):
    sources: dict[SourceKey, Source]


class Atlas:
    """Everything that clinicians curate, validated.

    Attributes
    ----------
    muscles : mapping of str to Muscle
        By id, in the order of the file.
    sources : mapping of str to Source
        By key.
    red_flags : RedFlags
        Warning signs and the questions that look for them.
    general : General
        Limits, and rules of self-care that hold for every muscle.
    """

    def __init__(
        self, muscles: Sequence[Muscle], sources: Mapping[str, Source], red_flags: RedFlags, general: General
    ) -> None:
        self.muscles: Mapping[str, Muscle] = MappingProxyType({muscle.id: muscle for muscle in muscles})
        self.sources: Mapping[str, Source] = MappingProxyType(dict(sources))
        self.red_flags = red_flags
        self.general = general
        self._by_name = {plain(name): muscle for muscle in muscles for name in _names(muscle)}

    @classmethod
    def load(
        cls,
        data_dir: Path,
        known_lines: Collection[str] | None = None,
        known_panels: Collection[str] | None = None,
        known_landmarks: Collection[str] | None = None,
        known_areas: Collection[str] | None = None,
    ) -> Atlas:
        """Load ``muscles.yaml``, ``sources.yaml`` and ``red_flags.yaml``.

        Parameters
        ----------
        data_dir : Path
            The data folder.
        known_lines, known_panels, known_landmarks, known_areas : collection of str, optional
            Names that zones and questions may use (areas without side); what is not given is not checked.

        Raises
        ------
        DataError
            If a file is missing or wrong, or the files do not fit each other; carries file and line.
        """
        sources, sources_file = load_with_lines(data_dir / "sources.yaml", SourcesFile)
        muscles, muscles_file = load_with_lines(data_dir / "muscles.yaml", MusclesFile)
        red_flags, red_flags_file = load_with_lines(data_dir / "red_flags.yaml", RedFlags)
        _check_sources(sources, sources_file, (muscles_file, red_flags_file))
        _check_ids(muscles.muscles, muscles_file)
        for where, kind, name in _places_used(muscles.muscles):
            known = {"line": known_lines, "panel": known_panels, "landmark": known_landmarks}[kind]
            _check_known(muscles_file, where, kind, name, known)
        _check_questions(red_flags, red_flags_file, known_areas)
        return cls(muscles.muscles, sources.sources, red_flags, muscles.general)

    def muscle(self, name: str) -> Muscle:
        """The muscle with an id, a name or a synonym, in any case and with or without accents.

        Raises
        ------
        UnknownName
            If nothing answers to it; suggests near names.
        """
        found = self._by_name.get(plain(name))
        if found is None:
            known = [*self.muscles, *(key.replace(" ", "_") for key in self._by_name)]
            raise UnknownName("muscle", plain(name), dict.fromkeys(known), "muscle")
        return found

    def find_muscles(self, query: str) -> tuple[Muscle, ...]:
        """Muscles that a few words may mean, best first: names, synonyms, everyday words, near spellings.

        An empty query gives every muscle; one that fits nothing gives none.
        """
        wanted = plain(query)
        if not wanted:
            return tuple(self.muscles.values())
        words = [word for word in wanted.split() if word not in _FILLERS]
        graded = [(grade, muscle) for muscle in self.muscles.values() if (grade := _fit(muscle, wanted, words))]
        best = [muscle for _, muscle in sorted(graded, key=lambda pair: pair[0])]
        return tuple(best) if best else tuple(m for m in self.muscles.values() if _nearly(m, wanted, words))


_FILLERS = frozenset("a ache aches aching and at hurt hurts hurting i in is it left muscle my of on or pain painful "
                     "right side sore the".split())


def plain(text: str) -> str:
    """Text without case, accents and punctuation, for comparing names: ``"Glúteus-Medius"`` -> ``"gluteus medius"``."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters.casefold()))


def _names(muscle: Muscle) -> tuple[str, ...]:
    return (muscle.id, muscle.names.english, muscle.names.latin, muscle.names.everyday, *muscle.synonyms)


def _fit(muscle: Muscle, wanted: str, words: Sequence[str]) -> int:
    """1 (it is the name) to 4 (all words occur); 0 where it does not fit."""
    names = [plain(name) for name in _names(muscle)]
    everyday = [plain(word) for word in muscle.everyday_words]
    if wanted in names:
        return 1
    if wanted in everyday:
        return 2
    if len(wanted) >= 3 and any(wanted in name for name in names):
        return 3
    vocabulary = {word for term in (*names, *everyday) for word in term.split()}
    fits = bool(words) and all(any(known.startswith(word) for known in vocabulary) for word in words)
    return 4 if fits else 0


def _nearly(muscle: Muscle, wanted: str, words: Sequence[str]) -> bool:
    """Whether a misspelling may mean the muscle: as a whole, or word by word."""
    terms = [plain(term) for term in (*_names(muscle), *muscle.everyday_words)]
    if get_close_matches(wanted, terms, n=1, cutoff=0.8):
        return True
    vocabulary = {word for term in terms for word in term.split() if len(word) > 3}
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(get_close_matches(word, vocabulary, n=1, cutoff=0.75) for word in long)


# -- checks between entries -----------------------------------------------------------------------


def _used_sources(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "sources":
                yield from (((*where, key, index), source) for index, source in enumerate(value))
            else:
                yield from _used_sources(value, (*where, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _used_sources(value, (*where, index))


def _check_sources(sources: SourcesFile, sources_file: Document, files: Sequence[Document]) -> None:
    used: set[str] = set()
    for file in files:
        for where, key in _used_sources(file.data):
            _check_known(file, where, "source", key, sources.sources)
            used.add(key)
    for key in sources.sources:
        if key not in used:
            raise sources_file.error(("sources", key), "no entry names this source", "Remove it, or name it where it is used.")


def _check_ids(muscles: Sequence[Muscle], file: Document) -> None:
    owners: dict[str, str] = {}
    for i, muscle in enumerate(muscles):
        if any(muscle.id == other.id for other in muscles[:i]):
            raise _twice(file, ("muscles", i, "id"), muscle.id)
        for name in _names(muscle):
            owner = owners.setdefault(plain(name), muscle.id)
            if owner != muscle.id:
                raise file.error(("muscles", i), f"the name '{name}' also belongs to {owner}",
                                 "Keep it as a synonym of one muscle; the other may have it in 'everyday_words'.")
        points: set[str] = set()
        zones: set[str] = set()
        for j, point in enumerate(muscle.trigger_points):
            where: Where = ("muscles", i, "trigger_points", j)
            if point.id in points:
                raise _twice(file, (*where, "id"), point.id)
            points.add(point.id)
            for k, zone in enumerate(point.zones):
                if zone.id in zones:
                    raise _twice(file, (*where, "zones", k, "id"), zone.id)
                zones.add(zone.id)
                if not zone.id.startswith(f"{muscle.id}.{point.id}."):
                    raise file.error((*where, "zones", k, "id"), f"this zone stands under {muscle.id}, {point.id}",
                                     f"Let its id begin with '{muscle.id}.{point.id}.', or move it.")


def _twice(file: Document, where: Where, name: str) -> DataError:
    return file.error(where, f"the id '{name}' is given twice", "Give each entry an id of its own.")


def _places_used(muscles: Sequence[Muscle]) -> Iterator[tuple[Where, str, str]]:
    """Every line, panel and landmark that is named: where, what kind, which."""
    for i, muscle in enumerate(muscles):
        at: Where = ("muscles", i)
        yield from _places_of(muscle.outline, (*at, "outline"))
        for j, point in enumerate(muscle.trigger_points):
            here: Where = (*at, "trigger_points", j)
            yield _landmark(point.at, (*here, "at"))
            for k, zone in enumerate(point.zones):
                yield from _places_of(zone.shapes, (*here, "zones", k, "shapes"))


def _places_of(shapes: Sequence[Shape], where: Where) -> Iterator[tuple[Where, str, str]]:
    for index, shape in enumerate(shapes):
        if isinstance(shape, Band):
            yield (*where, index, "band", "along"), "line", shape.along
        elif isinstance(shape, Panel):
            yield (*where, index, "panel", "panel"), "panel", shape.panel
        else:
            yield _landmark(shape.at, (*where, index, "oval", "at"))


def _landmark(point: Point, where: Where) -> tuple[Where, str, str]:
    return where, "landmark", point.landmark


def _check_known(file: Document, where: Where, kind: str, name: str, known: Collection[str] | None) -> None:
    if known is not None and name not in known:
        near = get_close_matches(name, list(known), n=2)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Name a {kind} that exists."
        raise file.error(where, f"there is no {kind} '{name}'", hint)


def _check_questions(red_flags: RedFlags, file: Document, known_areas: Collection[str] | None) -> None:
    flags = [flag.id for flag in red_flags.flags]
    questions = [question.id for question in red_flags.questions]
    for name, ids in (("flags", flags), ("questions", questions)):
        for index, each in enumerate(ids):
            if each in ids[:index]:
                raise _twice(file, (name, index, "id"), each)
    for index, flag in enumerate(flags):
        if not any(question.flag == flag for question in red_flags.questions):
            raise file.error(("flags", index), f"no question looks for '{flag}'", "Add a question, or remove the flag.")
    for index, question in enumerate(red_flags.questions):
        where: Where = ("questions", index)
        _check_known(file, (*where, "flag"), "flag", question.flag, flags)
        for other in question.only_if:
            _check_known(file, (*where, "only_if", other), "question", other, questions)
        _check_areas(red_flags, file, (*where, "areas"), question.areas, known_areas)
    _check_areas(red_flags, file, ("notes", "nerve_root", "areas"), red_flags.notes.nerve_root.areas, known_areas)
    for place, areas in red_flags.places.items():
        for index, area in enumerate(areas):
            _check_known(file, ("places", place, index), "area", area, known_areas)


def _check_areas(
    red_flags: RedFlags, file: Document, where: Where, areas: Sequence[str], known: Collection[str] | None
) -> None:
    for index, area in enumerate(areas):
        if area not in red_flags.places:
            _check_known(file, (*where, index), "area", area, known)
