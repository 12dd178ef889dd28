"""`mingce chat`: the terminal, or JSON lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from bot.assistant import Assistant
from bot.bootstrap import build_assistant
from bot.commands.output import day
from bot.model import Message, Reply

MEMORY = ":memory:"


def run(store: str | None, jsonl: bool, as_of: str | None) -> None:
    """One process, many chats; `store`: the SQLite file, by default in memory."""
    today = _today(as_of)
    with asyncio.Runner() as runner:
        assistant = runner.run(build_assistant(store or MEMORY, today))
        try:
            _serve(lambda message: runner.run(assistant.handle(message)), assistant, jsonl, store)
        finally:
            runner.run(assistant.database.close())


def _serve(handle: Callable[[Message], Reply], assistant: Assistant, jsonl: bool, store: str | None) -> None:
    if jsonl:
        from bot.channels import jsonl as lines

        lines.serve(handle, lambda: assistant.today().isoformat())
    else:
        from bot.channels import terminal

        terminal.serve(handle, store)


def _today(as_of: str | None) -> Callable[[], date]:
    if as_of is None:
        day(None)
        return lambda: day(None)
    fixed = day(as_of)
    return lambda: fixed
