"""Companies for which a change is reckoned: those of a list, and those that the store keeps in somebody's care."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from bot.commands.books import books
from bot.settings import load_settings
from bot.storage.portfolio import everyone
from rules.model import Facts


def companies(listed: Path | None, day: date) -> list[tuple[str, Facts]]:
    """Those of the list where there is one, else those of the store; none where there is neither."""
    if listed is not None:
        from bot.lists.reading import plan, read

        _, rulebook = books()
        return [(one.name, one.facts) for one in read(plan(listed, rulebook, day), rulebook, day).companies]
    store = load_settings().database
    return asyncio.run(_kept(store)) if "://" in store or Path(store).expanduser().is_file() else []


async def _kept(store: str) -> list[tuple[str, Facts]]:
    from bot.storage.database import Database

    database = await Database.open(store)
    try:
        async with database.transaction() as tx:
            return [(one.name, dict(one.facts)) for one in await everyone(tx)]
    finally:
        await database.close()
