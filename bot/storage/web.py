"""What the page keeps: who holds which chat, codes to come back with, and the turns as they were shown."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from bot.storage.transaction import Transaction

MOST_TURNS = 200
"""Kept of one chat; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as it was shown; `reply` is the reply's messages, JSON-shaped."""

    id: int
    said: str
    reply: list[dict[str, Any]]


async def chat_of(tx: Transaction, token: str) -> str | None:
    """The chat that a cookie's digest opens."""
    rows = await tx.read("SELECT chat FROM web_sessions WHERE token = ?", (token,))
    return str(rows[0][0]) if rows else None


def open_session(tx: Transaction, token: str, chat: str, now_unix: float) -> None:
    tx.write(
        "INSERT INTO web_sessions (token, chat, seen_unix) VALUES (?, ?, ?)"
        " ON CONFLICT (token) DO UPDATE SET seen_unix = excluded.seen_unix",
        (token, chat, now_unix),
    )


def keep_code(tx: Transaction, code: str, chat: str, now_unix: float) -> None:
    """One code a chat: a new one takes the place of the old."""
    tx.write("DELETE FROM web_codes WHERE chat = ?", (chat,))
    tx.write("INSERT INTO web_codes (code, chat, made_unix) VALUES (?, ?, ?)", (code, chat, now_unix))


async def chat_by_code(tx: Transaction, code: str) -> str | None:
    rows = await tx.read("SELECT chat FROM web_codes WHERE code = ?", (code,))
    return str(rows[0][0]) if rows else None


async def turn_of(tx: Transaction, chat: str, nonce: str) -> Turn | None:
    """The turn that was already taken under this nonce."""
    rows = await tx.read("SELECT id, said, reply FROM web_turns WHERE chat = ? AND nonce = ?", (chat, nonce))
    return _turn(rows[0]) if rows else None


async def note_turn(tx: Transaction, chat: str, nonce: str, said: str, reply: list[dict[str, Any]]) -> Turn:
    rows = await tx.read(
        "INSERT INTO web_turns (chat, nonce, said, reply, made_unix) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (chat, nonce, said, json.dumps(reply, ensure_ascii=False), time.time()),
    )
    tx.write(
        "DELETE FROM web_turns WHERE chat = ? AND id NOT IN"
        " (SELECT id FROM web_turns WHERE chat = ? ORDER BY id DESC LIMIT ?)",
        (chat, chat, MOST_TURNS),
    )
    return Turn(int(rows[0][0]), said, reply)


async def turns_after(tx: Transaction, chat: str, after: int) -> list[Turn]:
    """The newest turns after that one, oldest first."""
    rows = await tx.read(
        "SELECT id, said, reply FROM web_turns WHERE chat = ? AND id > ? ORDER BY id DESC LIMIT ?",
        (chat, after, MOST_TURNS),
    )
    return [_turn(row) for row in reversed(rows)]


def _turn(row: Any) -> Turn:
    return Turn(int(row[0]), str(row[1]), json.loads(row[2]))
