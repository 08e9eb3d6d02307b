"""Reading the body of a request to the letter.

The usual readers let the last of two equal keys win, take NaN for a number and guess encodings: an answer about
an emergency must not depend on such a guess.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, NoReturn

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

__all__ = ["StrictJSONRoute"]

Path = tuple[str | int, ...]

_JSON_AS_UTF8 = re.compile(r'application/json\s*(;\s*charset=("?)utf-8\2\s*)?', re.IGNORECASE)


class StrictJSONRoute(APIRoute):
    """A route whose body is JSON: media types are refused before it is read, keys that appear twice after."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Read the body before FastAPI would."""
        handle = super().get_route_handler()

        async def read_and_handle(request: Request) -> Response:
            _refuse_other_media(request.headers)
            raw = await request.body()
            return await handle(_Parsed(request, raw, _parse(raw)))

        return read_and_handle


class _Parsed(Request):
    """A request whose body is known."""

    def __init__(self, request: Request, raw: bytes, value: object) -> None:
        super().__init__(request.scope, request.receive)
        self._raw, self._value = raw, value

    async def body(self) -> bytes:
        return self._raw

    async def json(self) -> Any:
        return self._value


class _Repeating(dict[str, Any]):
    """An object in which some keys appeared more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def _refuse_other_media(headers: Headers) -> None:
    types = headers.getlist("Content-Type")
    if len(types) != 1 or not _JSON_AS_UTF8.fullmatch(types[0].strip()):
        raise HTTPException(415, headers={"Accept": "application/json"})
    if any(coding.strip().lower() != "identity" for coding in headers.getlist("Content-Encoding")):
        raise HTTPException(415, headers={"Accept-Encoding": "identity"})


def _parse(raw: bytes) -> object:
    repeating = False

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeating
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        repeating = True
        return _Repeating(pairs)

    try:
        value = json.loads(raw.decode(), object_pairs_hook=build, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):  # numbers of 5,000 digits and a thousand brackets among them
        raise HTTPException(400) from None
    if repeating:
        places = _repeated(value)
        raise RequestValidationError([{"type": "key_twice", "loc": ("body", *path), "msg": ""} for path in places])
    return value


def _refuse_constant(_: str) -> NoReturn:
    raise ValueError  # NaN and the infinities are JavaScript, not JSON


def _repeated(value: object) -> Iterator[Path]:
    """Where keys appear more than once, outer ones first."""
    waiting: deque[tuple[Path, object]] = deque([((), value)])
    while waiting:
        path, here = waiting.popleft()
        if isinstance(here, _Repeating):
            yield from ((*path, key) for key in here.repeated)
        if isinstance(here, dict):
            waiting.extend(((*path, key), inner) for key, inner in here.items())
        elif isinstance(here, list):
            waiting.extend(((*path, index), inner) for index, inner in enumerate(here))
