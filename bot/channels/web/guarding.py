"""What stands between the network and the pages: headers, sizes, pace, and an answer to every accident."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.callers import by_key
from bot.wording import say

_log = logging.getLogger("mingce.web")
MOST_BYTES = 256 * 1024
"""Of a form or a request to the API; an upload to the desk may be larger."""
_UPLOADS = {"/desk/": 20 * 1024 * 1024, "/portfolio/list": 5 * 1024 * 1024}
"""Where files are sent to: a policy at the desk, a list of companies from anybody."""
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; manifest-src 'self'; frame-ancestors {ancestors}"
)
_TELEGRAM = "https://web.telegram.org https://*.telegram.org"
"""Where a Mini App is shown in a frame; the apps for phones and desktops show it in a window of their own."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Headings:
    """Security headers on every answer; foreign pages may frame only what is made for it."""

    def __init__(self, app: ASGIApp, framers: tuple[str, ...]) -> None:
        self._app = app
        self._framers = " ".join(("'self'", *framers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        framed = scope["path"].startswith(("/embed", "/app"))
        ancestors = (self._framers if scope["path"].startswith("/embed") else _TELEGRAM) if framed else "'none'"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", _CSP.format(ancestors=ancestors))
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, sending)


class Sizes:
    """Refuses bodies that are too large, also those that do not say how large they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        most = next((most for path, most in _UPLOADS.items() if scope["path"].startswith(path)), MOST_BYTES)
        announced = Headers(scope=scope).get("content-length", "0")
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLarge(most)
            return message

        try:
            if not announced.isdecimal() or int(announced) > most:
                raise TooLarge(most)
            await self._app(scope, receiving, send)
        except TooLarge:
            from bot.channels.web.refusing import refuse

            await refuse(scope, 413, say("web.too_large", most=most // 1024))(scope, receive, send)


class TooLarge(Exception):
    """The body has more bytes than anyone needs."""


class Accidents:
    """A number for the log and the reader instead of a stack trace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            reference = secrets.token_hex(4)
            _log.exception(say("web.log_failed"), extra={"reference": reference, "path": scope.get("path")})
            if begun or scope["type"] != "http":
                raise
            from bot.channels.web.refusing import refuse

            await refuse(scope, 500, say("web.failed", reference=reference))(scope, receive, send)


class Paces:
    """How fast one address or key may ask: a bucket each, in memory, the least used forgotten first."""

    _MOST = 50_000

    def __init__(self, burst: int, per_minute: int) -> None:
        self._burst = float(burst)
        self._rate = per_minute / 60
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, who: str) -> int:
        """Seconds to wait; 0: welcome."""
        now = time.monotonic()
        left, at = self._buckets.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        welcome = left >= 1
        self._buckets[who] = (left - 1 if welcome else left, now)
        if len(self._buckets) > self._MOST:
            self._buckets.popitem(last=False)
        return 0 if welcome else max(1, round((1 - left) / self._rate))


class Pacing:
    """Refuses who asks faster than people do; files of the page and the health check are free."""

    def __init__(self, app: ASGIApp, paces: Paces, keys: tuple[str, ...]) -> None:
        self._app = app
        self._paces = paces
        self._names = by_key(keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/static/", "/healthz")):
            await self._app(scope, receive, send)
            return
        key = Headers(scope=scope).get("x-api-key", "")
        client = scope.get("client")
        named = self._names.get(key)
        who = f"key:{named}" if named else f"address:{client[0] if client else ''}"
        scope.setdefault("state", {})["caller"] = who
        if wait := self._paces.spend(who):
            from bot.channels.web.refusing import refuse

            answer = refuse(scope, 429, say("web.too_fast", seconds=wait))
            answer.headers["retry-after"] = str(wait)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
