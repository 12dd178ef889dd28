"""`mingce telegram`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.logs import set_up_logs
from bot.settings import load_settings
from bot.wording import say

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings


def run() -> None:
    """Settings come from the environment and `.env`; InputError where one of them stops the start."""
    settings = load_settings()
    hidden = (settings.telegram_token, settings.webhook_secret, settings.admin_token)
    password = urlsplit(settings.database).password or ""
    set_up_logs(settings.log_level, (*(secret.get_secret_value() for secret in hidden), password))

    from bot.bootstrap import build_assistant
    from bot.channels.telegram.running import serve

    def today() -> date:
        return settings.today or date.today()

    async def build() -> Assistant:
        assistant = await build_assistant(settings.database, today)
        assistant.address = settings.page_address
        _warm_up(assistant, settings)
        return assistant

    try:
        asyncio.run(serve(settings, build))
    except Exception as problem:
        if not isinstance(problem, InputError):
            logging.getLogger("mingce.telegram").exception(say("telegram.log_crashed"))
        raise


def _warm_up(assistant: Assistant, settings: Settings) -> None:
    """Everything that is loaded when first needed is loaded, and found to be sound, before anybody waits for it."""
    from bot.channels.telegram.staff.lookup import Lookup

    assistant.warm_up(settings.turn_seconds)
    Lookup(assistant.world).find(say("telegram.first_words"), assistant.today())
    # It stays to the end: the collector of garbage would look through all of it in the middle of a load.
    gc.collect()
    gc.freeze()
