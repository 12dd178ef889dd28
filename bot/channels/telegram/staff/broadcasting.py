"""Messages to everybody, a few a second: each portion of recipients and the mark how far it came are one commit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.channels.telegram.receiving.place import Place
from bot.channels.telegram.sending.rendering import pieces
from bot.channels.telegram.staff.admin import progress_call
from bot.model import Part
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import Outgoing, Row
from bot.storage.sending import broadcasts, recipients
from bot.storage.sending.broadcasts import Broadcast
from bot.storage.transaction import Transaction

_EVERY_SECONDS = 1.0
_MOST_WAITING = 100
"""No more recipients are taken while this many messages wait: answers to people go first."""


class Broadcaster:
    """Any process may do a portion; the store decides who does which."""

    def __init__(
        self, database: Database, bot_id: int, worker_id: int, a_second: float, push: Callable[[list[Row]], None]
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._worker_id = worker_id
        self._portion = max(1, int(a_second * _EVERY_SECONDS))
        self._push = push

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._push(await self._database.insist(self._steps))
            try:
                await asyncio.wait_for(stop.wait(), _EVERY_SECONDS)
            except TimeoutError:
                continue

    async def _steps(self, tx: Transaction) -> list[Row]:
        tx.lock(f"broadcasts of {self._bot_id}")
        return [row for one in await broadcasts.running(tx, self._bot_id) for row in await self._step(tx, one)]

    async def _step(self, tx: Transaction, broadcast: Broadcast) -> list[Row]:
        calls: list[Outgoing] = []
        if (await outbox.depth(tx))[0] < _MOST_WAITING:
            following = await recipients.after(tx, self._bot_id, broadcast.reached, self._portion)
            for _, telegram_chat in following:
                calls += _message(broadcast, telegram_chat)
            if following:
                broadcasts.advance(tx, broadcast.id, following[-1][0])
            elif not await outbox.carries(tx, {"broadcast": broadcast.id}):
                await broadcasts.move(tx, broadcast.id, "running", "done")
        calls += await self._progress(tx, broadcast.id)
        return await outbox.add(tx, self._bot_id, self._worker_id, calls, time.time())

    async def _progress(self, tx: Transaction, id: int) -> list[Outgoing]:
        """The progress message, where it shows something old."""
        now = await broadcasts.get(tx, id)
        if now is None or (now.sent + now.failed == now.progress_shown and now.state == "running"):
            return []
        broadcasts.set_progress(tx, id, shown=now.sent + now.failed)
        return [progress_call(Place(now.admin_chat, True), now)]


def _message(broadcast: Broadcast, chat_id: int) -> list[Outgoing]:
    *first, last = pieces([Part("text", broadcast.text)])
    place = Place(chat_id, True)
    return [*(place.text(piece) for piece in first), place.text(last, broadcast=broadcast.id)]
