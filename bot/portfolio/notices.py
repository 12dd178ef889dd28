"""News for those who want it: one message, never twice, in quiet hours none; never without the standing of a text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from bot.portfolio.changing import KINDS, Change, Changes, for_company
from bot.portfolio.views import View
from bot.portfolio.wording_of import lines_of
from bot.storage import portfolio as store
from bot.storage.database import Database
from bot.wording import say

_CHINA = timezone(timedelta(hours=8))
_QUIET_FROM, _QUIET_UNTIL = 22, 8
_LONGEST = 3500
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


async def tell(database: Database, old: View, new: View, now: datetime, send: Send) -> Told:
    """What is new for each subscriber is noted before it is sent, and taken back where sending fails."""
    told = Told()
    async with database.transaction() as tx:
        subscribers = await store.subscribers(tx)
    for chat, target in subscribers:
        if is_quiet(now):
            told.quiet += 1
            continue
        text, notes = await _news(database, chat, old, new)
        if not text:
            told.nothing += 1
        elif send(target, text):
            told.sent += 1
        else:
            told.failed += 1
            async with database.transaction() as tx:
                store.forget_notices(tx, chat, notes)
    return told


async def _news(database: Database, chat: str, old: View, new: View) -> tuple[str, list[str]]:
    async with database.transaction() as tx:
        found = []
        notes = []
        for kept in await store.companies(tx, chat):
            changes = for_company(kept.name, kept.facts, old, new)
            for kind in KINDS:
                fresh = []
                for item in changes.found[kind]:
                    note = _digest(kept.name, kind, item)
                    if await store.first_time(tx, chat, note, new.day):
                        fresh.append(item)
                        notes.append(note)
                changes.found[kind] = fresh
            if changes:
                found.append(changes)
    return (notice(found, old.day, new.day) if found else ""), notes


def notice(found: Sequence[Changes], from_: date, to: date) -> str:
    """One message; whether a text binds stands in every line, and once for all where some bind nobody."""
    lines = [say("portfolio.notice_heading", from_=from_.isoformat(), to=to.isoformat(), count=len(found))]
    for changes in found:
        lines.append(say("portfolio.notice_company", name=changes.name))
        lines += [line for kind in KINDS for line in lines_of(kind, changes.found[kind])]
    if any(not item.binds for changes in found for items in changes.found.values() for item in items):
        lines.append(say("portfolio.notice_not_binding"))
    body = "\n".join(lines)
    cut = body if len(body) <= _LONGEST else body[:_LONGEST].rsplit("\n", 1)[0] + "\n……"
    return cut + "\n" + say("portfolio.notice_off")


def _digest(name: str, kind: str, item: Change) -> str:
    """The same change is the same notice, whatever day it is told on."""
    what = (name, kind, item.programme, item.document, item.title, item.before_yuan, item.after_yuan, item.status)
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]


def by_apprise(token: str | None) -> Send:
    """Chats of Telegram through the bot's own token, everything else by its address. Raises `ModuleNotFoundError`."""
    import apprise

    def send(target: str, text: str) -> bool:
        address = target
        if target.startswith("telegram:"):
            if not token:
                return False
            address = f"tgram://{token}/{target.removeprefix('telegram:')}/"
        messenger = apprise.Apprise()
        return bool(messenger.add(address)) and bool(messenger.notify(body=text))

    return send
