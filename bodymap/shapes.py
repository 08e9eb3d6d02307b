"""The shapes that a zone is written in: bands along named lines, ovals at landmarks, patches of a panel.

Models only: which lines, panels and landmarks exist, and which cells a shape covers, is known to the anatomy.
Everything is written for the left side; lengths are millimetres along the skin of the neutral body.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, GetJsonSchemaHandler, Tag, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bodymap.yaml_source import Record

__all__ = ["Band", "Offset", "Oval", "Panel", "Point", "Shape"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Distance = Annotated[float, Field(ge=0, le=300, allow_inf_nan=False)]
Size = Annotated[float, Field(ge=5, le=400, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-180, le=360, allow_inf_nan=False)]
Sides = Literal["own", "both"]


def _pair(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (value, value)
    if isinstance(value, list | tuple) and len(value) == 2:
        return value
    raise ValueError("a width is a number of mm, or [at the start, at the end]")


class _OneOrTwo:
    """In the schema for editors a width may be one number, as `_pair` allows."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        two = handler(core)
        return {"anyOf": [two["prefixItems"][0], two]} if handler.mode == "validation" else two


class _Wrapped:
    """In the schema for editors a shape is written under its kind: ``band: {...}``."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner = handler(core)
        if handler.mode != "validation":
            return inner
        only = {"properties": {self._kind: inner}, "required": [self._kind], "additionalProperties": False}
        return {"type": "object", **only}


class Offset(Record):
    """A move along the skin, mm. Of two opposite directions at most one is given."""

    up: Distance = 0
    down: Distance = 0
    medial: Distance = 0
    lateral: Distance = 0
    front: Distance = 0
    back: Distance = 0

    @model_validator(mode="after")
    def _one_way(self) -> Offset:
        for one, other in (("up", "down"), ("medial", "lateral"), ("front", "back")):
            if getattr(self, one) and getattr(self, other):
                raise ValueError(f"both {one} and {other} are given")
        return self


class Point(Record):
    """A landmark of the left side or the midline, or a place a little way from it.

    Written as ``greater_trochanter`` or ``[greater_trochanter, {down: 20, back: 10}]``.
    """

    landmark: Name
    offset: Offset = Offset()

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"landmark": value}
        if isinstance(value, list | tuple):
            if len(value) != 2 or not isinstance(value[0], str) or not isinstance(value[1], dict):
                raise ValueError("a place is written [landmark, {down: 20, back: 10}]")
            return {"landmark": value[0], "offset": value[1]}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """As written in YAML, in the schema for editors."""
        schema = handler(core)
        if handler.mode == "validation":
            written = handler.resolve_ref_schema(schema)
            name, offset = written["properties"]["landmark"], written["properties"]["offset"]
            way = {key: value for key, value in offset.items() if key != "default"}
            pair = {"type": "array", "prefixItems": [name, way], "minItems": 2, "maxItems": 2}
            description = written["description"]
            written.clear()
            written.update({"title": "Point", "description": description, "anyOf": [name, pair]})
        return schema


class _Shape(Record):
    sides: Sides = "own"

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, value: Any) -> Any:
        """``- band: {...}`` -> ``{...}``."""
        kind = cls.__name__.lower()
        if isinstance(value, dict) and set(value) == {kind}:
            return value[kind]
        return value


class Band(_Shape):
    """A strip along a named line, between two fractions of it, so many mm wide (start and end width)."""

    along: Name
    start: Fraction = Field(alias="from")
    end: Fraction = Field(alias="to")
    width: Annotated[tuple[Size, Size], BeforeValidator(_pair), _OneOrTwo()]
    shift: Offset = Offset()

    @model_validator(mode="after")
    def _forwards(self) -> Band:
        if self.start >= self.end:
            raise ValueError("'from' must be smaller than 'to'")
        return self


class Oval(_Shape):
    """An ellipse on the skin around a point: width across the body, height up and down, in mm."""

    at: Point
    width: Size
    height: Size


class Panel(_Shape):
    """A patch of a two-dimensional frame: so far down it, and so far across it or around it.

    ``across`` runs from the midline side (0) outwards, on the side of the hip from front to back. ``around``
    is for limbs, in degrees: 0 front, 90 outer side, 180 back, -90 or 270 inner side.
    """

    panel: Name
    down: tuple[Fraction, Fraction]
    across: tuple[Fraction, Fraction] | None = None
    around: tuple[Degrees, Degrees] | None = None

    @model_validator(mode="after")
    def _one_frame(self) -> Panel:
        if (self.across is None) == (self.around is None):
            raise ValueError("a panel is addressed by 'down' and either 'across' or, on a limb, 'around'")
        wanted = "around" if self.across is None else "across"
        for name in ("down", wanted):
            low, high = getattr(self, name)
            if low >= high:
                raise ValueError(f"'{name}' must go from the smaller to the larger number")
        if self.around is not None and self.around[1] - self.around[0] > 360:
            raise ValueError("'around' goes round more than once")
        return self


def _kind(value: Any) -> str | None:
    if isinstance(value, _Shape):
        return type(value).__name__.lower()
    return next(iter(value)) if isinstance(value, dict) and len(value) == 1 else None


Shape = Annotated[
    Annotated[Band, Tag("band"), _Wrapped("band")]
    | Annotated[Oval, Tag("oval"), _Wrapped("oval")]
    | Annotated[Panel, Tag("panel"), _Wrapped("panel")],
    Discriminator(
        _kind,
        custom_error_type="shape_kind",
        custom_error_message="a shape is one of 'band: {...}', 'oval: {...}', 'panel: {...}'",
    ),
]
