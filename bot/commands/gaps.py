"""`mingce gaps`: the words of questions that found nothing, the most missed first."""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict
from pathlib import Path

from bot.commands.output import print_json
from bot.errors import InputError
from bot.storage.database import Database, on_a_server
from bot.storage.gaps import Gap, ranked
from bot.wording import say


def run(store: str | None, json: bool) -> None:
    """Words only: nobody can be recognised from them. `store`: the SQLite file (default: the one of the settings)."""
    found = asyncio.run(_ranked(_existing(store)))
    if json:
        print_json({"gaps": [asdict(gap) for gap in found]})
    elif not found:
        print(say("chat.gaps_none"))
    else:
        _show(found)


def _existing(store: str | None) -> str:
    path = store or os.environ.get("MINGCE_DATABASE") or ""
    if not path or not (on_a_server(path) or Path(path).expanduser().is_file()):
        raise InputError(say("chat.gaps_no_store", path=path or "--store"))
    return path


async def _ranked(path: str) -> list[Gap]:
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            return await ranked(tx)
    finally:
        await database.close()


def _show(found: list[Gap]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(say(f"chat.gaps_{name}") for name in ("word", "questions", "chats", "last")))
    for gap in found:
        table.add_row(gap.word, str(gap.questions), str(gap.chats), gap.last_day)
    Console().print(table)
