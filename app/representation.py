"""Answers that only change with the data: finished bytes with a strong ETag, revalidated by a 304."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

__all__ = ["Representation", "language_headers"]


def language_headers(request: Request) -> dict[str, str]:
    """What to say of an answer's language, where the route has one (`app.language`)."""
    language = getattr(request.state, "language", None)
    return {} if language is None else {"Content-Language": language, "Vary": "Accept-Language"}


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of one resource.

    The ETag is made from the bytes, not from the data version: new code must not hide behind an old tag.
    """

    content: bytes
    media_type: str
    etag: str

    @classmethod
    def of(cls, content: bytes | str, media_type: str) -> Self:
        """Finish a resource."""
        raw = content.encode() if isinstance(content, str) else content
        return cls(raw, media_type, f'"{sha256(raw).hexdigest()[:32]}"')

    @classmethod
    def json(cls, model: BaseModel) -> Self:
        """Finish a JSON resource."""
        return cls.of(model.model_dump_json(), "application/json")

    @classmethod
    def svg(cls, text: str) -> Self:
        """Finish a picture."""
        return cls.of(text, "image/svg+xml")

    def respond(self, request: Request) -> Response:
        """Answer with the bytes, or with 304 to someone who has them (RFC 9110, 13.1.2)."""
        held = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
        headers = {"ETag": self.etag, **language_headers(request)}
        if self.etag in held or held == ["*"]:
            return Response(status_code=304, headers=headers)
        return Response(self.content, headers=headers, media_type=self.media_type)
