"""How fast one person may send: a bucket that fills evenly, kept in the store so that all processes share it."""

from __future__ import annotations

import math

import aiosqlite

REFUSAL_EVERY_SECONDS = 10.0


class TooFast(Exception):
    """`seconds` until the next message is welcome; `say_so`: the last refusal was said a while ago."""

    def __init__(self, seconds: int, say_so: bool) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.say_so = say_so


async def spend(tx: aiosqlite.Connection, chat: str, now_unix: float, *, burst: int, per_minute: int) -> None:
    """Count one message; raises TooFast where the allowance is used up. What is not kept counts as a full bucket."""
    query = "SELECT allowance, at_unix, refused_unix FROM limits WHERE chat = ?"
    row = next(iter(await tx.execute_fetchall(query, (chat,))), None)
    allowance, at_unix, refused_unix = row or (float(burst), now_unix, 0.0)
    a_second = per_minute / 60
    allowance = min(float(burst), allowance + max(0.0, now_unix - at_unix) * a_second)
    refused = allowance < 1
    say_so = refused and now_unix - refused_unix >= REFUSAL_EVERY_SECONDS
    await tx.execute(
        "INSERT OR REPLACE INTO limits (chat, allowance, at_unix, refused_unix) VALUES (?, ?, ?, ?)",
        (chat, allowance - (not refused), now_unix, now_unix if say_so else refused_unix),
    )
    if refused:
        raise TooFast(math.ceil((1 - allowance) / a_second), say_so)


async def tidy(tx: aiosqlite.Connection, before_unix: float) -> None:
    """Forget people whose bucket is full again."""
    await tx.execute("DELETE FROM limits WHERE at_unix < ?", (before_unix,))
