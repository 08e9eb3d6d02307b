"""Parameters that several routes share, described once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Path, Query, Request
from fastapi.dependencies.models import Dependant

from bodymap import drawing

from .problems import InvalidRequest, ProblemError

__all__ = ["Body", "MuscleId", "Side", "SideName", "Theme", "TriggerPoint", "ViewId", "only_declared"]

ViewId = Annotated[str, Path(description="View id, as listed by /info.", examples=["anterior"])]
MuscleId = Annotated[
    str,
    Path(description="Muscle id, or any of its names and synonyms.", max_length=64, examples=["iliopsoas"]),
]
Body = Annotated[drawing.Body, Query(description="The figure to draw on.", examples=["female"])]
Theme = Annotated[Literal["light", "dark"], Query(description="Colours for a light or a dark page.", examples=["dark"])]
SideName = Literal["left", "right"]

Side = Annotated[SideName, Query(description="The person's own side.", examples=["right"])]
TriggerPoint = Annotated[
    str | None,
    Query(
        description="One trigger point of the muscle; all of them without it.",
        max_length=16,
        examples=["TrP1"],
    ),
]


async def only_declared(request: Request) -> None:
    """Refuse query parameters that the route does not declare, and any that is given twice.

    A misspelt one would be ignored otherwise, and ``?sied=right`` answered with the left side.
    """
    known = list(dict.fromkeys(_declared(request.scope["route"].dependant)))
    known_words = f"Known: {', '.join(known)}." if known else "This address takes none."
    errors = []
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        # The name is the sender's; one that is no plain word is not repeated.
        shown = name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,31}", name) else None
        if name not in known:
            detail = f"There is no such parameter here. {known_words}"
            errors.append(ProblemError(parameter=shown, detail=detail))
        elif times > 1:
            errors.append(ProblemError(parameter=shown, detail="This parameter appears more than once."))
    if errors:
        raise InvalidRequest(errors)


def _declared(dependant: Dependant) -> Iterator[str]:
    """Names of the query parameters of a route and of what it depends on."""
    yield from (parameter.alias for parameter in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _declared(inner)
