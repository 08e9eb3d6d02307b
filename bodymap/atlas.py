"""The atlas: muscles, sources and warning signs, read from the data folder and checked against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from bodymap.crosscheck import check_ids, check_known, check_questions, check_sources, places_used
from bodymap.errors import UnknownName
from bodymap.muscle import Fact, Muscle, Source, SourceKey
from bodymap.name_search import find, names_of, plain
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
    muscles: tuple[Muscle, ...] = Field(min_length=1)


class SourcesFile(Record):
    """The whole of sources.yaml."""

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
        check_sources(sources.sources, sources_file, (muscles_file, red_flags_file))
        check_ids(muscles.muscles, muscles_file)
        for where, kind, name in places_used(muscles.muscles):
            known = {"line": known_lines, "panel": known_panels, "landmark": known_landmarks}[kind]
            check_known(muscles_file, where, kind, name, known)
        check_questions(red_flags, red_flags_file, known_areas)
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
        return find(query, tuple(self.muscles.values()))
