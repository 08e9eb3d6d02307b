"""The language of an answer: ``?lang=`` first, then ``Accept-Language``, then English."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from bodymap.errors import UnknownName
from bodymap.languages import ENGLISH

from .core import Core

__all__ = ["Lang"]

Asked = Annotated[
    str | None,
    Query(
        alias="lang",
        description="Language of every text that a patient reads; Accept-Language decides without it.",
        max_length=16,
        examples=["es"],
    ),
]


async def _language(request: Request, core: Core, asked: Asked = None) -> str:
    known = core.languages.codes
    if asked is not None and asked not in known:
        raise UnknownName("language", asked, known, "lang")
    chosen = asked or _preferred(request.headers.get("Accept-Language", ""), known)
    request.state.language = chosen  # the answer's headers say so
    return chosen


def _preferred(header: str, known: tuple[str, ...]) -> str:
    """The best of the known languages by quality (RFC 9110, 12.5.4); of equals the first named."""
    wanted: list[tuple[float, str]] = []
    for part in header[:200].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        wanted.append((weight, tag.partition("-")[0].lower()))
    for weight, code in sorted(wanted, key=lambda each: -each[0]):
        if weight > 0 and code in known:
            return code
    return ENGLISH


Lang = Annotated[str, Depends(_language)]
