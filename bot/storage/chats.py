"""Conversations in and out of the database, inside a caller's transaction."""

from __future__ import annotations

import json
import logging
from typing import Any

from bot.dialogue.conversation import Company, Conversation, restored, state_of
from bot.storage.companies import companies_from, companies_of, facts_of, save_companies
from bot.storage.transaction import Transaction
from bot.wording import say

_log = logging.getLogger("mingce.store")


async def load(tx: Transaction, chat: str) -> Conversation:
    """The chat's conversation; a new one where nothing is stored."""
    tx.lock(chat)
    query = f"SELECT state, {companies_of(tx)}, {facts_of(tx)} FROM chats WHERE chat = :chat"
    for state, companies, facts in await tx.read(query, {"chat": chat}):
        return _restored(state, companies_from(companies, facts))
    return Conversation()


def _restored(state: str, companies: tuple[Company, ...]) -> Conversation:
    """The talk itself starts over where it cannot be read; what was told about companies is kept all the same."""
    try:
        return restored(json.loads(state), companies)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        _log.error(say("storage.unreadable_chat"), extra={"problem": type(problem).__name__})
        return restored({}, companies)


def save(tx: Transaction, chat: str, before: Conversation, after: Conversation) -> None:
    """Write what differs from `before`; the day of the last turn goes along, for what is kept a while only."""
    state = to_json(state_of(after))
    tx.write(
        "INSERT INTO chats (chat, state, seen_day) VALUES (?, ?, ?)"
        " ON CONFLICT (chat) DO UPDATE SET state = excluded.state, seen_day = excluded.seen_day",
        (chat, state, after.last_day),
    )
    if before.companies is not after.companies:
        save_companies(tx, chat, before.companies, after.companies)


async def erase(tx: Transaction, chat: str) -> None:
    """Every row of the chat, in every table that has a column `chat`, also those of channels.

    `Database.scrub` after the commit removes what is left in the file's log.
    """
    tx.lock(chat)
    for table in await tx.tables_with("chat"):
        tx.write(f'DELETE FROM "{table}" WHERE chat = ?', (chat,))


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
