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


NOBODY = 0
"""Owner of a call that was left by a process which does not send: whoever adds to its lane or looks first takes it."""
_COLUMNS = "id, lane, method, arguments, note, created_unix"
_MOST_LANES = 500
"""Taken over in one go; the rest follows the next time."""


async def add(tx: Transaction, bot: int, worker: int, calls: Iterable[Outgoing], created_unix: float) -> list[Row]:
    """Append to the lanes; returns what `worker` is to send in them: a busy lane stays with its process."""
    return await add_all(tx, bot, worker, [(call, created_unix) for call in calls])


async def add_all(tx: Transaction, bot: int, worker: int, dated: Sequence[tuple[Outgoing, float]]) -> list[Row]:
    """The same for calls with different times, in two trips however many there are.

    What others have left in lanes of `worker` comes along, so that it is not overtaken.
    """
    if not dated:
        return []
    lanes = sorted({call.lane for call, _ in dated})
    _lock(tx, bot, lanes)
    held = f"SELECT {_COLUMNS}, owner FROM outbox WHERE bot = ? AND lane IN ({', '.join('?' * len(lanes))})"
    fresh = f"SELECT id, NULL, NULL, NULL, NULL, NULL, NULL FROM ({tx.next_ids('outbox', len(dated))}) AS fresh"
    found = await tx.read(f"{held} UNION ALL {fresh}", (bot, *lanes))
    earlier = [row for row in found if row[1] is not None]
    owner_of = dict.fromkeys(lanes, worker) | {row[1]: row[6] for row in earlier if row[6] != NOBODY}
    left = {row[1] for row in earlier if row[6] == NOBODY}
    change = "UPDATE outbox SET owner = ? WHERE bot = ? AND lane = ? AND owner = ?"
    tx.write_all(change, [(owner_of[lane], bot, lane, NOBODY) for lane in left])
    ids = sorted(int(row[0]) for row in found if row[1] is None)
    rows = [Row(id, call, created_unix) for id, (call, created_unix) in zip(ids, dated, strict=True)]
    _insert(tx, bot, rows, owner_of)
    ours = [_row(row) for row in earlier] + rows
    return sorted((row for row in ours if owner_of[row.call.lane] == worker), key=lambda row: row.id)


def _insert(tx: Transaction, bot: int, rows: list[Row], owner_of: dict[str, int]) -> None:
    tx.write_all(
        "INSERT INTO outbox (id, bot, lane, owner, method, arguments, note, created_unix)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.id, bot, row.call.lane, owner_of[row.call.lane], row.call.method,
                _json(row.call.arguments), _json(row.call.note), row.created_unix,
            )
            for row in rows
        ],
    )  # fmt: skip


def _lock(tx: Transaction, bot: int, lanes: Iterable[str]) -> None:
    """A lane is added to, and changes its owner, by one transaction at a time: all its calls have one owner."""
    for lane in lanes:
        tx.lock(f"outbox {bot} {lane}")


async def owned(tx: Transaction, bot: int, worker: int, after: int = 0) -> list[Row]:
    """What `worker` is to send, with ids above `after`, in order."""
    rows = await tx.read(
        f"SELECT {_COLUMNS} FROM outbox WHERE owner = ? AND bot = ? AND id > ? ORDER BY id", (worker, bot, after)
    )
    return [_row(row) for row in rows]


async def owners(tx: Transaction, bot: int) -> set[int]:
    return {row[0] for row in await tx.read("SELECT DISTINCT owner FROM outbox WHERE bot = ?", (bot,))}


async def take_over(tx: Transaction, bot: int, gone: int, worker: int) -> None:
    """Send what a process that has ended left behind, lane by lane."""
    query = "SELECT DISTINCT lane FROM outbox WHERE bot = ? AND owner = ? ORDER BY lane LIMIT ?"
    lanes = [row[0] for row in await tx.read(query, (bot, gone, _MOST_LANES))]
    _lock(tx, bot, lanes)
    change = "UPDATE outbox SET owner = ? WHERE bot = ? AND lane = ? AND owner = ?"
    tx.write_all(change, [(worker, bot, lane, gone) for lane in lanes])


def remove(tx: Transaction, ids: Iterable[int]) -> None:
    tx.write_all("DELETE FROM outbox WHERE id = ?", [(id,) for id in ids])


async def move_lane(tx: Transaction, bot: int, old: str, new: str) -> None:
    """A group has become a supergroup."""
    _lock(tx, bot, sorted((old, new)))
    rows = await tx.read("SELECT id, arguments FROM outbox WHERE bot = ? AND lane = ?", (bot, old))
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
