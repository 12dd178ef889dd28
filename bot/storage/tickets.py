"""People who asked for a human being, and which message of the staff chat belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Ticket:
    """`thread`: the forum topic made for it; `staff_name`: who has taken it, None while it waits.

    A closed one is kept without the name, so that an answer that comes too late can be told so.
    """

    id: int
    chat: str
    telegram_chat: int
    name: str
    thread: int | None
    staff_name: str | None
    closed: bool = False


_COLUMNS = "id, chat, telegram_chat, name, thread, staff_name, closed"


async def open_of(tx: Transaction, chat: str) -> Ticket | None:
    """The open ticket of a chat."""
    return await _one(tx, "chat = ? AND closed = 0", chat)


async def open_ticket(tx: Transaction, chat: str, telegram_chat: int, name: str) -> Ticket:
    rows = await tx.read(
        "INSERT INTO tickets (chat, telegram_chat, name) VALUES (?, ?, ?) RETURNING id", (chat, telegram_chat, name)
    )
    return Ticket(int(next(iter(rows))[0]), chat, telegram_chat, name, None, None)


async def by_message(tx: Transaction, message: int) -> Ticket | None:
    """The ticket that a message of the staff chat belongs to, open or closed."""
    return await _one(tx, "id = (SELECT ticket FROM ticket_messages WHERE message = ?)", message)


async def by_thread(tx: Transaction, thread: int) -> Ticket | None:
    """The ticket that a topic was made for, open or closed."""
    return await _one(tx, "thread = ?", thread)


async def by_id(tx: Transaction, id: int) -> Ticket | None:
    """Open or closed."""
    return await _one(tx, "id = ?", id)


def take(tx: Transaction, id: int, staff_name: str) -> None:
    tx.write("UPDATE tickets SET staff_name = ? WHERE id = ?", (staff_name, id))


def close(tx: Transaction, id: int) -> None:
    """The person's name is not needed any more."""
    tx.write("UPDATE tickets SET closed = 1, name = '' WHERE id = ?", (id,))


def set_thread(tx: Transaction, id: int, thread: int) -> None:
    tx.write("UPDATE tickets SET thread = ? WHERE id = ?", (thread, id))


def note_message(tx: Transaction, id: int, message: int) -> None:
    """A message of the staff chat belongs to this ticket; nothing where the ticket is gone."""
    tx.write(
        "INSERT OR REPLACE INTO ticket_messages (message, ticket)"
        " SELECT ?, id FROM tickets WHERE id = ? AND closed = 0",
        (message, id),
    )


async def count_open(tx: Transaction) -> int:
    return int(next(iter(await tx.read("SELECT count(*) FROM tickets WHERE closed = 0")))[0])


async def _one(tx: Transaction, condition: str, value: str | int) -> Ticket | None:
    query = f"SELECT {_COLUMNS} FROM tickets WHERE {condition} ORDER BY id DESC LIMIT 1"
    row = next(iter(await tx.read(query, (value,))), None)
    return replace(Ticket(*row), closed=bool(row["closed"])) if row else None
