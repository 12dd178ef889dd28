"""Small things that a channel remembers between starts."""

from __future__ import annotations

import aiosqlite


async def get(tx: aiosqlite.Connection, name: str) -> str | None:
    rows = await tx.execute_fetchall("SELECT value FROM channel_notes WHERE name = ?", (name,))
    return next((row[0] for row in rows), None)


async def put(tx: aiosqlite.Connection, name: str, value: str) -> None:
    await tx.execute("INSERT OR REPLACE INTO channel_notes (name, value) VALUES (?, ?)", (name, value))
