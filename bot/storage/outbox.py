"""The durable outbox: calls to be made, in order within a lane; each lane belongs to one process at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiosqlite


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of the Bot API. `lane`: calls of a lane are made one after the other. `note`: what to do afterwards."""

    lane: str
    method: str
    arguments: dict[str, Any]
    note: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    call: Outgoing
    created_unix: float


_COLUMNS = "id, lane, method, arguments, note, created_unix"


async def add(
    tx: aiosqlite.Connection, bot: int, worker: int, calls: Iterable[Outgoing], created_unix: float
) -> list[Row]:
    """Append to the lanes; returns the rows that `worker` is to send: a busy lane stays with its process."""
    return await add_all(tx, bot, worker, [(call, created_unix) for call in calls])


async def add_all(
    tx: aiosqlite.Connection, bot: int, worker: int, dated: Sequence[tuple[Outgoing, float]]
) -> list[Row]:
    """The same for calls with different times, in three statements however many there are."""
    if not dated:
        return []
    sequence = await tx.execute_fetchall("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
    first = next((int(row[0]) for row in sequence), 0) + 1
    lanes = json.dumps(sorted({call.lane for call, _ in dated}))
    busy = await tx.execute_fetchall(
        "SELECT lane, owner FROM outbox WHERE lane IN (SELECT value FROM json_each(?)) ORDER BY id", (lanes,)
    )
    owner_of: dict[str, int] = {row[0]: row[1] for row in busy}
    rows = [Row(first + place, call, created_unix) for place, (call, created_unix) in enumerate(dated)]
    await tx.executemany(
        "INSERT INTO outbox (id, bot, lane, owner, method, arguments, note, created_unix)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.id, bot, row.call.lane, owner_of.get(row.call.lane, worker), row.call.method,
                _json(row.call.arguments), _json(row.call.note), row.created_unix,
            )
            for row in rows
        ],
    )  # fmt: skip
    return [row for row in rows if owner_of.get(row.call.lane, worker) == worker]


async def owned(tx: aiosqlite.Connection, bot: int, worker: int, after: int = 0) -> list[Row]:
    """What `worker` is to send, with ids above `after`, in order."""
    rows = await tx.execute_fetchall(
        f"SELECT {_COLUMNS} FROM outbox WHERE owner = ? AND bot = ? AND id > ? ORDER BY id", (worker, bot, after)
    )
    return [_row(row) for row in rows]


async def owners(tx: aiosqlite.Connection) -> set[int]:
    return {row[0] for row in await tx.execute_fetchall("SELECT DISTINCT owner FROM outbox")}


async def take_over(tx: aiosqlite.Connection, gone: int, worker: int) -> None:
    """Send what a process that has ended left behind."""
    await tx.execute("UPDATE outbox SET owner = ? WHERE owner = ?", (worker, gone))


async def remove(tx: aiosqlite.Connection, ids: Iterable[int]) -> None:
    await tx.executemany("DELETE FROM outbox WHERE id = ?", [(id,) for id in ids])


async def move_lane(tx: aiosqlite.Connection, old: str, new: str) -> None:
    """A group has become a supergroup."""
    await tx.execute(
        "UPDATE outbox SET lane = ?, arguments = json_set(arguments, '$.chat_id', CAST(? AS INTEGER)) WHERE lane = ?",
        (new, new, old),
    )


async def depth(tx: aiosqlite.Connection) -> tuple[int, float | None]:
    """How many calls wait, and since when (Unix time) the oldest does."""
    count, oldest = next(iter(await tx.execute_fetchall("SELECT count(*), min(created_unix) FROM outbox")))
    return int(count), oldest


def _row(row: aiosqlite.Row) -> Row:
    call = Outgoing(row["lane"], row["method"], json.loads(row["arguments"]), json.loads(row["note"]))
    return Row(row["id"], call, row["created_unix"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
