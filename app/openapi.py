"""The OpenAPI document, completed with what FastAPI does not know of."""

from __future__ import annotations

from typing import Any

from .problems import MEDIA_TYPE, TYPES

__all__ = ["complete"]

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_ETAG = _header("Names these bytes, for If-None-Match.", '"0123456789abcdef0123456789abcdef"')
_ALLOW = _header("The methods that this address takes.", "GET, HEAD")


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add what every operation answers; move the problems to their media type, which FastAPI takes for JSON."""
    for methods in document["paths"].values():
        for method, operation in methods.items():
            answers = operation["responses"]
            for answer in answers.values():
                for media_type, content in list(answer.get("content", {}).items()):
                    if content.get("schema", {}).get("$ref", "").endswith("/Problem"):
                        del answer["content"][media_type]
                        answer["content"][MEDIA_TYPE] = content
            answers["405"] = {
                "description": TYPES[405].detail,
                "content": {MEDIA_TYPE: _PROBLEM},
                "headers": {"Allow": _ALLOW},
            }
            if method == "get":
                headers = {"ETag": _ETAG, "Cache-Control": _header("Ask again before using it.", "no-cache")}
                answers["200"]["headers"] = headers
                answers["304"] = {"description": "Unchanged since the ETag in If-None-Match.", "headers": headers}
            else:
                answers["200"]["headers"] = {"Cache-Control": _header("Not kept anywhere.", "no-store")}
            operation["responses"] = dict(sorted(answers.items()))
    return document
