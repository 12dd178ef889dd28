"""News for those who want it: one message, never twice, in quiet hours none; never without the standing of a text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from bot.dialogue.companies import name_of
from bot.portfolio.news import posting
from bot.portfolio.news.changing import KINDS, Change, Changes, for_company
from bot.portfolio.news.views import View
from bot.portfolio.news.wording_of import lines_of
from bot.storage import chats
from bot.storage import portfolio as store
from bot.storage.database import Database
from bot.storage.sending import channel_notes
from bot.storage.transaction import Transaction
from bot.wording import say
from rules.model import Facts

_CHINA = timezone(timedelta(hours=8))
_QUIET_FROM, _QUIET_UNTIL = 22, 8
_LONGEST = 3500
_SINCE = "notices.since"
Send = Callable[[str, str], bool]
"""Target and text; whether it went out."""


@dataclass(slots=True)
class Told:
    sent: int = 0
    quiet: int = 0
    nothing: int = 0
    failed: int = 0


def is_quiet(now: datetime) -> bool:
    """Whether people there sleep."""
    hour = now.astimezone(_CHINA).hour
    return hour >= _QUIET_FROM or hour < _QUIET_UNTIL


async def since(database: Database) -> date | None:
    """The day up to which everybody was told last."""
    async with database.transaction() as tx:
        noted = await channel_notes.get(tx, _SINCE)
    return date.fromisoformat(noted) if noted else None


async def tell(database: Database, old: View, new: View, now: datetime, send: Send, page: str) -> Told:
    """What is new for each subscriber is noted before it is sent, and taken back where sending fails.

    Chats of ours get it by the outbox or on their page in the same commit; `send` serves addresses of one's own.
    `page`: where the page is served, for the link by which such an address is unsubscribed.
    """
    told = Told()
    async with database.transaction() as tx:
        subscribers = await store.subscribers(tx)
    for chat, target, code in subscribers:
        if is_quiet(now):
            told.quiet += 1
            continue
        async with database.transaction() as tx:
            text, notes = await _news(tx, chat, old, new)
            posted = await posting.post(tx, target, text, now) if text else None
            if posted is False:
                store.forget_notices(tx, chat, notes)
        if not text:
            told.nothing += 1
        elif posted or (posted is None and send(target, text + "\n" + _by_link(page, code))):
            told.sent += 1
        else:
            told.failed += 1
            async with database.transaction() as tx:
                store.forget_notices(tx, chat, notes)
    if not told.quiet and not told.failed:
        async with database.transaction() as tx:
            channel_notes.put(tx, _SINCE, new.day.isoformat())
    return told


def _by_link(page: str, code: str) -> str:
    return say("portfolio.notice_off_link", link=f"{page}/portfolio/leave/{code}") if code else ""


async def _news(tx: Transaction, chat: str, old: View, new: View) -> tuple[str, list[str]]:
    found = []
    notes = []
    for name, facts in await _companies(tx, chat, new):
        changes = for_company(name, facts, old, new)
        for kind in KINDS:
            fresh = []
            for item in changes.found[kind]:
                note = _digest(name, kind, item)
                if await store.first_time(tx, chat, note, new.day):
                    fresh.append(item)
                    notes.append(note)
            changes.found[kind] = fresh
        if changes:
            found.append(changes)
    return (notice(found, old.day, new.day) if found else ""), notes


async def _companies(tx: Transaction, chat: str, new: View) -> list[tuple[str, Facts]]:
    """Those in the chat's care, and its own."""
    kept: list[tuple[str, Facts]] = [(one.name, one.facts) for one in await store.companies(tx, chat)]
    conversation = await chats.load(tx, chat)
    told = [company for company in conversation.companies if company.facts]
    return kept + [(name_of(company), new.rulebook.validate(company.values())) for company in told]


def notice(found: Sequence[Changes], from_: date, to: date) -> str:
    """One message; whether a text binds stands in every line, and once for all where some bind nobody."""
    lines = [say("portfolio.notice_heading", from_=from_.isoformat(), to=to.isoformat(), count=len(found))]
    for changes in found:
        lines.append(say("portfolio.notice_company", name=changes.name))
        lines += [line for kind in KINDS for line in lines_of(kind, changes.found[kind])]
    if any(not item.binds for changes in found for items in changes.found.values() for item in items):
        lines.append(say("portfolio.notice_not_binding"))
    body = "\n".join(lines)
    return body if len(body) <= _LONGEST else body[:_LONGEST].rsplit("\n", 1)[0] + "\n……"


def _digest(name: str, kind: str, item: Change) -> str:
    """The same change is the same notice, whatever day it is told on."""
    what = (name, kind, item.programme, item.document, item.title, item.before_yuan, item.after_yuan, item.status)
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]


def by_apprise(target: str, text: str) -> bool:
    """Mail, webhooks and whatever else an address names; False too where the extra is not installed."""
    try:
        import apprise
    except ModuleNotFoundError:
        return False
    messenger = apprise.Apprise()
    return bool(messenger.add(target)) and bool(messenger.notify(body=text))
