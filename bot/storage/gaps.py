"""Words of questions that stand in no clause, so that someone can see what people miss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import aiosqlite

_PERSONAL = re.compile(r"[0-90-9@]|公司|集团|有限|先生|女士|小姐|老板|身份证")
_LONGEST_WORD = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """One word with the number of questions and of chats that missed it, and the last day."""

    word: str
    questions: int
    chats: int
    last_day: str


async def append(tx: aiosqlite.Connection, chat: str, words: Iterable[str], today: date) -> None:
    """Words that could name a person, a company or a number are not kept."""
    kept = [word for word in dict.fromkeys(words) if 1 < len(word) <= _LONGEST_WORD and not _PERSONAL.search(word)]
    if not kept:
        return
    await tx.executemany(
        "INSERT INTO gaps (chat, day, word) VALUES (?, ?, ?)", [(chat, today.isoformat(), word) for word in kept]
    )


async def ranked(tx: aiosqlite.Connection) -> list[Gap]:
    """The most missed first."""
    rows = await (
        await tx.execute(
            "SELECT word, count(*) AS questions, count(DISTINCT chat) AS chats, max(day) AS last_day FROM gaps"
            " GROUP BY word ORDER BY chats DESC, questions DESC, word"
        )
    ).fetchall()
    return [Gap(row["word"], row["questions"], row["chats"], row["last_day"]) for row in rows]
