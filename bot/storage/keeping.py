"""How long what people said is kept, and all of it for who asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.storage import chats
from bot.storage.transaction import Transaction

_SECRET = {"web_sessions", "web_codes"}
"""Digests that open a chat: of no use to the person, of some to who finds the export."""
_MOST_CHATS = 200
"""Forgotten in one go; the rest follows the next time."""


async def everything(tx: Transaction, chat: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of the chat in every table that names it, by table; nothing that is kept is left out."""
    tables = sorted(set(await tx.tables_with("chat")) - _SECRET)
    found = {}
    for table in tables:
        columns = await tx.columns_of(table)
        rows = await tx.read(f"SELECT {', '.join(columns)} FROM {table} WHERE chat = ?", (chat,))
        if rows:
            found[table] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


async def tidy(tx: Transaction, today: date, words_days: int, files_days: int) -> list[str]:
    """Forget words that are older, and whole chats that nobody has used for so long (0: never); the chats forgotten."""
    if words_days:
        before = today - timedelta(days=words_days)
        for table in ("turns", "gaps"):
            tx.write(f"DELETE FROM {table} WHERE day < ?", (before.isoformat(),))
        tx.write("DELETE FROM calls WHERE day < ?", (before.isoformat(),))
        tx.write("DELETE FROM web_turns WHERE made_unix < ?", (_unix(before),))
    if not files_days:
        return []
    tx.write("UPDATE chats SET seen_day = ? WHERE seen_day = ''", (today.isoformat(),))
    last = today - timedelta(days=files_days)
    unused = last.isoformat()
    # Of visitors who only looked there is a cookie and no chat.
    tx.write(
        "DELETE FROM web_sessions WHERE seen_unix < ? AND chat NOT IN (SELECT chat FROM chats)",
        (_unix(last),),
    )
    # Another process may have begun a chat since the line above; its day is not known yet.
    query = "SELECT chat FROM chats WHERE seen_day <> '' AND seen_day < ? LIMIT ?"
    rows = await tx.read(query, (unused, _MOST_CHATS))
    forgotten = [str(row[0]) for row in rows]
    for chat in forgotten:
        await chats.erase(tx, chat)
    return forgotten


def _unix(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
