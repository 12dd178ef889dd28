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
    a_second = per_minute / 60
    given = {"chat": chat, "now": now_unix, "burst": float(burst), "rate": a_second, "every": REFUSAL_EVERY_SECONDS}
    rows = await tx.execute_fetchall(_SPEND, given)
    allowance, refused, told_unix = next(iter(rows))
    if refused:
        raise TooFast(math.ceil((1 - allowance) / a_second), say_so=told_unix == now_unix)


_NOW = "min(:burst, allowance + max(0.0, :now - at_unix) * :rate)"
_SPEND = f"""
INSERT INTO limits (chat, allowance, at_unix) VALUES (:chat, :burst - 1, :now) ON CONFLICT (chat) DO UPDATE SET
    allowance = {_NOW} - ({_NOW} >= 1),
    refused = {_NOW} < 1,
    told_unix = CASE WHEN {_NOW} < 1 AND :now - told_unix >= :every THEN :now ELSE told_unix END,
    at_unix = :now
RETURNING allowance, refused, told_unix
"""


async def tidy(tx: aiosqlite.Connection, before_unix: float) -> None:
    """Forget people whose bucket is full again."""
    await tx.execute("DELETE FROM limits WHERE at_unix < ?", (before_unix,))
