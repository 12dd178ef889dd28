"""The log of turns: what was said, what kind of reply it got, on which clauses it rests."""

from __future__ import annotations

import json
from datetime import date

import aiosqlite

from bot.dialogue.model import Message, Reply


async def append(tx: aiosqlite.Connection, message: Message, reply: Reply, today: date) -> None:
    """In a group only the kind and the clauses are kept, not what was said."""
    clauses = [[cited.document, *cited.clause] for out in reply.messages for cited in out.citations]
    said = (message.text or message.press or "") if message.private else ""
    await tx.execute(
        "INSERT INTO turns (chat, message, day, said, kind, clauses) VALUES (?, ?, ?, ?, ?, ?)",
        (message.chat, message.id, today.isoformat(), said, reply.kind, json.dumps(clauses, ensure_ascii=False)),
    )
