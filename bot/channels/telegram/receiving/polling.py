"""Long polling: patient with the network; of two pollers the newcomer gives way, the one at work holds out for long."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram.receiving.arriving import number_of
from bot.errors import InputError
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_AT_WORK_SECONDS = 2.0
"""Who has had an answer this long before the first conflict was at work when the other came."""
_SHARED_SECONDS = 3.0
"""Who comes into a stream of messages has some answers before it can notice that it shares them."""
_NEWCOMER_CONFLICTS = 2
_PATIENCE_SECONDS = 300.0
_CALM_SECONDS = 60.0
"""A conflict this long after the last one is a new one."""
_LONGEST_CONFLICT_PAUSE_SECONDS = 20.0
"""Less than a long poll takes, so that a newcomer never gets an answer that makes it look settled."""
_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 15.0


class SupplantedError(Exception):
    """Another program has polled with the same token for minutes: end, and let the supervisor start again."""


class Poller:
    """Calls getUpdates and keeps the answer as JSON, to be stored as it came."""

    def __init__(
        self, request: BaseRequest, address: str, timeout_seconds: int, allowed: tuple[str, ...], *,
        at_work: bool = False,
    ) -> None:  # fmt: skip
        """`at_work`: the bot of this store was polling a moment ago, in an earlier process."""
        self._request = request
        self._address = f"{address}/getUpdates"
        self._timeout_seconds = timeout_seconds
        self._allowed = json.dumps(allowed)
        self._rivals = _Rivals(at_work)

    async def fetch(self, offset: int | None) -> Sequence[dict[str, Any]]:
        """The next updates, perhaps none; tries again after trouble.

        Raises InputError where trying again is no use, SupplantedError where a rival has held on for minutes.
        """
        failures = 0
        while True:
            try:
                updates = await self._once(offset)
            except InvalidToken:
                raise InputError(say("telegram.token_refused")) from None
            except Conflict:
                await asyncio.sleep(self._rivals.conflict(time.monotonic()))
            except RetryAfter as wait:
                await asyncio.sleep(seconds_of(wait))
            except TelegramError as problem:
                failures += 1
                pause = min(_FIRST_PAUSE_SECONDS * 2 ** min(failures, 20), _LONGEST_PAUSE_SECONDS)
                extra = {"problem": type(problem).__name__, "attempt": failures}
                _log.warning(say("telegram.log_polling_failed"), extra=extra)
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            else:
                self._rivals.answered(time.monotonic())
                if offset is not None and updates and _first_number(updates) > offset:
                    self._rivals.missed(time.monotonic())
                return updates

    async def _once(self, offset: int | None) -> list[dict[str, Any]]:
        query: dict[str, Any] = {"timeout": self._timeout_seconds, "allowed_updates": self._allowed}
        if offset is not None:
            query["offset"] = offset
        answer = await self._request.post(
            f"{self._address}?{urlencode(query)}", read_timeout=self._timeout_seconds + 10.0
        )
        return list(answer) if isinstance(answer, list) else []


def _first_number(updates: Sequence[dict[str, Any]]) -> int:
    return min((number for update in updates if (number := number_of(update)) is not None), default=0)


class _Rivals:
    """Conflicts with another poller. Of two, Telegram ends the one that waits, so that both see them in turn."""

    def __init__(self, at_work: bool) -> None:
        self._at_work = at_work
        self._first_answer: float | None = None
        self._first: float | None = None
        self._last = 0.0
        self._missed = self._first_missed = -_CALM_SECONDS
        self._count = 0

    def answered(self, now: float) -> None:
        if self._first_answer is None:
            self._first_answer = now
        if self._first is not None and now - self._last > _CALM_SECONDS:
            _log.warning(say("telegram.log_rival_gone"))
            self._first = None

    def missed(self, now: float) -> None:
        """Updates between the last and the next were taken by somebody else; while people write that is all one sees.

        Once may be a new beginning of Telegram's counting.
        """
        again = now - self._missed < _CALM_SECONDS
        if again:
            self.conflict(now, self._first_missed)
        else:
            self._first_missed = now
        self._missed = now

    def conflict(self, now: float, since: float | None = None) -> float:
        """Seconds to wait before asking again; raises where it is ours to give way."""
        if self._first is None:
            self._first, self._count = now, 0
            known = self._first_answer
            alone = 0.0 if known is None else (now - known if since is None else since - known - _SHARED_SECONDS)
            self._at_work = self._at_work or (known is not None and alone >= _AT_WORK_SECONDS)
            if self._at_work:
                _log.error(say("telegram.log_rival", minutes=round(_PATIENCE_SECONDS / 60)))
        self._last, self._count = now, self._count + 1
        if not self._at_work:
            if self._count >= _NEWCOMER_CONFLICTS:
                raise InputError(say("telegram.second_poller"))
            return 1.0
        if now - self._first >= _PATIENCE_SECONDS:
            raise SupplantedError
        return min(2.0 ** (self._count - 1), _LONGEST_CONFLICT_PAUSE_SECONDS)


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = wait.retry_after
    return float(seconds) if isinstance(seconds, int | float) else seconds.total_seconds()
