"""Conversations in and out of the database, inside a caller's transaction."""

from __future__ import annotations

import json
from typing import Any

from bot.dialogue.conversation import Conversation, restored, state_of
from bot.storage.companies import COMPANIES, FACTS, companies_from, save_companies
from bot.storage.transaction import Transaction


async def load(tx: Transaction, chat: str) -> Conversation:
    """The chat's conversation; a new one where nothing is stored."""
    rows = await tx.read(f"SELECT state, {COMPANIES}, {FACTS} FROM chats WHERE chat = :chat", {"chat": chat})
    for state, companies, facts in rows:
        return restored(json.loads(state), companies_from(companies, facts))
    return Conversation()


def save(tx: Transaction, chat: str, before: Conversation, after: Conversation) -> None:
    """Write what differs from `before`."""
    state = to_json(state_of(after))
    tx.write(
        "INSERT INTO chats (chat, state) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET state = excluded.state",
        (chat, state),
    )
    if before.companies is not after.companies:
        save_companies(tx, chat, before.companies, after.companies)


async def erase(tx: Transaction, chat: str) -> None:
    """Every row of the chat, in every table that has a column `chat`, also those of channels.

    `Database.scrub` after the commit removes what is left in the file's free pages and log.
    """
    tables = await tx.read(
        "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND c.name = 'chat'"
    )
    for (table,) in tables:
        tx.write(f'DELETE FROM "{table}" WHERE chat = ?', (chat,))


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
