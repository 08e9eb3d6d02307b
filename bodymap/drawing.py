"""What a person marks on the body: regions, outlines and brush strokes.

These are plain, frozen values. They know the limits of a drawing but nothing of the body:
whether a view or a region exists is asked of :class:`bodymap.explorer.Bodymap`.
Coordinates are those of the SVG picture of the named view: millimetres on the named body,
X to the right on the screen, Y downwards from the floor (so the hip lies near Y = -900).
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "MAX_OUTLINES",
    "MAX_POINTS",
    "MAX_POINTS_PER_MARK",
    "MAX_REGIONS",
    "MAX_STROKES",
    "Body",
    "Drawing",
    "Outline",
    "RegionMark",
    "Stroke",
]

MAX_REGIONS = 200
MAX_STROKES = 200
MAX_OUTLINES = 50
MAX_POINTS_PER_MARK = 500
MAX_POINTS = 10_000

Body = Literal["neutral", "female", "male", "larger"]

# Strict, because a lenient parser would read true as 1 and "5" as 5, and JSON as written by
# Python may hold NaN and Infinity.
Millimetres = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Point = tuple[Millimetres, Millimetres]
Radius = Annotated[
    float, Field(strict=True, allow_inf_nan=False, ge=2, le=150, description="Brush radius in millimetres.")
]
Intensity = Annotated[int, Field(strict=True, ge=1, le=10, description="How much it hurts, 1 to 10.")]
Name = Annotated[str, Field(min_length=1, max_length=64)]


class _Mark(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RegionMark(_Mark):
    """A whole named region that hurts."""

    region: Name = Field(description="Region id at any level, such as left_groin or left_thigh.")
    intensity: Intensity = 5


class _Line(_Mark):
    view: Name = Field(description="The view it was drawn in, such as anterior.")
    points: tuple[Point, ...]
    intensity: Intensity = 5


class Stroke(_Line):
    """A brush stroke: a chain of capsules of one radius. One point is a dab."""

    points: tuple[Point, ...] = Field(
        min_length=1,
        max_length=MAX_POINTS_PER_MARK,
        description="[x, y] pairs in the SVG coordinates of that view.",
    )
    radius: Radius = 20.0
    erase: Annotated[bool, Field(strict=True, description="Wipes what was marked before it.")] = False


class Outline(_Line):
    """A closed polygon, its inside painted."""

    points: tuple[Point, ...] = Field(
        min_length=3,
        max_length=MAX_POINTS_PER_MARK,
        description="[x, y] corners in the SVG coordinates of that view; closes itself.",
    )


class Drawing(_Mark):
    """Everything one person marked on one body.

    Regions and outlines come first, then the strokes in order; an erasing stroke wipes whatever was
    marked before it, in any view. Overlapping marks take the greater intensity.
    """

    body: Body = Field("neutral", description="The figure it was drawn on.")
    regions: tuple[RegionMark, ...] = Field((), max_length=MAX_REGIONS)
    strokes: tuple[Stroke, ...] = Field((), max_length=MAX_STROKES)
    outlines: tuple[Outline, ...] = Field((), max_length=MAX_OUTLINES)

    @model_validator(mode="after")
    def _within_limits(self) -> Self:
        if not self.regions and not self.outlines and all(stroke.erase for stroke in self.strokes):
            raise ValueError("Nothing is marked: give at least one region, outline or stroke.")
        if sum(len(line.points) for line in (*self.strokes, *self.outlines)) > MAX_POINTS:
            raise ValueError(f"Strokes and outlines may hold {MAX_POINTS:,} points in all.")
        return self
