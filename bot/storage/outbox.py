"""The durable outbox: calls to be made, in order within a lane; each lane belongs to one process at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.storage.transaction import Row as Stored
from bot.storage.transaction import Transaction


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


async def add(tx: Transaction, bot: int, worker: int, calls: Iterable[Outgoing], created_unix: float) -> list[Row]:
    """Append to the lanes; returns the rows that `worker` is to send: a busy lane stays with its process."""
    return await add_all(tx, bot, worker, [(call, created_unix) for call in calls])


async def add_all(tx: Transaction, bot: int, worker: int, dated: Sequence[tuple[Outgoing, float]]) -> list[Row]:
    """The same for calls with different times, in two trips however many there are."""
    if not dated:
        return []
    lanes = sorted({call.lane for call, _ in dated})
    busy = f"SELECT DISTINCT lane, owner FROM outbox WHERE lane IN ({', '.join('?' * len(lanes))})"
    fresh = tx.next_ids("outbox", len(dated))
    found = await tx.read(f"{busy} UNION ALL SELECT NULL, id FROM ({fresh}) AS fresh", lanes)
    owner_of = {str(row[0]): int(row[1]) for row in found if row[0] is not None}
    ids = sorted(int(row[1]) for row in found if row[0] is None)
    rows = [Row(id, call, created_unix) for id, (call, created_unix) in zip(ids, dated, strict=True)]
    tx.write_all(
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


async def owned(tx: Transaction, bot: int, worker: int, after: int = 0) -> list[Row]:
    """What `worker` is to send, with ids above `after`, in order."""
    rows = await tx.read(
        f"SELECT {_COLUMNS} FROM outbox WHERE owner = ? AND bot = ? AND id > ? ORDER BY id", (worker, bot, after)
    )
    return [_row(row) for row in rows]


async def owners(tx: Transaction) -> set[int]:
    return {row[0] for row in await tx.read("SELECT DISTINCT owner FROM outbox")}


def take_over(tx: Transaction, gone: int, worker: int) -> None:
    """Send what a process that has ended left behind."""
    tx.write("UPDATE outbox SET owner = ? WHERE owner = ?", (worker, gone))


def remove(tx: Transaction, ids: Iterable[int]) -> None:
    tx.write_all("DELETE FROM outbox WHERE id = ?", [(id,) for id in ids])


async def move_lane(tx: Transaction, old: str, new: str) -> None:
    """A group has become a supergroup."""
    rows = await tx.read("SELECT id, arguments FROM outbox WHERE lane = ?", (old,))
    tx.write_all(
        "UPDATE outbox SET lane = ?, arguments = ? WHERE id = ?",
        [(new, _json({**json.loads(row["arguments"]), "chat_id": int(new)}), row["id"]) for row in rows],
    )


async def carries(tx: Transaction, note: dict[str, Any]) -> bool:
    """Whether a call with exactly this note waits."""
    return bool(await tx.read("SELECT 1 FROM outbox WHERE note = ? LIMIT 1", (_json(note),)))


async def depth(tx: Transaction) -> tuple[int, float | None]:
    """How many calls wait, and since when (Unix time) the oldest does."""
    count, oldest = next(iter(await tx.read("SELECT count(*), min(created_unix) FROM outbox")))
    return int(count), oldest


def _row(row: Stored) -> Row:
    call = Outgoing(row["lane"], row["method"], json.loads(row["arguments"]), json.loads(row["note"]))
    return Row(row["id"], call, row["created_unix"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
