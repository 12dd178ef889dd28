"""The private chats that can be written to, for broadcasts and figures."""

from __future__ import annotations

import aiosqlite


async def remember(tx: aiosqlite.Connection, chat: str, bot: int, telegram_chat: int) -> None:
    await tx.execute(
        "INSERT INTO recipients (chat, bot, telegram_chat) VALUES (?, ?, ?)"
        " ON CONFLICT (chat) DO UPDATE SET blocked = 0 WHERE blocked = 1",
        (chat, bot, telegram_chat),
    )


async def block(tx: aiosqlite.Connection, chat: str) -> None:
    """The person has stopped the bot."""
    await tx.execute("UPDATE recipients SET blocked = 1 WHERE chat = ?", (chat,))


async def count(tx: aiosqlite.Connection, bot: int) -> tuple[int, int]:
    """Reachable and blocked."""
    rows = await tx.execute_fetchall(
        "SELECT coalesce(sum(blocked = 0), 0), coalesce(sum(blocked), 0) FROM recipients WHERE bot = ?", (bot,)
    )
    reachable, blocked = next(iter(rows))
    return int(reachable), int(blocked)


async def after(tx: aiosqlite.Connection, bot: int, reached: str, most: int) -> list[tuple[str, int]]:
    """The next reachable chats in alphabetical order, each with Telegram's own number of it."""
    rows = await tx.execute_fetchall(
        "SELECT chat, telegram_chat FROM recipients WHERE bot = ? AND blocked = 0 AND chat > ? ORDER BY chat LIMIT ?",
        (bot, reached, most),
    )
    return [(row[0], row[1]) for row in rows]
