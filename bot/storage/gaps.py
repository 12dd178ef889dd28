"""Words of questions that stand in no clause, so that someone can see what people miss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.storage.transaction import Transaction

_PERSONAL = re.compile(r"[0-90-9@]|公司|集团|有限|先生|女士|小姐|老板|身份证")
_LONGEST_WORD = 12
LEAST_CHATS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """One word with the number of questions and of chats that missed it, and the last day."""

    word: str
    questions: int
    chats: int
    last_day: str


def personal(text: str) -> bool:
    """Whether it could name a person, a company or a number."""
    return bool(_PERSONAL.search(text))


def append(tx: Transaction, chat: str, words: Iterable[str], today: date) -> None:
    """Words that could name a person, a company or a number are not kept."""
    kept = [word for word in dict.fromkeys(words) if 1 < len(word) <= _LONGEST_WORD and not personal(word)]
    if not kept:
        return
    tx.write_all(
        "INSERT INTO gaps (chat, day, word) VALUES (?, ?, ?)", [(chat, today.isoformat(), word) for word in kept]
    )


async def ranked(tx: Transaction) -> list[Gap]:
    """The most missed first; what fewer people say could be a name."""
    rows = await tx.read(
        "SELECT word, count(*) AS questions, count(DISTINCT chat) AS chats, max(day) AS last_day FROM gaps"
        " GROUP BY word HAVING count(DISTINCT chat) >= ? ORDER BY chats DESC, questions DESC, word",
        (LEAST_CHATS,),
    )
    return [Gap(row["word"], row["questions"], row["chats"], row["last_day"]) for row in rows]
