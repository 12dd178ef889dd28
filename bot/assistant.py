"""The door: a message in, a reply out; one turn is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.dialogue.turn import respond
from bot.model import Message, Reply
from bot.storage import chats, gaps, turns
from bot.storage.database import Database
from bot.storage.transaction import Transaction
from bot.world import World


class Assistant:
    """Serves any number of chats over one database; several assistants may share the file."""

    def __init__(self, world: World, database: Database, today: Callable[[], date]) -> None:
        self.world = world
        self.database = database
        self.today = today

    async def handle(self, message: Message) -> Reply:
        """One turn, after all earlier turns; the reply is saved before it is returned."""
        async with self.database.transaction() as tx:
            reply = await self.handle_in(tx, message)
        if reply.erased:
            await self.database.scrub()
        return reply

    async def handle_in(self, tx: Transaction, message: Message) -> Reply:
        """The same inside a caller's transaction; where `reply.erased`, the caller scrubs the database after it."""
        today = self.today()
        before = await chats.load(tx, message.chat)
        after, reply = respond(before, message, self.world, today)
        if after.erased:
            await chats.erase(tx, message.chat)
            return replace(reply, erased=True)
        chats.save(tx, message.chat, before, after)
        turns.append(tx, message, reply, today)
        gaps.append(tx, message.chat, reply.unmatched, today)
        return reply
