"""The door: a message in, a reply out; one turn is one transaction."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from weakref import WeakValueDictionary

from bot.budget import SpentError, processor_seconds
from bot.buttons import decode
from bot.dialogue import filing
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, OutMessage, Part, Reply
from bot.storage import chats, gaps, keeping, turns
from bot.storage.database import Database
from bot.storage.transaction import Transaction
from bot.text import valid
from bot.wording import say
from bot.world import Looking, World, worlds

EXPORT_FILE = "mingce.json"
_PORTFOLIO = "/portfolio"


class Assistant:
    """Serves any number of chats over one database; several assistants may share the file."""

    def __init__(self, world: World | Callable[[], World], database: Database, today: Callable[[], date]) -> None:
        self._worlds = worlds(world)
        self.database = database
        self.today = today
        self.address = "http://127.0.0.1:8000"
        """Of the page, in front of the links in reports."""
        self.turn_seconds: float | None = None
        """Processor time that one turn may take where others wait for theirs; None: no limit."""
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        """Where the store lets several in at once, those of this process still take turns as they came."""

    @property
    def world(self) -> World:
        """As the data are now; a turn looks once and keeps what it got."""
        return self._worlds()

    def renew(self) -> None:
        """Takes changed data at once, for who has just changed them."""
        if isinstance(self._worlds, Looking):
            self._worlds.look()

    def warm_up(self, turn_seconds: float) -> None:
        """What is loaded when first needed is loaded now; from then on turns are limited."""
        respond(Conversation(), Message("", say("telegram.first_words")), self.world, self.today())
        self.turn_seconds = turn_seconds

    async def handle(self, message: Message) -> Reply:
        """One turn, after all earlier turns of the chat; the reply is saved before it is returned."""
        async with self._turns.setdefault(message.chat, asyncio.Lock()), self.database.transaction() as tx:
            reply = await self.handle_in(tx, message)
        if reply.erased:
            await self.database.scrub((message.chat,))
        return reply

    async def handle_in(self, tx: Transaction, message: Message) -> Reply:
        """The same inside a caller's transaction; where `reply.erased`, the caller scrubs the database after it."""
        message, today = _readable(message), self.today()
        before = await chats.load(tx, message.chat)
        if (words := _about_the_portfolio(message)) is not None:
            return await self._portfolio(tx, replace(message, text=words), before, today)
        after, reply = self._within_time(before, message, self.world, today)
        if after.erased:
            await chats.erase(tx, message.chat)
            return replace(reply, erased=True)
        if not message.private:
            # A group remembers where it is, never what somebody asked.
            after = replace(after, focus={}, shelved={}, last_topic=None)
        if any(out.attachments for out in reply.messages):
            from bot.reports.attaching import with_files

            reply = with_files(reply, after, self.world, today, self.address)
        chats.save(tx, message.chat, before, after)
        turns.append(tx, message, reply, today)
        gaps.append(tx, message.chat, reply.unmatched, today)
        return await self._with_everything(tx, message.chat, reply) if reply.exported else reply

    def _within_time(
        self, before: Conversation, message: Message, world: World, today: date
    ) -> tuple[Conversation, Reply]:
        """The turn, or the conversation as it was and a word that the message was too much to read."""
        try:
            with processor_seconds(self.turn_seconds):
                return respond(before, message, world, today)
        except SpentError:
            return before, Reply((OutMessage((Part("text", say("chat.too_much")),)),))

    async def _with_everything(self, tx: Transaction, chat: str, reply: Reply) -> Reply:
        """All that is kept of the chat, for the person to take along."""
        kept = json.dumps(await keeping.everything(tx, chat), ensure_ascii=False, indent=1)
        parts = (Part("hint", say("chat.export_everything")), Part("quote", kept))
        return replace(reply, messages=(*reply.messages, OutMessage(parts, file=EXPORT_FILE)))

    async def forget_old(self, words_days: int, files_days: int) -> None:
        """What is kept for a while only; 0 days: for ever."""
        async with self.database.transaction() as tx:
            forgotten = await keeping.tidy(tx, self.today(), words_days, files_days)
        await self.database.scrub(forgotten)

    async def _portfolio(self, tx: Transaction, message: Message, before: Conversation, today: date) -> Reply:
        """The commissioner's desk needs the store, so it is no part of the dialogue; what it needs is loaded for it."""
        from bot.portfolio import desk

        return await desk.answer(tx, message, before, self.world, today)

    async def conversation(self, chat: str) -> Conversation:
        """What the chat remembers, to be shown; a new one where nothing is stored."""
        async with self.database.transaction() as tx:
            return await chats.load(tx, chat)

    async def file(self, message: Message, fact: str, *, value: Any = None, forget: bool = False) -> str:
        """Change one fact from a form: to `value`, or as the message's words say it; what is wrong, or nothing."""
        message, today = _readable(message), self.today()
        async with self.database.transaction() as tx:
            before = await chats.load(tx, message.chat)
            problem = ""
            if forget:
                after = filing.forget(before, message, fact, self.world, today)
            elif value is not None:
                after, problem = filing.put_value(before, message, fact, value, self.world, today)
            else:
                after, problem = filing.put_words(before, message, fact, self.world, today)
            if after is not before:
                chats.save(tx, message.chat, before, after)
        return problem


def _about_the_portfolio(message: Message) -> str | None:
    """The command that was typed, or that a button stands for."""
    if message.text.startswith(_PORTFOLIO):
        return message.text
    code = decode(message.press) if message.press else None
    return f"{_PORTFOLIO} {' '.join(code.arguments)}" if code and code.kind == "portfolio" else None


def _readable(message: Message) -> Message:
    """Whatever a channel delivers: from here on it can be read, stored and quoted."""
    press = None if message.press is None else valid(message.press)
    return replace(message, text=valid(message.text), press=press, person=valid(message.person))
