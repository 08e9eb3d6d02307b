"""The linter behind ``bodymap check``: everything that is wrong with a data folder, in one run.

Loading stops at the first problem, since a server must not start on broken data. The linter goes on: what cannot be
read is set aside, and the rest is still checked, entry by entry, on the body too (`bodymap.lint_skin`).

To add a check, write a generator of `DataError` and decorate it:

>>> @checks
... def nothing_is_called_banana(data: Data) -> Problems:
...     for entry in data.entries:
...         if entry.muscle.id == "banana":
...             yield entry.file.error((*entry.where, "id"), "a fruit", "Remove it.")
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bodymap.about import load_about
from bodymap.anatomy import Anatomy
from bodymap.atlas import IncludedFile, MusclesFile, SourcesFile
from bodymap.crosscheck import (
    Entry,
    Problems,
    caution_problems,
    id_problems,
    places_used,
    question_problems,
    source_problems,
    unknown,
)
from bodymap.errors import DataError
from bodymap.explorer import Bodymap
from bodymap.languages import Languages
from bodymap.lineart import LineArt
from bodymap.lint_skin import Ground, skin_problems
from bodymap.look_alikes import load_look_alikes
from bodymap.muscle import Muscle
from bodymap.neighbours import load_neighbours
from bodymap.patient_texts import muscle_texts
from bodymap.red_flags import RedFlags
from bodymap.regions import Regions, bare
from bodymap.strict_yaml import Document, read_document
from bodymap.surface import Surface
from bodymap.yaml_source import SeveralProblems, misfits

__all__ = ["Data", "Ground", "check", "checks", "lint"]

ModelT = TypeVar("ModelT", bound=BaseModel)
_REQUIRED = ("muscles.yaml", "sources.yaml", "red_flags.yaml", "lines.yaml", "regions.yaml", "figure.yaml")


@dataclass(frozen=True)
class Data:
    """What could be read of a data folder.

    Attributes
    ----------
    folder : Path
        The data folder.
    files : dict of str to Document
        Every YAML file that could be parsed, by its path inside the folder (``muscles/leg.yaml``).
    entries : list of Entry
        Every muscle that fits its model, with file and line.
    sources : dict
        Raw entries of sources.yaml by key; empty where it cannot be read.
    ground : Ground or None
        The body with its lines and regions; None where its files are broken.
    """

    folder: Path
    files: dict[str, Document] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    sources: Mapping[str, Any] = field(default_factory=dict)
    ground: Ground | None = None

    def muscle_files(self) -> Iterator[tuple[str, Document]]:
        """The files that hold muscles: muscles.yaml, and those under muscles/ that it includes."""
        for name in dict.fromkeys(("muscles.yaml", *self.included)):
            if name in self.files:
                yield name, self.files[name]

    @property
    def included(self) -> tuple[str, ...]:
        """What muscles.yaml includes, as far as it can be read."""
        listed = _entry(self.files.get("muscles.yaml"), "include")
        return tuple(str(name) for name in listed) if isinstance(listed, tuple) else ()

    @property
    def areas(self) -> set[str] | None:
        """Areas of the body without side; None where regions.yaml is broken."""
        return {bare(area) for area in self.ground.regions.areas} if self.ground else None


Check = Callable[[Data], Iterable[DataError]]
_CHECKS: list[Check] = []


def checks(check: Check) -> Check:
    """Add a check to every run of the linter. What it yields, or raises as DataError, is reported."""
    _CHECKS.append(check)
    return check


def lint(folder: Path, ground: Ground | None = None) -> list[DataError]:
    """Every problem of a data folder, by file and line.

    Parameters
    ----------
    folder : Path
        The data folder.
    ground : Ground, optional
        A body built before, from the same files but muscles; built from the folder by default.
    """
    problems: list[DataError] = []
    files = _parse(folder, problems)
    if ground is None:
        ground = _ground(folder, problems)
    found = _entry(files.get("sources.yaml"), "sources")
    data = Data(folder, files, sources=found if isinstance(found, dict) else {}, ground=ground)
    data.entries.extend(_muscles(data, problems))
    for check in _CHECKS:
        _collect(check, data, problems)
    return sorted({str(p): p for p in problems}.values(), key=lambda p: (p.path, p.line or 0))


def check(folder: Path) -> tuple[list[DataError], Bodymap | None]:
    """Every problem of a data folder; where there is none, the data as the server would load it.

    Whatever stops the server is a problem too, though no check here knows of it.
    """
    problems = lint(folder)
    if problems:
        return problems, None
    try:
        return [], Bodymap.load(folder)
    except DataError as error:
        return [*_each(error)], None


def _each(error: DataError) -> tuple[DataError, ...]:
    return error.each if isinstance(error, SeveralProblems) else (error,)


def _collect(check: Check, data: Data, problems: list[DataError]) -> None:
    try:
        for problem in check(data):
            problems += _each(problem)
    except DataError as error:
        problems += _each(error)


def _entry(file: Document | None, key: str) -> Any:
    return file.data.get(key) if file is not None and isinstance(file.data, dict) else None


# -- reading ------------------------------------------------------------------------------------


def _parse(folder: Path, problems: list[DataError]) -> dict[str, Document]:
    files: dict[str, Document] = {}
    paths = {folder / name for name in _REQUIRED} | set(folder.rglob("*.yaml"))
    for path in sorted(paths):
        try:
            document = read_document(path)
        except DataError as error:
            problems.append(error)
            continue
        files[path.relative_to(folder).as_posix()] = document
        content = path.read_bytes()
        if not content.endswith(b"\n"):
            message = "the file ends in the middle of a line: it may have been saved only in part"
            fix = "See whether its end is there; if it is, press Enter after it and save."
            problems.append(DataError(document.path, content.count(b"\n") + 1, message, fix))
    return files


def _ground(folder: Path, problems: list[DataError]) -> Ground | None:
    try:
        surface = Surface.load(folder / "bodies")
        anatomy = Anatomy(surface, folder / "lines.yaml")
        return Ground(surface, anatomy, Regions(anatomy, folder / "regions.yaml", surface.buried))
    except DataError as error:
        problems += _each(error)
        return None


def _fit(file: Document, model: type[ModelT], problems: list[DataError]) -> ModelT | None:
    try:
        return model.model_validate(file.data, strict=True)
    except ValidationError as error:
        problems += misfits(file, error)
        return None


def _muscles(data: Data, problems: list[DataError]) -> Iterator[Entry]:
    """The muscles that fit their model, also from files in which others do not."""
    for name, file in data.muscle_files():
        model: type[MusclesFile] | type[IncludedFile] = MusclesFile if name == "muscles.yaml" else IncludedFile
        whole = _fit(file, model, problems)
        if whole is not None:
            yield from (Entry(file, index, muscle) for index, muscle in enumerate(whole.muscles))
            continue
        listed = _entry(file, "muscles")
        for index, each in enumerate(listed if isinstance(listed, tuple) else ()):
            try:
                yield Entry(file, index, Muscle.model_validate(each, strict=True))
            except ValidationError:
                continue  # told above, with the whole file


# -- checks -------------------------------------------------------------------------------------


@checks
def _every_file_is_included(data: Data) -> Problems:
    start = data.files.get("muscles.yaml")
    if start is None:
        return
    for index, name in enumerate(data.included):
        if name in data.included[:index]:
            yield start.error(("include", index), f"'{name}' is included twice", "Name it once.")
        if name not in data.files and not (data.folder / name).is_file():
            fix = "Correct the name, or restore the file."
            yield start.error(("include", index), f"there is no file '{name}'", fix)
    for path in sorted((data.folder / "muscles").glob("*.y*ml")):
        name = path.relative_to(data.folder).as_posix()
        if name not in data.included:
            fix = f"Add '{name}' to 'include' in muscles.yaml, or move the file out of this folder."
            yield DataError(f"{Path(start.path).parent.as_posix()}/{name}", None, "this file is never read", fix)


@checks
def _sources(data: Data) -> Problems:
    file = data.files.get("sources.yaml")
    if file is None:
        return
    found: list[DataError] = []
    _fit(file, SourcesFile, found)
    yield from found
    if not found:
        others = [other for name, other in data.files.items() if name != "sources.yaml"]
        # A file that cannot be read may name any source.
        unused = len(data.files) >= len(list(data.folder.rglob("*.yaml")))
        yield from source_problems(data.sources, file, others, unused=unused)


@checks
def _ids(data: Data) -> Problems:
    return id_problems(data.entries)


@checks
def _cautions(data: Data) -> Problems:
    listed = _entry(data.files.get("muscles.yaml"), "cautions")
    if isinstance(listed, tuple):
        known = {caution.get("id") for caution in listed if isinstance(caution, dict)}
        yield from caution_problems(data.entries, {str(name) for name in known})


@checks
def _names_of_places(data: Data) -> Problems:
    if data.ground is None:
        return
    anatomy = data.ground.anatomy
    known: dict[str, Collection[str]] = {
        "line": anatomy.lines,
        "panel": anatomy.panels,
        "landmark": anatomy.landmarks,
    }
    for entry in data.entries:
        for where, kind, name in places_used(entry):
            yield from unknown(entry.file, where, kind, name, known[kind])


@checks
def _associated_muscles(data: Data) -> Problems:
    known = _ids_of_all(data)
    for entry in data.entries:
        for index, other in enumerate(entry.muscle.associated):
            where = (*entry.where, "associated", index, "muscle")
            yield from unknown(entry.file, where, "muscle", other.muscle, known)


@checks
def _grades(data: Data) -> Problems:
    """Grade A means read; what no source is named for stays faint."""
    unread = {key for key, source in data.sources.items() if _read(source) == "from memory"}
    for entry in data.entries:
        yield from _read_from_memory(entry.file, entry.where, _at(entry.file.data, entry.where), unread)
        for j, point in enumerate(entry.muscle.trigger_points):
            for k, zone in enumerate(point.zones):
                where = (*entry.where, "trigger_points", j, "zones", k)
                if zone.evidence.source_level == "zone":
                    continue
                if zone.strength > 0.5:
                    message = f"zone {zone.id} has no source of its own and a strength above 0.5"
                    fix = "Write a strength of at most 0.5, or name the source that describes this zone."
                    yield entry.file.error((*where, "strength"), message, fix)
                for name in ("location", "extent"):
                    if getattr(zone.evidence, name) == "A":
                        message = f"zone {zone.id} has grade A for its {name} and names no source"
                        fix = "Name the source that was read, or use B or C."
                        yield entry.file.error((*where, "evidence", name), message, fix)


@checks
def _skin(data: Data) -> Problems:
    for entry in data.entries if data.ground else ():
        assert data.ground is not None
        yield from skin_problems(entry, data.ground)


@checks
def _red_flags(data: Data) -> Problems:
    if file := data.files.get("red_flags.yaml"):
        found: list[DataError] = []
        red_flags = _fit(file, RedFlags, found)
        yield from found
        if red_flags is not None:
            yield from question_problems(red_flags, file, data.areas)


@checks
def _figure(data: Data) -> Problems:
    if data.ground is not None and "figure.yaml" in data.files:
        LineArt.load(data.folder / "figure.yaml", data.ground.surface.reference.table)
    yield from ()


@checks
def _look_alikes(data: Data) -> Problems:
    if "look_alikes.yaml" in data.files:
        path, known = data.folder / "look_alikes.yaml", data.sources or None
        if data.ground is None:
            load_look_alikes(path, known)
        else:
            on = data.ground.anatomy
            load_look_alikes(path, known, on.lines, on.panels, on.landmarks)
    yield from ()


@checks
def _neighbours(data: Data) -> Problems:
    if "neighbours.yaml" in data.files:
        load_neighbours(data.folder / "neighbours.yaml", _ids_of_all(data), data.areas, data.sources or None)
    yield from ()


@checks
def _about(data: Data) -> Problems:
    if "about.yaml" in data.files:
        load_about(data.folder / "about.yaml", data.sources or None)
    yield from ()


@checks
def translations(data: Data) -> Problems:
    """Broken catalogues, and texts of muscles that a language lacks."""
    languages = Languages(data.folder / "translations")
    for entry in data.entries:
        texts = {text: where for where, text in muscle_texts(entry.muscle)}
        for code, missing in languages.missing(texts).items():
            for text in missing:
                yield entry.file.error(
                    (*entry.where, *texts[text]),
                    f"this text has no translation in '{code}'",
                    f"Add it to a file in translations/{code}/ with the English text as its key.",
                )


def _ids_of_all(data: Data) -> set[str] | None:
    """Ids of all muscles, also of those that do not fit their model; None where a file of them cannot be read."""
    files = dict(data.muscle_files())
    if set(files) != {"muscles.yaml", *data.included}:
        return None
    listed = [_entry(file, "muscles") for file in files.values()]
    entries = [each for muscles in listed if isinstance(muscles, tuple) for each in muscles]
    return {str(each.get("id")) for each in entries if isinstance(each, dict)}


def _at(value: Any, where: Iterable[Any]) -> Any:
    for step in where:
        value = value[step]
    return value


def _read(source: Any) -> Any:
    return source.get("read") if isinstance(source, dict) else None


def _read_from_memory(file: Document, where: tuple[Any, ...], value: Any, unread: set[str]) -> Problems:
    if isinstance(value, dict):
        named = value.get("sources")
        if value.get("grade") == "A" and named and unread.issuperset(named):
            message = f"grade A, but {', '.join(named)} was not opened: sources.yaml says 'from memory'"
            yield file.error((*where, "grade"), message, "Use grade B, or name the source that was read.")
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for key, each in children:
        yield from _read_from_memory(file, (*where, key), each, unread)
