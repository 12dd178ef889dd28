"""Everything of one store into another that is empty: from a file to a server."""

from __future__ import annotations

from collections.abc import Callable

from bot.errors import InputError
from bot.storage.database import Database
from bot.storage.transaction import Transaction
from bot.wording import say

_FIRST = ("tickets",)
"""Tables that others refer to."""
_NOT_MOVED = {"schema_version", "workers"}
_PORTION = 500


async def move(source: Database, target: Database, told: Callable[[str, int], None]) -> None:
    """All or nothing; `told` hears each table with its rows. InputError where the target is not empty.

    The source is locked meanwhile, so a bot that still runs waits, and nothing is moved that changes afterwards.
    """
    async with source.transaction() as old, target.transaction() as new:
        tables = sorted(await old.tables(), key=lambda name: (name not in _FIRST, name))
        tables = [table for table in tables if table not in _NOT_MOVED]
        for table in tables:
            if await new.read(f"SELECT 1 FROM {table} LIMIT 1"):
                raise InputError(say("storage.move_not_empty"))
        for table in tables:
            told(table, await _rows(old, new, table))
        for table in tables:
            await new.count_on(table)


async def _rows(old: Transaction, new: Transaction, table: str) -> int:
    columns = await old.columns_of(table)
    listed, given = ", ".join(columns), ", ".join("?" * len(columns))
    rows = [tuple(row) for row in await old.read(f"SELECT {listed} FROM {table}")]
    for start in range(0, len(rows), _PORTION):
        new.write_all(f"INSERT INTO {table} ({listed}) VALUES ({given})", rows[start : start + _PORTION])
        await new.read("SELECT 1")
    return len(rows)
