"""Data files into models: YAML read strictly, errors with file and line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bodymap.errors import DataError
from bodymap.strict_yaml import Document, read_document

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Record", "SeveralProblems", "load_model", "load_with_lines", "misfits"]

ModelT = TypeVar("ModelT", bound=BaseModel)


class Record(BaseModel):
    """Base of every model of a data file: cannot be changed, refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class SeveralProblems(DataError):
    """Several problems in one file, told as the first of them.

    Parameters
    ----------
    each : sequence of DataError
        All of them, by line; at least two.
    """

    def __init__(self, each: Sequence[DataError]) -> None:
        first = each[0]
        self.each = tuple(each)
        super().__init__(first.path, first.line, f"{first.message} (and {len(each) - 1} more)", first.fix)


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
        each = misfits(document, problem)
        raise (each[0] if len(each) == 1 else SeveralProblems(each)) from None


def misfits(document: Document, problem: ValidationError) -> list[DataError]:
    """Everything in a document that does not fit its model, by line."""
    everything = problem.errors(include_url=False, include_context=True)
    # A list whose entry is wrong is also reported as too short: the entry is what the reader wants.
    found = [
        each
        for each in everything
        if not any(
            len(other["loc"]) > len(each["loc"]) and other["loc"][: len(each["loc"])] == each["loc"]
            for other in everything
        )
    ]
    # A misspelt key shows up as unknown and as missing: the unknown one is where the eye should go.
    found.sort(key=lambda each: (document.line(each["loc"]), each["type"] == "missing"))
    return [document.error(document.nearest(each["loc"]), *_explain(each)) for each in found]


def _explain(found: ErrorDetails) -> tuple[str, str]:
    if found["type"] == "extra_forbidden":
        return (
            f"unknown key '{found['loc'][-1]}'",
            "Correct its spelling or remove it; data/README.md lists the keys.",
        )
    if found["type"] == "missing":
        return f"'{found['loc'][-1]}' is missing", "Add it; data/README.md says what it holds."
    if found["type"] == "value_error":
        return str(found["ctx"]["error"]), "Correct this entry; data/README.md describes it."
    if found["type"] == "too_short" and found["loc"][-1] == "zones":
        return "no zone refers to this trigger point", "Say where it is felt: at least one essential zone."
    return found["msg"][0].lower() + found["msg"][1:], "Correct this value; data/README.md describes it."
