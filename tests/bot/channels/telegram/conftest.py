from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import build_assistant
from bot.channels.telegram.running import Assisting, serve
from bot.errors import InputError
from bot.settings import load_settings
from bot.storage.engines import faults
from bot.storage.engines.faults import StoreWaits
from bot.storage.transaction import Transaction
from tests.botapi.parrot import Parrot, build
from tests.botapi.server import BotApi

TODAY = date(2026, 11, 24)
Launch = Callable[..., Awaitable["Bot"]]


def _as_it_is(problem: BaseException) -> InputError | None:
    return problem if isinstance(problem, InputError) else faults.understood(problem)


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

    def refuse(self, commits: int) -> None:
        """Undo the next transactions that change more than nothing, when they are about to be kept."""
        assert self.parrot is not None
        engine, left = self.parrot.database._engine, [commits]
        real = engine.transaction

        @contextlib.asynccontextmanager
        async def transaction() -> AsyncIterator[Transaction]:
            async with real() as tx:
                yield tx
                if left[0] and (tx.wrote or tx._writes):
                    left[0] -= 1
                    raise StoreWaits("test", at_once=True)

        engine.transaction, engine.understood = transaction, _as_it_is  # type: ignore[method-assign]

    async def people(self) -> int:
        assert self.parrot is not None
        async with self.parrot.database.transaction() as tx:
            return int((await tx.read("SELECT count(*) FROM recipients"))[0][0])

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
