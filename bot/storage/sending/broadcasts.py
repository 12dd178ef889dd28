"""Messages to everybody: written, confirmed, sent in small portions; where it stands survives any stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.storage.transaction import Transaction

State = Literal["draft", "running", "done", "stopped"]


@dataclass(frozen=True, slots=True)
class Broadcast:
    id: int
    admin_chat: int
    text: str
    state: State
    reached: str
    total: int
    sent: int
    failed: int
    progress_message: int | None
    progress_shown: int
    """`sent + failed` as the progress message shows it."""


_COLUMNS = "id, admin_chat, text, state, reached, total, sent, failed, progress_message, progress_shown"


async def draft(tx: Transaction, bot: int, admin_chat: int, text: str) -> int:
    rows = await tx.read(
        "INSERT INTO broadcasts (bot, admin_chat, text, state) VALUES (?, ?, ?, 'draft') RETURNING id",
        (bot, admin_chat, text),
    )
    return int(next(iter(rows))[0])


async def get(tx: Transaction, id: int) -> Broadcast | None:
    rows = await tx.read(f"SELECT {_COLUMNS} FROM broadcasts WHERE id = ?", (id,))
    return next((Broadcast(*row) for row in rows), None)


async def running(tx: Transaction, bot: int) -> list[Broadcast]:
    query = f"SELECT {_COLUMNS} FROM broadcasts WHERE state = 'running' AND bot = ? ORDER BY id"
    return [Broadcast(*row) for row in await tx.read(query, (bot,))]


async def move(tx: Transaction, id: int, before: State, after: State, total: int | None = None) -> bool:
    """Change the state; False where it is not in the state `before` any more."""
    rows = await tx.read(
        "UPDATE broadcasts SET state = ?, total = coalesce(?, total) WHERE id = ? AND state = ? RETURNING id",
        (after, total, id, before),
    )
    return bool(list(rows))


def advance(tx: Transaction, id: int, reached: str) -> None:
    tx.write("UPDATE broadcasts SET reached = ? WHERE id = ?", (reached, id))


def count(tx: Transaction, id: int, *, sent: int = 0, failed: int = 0) -> None:
    tx.write("UPDATE broadcasts SET sent = sent + ?, failed = failed + ? WHERE id = ?", (sent, failed, id))


def set_progress(tx: Transaction, id: int, *, message: int | None = None, shown: int | None = None) -> None:
    tx.write(
        "UPDATE broadcasts SET progress_message = coalesce(?, progress_message),"
        " progress_shown = coalesce(?, progress_shown) WHERE id = ?",
        (message, shown, id),
    )
