"""One SQLite file: connection, migrations, transactions."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.errors import InputError
from bot.storage.transaction import Connection, Transaction
from bot.wording import say

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 30_000


class Database:
    """One connection. Transactions are `BEGIN IMMEDIATE`, one after the other; other processes wait their turn."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()

    @classmethod
    async def open(cls, path: str) -> Database:
        """`path` is a file or `:memory:`. Deleted data is overwritten (`secure_delete`), not only unlinked.

        Raises InputError where the file is no database of ours, cannot be written, or is from a newer version.
        """
        try:
            if path != ":memory:":
                path = str(Path(path).expanduser())
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                _make_private(path)
            connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
            # The worker thread must never keep a process alive that has failed or was told to stop.
            connection._thread.daemon = True
            await connection
        except (OSError, aiosqlite.Error) as problem:
            raise InputError(say("commands.database_unusable", path=path, problem=problem)) from None
        database = cls(connection)
        try:
            await database._prepare()
        except aiosqlite.DatabaseError as problem:
            await connection.close()
            raise InputError(say("commands.database_unusable", path=path, problem=problem)) from None
        except BaseException:
            await connection.close()
            raise
        return database

    async def _prepare(self) -> None:
        self._connection.row_factory = aiosqlite.Row
        for pragma in (
            f"busy_timeout = {_BUSY_MS}", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON",
            "secure_delete = ON",
        ):  # fmt: skip
            await self._connection.execute(f"PRAGMA {pragma}")
        await self._migrate()

    async def close(self) -> None:
        await self._connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing; rolled back when the block raises."""
        async with self._lock:
            tx = Transaction(self._connection)
            try:
                yield tx
            except BaseException:
                await tx.roll_back()
                raise
            await tx.commit()

    async def scrub(self) -> None:
        """Bring the file itself up to date, so that nothing deleted is left in the write-ahead log or in free pages."""
        async with self._lock:
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                # Rows that are left unread would count as a statement in progress, and VACUUM would refuse.
                await self._connection.execute_fetchall(statement)

    async def _migrate(self) -> None:
        """Run the numbered files that this database has not seen, each in a transaction of its own."""
        async with self.transaction() as tx:
            tx.write("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT")
        known = {int(file.name.split("_")[0]): file for file in sorted(_MIGRATIONS.glob("[0-9]*.sql"))}
        for version, file in known.items():
            async with self.transaction() as tx:
                rows = await tx.read("SELECT version FROM schema_version")
                seen = {row[0] for row in rows}
                if seen - known.keys():
                    raise InputError(say("commands.database_newer"))
                if version in seen:
                    continue
                for statement in file.read_text(encoding="utf-8").split(";\n"):
                    if statement.strip():
                        tx.write(statement)
                tx.write("INSERT INTO schema_version (version) VALUES (?)", (version,))


def _make_private(path: str) -> None:
    """A new file is for its owner only; SQLite gives its log and its index the same mode."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
