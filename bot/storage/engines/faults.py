"""What went wrong with a store: whether it passes by itself, and in which words it is said."""

from __future__ import annotations

import sqlite3

from bot.errors import InputError
from bot.wording import say

_PASSING = {
    sqlite3.SQLITE_BUSY: "storage.busy",
    sqlite3.SQLITE_LOCKED: "storage.busy",
    sqlite3.SQLITE_FULL: "storage.full",
    sqlite3.SQLITE_IOERR: "storage.io",
    sqlite3.SQLITE_CANTOPEN: "storage.cannot_open",
    sqlite3.SQLITE_NOMEM: "storage.no_memory",
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoreWaits(InputError):
    """The store does not take anything at the moment and will again: who can wait tries once more."""

    def __init__(self, reason: str, *, at_once: bool = False) -> None:
        """`at_once`: the next attempt will do; nobody needs to be told."""
        super().__init__(say("storage.waits", reason=reason))
        self.reason = reason
        self.at_once = at_once


def understood(problem: BaseException) -> InputError | None:
    """What can be said of a problem of SQLite; None for those that are mistakes of ours."""
    code = getattr(problem, "sqlite_errorcode", None)
    if not isinstance(problem, sqlite3.Error) or code is None:
        return None
    if (key := _PASSING.get(code & 0xFF)) is not None:
        return StoreWaits(say(key))
    return InputError(say("storage.damaged", problem=problem)) if code & 0xFF in _DAMAGED else None
