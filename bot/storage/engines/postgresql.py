"""PostgreSQL: several machines on one store; each chat is worked on by one process at a time."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.storage.engines import migrating
from bot.storage.engines.faults import StoreWaits
from bot.storage.transaction import Given, Row, Transaction, Writes
from bot.wording import say

try:
    import psycopg
    from psycopg_pool import AsyncConnectionPool

    from bot.storage.engines.sessions import ALIVE, SessionPresence
except ImportError:  # the extra `pg` is not installed
    raise InputError(say("storage.no_driver")) from None

_MOST_CONNECTIONS = 8
_NEWS_SECONDS = 0.25
"""How soon a process looks for what others have left it to send."""
_OPTIONS = "-c statement_timeout=60000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=120000"
_NAMES = """
SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema
UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = current_schema
"""
_MIGRATIONS = "mingce:migrations"
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"
_LANE = "chat:"
_PLACEHOLDER = re.compile(r"'[^']*'|\"[^\"]*\"|%|\?|(?<!:):([a-z_]+)")
Connection: TypeAlias = "psycopg.AsyncConnection[Any]"


class PostgresqlTransaction(Transaction):
    """READ COMMITTED with an advisory lock on each chat that is worked on; one connection of the pool."""

    def __init__(self, pool: AsyncConnectionPool[Connection]) -> None:
        super().__init__()
        self._pool = pool
        self._connection: Connection | None = None

    async def read(self, query: str, given: Given = ()) -> Sequence[Row]:
        connection = await self._begin()
        await self._carry_out(connection, self._taken())
        cursor = await connection.execute(*_as_given(query, given))
        return await cursor.fetchall()

    async def version(self) -> int:
        """The store does not tell who has written, so this counts moments."""
        return int(time.monotonic() / _NEWS_SECONDS)

    async def commit(self) -> None:
        try:
            if self._writes:
                await self._carry_out(await self._begin(), self._taken())
            if self._connection is not None:
                await self._connection.commit()
        except BaseException:
            await self.roll_back()
            raise
        await self._give_back()

    async def roll_back(self) -> None:
        self._writes.clear()
        if self._connection is not None:
            try:
                await asyncio.shield(self._connection.rollback())
            except psycopg.Error:
                await self._connection.close()
            finally:
                await self._give_back()

    def lock(self, name: str) -> None:
        self._writes.append((_LOCK, ((_LANE + name,),)))

    async def free_lanes(self, lanes: str, given: Given, most: int) -> list[str] | None:
        # Locked in the order given and no further: a lock that is not used would keep others from working.
        found: list[str] = []
        for row in await self.read(lanes, given):
            query = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))"
            if (await self.read(query, (_LANE + row[0],)))[0][0]:
                found.append(row[0])
            if len(found) == most:
                break
        return found

    def as_json(self, columns: Sequence[str]) -> str:
        return f"coalesce(json_agg(json_build_array({', '.join(columns)})), '[]')::text"

    def next_ids(self, table: str, count: int) -> str:
        return f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) AS id FROM generate_series(1, {count})"

    async def tables_with(self, column: str) -> list[str]:
        query = (
            "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema AND column_name = ?"
        )
        return [row[0] for row in await self.read(query, (column,))]

    async def tables(self) -> list[str]:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema"
        return [row[0] for row in await self.read(query)]

    async def columns_of(self, table: str) -> list[str]:
        of_ours = "table_schema = current_schema AND table_name = ?"
        query = f"SELECT column_name FROM information_schema.columns WHERE {of_ours} ORDER BY ordinal_position"
        return [row[0] for row in await self.read(query, (table,))]

    async def count_on(self, table: str) -> None:
        if "id" in await self.columns_of(table):
            highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table})"
            await self.read(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest}, false)")

    async def _begin(self) -> Connection:
        if self._connection is None:
            self._begun = True
            self._connection = await self._pool.getconn()
        return self._connection

    async def _carry_out(self, connection: Connection, writes: Writes) -> None:
        if not writes:
            return
        async with connection.pipeline():
            for statement, many in writes:
                for given in many:
                    await connection.execute(*_as_given(statement, given))

    async def _give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._pool.putconn(connection)


class Postgresql:
    def __init__(self, address: str, pool: AsyncConnectionPool[Connection]) -> None:
        self._address = address
        self._pool = pool

    @classmethod
    async def open(cls, address: str) -> Postgresql:
        """Raises InputError where the server cannot be reached, or the tables are from a newer version."""
        settings = {"row_factory": rows_by_name, "options": _OPTIONS, **ALIVE, "connect_timeout": 10}
        try:
            async with await psycopg.AsyncConnection.connect(address, connect_timeout=10):
                pass
        except psycopg.Error as problem:
            reason = str(problem).strip().splitlines()[-1]
            raise InputError(say("storage.server_refused", address=shown(address), problem=reason)) from None
        pool = AsyncConnectionPool[Connection](
            address, kwargs=settings, min_size=1, max_size=_MOST_CONNECTIONS, open=False, timeout=10.0
        )
        await pool.open(wait=True)
        engine = cls(address, pool)
        try:
            await migrating.migrate(engine.transaction, _MIGRATIONS, migrating.for_postgresql)
            await engine._compare()
        except BaseException:
            await pool.close()
            raise
        return engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        tx = PostgresqlTransaction(self._pool)
        try:
            yield tx
        except BaseException:
            await tx.roll_back()
            raise
        await tx.commit()

    async def _compare(self) -> None:
        """What earlier versions made of the tables is what new ones would be."""
        async with self.transaction() as tx:
            found = {row[0] for row in await tx.read(_NAMES)}
        if wrong := migrating.missing(found):
            raise InputError(say("storage.other_schema", path=shown(self._address), problem="、".join(wrong)))

    @staticmethod
    def understood(problem: BaseException) -> InputError | None:
        """The server is away, full, not yet the one that takes writes, or broke a knot of locks: all of it passes."""
        if isinstance(problem, psycopg.errors.ReadOnlySqlTransaction | psycopg.errors.IdleInTransactionSessionTimeout):
            return StoreWaits(say("storage.server_away"))
        if not isinstance(problem, psycopg.OperationalError):
            return None
        if isinstance(problem, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
            return StoreWaits(say("storage.busy"), at_once=True)
        full = isinstance(problem, psycopg.errors.DiskFull)
        return StoreWaits(say("storage.server_full" if full else "storage.server_away"))

    def presence(self) -> SessionPresence:
        return SessionPresence(self._address)

    def still_there(self) -> bool:
        return True

    async def relieve(self) -> None:
        """There is nothing of ours that could be given back."""

    async def scrub(self, chats: Sequence[str]) -> None:
        """What was deleted is the server's to overwrite; see the threat model."""

    async def close(self) -> None:
        await self._pool.close()


def _as_given(statement: str, given: Given) -> tuple[Any, Any]:
    return (translated(statement), given) if given else (statement, None)


@lru_cache(maxsize=512)
def translated(statement: str) -> str:
    """`?` and `:name` as the driver takes them; what stands in quotes stays."""

    def one(found: re.Match[str]) -> str:
        word = found[0]
        if word == "?":
            return "%s"
        if found[1]:
            return f"%({found[1]})s"
        return word.replace("%", "%%")

    return _PLACEHOLDER.sub(one, statement)


class _Named(tuple[Any, ...]):
    """A row that can also be asked by name."""

    __slots__ = ()
    places: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)


def rows_by_name(cursor: psycopg.AsyncCursor[Any]) -> Callable[[Sequence[Any]], _Named]:
    """Rows for the driver, one class for each kind of answer."""
    columns = tuple(column.name for column in cursor.description or ())
    return _kind_of_row(columns)


@lru_cache(maxsize=512)
def _kind_of_row(columns: tuple[str, ...]) -> type[_Named]:
    return type("Row", (_Named,), {"places": {name: place for place, name in enumerate(columns)}, "__slots__": ()})


def shown(address: str) -> str:
    """The address without the password."""
    parts = urlsplit(address)
    return address.replace(f":{parts.password}@", ":***@") if parts.password else address
