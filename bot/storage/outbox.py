"""The durable outbox: calls to be made, in order within a lane; each lane belongs to one process at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
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
    mine = []
    for call in calls:
        inserted = await tx.execute_fetchall(
            "INSERT INTO outbox (bot, lane, owner, method, arguments, note, created_unix) VALUES (?, ?,"
            " coalesce((SELECT owner FROM outbox WHERE lane = ? ORDER BY id DESC LIMIT 1), ?), ?, ?, ?, ?)"
            " RETURNING id, owner",
            (bot, call.lane, call.lane, worker, call.method, _json(call.arguments), _json(call.note), created_unix),
        )
        id, owner = next(iter(inserted))
        if owner == worker:
            mine.append(Row(id, call, created_unix))
    return mine


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
