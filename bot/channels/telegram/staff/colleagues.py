"""Several processes on one store: noticing each other's work, and taking over from those that have died."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from datetime import date

from bot.channels.telegram.sending.sending import Sender
from bot.channels.telegram.staff.staff import Staff
from bot.storage import inbox, keeping, limits, outbox, recently
from bot.storage.database import Database
from bot.storage.outbox import Row
from bot.storage.transaction import Transaction
from bot.storage.workers import Worker
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_LOOK_EVERY_SECONDS = 0.5
_BEAT_EVERY_SECONDS = 10.0
_TIDY_EVERY_SECONDS = 3600.0
_KEEP_NUMBERS_SECONDS = 3 * 24 * 3600.0
"""Telegram keeps updates that were not fetched for one day."""
_KEEP_LIMITS_SECONDS = 24 * 3600.0


class Colleagues:
    def __init__(
        self, database: Database, bot_id: int, worker: Worker, sender: Sender, staff: Staff, wake: Callable[[], None],
        today: Callable[[], date], keep_days: tuple[int, int],
    ) -> None:  # fmt: skip
        self._database = database
        self._bot_id = bot_id
        self._worker = worker
        self._sender = sender
        self._staff = staff
        self._today = today
        self._keep_days = keep_days
        self._wake = wake
        self._version = -1
        self._beat_at = -math.inf
        self._tidy_at = -math.inf

    async def news(self, tx: Transaction) -> list[Row]:
        """Calls that other processes have put into lanes of ours; cheap where nobody else has written."""
        version = await tx.version()
        if version == self._version:
            return []
        known = self._sender.known()
        rows = [row for row in await outbox.owned(tx, self._bot_id, self._worker.id) if row.id not in known]
        # The transaction may yet be undone: what was found counts as known only when it is not found again.
        self._version = -1 if rows else version
        return rows

    async def take_over(self, tx: Transaction) -> None:
        """Lanes of processes that have ended become ours; `news` then finds their calls."""
        await self._worker.bury(tx)
        for owner in await outbox.owners(tx, self._bot_id):
            if await self._worker.has_died(owner):
                _log.warning(say("telegram.log_take_over"), extra={"worker": owner})
                await outbox.take_over(tx, self._bot_id, owner, self._worker.id)
                self._version = -1

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._sender.push(await self._database.insist(self._look))
            self._wake()
            try:
                await asyncio.wait_for(stop.wait(), _LOOK_EVERY_SECONDS)
            except TimeoutError:
                continue

    async def _look(self, tx: Transaction) -> list[Row]:
        """Clocks may be set back; what is due is told by one that never is."""
        now = time.monotonic()
        await self._staff.look(tx)
        if now - self._beat_at >= _BEAT_EVERY_SECONDS:
            self._database.must_be_there()
            await self._worker.beat(tx)
            await self.take_over(tx)
            self._beat_at = now
        if now - self._tidy_at >= _TIDY_EVERY_SECONDS:
            inbox.tidy(tx, time.time() - _KEEP_NUMBERS_SECONDS)
            recently.tidy(tx, time.time())
            limits.tidy(tx, time.time() - _KEEP_LIMITS_SECONDS)
            await keeping.tidy(tx, self._today(), *self._keep_days)
            self._tidy_at = now
        return await self.news(tx)
