"""Which processes work on this store, and which of them have died."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bot.storage.database import Database
from bot.storage.engines.presence import Presence
from bot.storage.transaction import Transaction

_POLLER = "poller"
_STAND_BY_SECONDS = 1.0


class Worker:
    """This process among those that share a store; it counts as alive as long as it holds its number."""

    def __init__(self, id: int, presence: Presence) -> None:
        self.id = id
        self._presence = presence
        self.can_wait = presence.can_wait

    @classmethod
    async def join(cls, database: Database) -> Worker:
        now = time.time()
        async with database.transaction() as tx:
            rows = await tx.read("INSERT INTO workers (started_unix, seen_unix) VALUES (?, ?) RETURNING id", (now, now))
            worker = cls(int(rows[0][0]), database.presence())
            await worker._presence.hold(str(worker.id))
        return worker

    async def only_poller(self) -> bool:
        """Take the right to poll for updates; False where another process has it."""
        return await self._presence.hold(_POLLER)

    async def turn_to_poll(self, stop: asyncio.Event) -> bool:
        """Where processes can stand by for one that polls: returns when it is ours to; False for a stop."""
        while self.can_wait and not stop.is_set() and not await self.only_poller():
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

    async def is_well(self) -> bool:
        """False where others may think that this process has died."""
        return await self._presence.well()

    def beat(self, tx: Transaction) -> None:
        tx.write("UPDATE workers SET seen_unix = ? WHERE id = ?", (time.time(), self.id))

    async def leave(self, tx: Transaction) -> None:
        """Call after the last call was made or left for the next start."""
        tx.write("DELETE FROM workers WHERE id = ?", (self.id,))
        await self._presence.leave(str(self.id), _POLLER)


async def last_seen_unix(tx: Transaction) -> float | None:
    """The newest heartbeat of any worker."""
    newest: float | None = (await tx.read("SELECT max(seen_unix) FROM workers"))[0][0]
    return newest
