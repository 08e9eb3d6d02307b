"""Errors as problem documents (RFC 9457): the one place that knows how an exception becomes an answer.

A problem never repeats what was sent. It says where (a JSON pointer into the body, or the name of a
query parameter) and what would be right; see docs/api.md for the list of types.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bodymap.errors import BadDrawing, UnknownName

from .core import question_ids

__all__ = [
    "MEDIA_TYPE",
    "TYPES",
    "InvalidRequest",
    "Problem",
    "ProblemError",
    "ProblemType",
    "in_drawing",
    "install",
    "problem",
    "responses",
]

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 20  # ten thousand bad points need not make a megabyte of answer


class ProblemType(NamedTuple):
    """What a problem is called: last part of its URI, title (RFC 9110), detail when there is nothing better to say."""

    name: str
    title: str
    detail: str


# By status. The titles are written out, because Python's differ from one version to the next.
TYPES: Mapping[int, ProblemType] = {
    400: ProblemType("not-json", "Bad Request", "The body is not valid JSON."),
    404: ProblemType("not-found", "Not Found", "There is nothing at this address."),
    405: ProblemType(
        "method-not-allowed",
        "Method Not Allowed",
        "This address does not take that method; the Allow header lists those it takes.",
    ),
    408: ProblemType("too-slow", "Request Timeout", "The body did not arrive in time; send it again."),
    413: ProblemType(
        "too-large",
        "Content Too Large",
        "The body is larger than this service takes; draw with fewer points.",
    ),
    415: ProblemType(
        "unsupported-media-type",
        "Unsupported Media Type",
        "Send the body as application/json, in UTF-8 and not compressed.",
    ),
    422: ProblemType(
        "invalid-request",
        "Unprocessable Content",
        "The request does not say something that can be answered; see errors.",
    ),
    500: ProblemType(
        "internal-error", "Internal Server Error", "Something went wrong here. Nothing of the request was kept."
    ),
}

_PLAIN_WORDS = {
    "missing": "This is required.",
    "key_twice": "This key appears twice.",
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


class InvalidRequest(Exception):
    """A request that cannot be answered, with everything that is wrong with it."""

    def __init__(self, errors: Sequence[ProblemError]) -> None:
        self.errors = tuple(errors)
        super().__init__()


def in_drawing(error: BadDrawing) -> list[ProblemError]:
    """What is wrong with the drawing of a request."""
    return [ProblemError(pointer=f"#/drawing{pointer}", detail=detail) for pointer, detail in error.problems]


def problem(
    status: int,
    detail: str | None = None,
    errors: Sequence[ProblemError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Build the answer for one problem."""
    usual = TYPES.get(status)
    phrase = HTTPStatus(status).phrase
    document = Problem(
        type=f"/problems/{usual.name}" if usual else "about:blank",
        title=usual.title if usual else phrase,
        status=status,
        detail=detail or (usual.detail if usual else phrase),
        errors=list(errors[:MAX_ERRORS]) or None,
    )
    return Response(document.model_dump_json(exclude_none=True), status, dict(headers or {}), media_type=MEDIA_TYPE)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare the problems that an operation may answer with."""
    return {status: {"model": Problem, "description": TYPES[status].detail} for status in statuses}


def install(app: FastAPI) -> None:
    """Answer every exception that a route can raise with a problem document."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(InvalidRequest, _invalid_request)
    app.add_exception_handler(UnknownName, _unknown_name)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # HEAD is answered wherever GET is (middleware), which the router does not know; and it names no
        # methods at all for the files of the page, which are only ever read.
        allowed = headers.get("Allow", "GET").split(", ")
        headers["Allow"] = ", ".join([*allowed, *(["HEAD"] if "GET" in allowed and "HEAD" not in allowed else [])])
    return problem(error.status_code, headers=headers)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, InvalidRequest)
    return problem(422, errors=error.errors)


async def _unknown_name(request: Request, error: Exception) -> Response:
    """A name in the address makes a 404, one in a parameter a 422 that says which."""
    assert isinstance(error, UnknownName)
    if error.field in request.path_params:
        return problem(404, str(error))
    return problem(422, errors=[ProblemError(parameter=error.field, detail=str(error))])


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    route = request.scope["route"]
    body = route.body_field.field_info.annotation if route.body_field else None
    ids = question_ids(request.app.state.bodymap)
    described = [_describe(item, body, ids) for item in _deepest(error.errors())]
    # Five unknown keys in one place are one error.
    return problem(422, errors=list({(e.pointer, e.parameter, e.detail): e for e in described}.values()))


def _deepest(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Drop errors about a list when one of its items is wrong: Pydantic adds "too short" to those."""
    errors = list(found)
    parents = {tuple(error["loc"][:depth]) for error in errors for depth in range(len(error["loc"]))}
    return [error for error in errors if tuple(error["loc"]) not in parents]


def _describe(error: Mapping[str, Any], body: type[BaseModel] | None, ids: Collection[str]) -> ProblemError:
    source, *path = error["loc"]
    detail = _PLAIN_WORDS.get(error["type"]) or _reword(error["msg"])
    if source != "body" or body is None:
        return ProblemError(parameter=".".join(str(part) for part in path), detail=detail)
    pointer, whole, fields = _locate(path, body, ids)
    if error["type"] == "extra_forbidden":
        detail = f"There is an unknown field here. Known: {', '.join(fields)}."
    elif error["type"] == "key_twice" and not whole:
        detail = "An unknown field appears here, and twice."
    return ProblemError(pointer=pointer, detail=detail)


def _locate(path: Sequence[int | str], body: type[BaseModel], ids: Collection[str]) -> tuple[str, bool, list[str]]:
    """JSON pointer as a URI fragment, whether it goes all the way, and the fields known where it ends.

    It stops above a key that is not ours: that is the sender's own word, and is not repeated.
    """
    schema = _schema(body)
    pointer, here = "#", schema
    for part in path:
        if isinstance(part, int):
            items = here.get("prefixItems", [])
            inner = here.get("items") if part >= len(items) else items[part]
        else:
            inner = here.get("properties", {}).get(part) or (here.get("additionalProperties") if part in ids else None)
        if not inner:
            return pointer, False, list(here.get("properties", {}))
        pointer, here = f"{pointer}/{part}", _resolved(inner, schema)
    return pointer, True, list(here.get("properties", {}))


def _resolved(here: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A part of a JSON schema without the indirections: of what may be null, what it is otherwise."""
    here = here.get("anyOf", [here])[0]
    name = here.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["$defs"][name] if name else here
    return found


@cache
def _schema(body: type[BaseModel]) -> dict[str, Any]:
    return body.model_json_schema()


def _reword(message: str) -> str:
    """Turn Pydantic's sentence into one for people who write JSON, not Python."""
    plain = message.removeprefix("Value error, ").replace("Input should", "This should")
    plain = re.sub(r"^(Tuple|Dictionary|String) should have", "This should have", plain)
    plain = re.sub(r" after validation, not .*", "", plain)
    return plain if plain.endswith(".") else f"{plain}."
