"""Getting updates into the inbox: several deliveries share one commit, and none is confirmed before it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.channels.telegram.receiving.arriving import arrivals, first_calls, is_usable, number_of, set_aside
from bot.errors import InputError
from bot.storage import inbox, outbox
from bot.storage.database import Database
from bot.storage.inbox import Arrival
from bot.storage.outbox import Row
from bot.storage.transaction import Transaction

Json = Mapping[str, Any]


class Reception:
    """Stores updates in groups; `stored` is called after each commit with what must be sent at once.

    `heard` is told of updates before they are stored, even of those that are repetitions.
    """

    def __init__(
        self, database: Database, bot_id: int, worker_id: int, stored: Callable[[list[Row], int], None],
        heard: Callable[[Sequence[Json]], None],
    ) -> None:  # fmt: skip
        self._database = database
        self._bot_id = bot_id
        self._worker_id = worker_id
        self._stored = stored
        self._heard = heard
        self._batch: list[tuple[Json, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def accept(self, updates: Sequence[Json]) -> None:
        """Returns when the updates are durable or given up; raises what the store raises, and then they are not."""
        updates = [update for update in updates if is_usable(update)]
        self._heard(updates)
        loop = asyncio.get_running_loop()
        waiting = [loop.create_future() for _ in updates]
        self._batch += zip(updates, waiting, strict=True)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await asyncio.gather(*waiting)

    async def _write(self) -> None:
        while self._batch:
            batch, self._batch = self._batch, []
            try:
                await self._store([update for update, _ in batch])
            except Exception as problem:
                for _, waiting in batch:
                    if not waiting.done():
                        waiting.set_exception(problem)
            else:
                for _, waiting in batch:
                    if not waiting.done():
                        waiting.set_result(None)

    async def _store(self, updates: list[Json]) -> None:
        arrived = arrivals(updates, time.time())
        try:
            await self._keep(arrived)
        except InputError:
            raise
        except Exception:
            # Which of them it was shows when they are stored one by one.
            for arrival in arrived:
                await self._keep_or_set_aside(arrival)

    async def _keep_or_set_aside(self, arrival: Arrival) -> None:
        try:
            await self._keep([arrival])
        except InputError:
            raise
        except Exception as problem:
            set_aside({"update_id": arrival.update_id}, type(problem).__name__)

    async def _keep(self, arrived: list[Arrival]) -> None:
        pressed = [arrival for arrival in arrived if any(first_calls(arrival))]

        async def work(tx: Transaction) -> list[Row]:
            new = [arrival for arrival in pressed if await inbox.store_new(tx, self._bot_id, arrival)]
            calls = [call for arrival in new for call in first_calls(arrival)]
            inbox.store(tx, self._bot_id, arrived)
            if not calls:
                return []
            return await outbox.add(tx, self._bot_id, self._worker_id, calls, arrived[0].received_unix)

        self._stored(await self._database.insist(work), len(arrived))


Fetch = Callable[[int | None], Awaitable[Sequence[Json]]]


async def poll(fetch: Fetch, reception: Reception, stop: asyncio.Event, breathe: Callable[[], float]) -> None:
    """Until `stop`: fetch, store, and only then ask for what follows. `breathe` gives seconds to wait under load."""
    offset: int | None = None
    while not stop.is_set():
        updates = await _unless(stop, fetch(offset))
        if updates:
            await reception.accept(updates)
            numbers = [number for update in updates if (number := number_of(update)) is not None]
            offset = max(numbers) + 1 if numbers else offset
        if pause := breathe():
            await asyncio.sleep(pause)


async def _unless(stop: asyncio.Event, work: Awaitable[Sequence[Json]]) -> Sequence[Json]:
    """What `work` gives, or nothing when the stop comes first; an update that was on its way is delivered again."""
    fetching = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await fetching if fetching.done() else ()
    finally:
        fetching.cancel()
        stopping.cancel()
