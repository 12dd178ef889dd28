"""`/portfolio` in a chat: overview, sheets, notes, hand-over by a code, who saw what, news or no news."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.buttons import portfolio as portfolio_button
from bot.dialogue.conversation import Conversation
from bot.model import Button, Message, OutMessage, Part, Reply
from bot.portfolio.care import Care
from bot.portfolio.sheets import Entry, Portfolio
from bot.storage.transaction import Transaction
from bot.wording import say
from bot.world import World

_COMMAND = re.compile(r"/portfolio(?P<off>_off)?(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visit:
    care: Care
    conversation: Conversation


_ORDERS = ("deadline", "missing", "on")
_NEXT = {"on": ("off",), "off": ("on",), "deadline": ("missing",), "missing": ("deadline",)}
"""Buttons after an overview, and after what was just done."""


async def answer(tx: Transaction, message: Message, conversation: Conversation, world: World, today: date) -> Reply:
    """Nothing of it in groups; what is changed is changed in the caller's transaction."""
    found = _COMMAND.fullmatch(message.text.strip())
    if found is None or not message.private:
        return _reply([say("portfolio.private")])
    visit = Visit(Care(tx, message.chat, world, today), conversation)
    if found["off"]:
        return _reply(await _off(visit, ""))
    word, _, rest = (found["rest"] or "").strip().partition(" ")
    for name, does in _DOES.items():
        if word and word in say("portfolio.word_" + name).split("|"):
            return _reply(await does(visit, rest.strip()), *_NEXT.get(name, ()))
    return _reply(await _look(visit, (found["rest"] or "").strip()), *(() if word else _ORDERS))


def _reply(lines: list[str], *buttons: str) -> Reply:
    """`buttons`: their words, of the wording `portfolio.button_…`; each does what `/portfolio` does with the word."""
    row = tuple(Button(say("portfolio.button_" + name), portfolio_button(_word(name))) for name in buttons)
    return Reply((OutMessage(tuple(Part("text", line) for line in lines), (row,) if row else ()),), kind="list")


def _word(name: str) -> str:
    return say("portfolio.word_" + name).split("|")[0]


async def _one(visit: Visit, words: str) -> tuple[Portfolio, Entry | None, list[str]]:
    """The company meant, or what to say instead."""
    portfolio = await visit.care.portfolio()
    found = portfolio.find(words) if words else []
    if len(found) == 1:
        return portfolio, found[0], []
    if found:
        names = "\n".join(say("portfolio.choice", number=e.kept.number, name=e.kept.name) for e in found[:10])
        return portfolio, None, [say("portfolio.several", names=names)]
    return portfolio, None, [say("portfolio.not_found", words=words[:40])]


async def _look(visit: Visit, words: str) -> list[str]:
    if not words:
        return (await visit.care.portfolio()).overview()
    portfolio, entry, instead = await _one(visit, words)
    if entry is None:
        return instead
    visit.care.looked(entry)
    return portfolio.sheet(entry)


async def _by_deadline(visit: Visit, _rest: str) -> list[str]:
    return (await visit.care.portfolio()).overview("deadline")


async def _by_missing(visit: Visit, _rest: str) -> list[str]:
    return (await visit.care.portfolio()).overview("missing")


async def _note(visit: Visit, rest: str) -> list[str]:
    words, _, text = rest.partition(" ")
    _, entry, instead = await _one(visit, words)
    if entry is None:
        return instead
    visit.care.note(entry, text)
    return [say("portfolio.noted", name=entry.kept.name)]


async def _give(visit: Visit, rest: str) -> list[str]:
    """A company of the portfolio goes to a colleague; without a name, one's own company to its commissioner."""
    if not rest:
        entrusted = visit.care.entrust(visit.conversation)
        if entrusted is None:
            return [say("portfolio.nothing_to_give")]
        return [say("portfolio.entrusted", name=entrusted[0], code=entrusted[1])]
    _, entry, instead = await _one(visit, rest)
    if entry is None:
        return instead
    return [say("portfolio.given", name=entry.kept.name, code=visit.care.give(entry))]


async def _take(visit: Visit, rest: str) -> list[str]:
    taken = await visit.care.take(rest)
    return [say("portfolio.taken", name=taken.name) if taken else say("portfolio.no_code")]


async def _seen(visit: Visit, rest: str) -> list[str]:
    _, entry, instead = await _one(visit, rest)
    if entry is None:
        return instead
    lines = [say("portfolio.seen", day=item.day, who=item.who, what=item.what) for item in await visit.care.seen(entry)]
    return [say("portfolio.seen_heading", name=entry.kept.name), *lines]


async def _on(visit: Visit, _rest: str) -> list[str]:
    visit.care.subscribe()
    return [say("portfolio.subscribed")]


async def _off(visit: Visit, _rest: str) -> list[str]:
    visit.care.unsubscribe()
    return [say("portfolio.unsubscribed")]


_DOES: dict[str, Callable[[Visit, str], Awaitable[list[str]]]] = {
    "deadline": _by_deadline,
    "missing": _by_missing,
    "note": _note,
    "give": _give,
    "take": _take,
    "seen": _seen,
    "on": _on,
    "off": _off,
}
