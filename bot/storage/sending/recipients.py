"""The private chats that can be written to, for broadcasts and figures."""

from __future__ import annotations

from bot.storage.transaction import Transaction


def remember(tx: Transaction, chat: str, bot: int, telegram_chat: int) -> None:
    tx.write(
        "INSERT INTO recipients (chat, bot, telegram_chat) VALUES (?, ?, ?)"
        " ON CONFLICT (chat) DO UPDATE SET blocked = 0 WHERE recipients.blocked = 1",
        (chat, bot, telegram_chat),
    )


def block(tx: Transaction, chat: str) -> None:
    """The person has stopped the bot."""
    tx.write("UPDATE recipients SET blocked = 1 WHERE chat = ?", (chat,))


async def bot_of(tx: Transaction, chat: str) -> int | None:
    """The bot that the chat can be reached by."""
    rows = await tx.read("SELECT bot FROM recipients WHERE chat = ? AND blocked = 0", (chat,))
    return int(rows[0][0]) if rows else None


async def count(tx: Transaction, bot: int) -> tuple[int, int]:
    """Reachable and blocked."""
    rows = await tx.read(
        "SELECT count(*) - coalesce(sum(blocked), 0), coalesce(sum(blocked), 0) FROM recipients WHERE bot = ?", (bot,)
    )
    reachable, blocked = next(iter(rows))
    return int(reachable), int(blocked)


async def after(tx: Transaction, bot: int, reached: str, most: int) -> list[tuple[str, int]]:
    """The next reachable chats in alphabetical order, each with Telegram's own number of it."""
    rows = await tx.read(
        "SELECT chat, telegram_chat FROM recipients WHERE bot = ? AND blocked = 0 AND chat > ? ORDER BY chat LIMIT ?",
        (bot, reached, most),
    )
    return [(row[0], row[1]) for row in rows]
