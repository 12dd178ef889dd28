"""The enterprise files (一户一档): every fact with its words, its speaker and its day."""

from __future__ import annotations

import json
import logging
from typing import Any

from bot.dialogue.conversation import Company, FactRecord
from bot.storage.transaction import Transaction
from bot.wording import say

_log = logging.getLogger("mingce.store")
_COMPANY = ("number", "name", "accepted")
_FACT = ("company", "place", "fact", "value", "said", "said_by", "said_on", "reading")


def companies_of(tx: Transaction) -> str:
    """An expression for a query about `:chat`: everything in one trip to the store, which costs more than reading."""
    return f"(SELECT {tx.as_json(_COMPANY)} FROM companies WHERE chat = :chat)"


def facts_of(tx: Transaction) -> str:
    return f"(SELECT {tx.as_json(_FACT)} FROM facts WHERE chat = :chat)"


def companies_from(companies: str, facts: str) -> tuple[Company, ...]:
    """Of what the two expressions give: companies in the order made, facts in the order first said."""
    found: dict[int, dict[str, FactRecord]] = {}
    for company, _, fact, *record in sorted(json.loads(facts)):
        try:
            found.setdefault(company, {})[fact] = _record(*record)
        except (ValueError, TypeError, KeyError) as problem:
            _log.error(say("storage.unreadable_fact"), extra={"fact": fact, "problem": type(problem).__name__})
    return tuple(
        Company(number=number, name=name, facts=found.get(number, {}), accepted=tuple(json.loads(accepted)))
        for number, name, accepted in sorted(json.loads(companies))
    )


def save_companies(tx: Transaction, chat: str, before: tuple[Company, ...], after: tuple[Company, ...]) -> None:
    """Write the companies that are new or changed, remove those that are gone."""
    known = {company.number: company for company in before}
    for company in after:
        if known.pop(company.number, None) != company:
            _write(tx, chat, company)
    for number in known:
        tx.write("DELETE FROM companies WHERE chat = ? AND number = ?", (chat, number))
        tx.write("DELETE FROM facts WHERE chat = ? AND company = ?", (chat, number))


async def city_of(tx: Transaction, chat: str) -> str | None:
    """The city of the chat's newest company that has one."""
    query = "SELECT value FROM facts WHERE chat = ? AND fact = 'city' ORDER BY company DESC LIMIT 1"
    city = next((json.loads(row[0]) for row in await tx.read(query, (chat,))), None)
    return city if isinstance(city, str) else None


def _write(tx: Transaction, chat: str, company: Company) -> None:
    tx.write(
        "INSERT INTO companies (chat, number, name, accepted) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (chat, number) DO UPDATE SET name = excluded.name, accepted = excluded.accepted",
        (chat, company.number, company.name, json.dumps(company.accepted, ensure_ascii=False)),
    )
    tx.write("DELETE FROM facts WHERE chat = ? AND company = ?", (chat, company.number))
    tx.write_all(
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
    doubts = {"assumed": record.assumed, "alternatives": record.alternatives, "echoed": record.echoed}
    return _json({**doubts, "skipped": record.skipped, "round": record.round})


def _record(value: str, said: str, by: str, at: str, reading: str) -> FactRecord:
    read: dict[str, Any] = json.loads(reading)
    return FactRecord(
        value=json.loads(value),
        said=said,
        by=by,
        at=at,
        assumed=read["assumed"],
        alternatives=tuple(read["alternatives"]),
        echoed=read.get("echoed", False),
        skipped=read["skipped"],
        round=read.get("round", ""),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
