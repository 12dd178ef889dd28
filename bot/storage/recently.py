"""What has happened a moment ago, over all processes of a store: tells a second time from a first."""

from __future__ import annotations

import hashlib

from bot.storage.transaction import Transaction

KEPT_SECONDS = 3600.0
_NOTE = """
INSERT INTO recently (what, at_unix) VALUES (:what, :now)
ON CONFLICT (what) DO UPDATE SET before_unix = recently.at_unix, at_unix = :now
RETURNING before_unix
"""


async def first(tx: Transaction, what: str, now_unix: float, within_seconds: float) -> bool:
    """Whether it has not happened within so many seconds, an hour at most; from now on it has.

    Only a digest of `what` is kept. A time that lies ahead, of a clock that was set back since, does not count.
    """
    digest = hashlib.blake2s(what.encode(), digest_size=16).hexdigest()
    before: float | None = (await tx.read(_NOTE, {"what": digest, "now": now_unix}))[0][0]
    return before is None or not 0 <= now_unix - before <= within_seconds


def tidy(tx: Transaction, now_unix: float) -> None:
    tx.write("DELETE FROM recently WHERE at_unix < ?", (now_unix - KEPT_SECONDS,))
