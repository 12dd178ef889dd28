"""One transaction on the store: writes wait for the next read, or for the end, and travel with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import aiosqlite

Result = TypeVar("Result")
Given = Sequence[Any] | dict[str, Any]


class Connection(aiosqlite.Connection):
    """Does a whole piece of work in one trip to the thread of the database: a trip costs more than most statements."""

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """`work` runs to its end in that thread even where the caller is cancelled meanwhile."""
        result: Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class Transaction:
    """`BEGIN IMMEDIATE` goes with the first trip; what is neither read nor written costs none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._begun = False
        self._version = 0
        self._writes: list[tuple[str, Sequence[Given]]] = []

    def write(self, statement: str, given: Given = ()) -> None:
        """Takes effect before whatever is read next; a refusal by the store is raised there, or by the commit."""
        self._writes.append((statement, (given,)))

    def write_all(self, statement: str, many: Iterable[Given]) -> None:
        """The same statement for each of `many`."""
        self._writes.append((statement, tuple(many)))

    async def read(self, query: str, given: Given = ()) -> list[sqlite3.Row]:
        """All rows; `query` may also be a statement with RETURNING."""
        before = self._taken()

        def work(store: sqlite3.Connection) -> list[sqlite3.Row]:
            _carry_out(store, before)
            if not self._version:
                self._version = int(store.execute("PRAGMA data_version").fetchone()[0])
            return store.execute(query, given).fetchall()

        return await self._connection.run(work)

    async def version(self) -> int:
        """Another number than in an earlier transaction where another process has written; no trip after a read."""
        if not self._version:
            await self.read("SELECT 1")
        return self._version

    async def commit(self) -> None:
        """Everything or, where the store refuses a part, nothing."""
        if not self._begun and not self._writes:
            return
        before = self._taken()

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

    def _taken(self) -> list[tuple[str, Sequence[Given]]]:
        """What has to be done before the next thing; from here on it counts as begun, whatever becomes of it."""
        writes, self._writes = self._writes, []
        if not self._begun:
            self._begun = True
            writes.insert(0, ("BEGIN IMMEDIATE", ((),)))
        return writes


def _carry_out(store: sqlite3.Connection, writes: list[tuple[str, Sequence[Given]]]) -> None:
    for statement, many in writes:
        if len(many) == 1:
            store.execute(statement, many[0])
        else:
            store.executemany(statement, many)
