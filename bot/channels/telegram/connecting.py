"""The first calls: who the bot is, how updates come, what the menus say.

Patient with the network, not with a wrong token.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot, BotCommand, MenuButtonWebApp, User, WebAppInfo
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram import menus
from bot.channels.telegram.receiving.polling import seconds_of
from bot.channels.telegram.receiving.webhook import secret_from
from bot.channels.telegram.staff.staff import Staff
from bot.errors import InputError
from bot.settings import Settings
from bot.storage import tickets
from bot.storage.database import Database
from bot.storage.sending import channel_notes
from bot.storage.transaction import Transaction
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_LONGEST_PAUSE_SECONDS = 30.0
_SUPPLANTED_SECONDS = 900.0
"""How long after it had to give way to another program a bot still counts as the one at work."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class Line:
    """The way to Telegram: the bot for calls, and a connection of its own to wait for updates."""

    bot: Bot
    calls: HTTPXRequest
    updates: HTTPXRequest

    async def close(self) -> None:
        await self.calls.shutdown()
        await self.updates.shutdown()


def line_of(settings: Settings) -> Line:
    """Not connected yet; InputError where there is no token."""
    token = settings.telegram_token.get_secret_value().strip()
    if not token:
        raise InputError(say("telegram.no_token"))
    api = settings.telegram_api
    if importlib.util.find_spec("sniffio") is None:
        # The HTTP library asks for this optional module several times a call; a known absence costs nothing.
        sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to give times; without it, it warns
    calls = HTTPXRequest(connection_pool_size=settings.sends_at_once + 4, read_timeout=15.0, pool_timeout=30.0)
    updates = HTTPXRequest(connection_pool_size=2, pool_timeout=30.0)
    bot = Bot(
        token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", request=calls, get_updates_request=updates
    )  # fmt: skip
    return Line(bot, calls, updates)


async def patiently(call: Callable[[], Awaitable[Result]], address: str) -> Result:
    """Until the network lets it through; a refusal is raised, a refused token as InputError."""
    pause, waited = 1.0, 0.0
    while True:
        try:
            return await call()
        except InvalidToken:
            raise InputError(say("telegram.token_refused")) from None
        except (BadRequest, Forbidden):
            raise
        except RetryAfter as wait:
            pause = seconds_of(wait)
        except NetworkError:
            _log.warning(say("telegram.not_reachable", address=address, seconds=round(waited), pause=round(pause)))
        await asyncio.sleep(pause)
        waited += pause
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


async def introduce(bot: Bot, address: str) -> User:
    """Who the bot is."""
    return await patiently(bot.get_me, address)


async def prepare_polling(bot: Bot, address: str) -> None:
    """Telegram answers getUpdates only while no webhook is set."""
    info = await patiently(bot.get_webhook_info, address)
    if info.url:
        await patiently(lambda: bot.delete_webhook(drop_pending_updates=False), address)


async def was_supplanted(bot_id: int, database: Database) -> bool:
    """Whether an earlier process on this store ended a moment ago because another program polls."""
    noted = await _note(database, f"supplanted:{bot_id}")
    return noted is not None and time.time() - float(noted) < _SUPPLANTED_SECONDS


async def note_supplanted(bot_id: int, database: Database) -> None:
    await _put_note(database, f"supplanted:{bot_id}", str(time.time()))


async def prepare_webhook(bot: Bot, settings: Settings, database: Database) -> None:
    """Set it unless it is set already; another process may have done so a moment ago."""
    secret = secret_from(bot.token, settings.webhook_secret.get_secret_value())
    wanted = menus.digest([settings.webhook_url, secret, settings.allowed_updates])
    name = f"webhook:{bot.id}"
    info = await patiently(bot.get_webhook_info, settings.telegram_api)
    known = await _note(database, name)
    if info.url == settings.webhook_url and known == wanted:
        return
    try:
        await patiently(
            lambda: bot.set_webhook(
                settings.webhook_url, secret_token=secret, allowed_updates=settings.allowed_updates, max_connections=40
            ),
            settings.telegram_api,
        )  # fmt: skip
    except BadRequest as problem:
        raise InputError(say("telegram.webhook_refused", problem=problem.message)) from None
    await _put_note(database, name, wanted)


async def staff_of(bot: Bot, settings: Settings, database: Database) -> Staff:
    """Whether the staff chat is a forum; a chat that the bot is not in counts as an ordinary one."""
    staff = Staff(settings.staff_chat, bot_id=bot.id)
    if staff.chat_id is None:
        return staff
    await database.insist(staff.look)
    chat_id = staff.chat_id

    async def adopt(tx: Transaction) -> None:
        tickets.move_staff(tx, 0, chat_id)

    await database.insist(adopt)
    try:
        chat = await patiently(lambda: bot.get_chat(chat_id), settings.telegram_api)
    except TelegramError as problem:
        _log.error(say("telegram.log_staff_unreachable"), extra={"problem": str(problem)})
        return staff
    staff.forum = bool(chat.is_forum)
    return staff


async def set_menus(bot: Bot, settings: Settings, database: Database) -> None:
    """Only what has changed; trouble here never stops the bot."""
    for index, menu in enumerate(menus.menus()):
        name, wanted = f"menu:{bot.id}:{index}", menus.digest(menu)
        if await _note(database, name) == wanted:
            continue
        arguments = {**menu, "commands": [BotCommand(**command) for command in menu["commands"]]}
        try:
            await patiently(lambda given=arguments: bot.set_my_commands(**given), settings.telegram_api)  # type: ignore[misc]
        except (TelegramError, InputError) as problem:
            _log.error(say("telegram.log_menu_refused"), extra={"problem": str(problem)})
            continue
        await _put_note(database, name, wanted)


async def set_app_button(bot: Bot, settings: Settings, database: Database) -> None:
    """The page as a Mini App in the bot's menu, where it has an address that Telegram may open."""
    name, url = f"menu:{bot.id}:app", f"{settings.web_url}/app"
    if not settings.web_url.startswith("https://") or await _note(database, name) == url:
        return
    button = MenuButtonWebApp(say("telegram.app_button"), WebAppInfo(url))
    try:
        await patiently(lambda: bot.set_chat_menu_button(menu_button=button), settings.telegram_api)
    except (TelegramError, InputError) as problem:
        _log.error(say("telegram.log_menu_refused"), extra={"problem": str(problem)})
        return
    await _put_note(database, name, url)


async def _note(database: Database, name: str) -> str | None:
    return await database.insist(lambda tx: channel_notes.get(tx, name))


async def _put_note(database: Database, name: str, value: str) -> None:
    async def work(tx: Transaction) -> None:
        channel_notes.put(tx, name, value)

    await database.insist(work)
