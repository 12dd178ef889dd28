"""Small things that a channel remembers between starts."""

from __future__ import annotations

from bot.storage.transaction import Transaction


async def get(tx: Transaction, name: str) -> str | None:
    rows = await tx.read("SELECT value FROM channel_notes WHERE name = ?", (name,))
    return next((row[0] for row in rows), None)


def put(tx: Transaction, name: str, value: str) -> None:
    tx.write(
        "INSERT INTO channel_notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
