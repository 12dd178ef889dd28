"""`mingce portfolio`: a list into somebody's care, who wants to hear of changes, and the news itself."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from bot.bootstrap import build_world
from bot.commands import listing
from bot.commands.output import day
from bot.errors import InputError
from bot.portfolio.care import Care
from bot.settings import load_settings
from bot.storage import portfolio as kept
from bot.storage.database import Database
from bot.wording import say

Result = TypeVar("Result")


def take_in(
    file: Path, *, chat: str, consent: str, store: str | None, as_of: str | None, mapping: Path | None, yes: bool
) -> None:
    """Companies of a list into the portfolio of a chat; `consent`: on what ground, kept with each."""
    if not consent.strip():
        raise InputError(say("portfolio.no_consent"))
    on = day(as_of)
    planned = listing.planned(file, on, mapping)
    listing.confirm(planned, file, mapping, Console(stderr=True, highlight=False), yes=yes)
    found = listing.companies(planned, on)
    companies = [(company.name, company.code, company.facts) for company in found.companies]

    async def work(database: Database) -> tuple[int, int]:
        async with database.transaction() as tx:
            return await Care(tx, chat, build_world(), on).keep(companies, consent)

    added, changed = _in(store, work, new=True)
    problems = sum(bool(problem.company) for problem in found.problems)
    sys.stdout.write(say("portfolio.imported", added=added, changed=changed, chat=chat, problems=problems) + "\n")


def show(*, chat: str, store: str | None, as_of: str | None, order: str) -> None:
    """The overview, as the chat shows it."""
    from bot.portfolio.sheets import Portfolio

    async def work(database: Database) -> list[kept.Kept]:
        async with database.transaction() as tx:
            return await kept.companies(tx, chat)

    lines = Portfolio(_in(store, work), build_world(), day(as_of)).overview(order)
    sys.stdout.write("\n".join(lines) + "\n")


def subscribe(target: str | None, *, chat: str, store: str | None, as_of: str | None) -> None:
    """`target`: an address of apprise (mailto://, json:// …); none: the chat itself."""

    async def work(database: Database) -> None:
        async with database.transaction() as tx:
            kept.subscribe(tx, chat, target or chat, day(as_of))

    _in(store, work)
    sys.stdout.write(say("portfolio.subscribed") + "\n")


def notify(since: str | None, *, store: str | None, as_of: str | None, now: datetime | None = None) -> None:
    """Sends what is new to everybody who wants to hear of it; without `since`, since everybody was told last."""
    from bot.portfolio.news import notices, versions
    from bot.portfolio.news.views import view

    on, at = day(as_of), now or datetime.now(UTC)
    from_ = _day_before(since, on) if since else _in(store, notices.since) or on - timedelta(1)
    old, new, page = view(from_, now=False), view(on), load_settings().page_address
    versions.note(new.library, on)
    told = _in(store, lambda database: notices.tell(database, old, new, at, notices.by_apprise, page))
    line = say("portfolio.told", sent=told.sent, quiet=told.quiet, nothing=told.nothing, failed=told.failed)
    sys.stdout.write(line + "\n")
    if told.failed and find_spec("apprise") is None:
        raise InputError(say("portfolio.needs_apprise"))


def _day_before(since: str, on: date) -> date:
    found = day(since)
    if found > on:
        raise InputError(say("changes.since_later", since=since, on=on.isoformat()))
    return found


def _in(store: str | None, work: Callable[[Database], Awaitable[Result]], new: bool = False) -> Result:
    path = store or os.environ.get("MINGCE_DATABASE") or ""
    if not path or not (new or "://" in path or Path(path).expanduser().is_file()):
        raise InputError(say("portfolio.no_store", path=path or "--store"))

    async def run() -> Result:
        database = await Database.open(path)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())
