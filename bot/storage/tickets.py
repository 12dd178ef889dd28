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
    staff_chat: int
    """Where the staff see it; a topic exists in this chat only."""
    closed: bool = False


_COLUMNS = "id, chat, telegram_chat, name, thread, staff_name, staff_chat, closed"


async def open_of(tx: Transaction, chat: str) -> Ticket | None:
    """The open ticket of a chat."""
    return await _one(tx, "chat = ? AND closed = 0", chat)


async def open_ticket(tx: Transaction, chat: str, telegram_chat: int, name: str, staff_chat: int) -> Ticket:
    rows = await tx.read(
        "INSERT INTO tickets (chat, telegram_chat, name, staff_chat) VALUES (?, ?, ?, ?) RETURNING id",
        (chat, telegram_chat, name, staff_chat),
    )
    return Ticket(int(rows[0][0]), chat, telegram_chat, name, None, None, staff_chat)


async def by_message(tx: Transaction, staff_chat: int, message: int) -> Ticket | None:
    """The ticket that a message of a staff chat belongs to, open or closed."""
    query = "id = (SELECT ticket FROM staff_messages WHERE staff_chat = ? AND message = ?)"
    return await _one(tx, query, staff_chat, message)


async def by_thread(tx: Transaction, staff_chat: int, thread: int) -> Ticket | None:
    """The ticket that a topic was made for, open or closed."""
    return await _one(tx, "staff_chat = ? AND thread = ?", staff_chat, thread)


async def by_id(tx: Transaction, id: int) -> Ticket | None:
    """Open or closed."""
    return await _one(tx, "id = ?", id)


def take(tx: Transaction, id: int, staff_name: str) -> None:
    tx.write("UPDATE tickets SET staff_name = ? WHERE id = ?", (staff_name, id))


def close(tx: Transaction, id: int) -> None:
    """The person's name is not needed any more."""
    tx.write("UPDATE tickets SET closed = 1, name = '' WHERE id = ?", (id,))


def set_thread(tx: Transaction, id: int, staff_chat: int, thread: int | None) -> None:
    """None: the topic that there was is gone."""
    tx.write("UPDATE tickets SET thread = ?, staff_chat = ? WHERE id = ?", (thread, staff_chat, id))


def note_message(tx: Transaction, id: int, staff_chat: int, message: int) -> None:
    """A message of the staff chat belongs to this ticket; nothing where the ticket is gone."""
    tx.write(
        "INSERT INTO staff_messages (staff_chat, message, ticket)"
        " SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), id FROM tickets WHERE id = ? AND closed = 0"
        " ON CONFLICT (staff_chat, message) DO UPDATE SET ticket = excluded.ticket",
        (staff_chat, message, id),
    )


def move_staff(tx: Transaction, old: int, new: int) -> None:
    """The staff chat has a new number, and its topics are gone with the old one; 0: from before numbers were kept."""
    kept = "" if old == 0 else ", thread = NULL"
    tx.write(f"UPDATE tickets SET staff_chat = ?{kept} WHERE staff_chat = ?", (new, old))
    if old == 0:
        tx.write("UPDATE staff_messages SET staff_chat = ? WHERE staff_chat = 0", (new,))


async def every_open(tx: Transaction) -> list[Ticket]:
    """The longest waiting first."""
    rows = await tx.read(f"SELECT {_COLUMNS} FROM tickets WHERE closed = 0 ORDER BY id LIMIT 200")
    return [replace(Ticket(*row), closed=False) for row in rows]


async def count_open(tx: Transaction) -> int:
    return int(next(iter(await tx.read("SELECT count(*) FROM tickets WHERE closed = 0")))[0])


async def _one(tx: Transaction, condition: str, *values: str | int) -> Ticket | None:
    query = f"SELECT {_COLUMNS} FROM tickets WHERE {condition} ORDER BY id DESC LIMIT 1"
    row = next(iter(await tx.read(query, values)), None)
    return replace(Ticket(*row), closed=bool(row["closed"])) if row else None
