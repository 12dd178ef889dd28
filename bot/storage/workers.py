"""Which processes work on this store, and which of them have died."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bot.storage.database import Database
from bot.storage.engines.faults import StoreWaits
from bot.storage.engines.presence import Presence
from bot.storage.transaction import Transaction

_STAND_BY_SECONDS = 1.0


class BuriedError(Exception):
    """Others took this process for dead, and its calls with it: end, and let the supervisor start again."""


class Worker:
    """This process among those that share a store; it counts as alive as long as it holds its number."""

    def __init__(self, id: int, bot: int, presence: Presence) -> None:
        self.id = id
        self._poller = f"poller-{bot}"
        self._presence = presence
        self.can_wait = presence.can_wait

    @classmethod
    async def join(cls, database: Database, bot: int) -> Worker:
        """`bot`: several bots may share a store, each polled by one process."""
        now = time.time()
        async with database.transaction() as tx:
            rows = await tx.read("INSERT INTO workers (started_unix, seen_unix) VALUES (?, ?) RETURNING id", (now, now))
            worker = cls(int(rows[0][0]), bot, database.presence())
            await worker._presence.hold(str(worker.id))
        return worker

    async def only_poller(self) -> bool:
        """Take the right to poll for updates; False where another process has it."""
        return await self._presence.hold(self._poller)

    async def turn_to_poll(self, stop: asyncio.Event) -> bool:
        """Where processes can stand by for one that polls: returns when it is ours to; False for a stop."""
        while self.can_wait and not stop.is_set():
            with contextlib.suppress(StoreWaits):
                if await self.only_poller():
                    break
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _STAND_BY_SECONDS)
        return not stop.is_set()

    async def has_died(self, id: int) -> bool:
        """Whether the worker of that number has ended."""
        return id != self.id and await self._presence.is_free(str(id))

    async def bury(self, tx: Transaction) -> list[int]:
        """Forget the workers that have died; returns their numbers."""
        ids = [row[0] for row in await tx.read("SELECT id FROM workers")]
        gone = [id for id in ids if await self.has_died(id)]
        tx.write_all("DELETE FROM workers WHERE id = ?", [(id,) for id in gone])
        return gone

    async def beat(self, tx: Transaction) -> None:
        """Raises BuriedError where others may think, or thought, that this process has died."""
        change = "UPDATE workers SET seen_unix = ? WHERE id = ? RETURNING id"
        if not await self._presence.well() or not await tx.read(change, (time.time(), self.id)):
            raise BuriedError

    async def leave(self, tx: Transaction) -> None:
        """Call after the last call was made or left for the next start."""
        tx.write("DELETE FROM workers WHERE id = ?", (self.id,))
        await self._presence.leave(str(self.id), self._poller)


async def last_seen_unix(tx: Transaction) -> float | None:
    """The newest heartbeat of any worker."""
    newest: float | None = (await tx.read("SELECT max(seen_unix) FROM workers"))[0][0]
    return newest
