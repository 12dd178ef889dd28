"""The enterprise files (一户一档): every fact with its words, its speaker and its day."""

from __future__ import annotations

import json
from typing import Any

import aiosqlite

from bot.dialogue.conversation import Company, FactRecord


async def load_companies(tx: aiosqlite.Connection, chat: str) -> tuple[Company, ...]:
    """In the order in which they were made; facts in the order in which they were first said."""
    companies = await _rows(tx, "SELECT number, name, accepted FROM companies WHERE chat = ? ORDER BY number", chat)
    facts = await _rows(tx, "SELECT * FROM facts WHERE chat = ? ORDER BY company, place", chat)
    return tuple(
        Company(
            number=row["number"],
            name=row["name"],
            facts={fact["fact"]: _record(fact) for fact in facts if fact["company"] == row["number"]},
            accepted=tuple(json.loads(row["accepted"])),
        )
        for row in companies
    )


async def save_companies(
    tx: aiosqlite.Connection, chat: str, before: tuple[Company, ...], after: tuple[Company, ...]
) -> None:
    """Write the companies that are new or changed, remove those that are gone."""
    known = {company.number: company for company in before}
    for company in after:
        if known.pop(company.number, None) != company:
            await _write(tx, chat, company)
    for number in known:
        await tx.execute("DELETE FROM companies WHERE chat = ? AND number = ?", (chat, number))
        await tx.execute("DELETE FROM facts WHERE chat = ? AND company = ?", (chat, number))


async def city_of(tx: aiosqlite.Connection, chat: str) -> str | None:
    """The city of the chat's newest company that has one."""
    query = "SELECT value FROM facts WHERE chat = ? AND fact = 'city' ORDER BY company DESC LIMIT 1"
    row = await (await tx.execute(query, (chat,))).fetchone()
    city = json.loads(row[0]) if row else None
    return city if isinstance(city, str) else None


async def _write(tx: aiosqlite.Connection, chat: str, company: Company) -> None:
    await tx.execute(
        "INSERT INTO companies (chat, number, name, accepted) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (chat, number) DO UPDATE SET name = excluded.name, accepted = excluded.accepted",
        (chat, company.number, company.name, json.dumps(company.accepted, ensure_ascii=False)),
    )
    await tx.execute("DELETE FROM facts WHERE chat = ? AND company = ?", (chat, company.number))
    await tx.executemany(
        "INSERT INTO facts (chat, company, fact, place, value, said, said_by, said_on, reading)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                chat,
                company.number,
                name,
                place,
                _json(record.value),
                record.said,
                record.by,
                record.at,
                _reading(record),
            )
            for place, (name, record) in enumerate(company.facts.items())
        ],
    )


def _reading(record: FactRecord) -> str:
    return _json({"assumed": record.assumed, "alternatives": record.alternatives, "skipped": record.skipped})


def _record(row: aiosqlite.Row) -> FactRecord:
    reading: dict[str, Any] = json.loads(row["reading"])
    return FactRecord(
        value=json.loads(row["value"]),
        said=row["said"],
        by=row["said_by"],
        at=row["said_on"],
        assumed=reading["assumed"],
        alternatives=tuple(reading["alternatives"]),
        skipped=reading["skipped"],
    )


async def _rows(tx: aiosqlite.Connection, query: str, chat: str) -> list[aiosqlite.Row]:
    return list(await (await tx.execute(query, (chat,))).fetchall())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
