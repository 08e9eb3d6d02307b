"""What happens to every request and answer.

Plain ASGI throughout: ``@app.middleware("http")`` would cost half the throughput.
"""

from __future__ import annotations

import logging
from traceback import extract_tb

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import problem

__all__ = ["BodyLimit", "Failsafe", "HeadAsGet", "ResponseHeaders"]

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
            logger.error(
                "%s in %s, line %s (%s)", type(error).__name__, frame.filename, frame.lineno, frame.name
            )
            if begun:
                # Break the connection, so that a partial answer does not look whole.
                raise ConnectionAbortedError("answer interrupted") from None
            await problem(500)(scope, receive, send)


class BodyLimit:
    """Refuse bodies above a limit before they are parsed, chunked ones too.

    Parameters
    ----------
    max_bytes
        Largest body that is passed on.
    """

    # Read this many times the limit and throw it away before refusing: a client that is still sending when
    # the connection closes sees a reset instead of the answer.
    PATIENCE = 64

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app, self.max_bytes = app, max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that refuses to be read beyond the limit."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size <= self.max_bytes:
                return message
            while message.get("more_body") and size <= self.PATIENCE * self.max_bytes:
                message = await receive()
                size += len(message.get("body", b""))
            raise HTTPException(413)

        await self.app(scope, counted, send)
