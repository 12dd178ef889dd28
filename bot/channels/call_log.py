"""Calls on their way into the store: they wait a moment in memory, so that noting them costs the caller nothing."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.storage import calls
from bot.storage.calls import Call
from bot.storage.database import Database

_SECONDS = 1.0
Note = Callable[[Call], None]


def call(channel: str, caller: str, what: str, kind: str, citations: Iterable[Mapping[str, Any]]) -> Call:
    """`citations`: whatever names a document and a clause."""
    sources = sorted({"#".join((each["document"], "/".join(each["clause"]))) for each in citations})
    now = time.time()
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    return Call(day, now, channel, caller, what, kind, " ".join(sources))


class CallLog:
    """For one event loop; `flush` before anybody reads, and at the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Call] = []
        self._task: asyncio.Task[None] | None = None

    def note(self, made: Call) -> None:
        self._waiting.append(made)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._later())

    async def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            try:
                async with self._database.transaction() as tx:
                    calls.note(tx, waiting)
            except BaseException:  # a fault or the end of the loop: they wait for the next time
                self._waiting = waiting + self._waiting
                raise

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        await self.flush()

    async def _later(self) -> None:
        while self._waiting:
            await asyncio.sleep(_SECONDS)
            await self.flush()


class ThreadedCallLog:
    """The same for a program whose loop is not ours: a thread of its own has the store open."""

    def __init__(self, store: str) -> None:
        self._waiting: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._write(store)), daemon=True)
        self._thread.start()

    def note(self, made: Call) -> None:
        self._waiting.put(made)

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join(10)

    async def _write(self, store: str) -> None:
        database = await Database.open(store)
        try:
            while (made := await asyncio.to_thread(self._waiting.get)) is not None:
                async with database.transaction() as tx:
                    calls.note(tx, [made])
        finally:
            await database.close()
