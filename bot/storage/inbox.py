"""The durable inbox: what Telegram delivered, kept before Telegram may forget it, applied exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.storage.transaction import Transaction

FAR_BACK = 1000
"""A gap in the numbers that is wider than this is a new beginning of Telegram's counting, not a late update."""
_FAR_AHEAD = 200
_MOST_LANES = 8
"""So many chats one process takes at once, so that there are some left for the others."""
_STORE = (
    "INSERT INTO inbox (bot, update_id, identity, place, payload, received_unix, lane)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_LANES = """
SELECT lane FROM (SELECT lane, place FROM inbox WHERE payload IS NOT NULL AND bot = ? ORDER BY place LIMIT ?) AS first
GROUP BY lane ORDER BY min(place)
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update. `identity` tells two updates with the same number apart; `place` is its turn among those waiting."""

    update_id: int
    identity: str
    place: int
    payload: str
    received_unix: float
    lane: str = ""
    """The chat that it belongs to: one after the other within it."""


def store(tx: Transaction, bot: int, arrivals: Iterable[Arrival]) -> None:
    """Keep those that were not delivered before; a repetition changes nothing."""
    tx.write_all(_STORE, [_values(bot, arrival) for arrival in arrivals])


def _values(bot: int, one: Arrival) -> tuple[object, ...]:
    return bot, one.update_id, one.identity, one.place, one.payload, one.received_unix, one.lane


async def store_new(tx: Transaction, bot: int, arrival: Arrival) -> bool:
    """Keep it, and say whether it was not delivered before, to whatever process."""
    kept = await tx.read(f"{_STORE} RETURNING update_id", _values(bot, arrival))
    return bool(kept)


async def waiting(tx: Transaction, bot: int, most: int) -> list[Arrival]:
    """The next to be applied, a first one of each chat before a second of any; only of chats that no other process
    is working on."""
    lanes = await tx.free_lanes(_LANES, (bot, _FAR_AHEAD), _MOST_LANES)
    if lanes == []:
        return []
    ours = f" AND lane IN ({', '.join('?' * len(lanes))})" if lanes else ""
    columns = "update_id, identity, place, payload, received_unix, lane"
    first = f"SELECT {columns} FROM inbox WHERE payload IS NOT NULL AND bot = ?{ours} ORDER BY place LIMIT ?"
    turns = f"SELECT {columns}, row_number() OVER (PARTITION BY lane ORDER BY place) AS turn FROM ({first}) AS first"
    rows = await tx.read(
        f"SELECT {columns} FROM ({turns}) AS turns ORDER BY turn, place LIMIT ?",
        (bot, *(lanes or ()), _FAR_AHEAD, most),
    )
    return [Arrival(*row) for row in rows]


async def still_waits(tx: Transaction, bot: int, arrival: Arrival) -> bool:
    """Whether nobody has applied it meanwhile; nobody will before the end of the transaction."""
    tx.lock(arrival.lane)
    query = "SELECT 1 FROM inbox WHERE bot = ? AND update_id = ? AND identity = ? AND payload IS NOT NULL"
    return bool(await tx.read(query, (bot, arrival.update_id, arrival.identity)))


async def follows_a_gap(tx: Transaction, bot: int, update_id: int) -> bool:
    """Whether the update before this one has not arrived although earlier ones have."""
    rows = await tx.read(
        "SELECT max(update_id) FROM inbox WHERE bot = ? AND update_id BETWEEN ? AND ?",
        (bot, update_id - FAR_BACK, update_id - 1),
    )
    newest = next(iter(rows))[0]
    return newest is not None and newest != update_id - 1


def applied(tx: Transaction, bot: int, arrivals: Iterable[Arrival]) -> None:
    """Keep the numbers only; what was said is not needed any more."""
    tx.write_all(
        "UPDATE inbox SET payload = NULL WHERE bot = ? AND update_id = ? AND identity = ?",
        [(bot, arrival.update_id, arrival.identity) for arrival in arrivals],
    )


async def depth(tx: Transaction) -> tuple[int, float | None]:
    """How many updates wait, and since when (Unix time) the oldest does."""
    rows = await tx.read("SELECT count(*), min(received_unix) FROM inbox WHERE payload IS NOT NULL")
    count, oldest = next(iter(rows))
    return int(count), oldest


def tidy(tx: Transaction, before_unix: float) -> None:
    """Forget the numbers of updates that Telegram does not repeat any more."""
    tx.write("DELETE FROM inbox WHERE payload IS NULL AND received_unix < ?", (before_unix,))
