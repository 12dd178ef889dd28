"""`mingce serve`: the page and the API, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.logs import set_up_logs
from bot.settings import Settings, load_settings
from bot.wording import say

if TYPE_CHECKING:
    from bot.channels.telegram.sending.http import Server

_log = logging.getLogger("mingce.web")


def run() -> None:
    """Settings come from the environment and `.env`; InputError where one of them stops the start."""
    settings = load_settings()
    set_up_logs(
        settings.log_level,
        (
            settings.admin_token.get_secret_value(),
            urlsplit(settings.database).password or "",
            *settings.api_keys,
            *settings.desk_tokens,
        ),
    )
    asyncio.run(serve(settings))


async def serve(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Listens until a signal, or `stop`; the port is taken before anything else is done."""
    from bot.bootstrap import build_assistant
    from bot.channels.telegram.sending.http import Server, listening
    from bot.channels.web.app import build_app

    socket = listening(settings.web_listen)
    try:
        assistant = await build_assistant(settings.database, lambda: settings.today or date.today())
        try:
            await assistant.forget_old(settings.keep_words_days, settings.keep_files_days)
            assistant.address = settings.page_address
            assistant.warm_up(settings.turn_seconds)
            app = await build_app(assistant, settings)
            server = Server(app, settings.web_proxies)
            waiting = _stop_on_signals(server, stop)
            gc.collect()
            gc.freeze()
            sys.stderr.write(say("web.serving", address=f"http://{settings.web_listen}/") + "\n")
            await server.serve([socket])
            await app.state.calls.close()
            if waiting is not None:
                waiting.cancel()
        finally:
            await assistant.database.close()
    finally:
        socket.close()


def _stop_on_signals(server: Server, stop: asyncio.Event | None) -> asyncio.Task[None] | None:
    """The task that waits for `stop`, to be kept until the end."""
    loop = asyncio.get_running_loop()

    def end() -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, end)
    return loop.create_task(_when(stop, end)) if stop is not None else None


async def _when(stop: asyncio.Event, end: Callable[[], None]) -> None:
    await stop.wait()
    end()
