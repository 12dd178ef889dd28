"""“… is typing”: a courtesy beside the work. It is never stored, never waited for, and may fail unnoticed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.receiving.polling import seconds_of
from bot.channels.telegram.sending.pacing import Bucket

_A_SECOND = 10
"""More than this, over all chats, would cost replies: under load the sign is for those who wait long."""
_MOST_AT_ONCE = 2
_LULL_SECONDS = 0.2
"""Who writes after such a lull sees the sign at once; among many others it would only make their replies later."""
_LONG_SECONDS = 0.3
_SHOWN_SECONDS = 4.0
"""Telegram shows the sign for five seconds, or until the reply comes."""
_FORGET_SECONDS = 120.0
_TIMEOUT_SECONDS = 3.0


@dataclass(slots=True)
class _Waiting:
    since: float
    shown: float | None = None


class TypingSign:
    """Shown at once to who writes while it is quiet, then to all who wait noticeably, again while they wait."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: dict[int, _Waiting] = {}
        self._quiet: set[int] = set()
        self._bucket = Bucket(_A_SECOND, _A_SECOND, time.monotonic())
        self._not_before = 0.0
        self._heard_at = -math.inf
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Updates have come in; those of private chats will be answered."""
        now = time.monotonic()
        quiet, self._heard_at = now - self._heard_at >= _LULL_SECONDS, now
        for update in updates:
            chat = _private_chat(update)
            if chat is None or chat in self._quiet:
                continue
            waiting = self._waiting.setdefault(chat, _Waiting(now))
            if (
                quiet and "callback_query" not in update
            ):  # a pressed button has a sign of its own, and is answered first
                self._show(chat, waiting, now)

    def answered(self, chat: int) -> None:
        self._waiting.pop(chat, None)

    def hush(self, chat: int, quiet: bool) -> None:
        """While people of the staff talk with the person the bot does not type."""
        if quiet:
            self._quiet.add(chat)
            self._waiting.pop(chat, None)
        else:
            self._quiet.discard(chat)

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            now = time.monotonic()
            for chat, waiting in list(self._waiting.items()):
                if now - waiting.since > _FORGET_SECONDS:
                    del self._waiting[chat]
                elif now - waiting.since >= _LONG_SECONDS:
                    self._show(chat, waiting, now)
            try:
                await asyncio.wait_for(stop.wait(), _LONG_SECONDS)
            except TimeoutError:
                continue
        for task in self._tasks:
            task.cancel()

    def _show(self, chat: int, waiting: _Waiting, now: float) -> None:
        fresh = waiting.shown is not None and now - waiting.shown < _SHOWN_SECONDS
        if fresh or len(self._tasks) >= _MOST_AT_ONCE or now < self._not_before or self._bucket.wait(now):
            return
        waiting.shown = now
        task = asyncio.create_task(self._call(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call(self, chat: int) -> None:
        try:
            await self._bot.send_chat_action(
                chat, ChatAction.TYPING, read_timeout=_TIMEOUT_SECONDS, pool_timeout=_TIMEOUT_SECONDS
            )
        except RetryAfter as wait:
            self._not_before = time.monotonic() + seconds_of(wait)
        except TelegramError:
            return  # the reply itself will meet the same trouble, and deals with it


def _private_chat(update: Mapping[str, Any]) -> int | None:
    """The chat that expects an answer to this update; nobody's where it is not built as an update should be."""
    with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
        return _chat_of(update)
    return None


def _chat_of(update: Mapping[str, Any]) -> int | None:
    query = update.get("callback_query") or {}
    message = update.get("message") or query.get("message") or {}
    chat = message.get("chat") or {}
    if chat.get("type") != "private" or (not query and "via_bot" in message):
        return None
    return int(chat["id"])
