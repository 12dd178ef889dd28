"""The store: one address, whole transactions, and one place that notices when it takes nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol, TypeVar

from bot.errors import InputError
from bot.storage.engines.faults import StoreWaits
from bot.storage.engines.presence import Presence
from bot.storage.transaction import Transaction
from bot.wording import say

_log = logging.getLogger("mingce.store")
_PAUSE_SECONDS = 0.5
_CALM_SECONDS = 2.0
_SERVERS = ("postgresql://", "postgres://")
Result = TypeVar("Result")


def on_a_server(address: str) -> bool:
    """Whether the address names a PostgreSQL server rather than a file."""
    return address.startswith(_SERVERS)


class Engine(Protocol):
    """What a store has to be able to do."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...
    def understood(self, problem: BaseException, /) -> InputError | None:
        """A problem of the store in words; None for those that are mistakes of ours."""

    def presence(self) -> Presence: ...
    def still_there(self) -> bool: ...
    async def relieve(self) -> None: ...
    async def scrub(self, chats: Sequence[str]) -> None: ...
    async def close(self) -> None: ...


class Database:
    """`trouble`: why nothing can be written at the moment; None while all is well."""

    def __init__(self, engine: Engine, address: str) -> None:
        self._engine = engine
        self.address = address
        self.trouble: str | None = None
        self._failed = 0.0

    @classmethod
    async def open(cls, address: str) -> Database:
        """`address`: the path of an SQLite file, `:memory:`, or `postgresql://…`.

        Raises InputError where the store is none of ours, damaged, cannot be reached, or is from a newer version.
        """
        if on_a_server(address):
            from bot.storage.engines.postgresql import Postgresql

            return cls(await Postgresql.open(address), address)
        from bot.storage.engines.sqlite import Sqlite

        return cls(await Sqlite.open(address), address)

    async def close(self) -> None:
        await self._engine.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing; rolled back when the block raises.

        Raises StoreWaits where the store takes nothing for a while: a full disk, another program that writes.
        """
        try:
            async with self._engine.transaction() as tx:
                yield tx
        except Exception as problem:
            known = self._engine.understood(problem)
            if known is None:
                raise
            if isinstance(known, StoreWaits) and not known.at_once:
                self._waits(known.reason)
            raise known from problem
        if self.trouble is not None and tx.wrote:
            self._goes_on()

    async def insist(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """What `work` gives, in a transaction; where the store takes nothing, again and again until it does."""
        while True:
            try:
                async with self.transaction() as tx:
                    return await work(tx)
            except StoreWaits as problem:
                if not problem.at_once:
                    await self._engine.relieve()
                    await asyncio.sleep(_PAUSE_SECONDS)

    async def scrub(self, chats: Sequence[str] = ()) -> None:
        """What was deleted is not left in logs of the store, nor these chats in dated copies beside it.

        Trouble with it only delays it.
        """
        try:
            await self._engine.scrub(chats)
        except Exception as problem:
            if not isinstance(self._engine.understood(problem), StoreWaits):
                raise

    def presence(self) -> Presence:
        """Names that this process can hold among all that use the store."""
        return self._engine.presence()

    def must_be_there(self) -> None:
        """InputError where the file was moved away or another was put in its place."""
        if not self._engine.still_there():
            raise InputError(say("storage.replaced", path=self.address))

    def _waits(self, reason: str) -> None:
        if self.trouble is None:
            _log.error(say("storage.waits", reason=reason))
        self.trouble, self._failed = reason, time.monotonic()

    def _goes_on(self) -> None:
        """Something small may still fit where the next big thing does not: calm for a while, then it is over."""
        if time.monotonic() - self._failed < _CALM_SECONDS:
            return
        _log.warning(say("storage.goes_on", reason=self.trouble))
        self.trouble = None
