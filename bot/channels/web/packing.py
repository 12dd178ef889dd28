"""Compresses what is worth it, at once where it is whole; streams go as they are."""

from __future__ import annotations

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEAST_BYTES = 1_000
_PACKED = ("text/", "application/json", "image/svg", "application/problem+json")


class Packing:
    """Text of more than a kilobyte that comes in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                head, start = start, None
                if not message.get("more_body"):
                    message = _packed(head, message)
                await send(head)
            await send(message)

        await self._app(scope, receive, sending)


def _packed(head: Message, message: Message) -> Message:
    headers = MutableHeaders(scope=head)
    body = message.get("body", b"")
    if len(body) < _LEAST_BYTES or "content-encoding" in headers:
        return message
    if not headers.get("content-type", "").startswith(_PACKED) or "event-stream" in headers.get("content-type", ""):
        return message
    packed = gzip.compress(body, 5, mtime=0)
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    headers.add_vary_header("accept-encoding")
    return {**message, "body": packed}
