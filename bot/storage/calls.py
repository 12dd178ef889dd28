"""Calls of other programs, over HTTP and MCP: who asked for what, and on which sources the answer rested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.storage.transaction import Transaction

_COLUMNS = "day, at_unix, channel, caller, what, kind, sources"


@dataclass(frozen=True, slots=True)
class Call:
    """`sources`: `document#clause`, parted by blanks; nothing of what was asked or said is kept."""

    day: str
    at_unix: float
    channel: str
    caller: str
    what: str
    kind: str
    sources: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls; what is empty wants all."""

    channel: str = ""
    caller: str = ""
    what: str = ""
    source: str = ""
    since: str = ""
    until: str = ""


def note(tx: Transaction, calls: Iterable[Call]) -> None:
    rows = ((c.day, c.at_unix, c.channel, c.caller, c.what, c.kind, c.sources) for c in calls)
    tx.write_all(f"INSERT INTO calls ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


async def find(tx: Transaction, wanted: Wanted, most: int) -> list[Call]:
    """The newest first."""
    tests: list[str] = []
    given: list[str | int] = []
    for column, value in (("channel", wanted.channel), ("caller", wanted.caller), ("what", wanted.what)):
        if value:
            tests.append(f"{column} = ?")
            given.append(value)
    for test, value in (("day >= ?", wanted.since), ("day <= ?", wanted.until)):
        if value:
            tests.append(test)
            given.append(value)
    if wanted.source:
        tests.append("sources LIKE ? ESCAPE '!'")
        given.append("%" + wanted.source.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    rows = await tx.read(f"SELECT {_COLUMNS} FROM calls{where} ORDER BY id DESC LIMIT ?", (*given, most))
    return [Call(str(row[0]), float(row[1]), *(str(value) for value in list(row)[2:])) for row in rows]
