"""The log of turns: what was said, what kind of reply it got, on which clauses it rests."""

from __future__ import annotations

import json
from datetime import date

from bot.buttons import decode
from bot.model import Message, Reply
from bot.storage.transaction import Transaction

_NO_QUESTIONS = ("help", "greeting", "eligibility")
"""Kinds of reply to what was no question, or told something about a company."""
_FAR_BACK = 30


def append(tx: Transaction, message: Message, reply: Reply, today: date) -> None:
    """In a group only the kind and the clauses are kept, not what was said."""
    clauses = [[cited.document, *cited.clause] for out in reply.messages for cited in out.citations]
    said = (message.text or message.press or "") if message.private else ""
    tx.write(
        "INSERT INTO turns (chat, message, day, said, kind, clauses) VALUES (?, ?, ?, ?, ?, ?)",
        (message.chat, message.id, today.isoformat(), said, reply.kind, json.dumps(clauses, ensure_ascii=False)),
    )


async def last_question(tx: Transaction, chat: str) -> str | None:
    """What was last asked about policies, in words or by a button that asks."""
    rows = await tx.read("SELECT said, kind FROM turns WHERE chat = ? ORDER BY id DESC LIMIT ?", (chat, _FAR_BACK))
    return next((asked for row in rows if row[1] not in _NO_QUESTIONS and (asked := _question(row[0]))), None)


def _question(said: str) -> str | None:
    code = decode(said)
    if code is not None:
        return code.arguments[0] if code.kind == "ask" and code.arguments else None
    return said if said and not said.startswith("/") else None
