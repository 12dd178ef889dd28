"""What the desk reads and writes: complaints, unanswered questions, figures, the log of what was done."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage import gaps
from bot.storage.transaction import Transaction

_MOST = 200
_MOST_READ = 1000


@dataclass(frozen=True, slots=True)
class Complaint:
    id: int
    day: str
    what: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that no clause answered, as it was typed; how often, by how many, when last."""

    said: str
    times: int
    chats: int
    last_day: str


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the log."""

    at_unix: float
    who: str
    role: str
    what: str
    about: str


def complain(tx: Transaction, chat: str, day: str, what: str, receipt: str) -> None:
    tx.write("INSERT INTO complaints (chat, day, what, receipt) VALUES (?, ?, ?, ?)", (chat, day, what, receipt))


async def complaints(tx: Transaction) -> list[Complaint]:
    """Those that nobody has dealt with, the newest first."""
    rows = await tx.read(
        "SELECT id, day, what, receipt FROM complaints WHERE done = 0 ORDER BY id DESC LIMIT ?", (_MOST,)
    )
    return [Complaint(int(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in rows]


def settle(tx: Transaction, complaint: int) -> None:
    tx.write("UPDATE complaints SET done = 1 WHERE id = ?", (complaint,))


async def unanswered(tx: Transaction) -> list[Unanswered]:
    """Most asked first; those that could name a person, a company or a number only where several chats asked them."""
    rows = await tx.read(
        "SELECT said, count(*) AS times, count(DISTINCT chat) AS chats, max(day) AS last_day FROM turns"
        " WHERE kind = 'not_covered' AND said <> '' GROUP BY said ORDER BY chats DESC, times DESC, said LIMIT ?",
        (_MOST_READ,),
    )
    found = [Unanswered(str(row[0]), int(row[1]), int(row[2]), str(row[3])) for row in rows]
    return [one for one in found if one.chats >= gaps.LEAST_CHATS or not gaps.personal(one.said)][:_MOST]


async def words(tx: Transaction) -> list[Unanswered]:
    """What can be shown to everybody: words that several chats missed, instead of whole questions."""
    return [Unanswered(gap.word, gap.questions, gap.chats, gap.last_day) for gap in await gaps.ranked(tx)][:_MOST]


async def figures(tx: Transaction) -> list[tuple[str, int, int]]:
    """Kind of reply, how many turns, in how many chats."""
    rows = await tx.read("SELECT kind, count(*), count(DISTINCT chat) FROM turns GROUP BY kind ORDER BY 2 DESC, 1")
    return [(str(row[0]), int(row[1]), int(row[2])) for row in rows]


def note(tx: Transaction, at_unix: float, who: str, role: str, what: str, about: str) -> None:
    tx.write(
        "INSERT INTO audit (at_unix, who, role, what, about) VALUES (?, ?, ?, ?, ?)", (at_unix, who, role, what, about)
    )


async def log(tx: Transaction) -> list[Done]:
    """The newest first."""
    rows = await tx.read("SELECT at_unix, who, role, what, about FROM audit ORDER BY id DESC LIMIT ?", (_MOST,))
    return [Done(float(row[0]), *(str(value) for value in row[1:])) for row in rows]
