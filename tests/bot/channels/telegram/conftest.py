from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import build_assistant
from bot.channels.telegram.running import Assisting, serve
from bot.settings import load_settings
from tests.botapi.parrot import Parrot, build
from tests.botapi.server import BotApi

TODAY = date(2026, 11, 24)
Launch = Callable[..., Awaitable["Bot"]]


class Bot:
    """A running bot in this process, with the parrot or, with `real`, the assistant itself behind it."""

    def __init__(self, *, real: bool = False, **given: Any) -> None:
        self._real = real
        self.settings = load_settings(_env_file=None, **given)
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(serve(self.settings, self._build, self.stop))
        self.parrot: Parrot | None = None

    async def _build(self) -> Assisting:
        if self._real:
            return await build_assistant(self.settings.database, lambda: TODAY)
        self.parrot = await build(self.settings.database)
        return self.parrot

    async def end(self) -> None:
        self.stop.set()
        await self.task


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi().serving() as server:
        yield server


@pytest.fixture
async def launch(api: BotApi, tmp_path: Path) -> AsyncIterator[Launch]:
    """Starts a bot; settings may be given. All are ended afterwards, and nothing may be left waiting."""
    bots: list[Bot] = []

    async def start(**given: Any) -> Bot:
        defaults = {"database": str(tmp_path / "store.sqlite3"), "telegram_token": api.token, "telegram_api": api.url}
        bots.append(Bot(**{**defaults, **given}))
        wanted = "setWebhook" if bots[-1].settings.telegram_mode == "webhook" else "getUpdates"
        async with asyncio.timeout(20):
            while not api.calls[wanted] and not bots[-1].task.done():  # noqa: ASYNC110 - the server wakes nobody
                await asyncio.sleep(0.01)
        return bots[-1]

    yield start
    for bot in bots:
        if not bot.task.done():
            await bot.end()
