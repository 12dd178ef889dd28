"""Long polling: patient with the network, strict with a second poller."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.errors import InputError
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_ESTABLISHED_SECONDS = 60.0
_NEWCOMER_CONFLICTS = 2
_ESTABLISHED_CONFLICTS = 8
_LONGEST_PAUSE_SECONDS = 1.0


class Poller:
    """Calls getUpdates and keeps the answer as JSON, to be stored as it came."""

    def __init__(self, request: BaseRequest, address: str, timeout_seconds: int, allowed: tuple[str, ...]) -> None:
        self._request = request
        self._address = f"{address}/getUpdates"
        self._timeout_seconds = timeout_seconds
        self._allowed = json.dumps(allowed)
        self._first_answer: float | None = None
        self._conflicts = 0

    async def fetch(self, offset: int | None) -> Sequence[dict[str, Any]]:
        """The next updates, perhaps none; tries again after trouble; InputError where trying again is no use."""
        failures = 0
        while True:
            try:
                updates = await self._once(offset)
            except InvalidToken:
                raise InputError(say("telegram.token_refused")) from None
            except Conflict:
                self._count_conflict()
                await asyncio.sleep(1.0)
            except RetryAfter as wait:
                await asyncio.sleep(seconds_of(wait))
            except (NetworkError, TelegramError) as problem:
                failures += 1
                _log.warning("polling failed", extra={"problem": type(problem).__name__, "attempt": failures})
                await asyncio.sleep(
                    min(0.05 * 2 ** min(failures, 20), _LONGEST_PAUSE_SECONDS) * random.uniform(0.5, 1.0)
                )
            else:
                self._conflicts = 0
                self._first_answer = self._first_answer or time.monotonic()
                return updates

    async def _once(self, offset: int | None) -> list[dict[str, Any]]:
        query: dict[str, Any] = {"timeout": self._timeout_seconds, "allowed_updates": self._allowed}
        if offset is not None:
            query["offset"] = offset
        answer = await self._request.post(
            f"{self._address}?{urlencode(query)}", read_timeout=self._timeout_seconds + 10.0
        )
        return list(answer) if isinstance(answer, list) else []

    def _count_conflict(self) -> None:
        """Of two pollers Telegram ends the one that waits; the one that came later is to give way."""
        self._conflicts += 1
        settled = self._first_answer and time.monotonic() - self._first_answer > _ESTABLISHED_SECONDS
        _log.warning("another program polls with the same token", extra={"times": self._conflicts})
        if self._conflicts >= (_ESTABLISHED_CONFLICTS if settled else _NEWCOMER_CONFLICTS):
            raise InputError(say("telegram.second_poller"))


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = wait.retry_after
    return float(seconds) if isinstance(seconds, int | float) else seconds.total_seconds()
