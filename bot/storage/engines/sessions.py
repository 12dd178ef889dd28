"""Who is there, on PostgreSQL: names that live as long as a session with the server."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from bot.storage.engines.faults import StoreWaits
from bot.wording import say

ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000}
"""A server that is gone is noticed within half a minute, and one that lost us gives our locks to others."""
_RETURN_SECONDS = 15.0
"""Longer than the time between two heartbeats, after which everybody who lives holds his name again."""
_PRESENT = "mingce:present:"


class SessionPresence:
    """Advisory locks of one session that is kept open; the server frees them when it ends.

    Raises StoreWaits where the server cannot be asked.
    """

    can_wait = True

    def __init__(self, address: str) -> None:
        self._address = address
        self._session: psycopg.AsyncConnection[Any] | None = None
        self._held: set[str] = set()
        self._lost: set[str] = set()
        """Held in a session that broke."""
        self._lock = asyncio.Lock()
        self._sure_from: float | None = None
        """Before this (monotonic) time a free name tells nothing."""

    async def hold(self, name: str) -> bool:
        if await self._ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name):
            self._held.add(name)
            self._lost.discard(name)
        return name in self._held

    async def is_free(self, name: str) -> bool:
        """Not told while others may not have taken their names again after the server, or the way to it, broke."""
        ours = name in self._held | self._lost
        if ours or not await self._ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name):
            return False
        await self._ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)
        return time.monotonic() >= (self._sure_from or 0.0)

    async def well(self) -> bool:
        """A session that broke has lost its names; whoever was quicker has them now."""
        with contextlib.suppress(StoreWaits):
            await self._ask("SELECT %s", "")
        return all([await self.hold(name) for name in set(self._lost)])

    async def leave(self, *names: str) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = None
        self._held.clear()
        self._lost.clear()

    async def _ask(self, query: str, name: str) -> Any:
        async with self._lock:
            try:
                self._session = self._session or await self._connect()
                row = await (await self._session.execute(query, (f"{_PRESENT}{name}",))).fetchone()
            except psycopg.OperationalError as problem:
                await self._broken()
                raise StoreWaits(say("storage.server_away")) from problem
        return row[0] if row else None

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        address = make_conninfo(self._address, connect_timeout=10, **ALIVE)
        session = await psycopg.AsyncConnection.connect(address, autocommit=True)
        cursor = await session.execute("SELECT extract(epoch FROM now() - pg_postmaster_start_time())::float8")
        up_seconds = float((await cursor.fetchone() or (0.0,))[0])
        again = self._sure_from is not None
        self._sure_from = time.monotonic() + (_RETURN_SECONDS if again else max(0.0, _RETURN_SECONDS - up_seconds))
        return session

    async def _broken(self) -> None:
        self._lost |= self._held
        self._held.clear()
        if self._session is not None:
            await self._session.close()
        self._session = None
