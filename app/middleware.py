"""What happens to every request and answer.

Plain ASGI throughout: ``@app.middleware("http")`` would cost half the throughput.
"""

from __future__ import annotations

import logging
from asyncio import get_running_loop, timeout_at
from traceback import extract_tb

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import problem

__all__ = ["BodyLimit", "ExactFiles", "Failsafe", "HeadAsGet", "ResponseHeaders"]

logger = logging.getLogger("bodymap")

# Nothing inline and nothing from anywhere else: the page could not send a drawing to a third party.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class ResponseHeaders:
    """Security headers on everything; answers to drawings are not stored, the rest is revalidated."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                reusable = scope["method"] in ("GET", "HEAD") and message["status"] < 400
                headers.setdefault("Cache-Control", "no-cache" if reusable else "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class HeadAsGet:
    """Answer HEAD wherever GET is answered, with the same headers and no body.

    Declaring both methods on a route would give two operations with one id in the OpenAPI document.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Route HEAD as GET and drop the body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)


class Failsafe:
    """Turn anything unforeseen into a problem document, and log where it happened but not its message.

    Messages of exceptions can quote the drawing, and Starlette's own handler would log them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 if that fails before an answer has begun."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = False

        async def note_start(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, note_start)
        except Exception as error:
            frame = extract_tb(error.__traceback__)[-1]
            logger.error("%s in %s, line %s (%s)", type(error).__name__, frame.filename, frame.lineno, frame.name)
            if begun:
                # Break the connection, so that a partial answer does not look whole.
                raise ConnectionAbortedError("answer interrupted") from None
            await problem(500)(scope, receive, send)


class BodyLimit:
    """Refuse bodies above a limit, chunked ones too, and those that do not arrive in time.

    A body that is announced as too large is refused without waiting for it. The server throws away what still
    comes after the answer.

    Parameters
    ----------
    max_bytes
        Largest body that is passed on.
    timeout
        Seconds for the whole body, from when it is first waited for.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, timeout: float) -> None:
        self.app, self.max_bytes, self.timeout = app, max_bytes, timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that refuses to be read beyond the limits."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        announced = Headers(scope=scope).get("Content-Length", "")
        size, whole, deadline = 0, False, None

        async def limited() -> Message:
            nonlocal size, whole, deadline
            if whole:  # only the end of the connection can follow, and that may take its time
                return await receive()
            if announced.isdecimal() and int(announced) > self.max_bytes:
                raise HTTPException(413)
            deadline = deadline or get_running_loop().time() + self.timeout
            try:
                async with timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, headers={"Connection": "close"}) from None
            size += len(message.get("body", b""))
            if size > self.max_bytes:
                raise HTTPException(413)
            whole = not message.get("more_body", False)
            return message

        await self.app(scope, limited, send)


class ExactFiles:
    """Let the page's files be asked for by their own address only, and whole.

    Starlette's file server answers ``/foo/..`` with a redirect to whatever host the request named, takes
    ``/main.js/`` for ``/main.js``, and sends ranges; none of that is of use here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is plainly an address; leave out the range."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if any(part in ("", ".", "..") for part in scope["path"].split("/")[1:]) and scope["path"] != "/":
            return await problem(404)(scope, receive, send)

        async def send_without_ranges(message: Message) -> None:
            if message["type"] == "http.response.start":
                del MutableHeaders(scope=message)["Accept-Ranges"]
            await send(message)

        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"range"]
        await self.app({**scope, "headers": headers}, receive, send_without_ranges)
