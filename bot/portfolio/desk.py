"""`/portfolio` in a chat: overview, sheets, notes, hand-over by a code, who saw what, news or no news."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.model import Message, OutMessage, Part, Reply
from bot.portfolio.sheets import Entry, Portfolio
from bot.storage import portfolio as store
from bot.storage.portfolio import Kept
from bot.storage.transaction import Transaction
from bot.wording import say
from bot.world import World

_COMMAND = re.compile(r"/portfolio(?P<off>_off)?(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE)
_CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10
_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Visit:
    tx: Transaction
    message: Message
    conversation: Conversation
    world: World
    today: date

    @property
    def chat(self) -> str:
        return self.message.chat


async def answer(tx: Transaction, message: Message, conversation: Conversation, world: World, today: date) -> Reply:
    """Nothing of it in groups; what is changed is changed in the caller's transaction."""
    found = _COMMAND.fullmatch(message.text.strip())
    if found is None or not message.private:
        return _reply([say("portfolio.private")])
    visit = Visit(tx, message, conversation, world, today)
    if found["off"]:
        return _reply(await _off(visit, ""))
    word, _, rest = (found["rest"] or "").strip().partition(" ")
    for name, does in _DOES.items():
        if word and word in say("portfolio.word_" + name).split("|"):
            return _reply(await does(visit, rest.strip()))
    return _reply(await _look(visit, (found["rest"] or "").strip()))


def _reply(lines: list[str]) -> Reply:
    return Reply((OutMessage(tuple(Part("text", line) for line in lines)),), kind="list")


async def _portfolio(visit: Visit) -> Portfolio:
    return Portfolio(await store.companies(visit.tx, visit.chat), visit.world, visit.today)


async def _one(visit: Visit, words: str) -> tuple[Portfolio, Entry | None, list[str]]:
    """The company meant, or what to say instead."""
    portfolio = await _portfolio(visit)
    found = portfolio.find(words) if words else []
    if len(found) == 1:
        return portfolio, found[0], []
    if found:
        names = "\n".join(say("portfolio.choice", number=e.kept.number, name=e.kept.name) for e in found[:10])
        return portfolio, None, [say("portfolio.several", names=names)]
    return portfolio, None, [say("portfolio.not_found", words=words[:40])]


async def _look(visit: Visit, words: str) -> list[str]:
    if not words:
        return (await _portfolio(visit)).overview()
    portfolio, entry, instead = await _one(visit, words)
    if entry is None:
        return instead
    store.log(visit.tx, visit.chat, entry.kept.name, say("portfolio.did_look"), visit.today)
    return portfolio.sheet(entry)


async def _by_deadline(visit: Visit, _rest: str) -> list[str]:
    return (await _portfolio(visit)).overview("deadline")


async def _by_missing(visit: Visit, _rest: str) -> list[str]:
    return (await _portfolio(visit)).overview("missing")


async def _note(visit: Visit, rest: str) -> list[str]:
    words, _, text = rest.partition(" ")
    _, entry, instead = await _one(visit, words)
    if entry is None:
        return instead
    store.note(visit.tx, visit.chat, entry.kept.number, text.strip()[:_LONGEST_NOTE])
    store.log(visit.tx, visit.chat, entry.kept.name, say("portfolio.did_note"), visit.today)
    return [say("portfolio.noted", name=entry.kept.name)]


async def _give(visit: Visit, rest: str) -> list[str]:
    """A company of the portfolio goes to a colleague; without a name, one's own company to its commissioner."""
    if not rest:
        return _entrust(visit)
    _, entry, instead = await _one(visit, rest)
    if entry is None:
        return instead
    code = _new_code()
    store.offer(visit.tx, _digest(code), visit.chat, entry.kept, visit.today)
    store.remove(visit.tx, visit.chat, entry.kept.number)
    store.log(visit.tx, visit.chat, entry.kept.name, say("portfolio.did_give"), visit.today)
    return [say("portfolio.given", name=entry.kept.name, code=code)]


def _entrust(visit: Visit) -> list[str]:
    """The owner's own facts, by the owner's own word; the owner keeps them too."""
    company = visit.conversation.company
    if not company.facts:
        return [say("portfolio.nothing_to_give")]
    name = company.name or say("chat.company_unnamed", number=company.number)
    consent = say("portfolio.owner_consent", day=visit.today.isoformat())
    facts = visit.world.rulebook.validate(company.values())
    kept = Kept(0, name, "", facts, consent, "", visit.today.isoformat())
    code = _new_code()
    store.offer(visit.tx, _digest(code), visit.chat, kept, visit.today)
    store.log(visit.tx, visit.chat, name, say("portfolio.did_entrust"), visit.today)
    return [say("portfolio.entrusted", name=name, code=code)]


async def _take(visit: Visit, rest: str) -> list[str]:
    taken = await store.take(visit.tx, _digest(rest.strip().upper()))
    if taken is None:
        return [say("portfolio.no_code")]
    _, kept = taken
    found = [(kept.name, kept.code, kept.facts)]
    await store.keep(visit.tx, visit.chat, found, kept.consent, visit.today)
    if kept.note:
        mine = next(one for one in await store.companies(visit.tx, visit.chat) if one.name == kept.name)
        store.note(visit.tx, visit.chat, mine.number, kept.note)
    store.log(visit.tx, visit.chat, kept.name, say("portfolio.did_take"), visit.today)
    return [say("portfolio.taken", name=kept.name)]


async def _seen(visit: Visit, rest: str) -> list[str]:
    _, entry, instead = await _one(visit, rest)
    if entry is None:
        return instead
    found = await store.seen(visit.tx, entry.kept.name)
    lines = [say("portfolio.seen", day=item.day, who=item.who, what=item.what) for item in found]
    return [say("portfolio.seen_heading", name=entry.kept.name), *lines]


async def _on(visit: Visit, _rest: str) -> list[str]:
    store.subscribe(visit.tx, visit.chat, visit.chat, visit.today)
    return [say("portfolio.subscribed")]


async def _off(visit: Visit, _rest: str) -> list[str]:
    store.unsubscribe(visit.tx, visit.chat)
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


def _new_code() -> str:
    return "".join(secrets.choice(_CODE) for _ in range(_CODE_LENGTH))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
