"""How fast one person may send: a bucket that fills evenly, kept in the store so that all processes share it."""

from __future__ import annotations

import math

from bot.storage.transaction import Transaction

REFUSAL_EVERY_SECONDS = 10.0


class TooFast(Exception):
    """`seconds` until the next message is welcome; `say_so`: not said yet in this time of waiting."""

    def __init__(self, seconds: int, say_so: bool) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.say_so = say_so


async def spend(tx: Transaction, who: str, now_unix: float, *, burst: int, per_minute: int) -> None:
    """Count one message; raises TooFast where the allowance is used up. What is not kept counts as a full bucket."""
    a_second = per_minute / 60
    given = {"who": who, "now": now_unix, "burst": float(burst), "left": burst - 1.0, "rate": a_second}
    allowance, refused = next(iter(await tx.read(_SPEND, given)))
    if refused:
        seconds = math.ceil((1 - allowance) / a_second)
        told = {"who": who, "now": now_unix, "every": max(REFUSAL_EVERY_SECONDS, seconds)}
        raise TooFast(seconds, say_so=bool(list(await tx.read(_TELL, told))))


_GROWN = "limits.allowance + CASE WHEN :now > limits.at_unix THEN (:now - limits.at_unix) * :rate ELSE 0 END"
_NOW = f"(CASE WHEN {_GROWN} > :burst THEN :burst ELSE {_GROWN} END)"
_SPEND = f"""
INSERT INTO limits (who, allowance, at_unix) VALUES (:who, :left, :now) ON CONFLICT (who) DO UPDATE SET
    allowance = {_NOW} - CASE WHEN {_NOW} >= 1 THEN 1 ELSE 0 END,
    refused = CASE WHEN {_NOW} < 1 THEN 1 ELSE 0 END,
    at_unix = :now
RETURNING allowance, refused
"""
_TELL = """
UPDATE limits SET told_unix = :now WHERE who = :who AND (:now - told_unix >= :every OR :now < told_unix) RETURNING who
"""
"""A clock that was set back must not make it silent for an hour."""


def tidy(tx: Transaction, before_unix: float) -> None:
    """Forget people whose bucket is full again."""
    tx.write("DELETE FROM limits WHERE at_unix < ?", (before_unix,))
