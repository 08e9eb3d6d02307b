"""Errors as problem documents (RFC 9457): the one place that knows how an exception becomes an answer.

A problem never repeats what was sent. It says where (a JSON pointer into the body, or the name of a
query parameter) and what would be right; see docs/api.md for the list of types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bodymap.errors import BadDrawing, UnknownName

__all__ = [
    "MEDIA_TYPE",
    "TYPES",
    "Problem",
    "ProblemError",
    "install",
    "problem",
    "responses",
    "under_their_media_type",
]

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 20  # ten thousand bad points need not make a megabyte of answer

# Problem types by status: the last part of their URI, and the detail when there is nothing better to say.
TYPES: Mapping[int, tuple[str, str]] = {
    400: ("not-json", "The body is not valid JSON."),
    404: ("not-found", "There is nothing at this address."),
    405: (
        "method-not-allowed",
        "This address does not take that method; the Allow header lists those it takes.",
    ),
    413: ("too-large", "The body is larger than this service takes; draw with fewer points."),
    415: ("unsupported-media-type", "Send the body as application/json."),
    422: ("invalid-request", "The request does not say something that can be answered; see errors."),
    500: ("internal-error", "Something went wrong here. Nothing of the request was kept."),
}

_PLAIN_WORDS = {
    "missing": "This is required.",
    "extra_forbidden": "This key is not known here.",
    "finite_number": "This must be a finite number.",
    "float_type": "This must be a number.",
    "int_type": "This must be a whole number.",
    "tuple_type": "This must be a list.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "dict_type": "This must be an object.",
}


class ProblemError(BaseModel):
    """One thing that is wrong, and where."""

    pointer: str | None = None
    parameter: str | None = None
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemError] | None = None


def problem(
    status: int,
    detail: str | None = None,
    errors: Sequence[ProblemError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Build the answer for one problem."""
    name, usual_detail = TYPES.get(status, ("", HTTPStatus(status).description or HTTPStatus(status).phrase))
    document = Problem(
        type=f"/problems/{name}" if name else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or usual_detail,
        errors=list(errors[:MAX_ERRORS]) or None,
    )
    return Response(
        document.model_dump_json(exclude_none=True), status, dict(headers or {}), media_type=MEDIA_TYPE
    )


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare the problems that an operation may answer with."""
    return {status: {"model": Problem, "description": TYPES[status][1]} for status in statuses}


def under_their_media_type(openapi: dict[str, Any]) -> dict[str, Any]:
    """Move the problems of an OpenAPI document to their media type; FastAPI files them under the route's."""
    for methods in openapi["paths"].values():
        for operation in methods.values():
            for answer in operation["responses"].values():
                for media_type, content in list(answer.get("content", {}).items()):
                    if content.get("schema", {}).get("$ref", "").endswith("/Problem"):
                        del answer["content"][media_type]
                        answer["content"][MEDIA_TYPE] = content
    return openapi


def install(app: FastAPI) -> None:
    """Answer every exception that a route can raise with a problem document."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadDrawing, _bad_drawing)
    app.add_exception_handler(UnknownName, _unknown_name)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # HEAD is answered wherever GET is (middleware), which the router does not know; and it names no
        # methods at all for the files of the page, which are only ever read.
        allowed = headers.get("Allow", "GET").split(", ")
        headers["Allow"] = ", ".join(
            [*allowed, *(["HEAD"] if "GET" in allowed and "HEAD" not in allowed else [])]
        )
    return problem(error.status_code, headers=headers)


async def _bad_drawing(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadDrawing)
    return problem(422, errors=[ProblemError(pointer=f"#/drawing{error.pointer}", detail=error.detail)])


async def _unknown_name(request: Request, error: Exception) -> Response:
    """A name in the address makes a 404; in a parameter or the body, a 422 that says where."""
    assert isinstance(error, UnknownName)
    if error.field in request.path_params:
        return problem(404, str(error))
    if error.field in request.query_params:
        return problem(422, errors=[ProblemError(parameter=error.field, detail=str(error))])
    return problem(422, errors=[ProblemError(pointer=_pointer(error.field.split("/")), detail=str(error))])


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return problem(400)
    return problem(422, errors=[_describe(item) for item in _deepest(found)])


def _deepest(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Drop errors about a list when one of its items is wrong: Pydantic adds "too short" to those."""
    errors = list(found)
    parents = {tuple(error["loc"][:depth]) for error in errors for depth in range(len(error["loc"]))}
    return [error for error in errors if tuple(error["loc"]) not in parents]


def _describe(error: Mapping[str, Any]) -> ProblemError:
    source, *path = error["loc"]
    detail = _PLAIN_WORDS.get(error["type"]) or _reword(error["msg"])
    if source == "body":
        return ProblemError(pointer=_pointer(path), detail=detail)
    return ProblemError(parameter=".".join(str(part) for part in path), detail=detail)


def _reword(message: str) -> str:
    """Turn Pydantic's sentence into one for people who write JSON, not Python."""
    plain = message.removeprefix("Value error, ").replace("Input should", "This should")
    plain = re.sub(r"^(Tuple|Dictionary|String) should have", "This should have", plain)
    plain = re.sub(r" after validation, not .*", "", plain)
    return plain if plain.endswith(".") else f"{plain}."


def _pointer(path: Iterable[int | str]) -> str:
    """JSON pointer as a URI fragment; it stops above a key that is no identifier but the sender's words."""
    pointer = "#"
    for part in path:
        if not re.fullmatch(r"[A-Za-z0-9_]{1,64}", str(part)):
            break
        pointer += f"/{part}"
    return pointer
