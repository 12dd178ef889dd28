"""The webhook: an update is durable before Telegram hears 200."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.receiving.arriving import number_of
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_MOST_BYTES = 1 << 20
_PATIENCE_SECONDS = 20.0
"""Less than Telegram waits for an answer."""
Accept = Callable[[list[dict[str, Any]]], Awaitable[None]]


def webhook_app(path: str, secret: str, accept: Accept) -> Starlette:
    """Answers 403 to strangers, 400 to what is no update, 500 where it was not stored: Telegram then repeats it."""

    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        body = await request.body()
        update = _update(body)
        if update is None:
            return Response(status_code=413 if len(body) > _MOST_BYTES else 400)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await accept([update])
        except TimeoutError:  # the store takes nothing, and has said so
            return Response(status_code=503)
        except Exception:
            _log.exception(say("telegram.log_not_stored"))
            return Response(status_code=500)
        return Response(status_code=200)

    return Starlette(routes=[Route(path, receive, methods=["POST"])])


def path_of(url: str) -> str:
    return urlsplit(url).path or "/"


def secret_from(token: str, given: str) -> str:
    """The secret of the settings, or one that every process derives from the token alike."""
    return given or hmac.new(token.encode(), b"mingce webhook", hashlib.sha256).hexdigest()


def _update(body: bytes) -> dict[str, Any] | None:
    if len(body) > _MOST_BYTES:
        return None
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if number_of(update) is not None else None
