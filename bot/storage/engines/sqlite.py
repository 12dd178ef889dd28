"""SQLite: one file, one writer at a time, nothing else to run."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.errors import InputError
from bot.storage.engines import faults, migrating
from bot.storage.engines.presence import FilePresence
from bot.storage.transaction import Given, Row, Transaction, Writes
from bot.wording import say

MEMORY = ":memory:"
_BUSY_MS = 5_000
"""How long one attempt waits for another program that writes; whoever can wait longer tries again."""
_START_SECONDS = 30.0
_PRAGMAS = (
    f"busy_timeout = {_BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
    "wal_autocheckpoint = 250",
)  # fmt: skip
Result = TypeVar("Result")


class Connection(aiosqlite.Connection):
    """Does a whole piece of work in one trip to the thread of the database: a trip costs more than most statements."""

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """`work` runs to its end in that thread even where the caller is cancelled meanwhile."""
        result: Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class SqliteTransaction(Transaction):
    """`BEGIN IMMEDIATE` goes with the first trip: one transaction at a time, in whatever process."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._version = 0

    async def read(self, query: str, given: Given = ()) -> Sequence[Row]:
        before = self._to_do()

        def work(store: sqlite3.Connection) -> list[sqlite3.Row]:
            _carry_out(store, before)
            if not self._version:
                self._version = int(store.execute("PRAGMA data_version").fetchone()[0])
            return store.execute(query, given).fetchall()

        return await self._connection.run(work)

    async def version(self) -> int:
        """No trip after a read."""
        if not self._version:
            await self.read("SELECT 1")
        return self._version

    async def commit(self) -> None:
        if not self._begun and not self._writes:
            return
        before = self._to_do()

        def work(store: sqlite3.Connection) -> None:
            try:
                _carry_out(store, before)
                store.execute("COMMIT")
            except BaseException:
                store.rollback()
                raise

        await self._connection.run(work)

    async def roll_back(self) -> None:
        self._writes.clear()
        if self._begun:
            await self._connection.run(sqlite3.Connection.rollback)

    def lock(self, name: str) -> None:
        """The whole store is locked already."""

    async def free_lanes(self, lanes: str, given: Given, most: int) -> list[str] | None:
        return None

    def as_json(self, columns: Sequence[str]) -> str:
        return f"json_group_array(json_array({', '.join(columns)}))"

    def next_ids(self, table: str, count: int) -> str:
        numbers = ",".join(map(str, range(1, count + 1)))
        known = f"coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"
        return f"SELECT {known} + value AS id FROM json_each('[{numbers}]')"

    async def tables_with(self, column: str) -> list[str]:
        rows = await self.read(
            "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND c.name = ?",
            (column,),
        )
        return [row[0] for row in rows]

    async def tables(self) -> list[str]:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return [row[0] for row in await self.read(query)]

    async def columns_of(self, table: str) -> list[str]:
        return [row[0] for row in await self.read("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]

    async def count_on(self, table: str) -> None:
        """SQLite sees to it."""

    def _to_do(self) -> Writes:
        writes = self._taken()
        if not self._begun:
            self._begun = True
            writes.insert(0, ("BEGIN IMMEDIATE", ((),)))
        return writes


def _carry_out(store: sqlite3.Connection, writes: Writes) -> None:
    for statement, many in writes:
        if len(many) == 1:
            store.execute(statement, many[0])
        else:
            store.executemany(statement, many)


class Sqlite:
    """One connection; transactions one after the other, other processes wait their turn."""

    understood = staticmethod(faults.understood)

    def __init__(self, path: str, connection: Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = asyncio.Lock()
        self._opened = _place(path)

    @classmethod
    async def open(cls, path: str) -> Sqlite:
        """`path` is a file or `:memory:`. Deleted data is overwritten (`secure_delete`), not only unlinked.

        Raises InputError where the file is no database of ours, damaged, cannot be written, or is from a newer version.
        """
        try:
            if path != MEMORY:
                path = str(Path(path).expanduser())
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                _make_private(path)
            connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
            # The worker thread must never keep a process alive that has failed or was told to stop.
            connection._thread.daemon = True
            await connection
        except (OSError, aiosqlite.Error) as problem:
            raise InputError(say("commands.database_unusable", path=path, problem=problem)) from None
        engine = cls(path, connection)
        try:
            await engine._prepare_patiently()
        except aiosqlite.DatabaseError as problem:
            await connection.close()
            raise _refusal(path, problem) from None
        except BaseException:
            await connection.close()
            raise
        return engine

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._lock:
            tx = SqliteTransaction(self._connection)
            try:
                yield tx
            except BaseException:
                await tx.roll_back()
                raise
            await tx.commit()

    async def close(self) -> None:
        await self._connection.close()

    async def relieve(self) -> None:
        """Give back what the write-ahead log takes of a full disk, as far as that can be done."""
        with contextlib.suppress(aiosqlite.Error):
            async with self._lock:
                await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def scrub(self, chats: Sequence[str]) -> None:
        """Nothing deleted is left in the write-ahead log. In the file itself deleting has overwritten it already.

        Another process that reads at this moment only delays it to the next time.
        """
        async with self._lock:
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if chats and self.path != MEMORY:
            await asyncio.to_thread(_erase_in_copies, Path(self.path), tuple(chats))

    def still_there(self) -> bool:
        """Whether the path still leads to the file that was opened."""
        return self._opened is None or _place(self.path) == self._opened

    def presence(self) -> FilePresence:
        return FilePresence(self.path)

    async def _prepare_patiently(self) -> None:
        """Another process may be opening the same file: then SQLite refuses at once instead of waiting."""
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                return await self._prepare()
            except (aiosqlite.DatabaseError, faults.StoreWaits) as problem:
                waits = isinstance(problem, faults.StoreWaits) or isinstance(
                    faults.understood(problem), faults.StoreWaits
                )
                if not waits or time.monotonic() > until:
                    raise
            await asyncio.sleep(0.05)

    async def _prepare(self) -> None:
        self._connection.row_factory = aiosqlite.Row
        for pragma in _PRAGMAS:
            await self._connection.execute(f"PRAGMA {pragma}")
        if self.path != MEMORY:
            verdict = next(iter(await self._connection.execute_fetchall("PRAGMA quick_check(1)")))[0]
            if verdict != "ok":
                raise InputError(say("storage.damaged", problem=verdict))
        await migrating.migrate(self.transaction, hold=None)
        if self.path != MEMORY:
            await self._compare()

    async def _compare(self) -> None:
        """What earlier versions made of the file is what a new file would be."""
        found = await self._connection.run(migrating.schema_of)
        if wrong := migrating.differences(found):
            raise InputError(say("storage.other_schema", path=self.path, problem="、".join(wrong)))


def _refusal(path: str, problem: aiosqlite.Error) -> InputError:
    damaged = getattr(problem, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
    key = "storage.damaged_at" if damaged else "commands.database_unusable"
    return InputError(say(key, path=path, problem=problem))


def _erase_in_copies(path: Path, chats: Sequence[str]) -> None:
    """Copies that a restore has left beside the file; those that cannot be opened are no copies of ours."""
    for copy in path.parent.glob(f"{path.name}.before-*"):
        if copy.name.endswith(("-wal", "-shm")):
            continue
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(copy)) as store:
            store.execute("PRAGMA secure_delete = ON")
            query = (
                "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
                " WHERE m.type = 'table' AND c.name = 'chat'"
            )
            for (table,) in store.execute(query).fetchall():
                store.executemany(f'DELETE FROM "{table}" WHERE chat = ?', [(chat,) for chat in chats])
            store.commit()
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make_private(path: str) -> None:
    """A new file is for its owner only; SQLite gives its log and its index the same mode."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _place(path: str) -> tuple[int, int] | None:
    """Which file the path leads to; None for the memory. A path that leads nowhere is no file at all."""
    if path == MEMORY:
        return None
    try:
        state = Path(path).stat()
    except OSError:
        return (0, 0)
    return state.st_dev, state.st_ino
