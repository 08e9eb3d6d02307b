"""Parameters that several routes share, described once."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query

from bodymap import drawing

__all__ = ["Body", "MuscleId", "Side", "SideName", "Theme", "TriggerPoint", "ViewId"]

ViewId = Annotated[str, Path(description="View id, as listed by /info.", examples=["anterior"])]
MuscleId = Annotated[
    str,
    Path(description="Muscle id, or any of its names and synonyms.", max_length=64, examples=["iliopsoas"]),
]
Body = Annotated[drawing.Body, Query(description="The figure to draw on.", examples=["female"])]
Theme = Annotated[
    Literal["light", "dark"], Query(description="Colours for a light or a dark page.", examples=["dark"])
]
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
