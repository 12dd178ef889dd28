"""Companies in somebody's care, codes that hand them over, who saw what, and who wants to hear of changes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.storage.transaction import Row, Transaction

Facts = Mapping[str, Any]
Listed = tuple[str, str, Facts]
"""Name, code and facts of a company."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One company of a portfolio. `consent`: on what ground it is kept, as written down when it came."""

    number: int
    name: str
    code: str
    facts: dict[str, Any]
    consent: str
    note: str
    since: str


@dataclass(frozen=True, slots=True)
class Seen:
    who: str
    company: str
    what: str
    day: str


_COLUMNS = "number, name, code, facts, consent, note, since"


async def companies(tx: Transaction, chat: str) -> list[Kept]:
    rows = await tx.read(f"SELECT {_COLUMNS} FROM portfolio WHERE chat = ? ORDER BY number", (chat,))
    return [_kept(row) for row in rows]


async def everyone(tx: Transaction) -> list[Kept]:
    """The companies of all portfolios; one that several keep stands once, as it was told last."""
    rows = await tx.read(f"SELECT {_COLUMNS} FROM portfolio ORDER BY since, number")
    return list({kept.code or kept.name: kept for kept in map(_kept, rows)}.values())


def _kept(row: Row) -> Kept:
    number, name, code, facts, consent, note, since = row
    return Kept(number, name, code, json.loads(facts), consent, note, since)


async def keep(tx: Transaction, chat: str, found: Iterable[Listed], consent: str, day: date) -> tuple[int, int]:
    """Companies by name, code and facts; how many are new, and how many were there and have new facts now."""
    known = {(kept.code or kept.name): kept for kept in await companies(tx, chat)}
    following = max((kept.number for kept in known.values()), default=0) + 1
    added = changed = 0
    for name, code, facts in found:
        before = known.get(code or name) or known.get(name)
        if before is not None:
            facts_now = {**before.facts, **facts}
            tx.write(
                "UPDATE portfolio SET facts = ?, consent = ? WHERE chat = ? AND number = ?",
                (_json(facts_now), consent or before.consent, chat, before.number),
            )
            changed += 1
            continue
        tx.write(
            f"INSERT INTO portfolio (chat, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (chat, following, name, code, _json(facts), consent, "", day.isoformat()),
        )
        known[code or name] = Kept(following, name, code, dict(facts), consent, "", day.isoformat())
        following, added = following + 1, added + 1
    return added, changed


def note(tx: Transaction, chat: str, number: int, text: str) -> None:
    tx.write("UPDATE portfolio SET note = ? WHERE chat = ? AND number = ?", (text, chat, number))


def remove(tx: Transaction, chat: str, number: int) -> None:
    tx.write("DELETE FROM portfolio WHERE chat = ? AND number = ?", (chat, number))


def offer(tx: Transaction, code: str, chat: str, kept: Kept, day: date) -> None:
    """`code`: a digest; whoever has the code itself may take the company, once."""
    tx.write(
        "INSERT INTO portfolio_handovers (code, chat, name, company, facts, consent, note, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (code, chat, kept.name, kept.code, _json(kept.facts), kept.consent, kept.note, day.isoformat()),
    )


async def take(tx: Transaction, code: str) -> Kept | None:
    """The company that was offered; the code is used up."""
    rows = await tx.read(
        "DELETE FROM portfolio_handovers WHERE code = ? RETURNING name, company, facts, consent, note, made", (code,)
    )
    for name, company, facts, consent, told, made in rows:
        return Kept(0, name, company, json.loads(facts), consent, told, made)
    return None


def log(tx: Transaction, who: str, company: str, what: str, day: date) -> None:
    tx.write(
        "INSERT INTO portfolio_log (who, company, what, day) VALUES (?, ?, ?, ?)",
        (who, company, what, day.isoformat()),
    )


async def seen(tx: Transaction, company: str, most: int = 20) -> list[Seen]:
    """The newest first."""
    rows = await tx.read(
        "SELECT who, company, what, day FROM portfolio_log WHERE company = ? ORDER BY id DESC LIMIT ?",
        (company, most),
    )
    return [Seen(*row) for row in rows]


def subscribe(tx: Transaction, chat: str, target: str, day: date) -> None:
    tx.write(
        "INSERT INTO subscriptions (chat, target, since, code) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (chat) DO UPDATE SET target = excluded.target, code = excluded.code",
        (chat, target, day.isoformat(), secrets.token_urlsafe(16)),
    )


def unsubscribe(tx: Transaction, chat: str) -> None:
    tx.write("DELETE FROM subscriptions WHERE chat = ?", (chat,))


async def leave(tx: Transaction, code: str) -> bool:
    """Unsubscribes whom a notice with this code went to; False where there is nobody (any more)."""
    query = "DELETE FROM subscriptions WHERE code = ? AND code <> '' RETURNING chat"
    return bool(await tx.read(query, (code,)))


async def subscribers(tx: Transaction) -> list[tuple[str, str, str]]:
    """Chat, target, and the code to leave by."""
    rows = await tx.read("SELECT chat, target, code FROM subscriptions ORDER BY chat")
    return [(row[0], row[1], row[2]) for row in rows]


async def first_time(tx: Transaction, chat: str, notice: str, day: date) -> bool:
    """Notes that it is told; False where it was told before."""
    rows = await tx.read(
        "INSERT INTO notices_sent (chat, notice, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING notice",
        (chat, notice, day.isoformat()),
    )
    return bool(rows)


def forget_notices(tx: Transaction, chat: str, notices: Iterable[str]) -> None:
    tx.write_all("DELETE FROM notices_sent WHERE chat = ? AND notice = ?", [(chat, notice) for notice in notices])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
