"""The atlas: muscles, sources and warning signs, read from the data folder and checked against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from bodymap.about import Page, load_about
from bodymap.crosscheck import (
    Entry,
    check_cautions,
    check_ids,
    check_known,
    check_questions,
    check_sources,
    places_used,
)
from bodymap.errors import UnknownName
from bodymap.look_alikes import LookAlike, load_look_alikes
from bodymap.muscle import Caution, Fact, Muscle, Source, SourceKey
from bodymap.name_search import find, names_of, plain
from bodymap.neighbours import Complaint, load_neighbours
from bodymap.red_flags import RedFlags
from bodymap.yaml_source import Record, load_with_lines

__all__ = ["Atlas", "General"]


class General(Record):
    """What holds for every muscle."""

    limits: tuple[Fact, ...] = Field(min_length=1)
    self_care_dose: tuple[Fact, ...] = Field(min_length=1)
    self_care_cautions: tuple[Fact, ...] = Field(min_length=1)


class MusclesFile(Record):
    """The whole of muscles.yaml."""

    general: General
    cautions: tuple[Caution, ...] = Field(min_length=1)
    include: tuple[Annotated[str, Field(pattern=r"^muscles/[a-z_]+\.yaml$")], ...] = ()
    muscles: tuple[Muscle, ...] = Field(min_length=1)


class IncludedFile(Record):
    """A file of more muscles, named under ``include`` in muscles.yaml."""

    muscles: tuple[Muscle, ...] = Field(min_length=1)


class SourcesFile(Record):
    """The whole of sources.yaml."""

    sources: dict[SourceKey, Source]


class Atlas:
    """Everything that clinicians curate, validated.

    Attributes
    ----------
    muscles : mapping of str to Muscle
        By id, in the order of the files.
    sources : mapping of str to Source
        By key.
    red_flags : RedFlags
        Warning signs and the questions that look for them.
    general : General
        Limits, and rules of self-care that hold for every muscle.
    cautions : mapping of str to Caution
        What must be asked before self-care or a technique is shown, by id.
    look_alikes : mapping of str to LookAlike
        Joints, nerves and tendons that hurt in the same places, by id.
    complaints : tuple of Complaint
        For each, the muscles one joint above and below worth examining.
    about : mapping of str to Page
        Short pages about trigger points and these maps, by id.
    """

    def __init__(
        self,
        muscles: Sequence[Muscle],
        sources: Mapping[str, Source],
        red_flags: RedFlags,
        general: General,
        cautions: Sequence[Caution],
        look_alikes: Sequence[LookAlike],
        complaints: Sequence[Complaint],
        about: Sequence[Page],
    ) -> None:
        self.look_alikes: Mapping[str, LookAlike] = MappingProxyType({each.id: each for each in look_alikes})
        self.complaints = tuple(complaints)
        self.about: Mapping[str, Page] = MappingProxyType({page.id: page for page in about})
        self.cautions: Mapping[str, Caution] = MappingProxyType({caution.id: caution for caution in cautions})
        self.muscles: Mapping[str, Muscle] = MappingProxyType({muscle.id: muscle for muscle in muscles})
        self.sources: Mapping[str, Source] = MappingProxyType(dict(sources))
        self.red_flags = red_flags
        self.general = general
        self._by_name = {plain(name): muscle for muscle in muscles for name in names_of(muscle)}

    @classmethod
    def load(
        cls,
        data_dir: Path,
        known_lines: Collection[str] | None = None,
        known_panels: Collection[str] | None = None,
        known_landmarks: Collection[str] | None = None,
        known_areas: Collection[str] | None = None,
    ) -> Atlas:
        """Load ``muscles.yaml`` with what it includes, and the files about sources, red flags and everything else.

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
        entries = [Entry(muscles_file, index, muscle) for index, muscle in enumerate(muscles.muscles)]
        files = [muscles_file]
        for name in muscles.include:
            included, file = load_with_lines(data_dir / name, IncludedFile)
            entries += [Entry(file, index, muscle) for index, muscle in enumerate(included.muscles)]
            files.append(file)
        check_ids(entries)
        red_flags, red_flags_file = load_with_lines(data_dir / "red_flags.yaml", RedFlags)
        look_alikes, look_alikes_file = load_look_alikes(
            data_dir / "look_alikes.yaml", sources.sources, known_lines, known_panels, known_landmarks
        )
        complaints, neighbours_file = load_neighbours(
            data_dir / "neighbours.yaml", {entry.muscle.id for entry in entries}, known_areas, sources.sources
        )
        pages, about_file = load_about(data_dir / "about.yaml", sources.sources)
        files += [red_flags_file, look_alikes_file, neighbours_file, about_file]
        check_sources(sources.sources, sources_file, files)
        check_cautions(entries, {caution.id for caution in muscles.cautions})
        for entry in entries:
            for where, kind, name in places_used(entry):
                known = {"line": known_lines, "panel": known_panels, "landmark": known_landmarks}[kind]
                check_known(entry.file, where, kind, name, known)
        check_questions(red_flags, red_flags_file, known_areas)
        every = [entry.muscle for entry in entries]
        return cls(every, sources.sources, red_flags, muscles.general, muscles.cautions, look_alikes, complaints, pages)

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
        return find(query, tuple(self.muscles.values()))
